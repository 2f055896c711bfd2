//! Documents as canonical JSON: one game, one text.
//!
//! Fields stand in the order of the types, entries in the order of their ids, and whatever fits stands on one line, so
//! that two versions of a game differ in a text diff where they differ for a person.

use std::{borrow::Cow, fmt, io::Write as _};

use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

use crate::{
    document::{FORMAT, Game},
    limits,
    text::quotable,
};

/// Why bytes are not a game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Longer than a document may be.
    #[error("the document has {found} bytes, at most {limit} are allowed")]
    TooLarge {
        /// In bytes.
        found: usize,
        /// In bytes.
        limit: usize,
    },
    /// Not JSON, or JSON that is cut off.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// First line is 1.
        line: usize,
        /// First column is 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// JSON that is not a game.
    #[error("{place}: {message}")]
    Shape {
        /// The path to the fault, such as `levels.00c0ffee00c0ffee.actors`.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// Written by a later version.
    #[error(
        "format: this game was made with a newer Snapcade (format {found}; this one reads up to {known}). Update Snapcade to open it"
    )]
    Newer {
        /// The document's format.
        found: u64,
        /// The newest that is known.
        known: u32,
    },
    /// A format that never was.
    #[error("format: there is no format {found}")]
    NoSuchFormat {
        /// The document's format.
        found: u64,
    },
}

/// Turns a document of one format into one of the next.
pub type Migration = fn(&mut Value) -> Result<(), DocumentError>;

/// The steps from format 1 up; the step at index `n` makes format `n + 2` from format `n + 1`.
const MIGRATIONS: [Migration; FORMAT as usize - 1] = [];

impl Game {
    /// Reads a document of this format or an older one. Its values are not validated: see [`crate::validate()`].
    pub fn from_json(bytes: &[u8]) -> Result<Self, DocumentError> {
        if bytes.len() > limits::DOCUMENT_BYTES {
            return Err(DocumentError::TooLarge { found: bytes.len(), limit: limits::DOCUMENT_BYTES });
        }
        let found = format_of(bytes)?;
        if found == u64::from(FORMAT) {
            // Straight from the text: keeps the order, sees an id that comes twice, and needs no second copy.
            let mut deserializer = serde_json::Deserializer::from_slice(bytes);
            let game = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| shape(&error))?;
            deserializer.end().map_err(|error| syntax(&error))?;
            return Ok(game);
        }
        let value: Value = serde_json::from_slice(bytes).map_err(|error| syntax(&error))?;
        let value = migrate(value, found, &MIGRATIONS)?;
        serde_path_to_error::deserialize(value).map_err(|error| shape(&error))
    }

    /// The canonical JSON of the game, ending with a line feed.
    pub fn to_json(&self) -> Vec<u8> {
        canonical(self)
    }
}

/// Canonical JSON of any value: what fits into 120 columns on one line, the rest indented by two.
pub fn canonical<T: Serialize>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    // Our types have only text keys and no fallible serialisers, so there always is a value.
    let value = serde_json::to_value(value).unwrap_or(Value::Null);
    write_value(&mut out, &value, 0, 0);
    out.push(b'\n');
    out
}

const COLUMNS: usize = 120;

fn write_value(out: &mut Vec<u8>, value: &Value, indent: usize, column: usize) {
    // Rows of tiles are compared row by row, so they stand below each other however short they are.
    let is_grid = matches!(value, Value::Array(items) if items.len() > 1 && items.iter().all(Value::is_string));
    if !is_grid && let Some(line) = inline(value, COLUMNS.saturating_sub(column)) {
        out.extend_from_slice(line.as_bytes());
        return;
    }
    match value {
        Value::Array(items) => {
            write_items(out, indent, *b"[]", items.iter(), |out, item| write_value(out, item, indent + 2, indent + 2));
        }
        Value::Object(entries) => {
            write_items(out, indent, *b"{}", entries.iter(), |out, (key, item)| {
                let before = out.len();
                let _ = write!(out, "{}: ", Value::from(key.as_str()));
                let column = indent + 2 + out.len() - before;
                write_value(out, item, indent + 2, column);
            });
        }
        leaf => {
            let _ = write!(out, "{leaf}");
        }
    }
}

fn write_items<T>(
    out: &mut Vec<u8>,
    indent: usize,
    [open, close]: [u8; 2],
    items: impl Iterator<Item = T>,
    mut write_item: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(open);
    for (i, item) in items.enumerate() {
        out.extend_from_slice(if i == 0 { b"\n" } else { b",\n" });
        out.resize(out.len() + indent + 2, b' ');
        write_item(out, item);
    }
    out.push(b'\n');
    out.resize(out.len() + indent, b' ');
    out.push(close);
}

