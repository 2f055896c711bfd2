//! Order that merges: each entry of a list carries a key, and the list is sorted by keys.
//!
//! A key can always be made between two others, so that moving or adding an entry touches that entry alone and two
//! computers can do so without asking each other (fractional indexing).

use std::{fmt, str::FromStr};

use fractional_index::FractionalIndex;
use serde::{Deserialize, Serialize};

/// The longest key accepted, in hex digits. A list would need some thousand insertions at one and the same place to
/// get there.
const LONGEST: usize = 1024;

/// The place of an entry in its list: an even number of lower-case hex digits, compared as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderKey(String);

/// Why a text is not an order key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a place in a list is an even number of hex digits that ends in 80, like 80 or 8180")]
pub struct OrderKeyError;

impl OrderKey {
    /// A key that sorts after `before` and before `after`; `None` stands for the list's end on that side. When the
    /// two are not in order, the key comes after `before`.
    pub fn between(before: Option<&Self>, after: Option<&Self>) -> Self {
        let low = before.and_then(Self::index);
        let high = after.and_then(Self::index);
        let index = match (&low, &high) {
            (None, None) => FractionalIndex::default(),
            (Some(low), None) => FractionalIndex::new_after(low),
            (None, Some(high)) => FractionalIndex::new_before(high),
            (Some(low), Some(high)) => {
                FractionalIndex::new_between(low, high).unwrap_or_else(|| FractionalIndex::new_after(low))
            }
        };
        Self(index.to_string())
    }

    /// The first `count` keys of a new list.
    pub fn sequence(count: usize) -> Vec<Self> {
        let mut keys: Vec<Self> = Vec::with_capacity(count);
        for _ in 0..count {
            keys.push(Self::between(keys.last(), None));
        }
        keys
    }

    fn index(&self) -> Option<FractionalIndex> {
        FractionalIndex::from_string(&self.0).ok()
    }
}

impl Default for OrderKey {
    fn default() -> Self {
        Self::between(None, None)
    }
}

impl FromStr for OrderKey {
    type Err = OrderKeyError;
    fn from_str(text: &str) -> Result<Self, OrderKeyError> {
        if text.len() > LONGEST {
            return Err(OrderKeyError);
        }
        let index = FractionalIndex::from_string(text).map_err(|_| OrderKeyError)?;
        // One spelling for one key: the library also reads upper-case digits.
        if index.to_string() == text { Ok(Self(text.to_owned())) } else { Err(OrderKeyError) }
    }
}

impl TryFrom<String> for OrderKey {
    type Error = OrderKeyError;
    fn try_from(text: String) -> Result<Self, OrderKeyError> {
        text.parse()
    }
}

impl From<OrderKey> for String {
    fn from(key: OrderKey) -> Self {
        key.0
    }
}

impl fmt::Display for OrderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OrderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OrderKey({})", self.0)
    }
}

/// An entry of a list that has an order of its own.
pub trait Ordered {
    /// Its place.
    fn order(&self) -> &OrderKey;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_fits_between_any_two() {
        let keys = OrderKey::sequence(40);
        assert!(keys.is_sorted());
        for pair in keys.windows(2) {
            let between = OrderKey::between(Some(&pair[0]), Some(&pair[1]));
            assert!(pair[0] < between && between < pair[1], "{pair:?} {between}");
            assert_eq!(between.to_string().parse::<OrderKey>().as_ref(), Ok(&between));
        }
        let first = OrderKey::between(None, keys.first());
        assert!(first < keys[0]);
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "8", "zz", "81", "8A80", &"80".repeat(4000)] {
            assert!(text.parse::<OrderKey>().is_err(), "{text}");
        }
    }
}
