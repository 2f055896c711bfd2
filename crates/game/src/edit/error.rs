//! Why edits are refused.

use crate::{id::IdError, place::Place, text::TextError, values::Wrong};

/// Why an edit was not applied. The game is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It names something that is not there, because somebody removed it perhaps.
    #[error("{place}: it is not there any more")]
    Missing {
        /// What it names.
        place: String,
    },
    /// It adds something that is there.
    #[error("{place}: it is there already")]
    Exists {
        /// What it names.
        place: String,
    },
    /// It removes something that others name.
    #[error("{place}: {user} still uses it")]
    InUse {
        /// What it names.
        place: String,
        /// What names it.
        user: String,
    },
    /// A number outside its bounds.
    #[error("{place}: {value} is not between {low} and {high}")]
    Bounds {
        /// Which number.
        place: String,
        /// What was asked for.
        value: i64,
        /// The least.
        low: i64,
        /// The greatest.
        high: i64,
    },
    /// The kind's role has no such number.
    #[error("{place}: this kind has no such number")]
    NoNumber {
        /// Which number.
        place: String,
    },
    /// More than a limit allows.
    #[error("{place}: at most {limit} are allowed")]
    Limit {
        /// Of what.
        place: String,
        /// How many.
        limit: usize,
    },
    /// A text that may not stand there.
    #[error("{place}: {error}")]
    Text {
        /// Which text.
        place: String,
        /// Why.
        error: TextError,
    },
    /// A name that is none.
    #[error(transparent)]
    Id(#[from] IdError),
}

impl EditError {
    pub(super) fn wrong(place: Place<'_>, wrong: Wrong) -> Self {
        let place = place.to_string();
        match wrong {
            Wrong::Text(error) => Self::Text { place, error },
            Wrong::Bounds { value, low, high } => Self::Bounds { place, value, low, high },
            Wrong::Count { limit, .. } => Self::Limit { place, limit },
        }
    }
}