/// The value on one line, when it takes at most `room` columns.
fn inline(value: &Value, room: usize) -> Option<String> {
    let mut line = String::new();
    write_inline(&mut line, value, room).then_some(line)
}

fn write_inline(line: &mut String, value: &Value, room: usize) -> bool {
    match value {
        Value::Array(items) => {
            line.push('[');
            for (i, item) in items.iter().enumerate() {
                line.push_str(if i == 0 { "" } else { ", " });
                if !write_inline(line, item, room) {
                    return false;
                }
            }
            line.push(']');
        }
        Value::Object(entries) if entries.is_empty() => line.push_str("{}"),
        Value::Object(entries) => {
            for (i, (key, item)) in entries.iter().enumerate() {
                line.push_str(if i == 0 { "{ " } else { ", " });
                line.push_str(&Value::from(key.as_str()).to_string());
                line.push_str(": ");
                if !write_inline(line, item, room) {
                    return false;
                }
            }
            line.push_str(" }");
        }
        leaf => line.push_str(&leaf.to_string()),
    }
    line.len() <= room
}

/// A document of any format: its format, and everything else read over.
struct Head {
    format: u64,
}

impl<'de> Deserialize<'de> for Head {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> de::Visitor<'de> for Fields {
            type Value = Head;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a game")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Head, A::Error> {
                let mut format = None;
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    if key == "format" {
                        format = Some(map.next_value()?);
                    } else {
                        map.next_value::<de::IgnoredAny>()?;
                    }
                }
                let format = format.ok_or_else(|| de::Error::missing_field("format"))?;
                Ok(Head { format })
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// The format that a document says it has.
fn format_of(bytes: &[u8]) -> Result<u64, DocumentError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let head: Head = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| shape(&error))?;
    let found = head.format;
    match found {
        0 => Err(DocumentError::NoSuchFormat { found }),
        _ if found > u64::from(FORMAT) => Err(DocumentError::Newer { found, known: FORMAT }),
        _ => Ok(found),
    }
}

/// Takes a document through every step from its format to the newest.
fn migrate(mut value: Value, found: u64, migrations: &[Migration]) -> Result<Value, DocumentError> {
    for (from, migration) in migrations.iter().enumerate().skip(found as usize - 1) {
        migration(&mut value)?;
        if let Some(format) = value.get_mut("format") {
            *format = Value::from(from + 2);
        }
    }
    Ok(value)
}

fn syntax(error: &serde_json::Error) -> DocumentError {
    // The library ends its message with the place, which we keep apart.
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    DocumentError::Syntax { line: error.line(), column: error.column(), message: quotable(message, QUOTED_CHARS) }
}

fn shape(error: &serde_path_to_error::Error<serde_json::Error>) -> DocumentError {
    let inner = error.inner();
    if !inner.is_data() {
        return syntax(inner);
    }
    let place = error.path().to_string();
    let place = if place == "." { "document" } else { &place };
    DocumentError::Shape { place: quotable(place, QUOTED_CHARS), message: quotable(&inner.to_string(), QUOTED_CHARS) }
}

/// Messages quote the faulty text, which may be a megabyte long.
const QUOTED_CHARS: usize = 300;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn old_documents_go_through_every_step_in_order() {
        let steps: [Migration; 2] = [
            |value| {
                value["title"] = value["name"].take();
                Ok(())
            },
            |value| {
                let title = value["title"].as_str().unwrap_or_default().to_uppercase();
                value["title"] = Value::from(title);
                Ok(())
            },
        ];
        let oldest = migrate(json!({ "format": 1, "name": "moon" }), 1, &steps).unwrap();
        assert_eq!((&oldest["format"], &oldest["title"]), (&json!(3), &json!("MOON")));
        let newer = migrate(json!({ "format": 2, "title": "moon" }), 2, &steps).unwrap();
        assert_eq!((&newer["format"], &newer["title"]), (&json!(3), &json!("MOON")));
    }

    #[test]
    fn what_fits_stands_on_one_line() {
        let value = json!({ "a": [1, 2], "rows": ["..", "##"], "long": vec![1_000_000; 20] });
        let text = String::from_utf8(canonical(&value)).unwrap();
        assert!(text.starts_with("{\n  \"a\": [1, 2],\n  \"rows\": [\n    \"..\",\n    \"##\"\n  ],\n"), "{text}");
        assert!(text.lines().all(|line| line.len() <= COLUMNS));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
