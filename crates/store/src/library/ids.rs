//! Ids of what the library keeps beside games: 64 random bits each, like a game's.

use std::{fmt, str::FromStr};

use snapcade_game::id::IdError;

use crate::StoreError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl $name {
            /// A new one.
            pub fn random() -> Result<Self, StoreError> {
                crate::library::open_game::random().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:016x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                // Written as a game's id.
                text.parse::<snapcade_game::GameId>().map(|id| Self(id.0))
            }
        }
    )* };
}

ids! {
    /// A hero.
    HeroId,
    /// A photo that was kept.
    PhotoId,
    /// A job.
    JobId,
    /// Jobs that belong together.
    BatchId,
    /// Somebody who runs jobs; another one each time the program starts.
    WorkerId,
}
