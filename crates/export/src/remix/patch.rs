//! How one JSON document differs from another (RFC 7386, JSON Merge Patch), with ids written short.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Stands before the number of an id.
const SHORT: char = '~';

/// The patch that changes nothing.
pub fn nothing() -> Value {
    Value::Object(Map::new())
}

/// What has to be changed to get from one document to another; `None` when they are equal. A merge patch cannot say
/// `null`, which our documents never do.
pub fn difference(from: &Value, to: &Value) -> Option<Value> {
    match (from, to) {
        (Value::Object(from), Value::Object(to)) => {
            let gone = from.keys().filter(|key| !to.contains_key(*key)).map(|key| (key.clone(), Value::Null));
            let other = to.iter().filter_map(|(key, to)| {
                let change = from.get(key).map_or_else(|| Some(to.clone()), |from| difference(from, to));
                Some((key.clone(), change?))
            });
            let changes: Map<String, Value> = gone.chain(other).collect();
            (!changes.is_empty()).then_some(Value::Object(changes))
        }
        (from, to) => (from != to).then(|| to.clone()),
    }
}

/// Changes a document as a patch says.
pub fn apply(target: &mut Value, patch: Value) {
    let Value::Object(changes) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = nothing();
    }
    let Value::Object(entries) = target else { return };
    for (key, change) in changes {
        if change.is_null() {
            entries.remove(&key);
        } else {
            apply(entries.entry(key).or_insert(Value::Null), change);
        }
    }
}

/// A patch with `~` and a number for each id, counted among the ids of the game.
pub fn shortened(patch: Value, ids: &[u64]) -> Value {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (number, id) in ids.iter().enumerate() {
        numbers.entry(format!("{id:016x}")).or_insert(number);
    }
    renamed(patch, &|text| numbers.get(text).map(|number| format!("{SHORT}{number}")))
}

/// The opposite of [`shortened`].
pub fn lengthened(patch: Value, ids: &[u64]) -> Value {
    renamed(patch, &|text| {
        let number: usize = text.strip_prefix(SHORT)?.parse().ok()?;
        ids.get(number).map(|id| format!("{id:016x}"))
    })
}

fn renamed(value: Value, rename: &impl Fn(&str) -> Option<String>) -> Value {
    let text = |text: String| rename(&text).unwrap_or(text);
    match value {
        Value::String(own) => Value::String(text(own)),
        Value::Array(items) => items.into_iter().map(|item| renamed(item, rename)).collect(),
        Value::Object(entries) => {
            entries.into_iter().map(|(key, item)| (text(key), renamed(item, rename))).collect::<Map<_, _>>().into()
        }
        leaf => leaf,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_takes_one_document_to_the_other() {
        let from = json!({ "a": 1, "b": { "c": [1, 2], "d": "x" }, "e": {} });
        let to = json!({ "a": 1, "b": { "c": [1], "f": {} }, "g": { "h": 2 } });
        let patch = difference(&from, &to).unwrap();
        assert_eq!(patch, json!({ "b": { "c": [1], "d": null, "f": {} }, "e": null, "g": { "h": 2 } }));
        let mut target = from.clone();
        apply(&mut target, patch);
        assert_eq!(target, to);
        assert_eq!(difference(&from, &from), None);
    }

    #[test]
    fn ids_are_written_short_and_come_back() {
        let ids = [0x00c0_ffee_00c0_ffee, 7];
        let patch = json!({ "00c0ffee00c0ffee": ["0000000000000007", "other", "~x"] });
        let short = shortened(patch.clone(), &ids);
        assert_eq!(short, json!({ "~0": ["~1", "other", "~x"] }));
        assert_eq!(lengthened(short, &ids), patch);
    }
}
