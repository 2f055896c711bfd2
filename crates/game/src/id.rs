//! Names that stay: random 64-bit ids, slots, and content hashes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Why a text is not an id, a slot or a hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not 16 lower-case hex digits.
    #[error("an id is 16 hex digits, like 00c0ffee00c0ffee")]
    Id,
    /// Not a slot.
    #[error("a slot is 1 to 40 of a-z, 0-9, '-' and '.', like enemy-bat")]
    Slot,
    /// Not 64 lower-case hex digits.
    #[error("an asset hash is 64 hex digits (BLAKE3)")]
    Hash,
}

pub(crate) fn is_lower_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

macro_rules! serde_as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl de::Visitor<'_> for Text {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a text")
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    };
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        ///
        /// Made from 64 random bits by whoever creates the thing, so that two computers never make the same one.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:016x}", self.0)
            }
        }
        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                if text.len() != 16 || !is_lower_hex(text) {
                    return Err(IdError::Id);
                }
                u64::from_str_radix(text, 16).map(Self).map_err(|_| IdError::Id)
            }
        }
        serde_as_text!($name);
    )* };
}

ids! {
    /// A game.
    GameId,
    /// A level of a game.
    LevelId,
    /// A kind of actor.
    KindId,
    /// An actor placed in a level.
    ActorId,
    /// A backdrop layer of a level.
    LayerId,
    /// A text standing in a level.
    TextId,
    /// A checkpoint of a level.
    CheckpointId,
    /// A conversation.
    DialogueId,
    /// A line of a conversation.
    LineId,
    /// A choice below a line.
    ChoiceId,
}

/// The name under which a game's rules and levels ask for a sheet or a sound, such as `hero` or `tiles-garden`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(String);

impl Slot {
    /// The slot as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Slot {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
        if fits { Ok(Self(text.to_owned())) } else { Err(IdError::Slot) }
    }
}
serde_as_text!(Slot);

/// The BLAKE3 hash of an asset's bytes: its name in the archive and in the document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetHash([u8; 32]);

impl AssetHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

impl fmt::Display for AssetHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl FromStr for AssetHash {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        if text.len() != 64 || !is_lower_hex(text) {
            return Err(IdError::Hash);
        }
        blake3::Hash::from_hex(text).map(|hash| Self(*hash.as_bytes())).map_err(|_| IdError::Hash)
    }
}
serde_as_text!(AssetHash);
