//! Order that merges: each entry of a list carries a key, and the list is sorted by keys.
//!
//! A key can always be made between two others, so that moving or adding an entry touches that entry alone and two
//! computers can do so without asking each other (fractional indexing).

use std::{fmt, str::FromStr};

use fractional_index::FractionalIndex;
use serde::{Deserialize, Serialize};

use crate::id::is_lower_hex;

/// The longest key, in hex digits. A list would need some thousand insertions at one and the same place to get there.
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
    /// two are not in order, the key comes after `before`. When thousands of insertions at one place have used up all
    /// room, it is the key of a neighbour, and the ids decide.
    pub fn between(before: Option<&Self>, after: Option<&Self>) -> Self {
        let low = before.and_then(Self::index);
        let high = after.and_then(Self::index);
        let key = match (&low, &high) {
            (None, None) => FractionalIndex::default().to_string(),
            (Some(low), None) => FractionalIndex::new_after(low).to_string(),
            (None, Some(high)) => FractionalIndex::new_before(high).to_string(),
            (Some(low), Some(high)) => {
                middle(low.as_bytes(), high.as_bytes()).unwrap_or_else(|| FractionalIndex::new_after(low).to_string())
            }
        };
        match before.or(after) {
            // A longer key could be written but not read again.
            Some(neighbour) if key.len() > LONGEST => neighbour.clone(),
            _ => Self(key),
        }
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

/// The key between two; `None` when they are not in order.
fn middle(low: &[u8], high: &[u8]) -> Option<String> {
    // The library (2.0.2) subtracts one from each byte of `high`, which overflows where both keys have a zero. Behind
    // what they have in common, the first byte of `high` is greater than that of `low`. The last byte of a key is its
    // terminator and has to stay.
    let same = low.iter().zip(high).take_while(|(low, high)| low == high).count();
    let same = same.min(low.len() - 1).min(high.len() - 1);
    let (low_rest, high_rest) = (&low[same..], &high[same..]);
    if low_rest.cmp(high_rest).is_ge() {
        return None;
    }
    let low_rest = FractionalIndex::from_bytes(low_rest.to_vec()).ok()?;
    let high_rest = FractionalIndex::from_bytes(high_rest.to_vec()).ok()?;
    let rest = FractionalIndex::new_between(&low_rest, &high_rest)?;
    let whole = [&high[..same], rest.as_bytes()].concat();
    FractionalIndex::from_bytes(whole).ok().map(|index| index.to_string())
}

impl Default for OrderKey {
    fn default() -> Self {
        Self::between(None, None)
    }
}

impl FromStr for OrderKey {
    type Err = OrderKeyError;
    fn from_str(text: &str) -> Result<Self, OrderKeyError> {
        // The library reads other spellings of a key too, and panics at letters outside ASCII.
        let fits = text.len() <= LONGEST && text.len().is_multiple_of(2) && is_lower_hex(text);
        if fits && FractionalIndex::from_string(text).is_ok() { Ok(Self(text.to_owned())) } else { Err(OrderKeyError) }
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
        for text in ["", "8", "zz", "81", "8A80", "808", "é80", "8é0", "+880", &"80".repeat(4000)] {
            assert!(text.parse::<OrderKey>().is_err(), "{text}");
        }
    }

    #[test]
    fn there_is_room_between_keys_that_begin_with_zeros() {
        let mut first = OrderKey::default();
        for _ in 0..300 {
            let before = OrderKey::between(None, Some(&first));
            let between = OrderKey::between(Some(&before), Some(&first));
            assert!(before < between && between < first, "{before} {between} {first}");
            first = before;
        }
        assert!(first.to_string().starts_with("0000"), "{first}");
    }

    #[test]
    fn keys_out_of_order_give_one_after_the_first() {
        let [low, high] = ["8180", "8380"].map(|text| text.parse::<OrderKey>().unwrap());
        assert!(OrderKey::between(Some(&high), Some(&low)) > high);
        assert!(OrderKey::between(Some(&high), Some(&high)) > high);
    }

    #[test]
    fn a_key_never_grows_beyond_what_can_be_read() {
        let (mut low, mut high) = (OrderKey::default(), OrderKey::between(Some(&OrderKey::default()), None));
        for turn in 0..10_000 {
            let middle = OrderKey::between(Some(&low), Some(&high));
            assert!(low <= middle && middle < high, "{low} {middle} {high}");
            assert_eq!(middle.to_string().parse::<OrderKey>().as_ref(), Ok(&middle));
            *(if turn % 2 == 0 { &mut low } else { &mut high }) = middle;
            if low == high {
                return;
            }
        }
    }
}
