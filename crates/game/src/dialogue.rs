//! Conversations: lines, choices and what they bring about.

use serde::{Deserialize, Serialize};

use crate::{
    id::{ChoiceId, LineId},
    kind::{Item, Power},
    order::{OrderKey, Ordered},
    table::Table,
};

/// A conversation that a talker holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialogue {
    /// What its maker calls it.
    pub name: String,
    /// The line that is said first; a conversation without one is silence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<LineId>,
    /// All lines.
    pub lines: Table<LineId, Line>,
}

/// Something that is said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The words.
    pub words: String,
    /// The line after it, when there are no choices; none ends the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<LineId>,
    /// What happens once when it has been said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// What can be answered.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub choices: Table<ChoiceId, Choice>,
}

fn is_empty(choices: &Table<ChoiceId, Choice>) -> bool {
    choices.is_empty()
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its place among the answers.
    pub order: OrderKey,
    /// The words.
    pub words: String,
    /// The line after it; none ends the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<LineId>,
}

impl Ordered for Choice {
    fn order(&self) -> &OrderKey {
        &self.order
    }
}

/// What a line brings about, once for each talker.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// The hero is given something.
    Give(Item),
    /// The hero is given a power until it is hurt.
    Power(Power),
    /// The switches of a channel, 0 to 3, are turned on.
    SwitchOn(u8),
}
