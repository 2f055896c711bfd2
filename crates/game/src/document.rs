//! The document: everything that makes one game.

use serde::{Deserialize, Serialize};

use crate::{
    dialogue::Dialogue,
    id::{AssetHash, DialogueId, GameId, KindId, LevelId, Slot},
    kind::{Kind, Role},
    level::Level,
    rules::Rules,
    table::Table,
};

/// The format version that this code writes.
pub const FORMAT: u32 = 1;

/// A game. Change it through [`crate::Edit`]s; check it with [`crate::validate()`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Game {
    /// The version of the format; [`FORMAT`] once read.
    pub format: u32,
    /// Its id.
    pub id: GameId,
    /// Shown on the title screen.
    pub title: String,
    /// The maker's nickname.
    pub author: String,
    /// The theme its art and levels were made for, in words.
    pub theme: String,
    /// How hard it is meant to be.
    pub difficulty: Difficulty,
    /// What has to be done to win.
    pub mode: Mode,
    /// How it feels.
    pub rules: Rules,
    /// Sheets by slot.
    pub art: Table<Slot, ArtRef>,
    /// Sounds and songs by slot.
    pub sounds: Table<Slot, AssetHash>,
    /// Kinds of actors.
    pub kinds: Table<KindId, Kind>,
    /// Conversations.
    pub dialogues: Table<DialogueId, Dialogue>,
    /// Levels.
    pub levels: Table<LevelId, Level>,
}

impl Game {
    /// A game without kinds and levels.
    pub fn new(id: GameId, title: &str) -> Self {
        Self {
            format: FORMAT,
            id,
            title: title.to_owned(),
            author: String::new(),
            theme: String::new(),
            difficulty: Difficulty::Normal,
            mode: Mode::Adventure,
            rules: Rules::default(),
            art: Table::new(),
            sounds: Table::new(),
            kinds: Table::new(),
            dialogues: Table::new(),
            levels: Table::new(),
        }
    }

    /// The kind that is played: the first whose role is the hero's.
    pub fn hero(&self) -> Option<(KindId, &Kind)> {
        self.kinds.iter().find(|(_, kind)| matches!(kind.role, Role::Hero {})).map(|(&id, kind)| (id, kind))
    }

    /// The assets that it names, sorted, each once.
    pub fn assets(&self) -> Vec<AssetHash> {
        let art = self.art.values().flat_map(|art| [art.image, art.frames]);
        let proofs = self.levels.values().filter_map(|level| level.proof);
        let mut named: Vec<_> = art.chain(self.sounds.values().copied()).chain(proofs).collect();
        named.sort_unstable();
        named.dedup();
        named
    }
}

/// A sprite sheet: a picture and the description of its frames, both assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArtRef {
    /// An indexed PNG.
    pub image: AssetHash,
    /// Frames and animations, JSON in Aseprite's format.
    pub frames: AssetHash,
}

/// How hard a game is meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// For the smallest.
    Easy,
    /// For most.
    Normal,
    /// For those who ask for it.
    Hard,
}

/// What has to be done to win a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Reach the goal.
    Adventure,
    /// Pick up every gem, then reach the goal.
    Collect,
    /// Reach the goal; the clock is shown and counts up, and every tenth of a second counts.
    Race,
}
