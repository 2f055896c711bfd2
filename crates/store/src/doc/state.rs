//! Registers: the state of a document.

use std::collections::BTreeMap;

use serde_json::Value;
use snapcade_game::{LevelId, Tile};

/// Column and row of a cell.
pub type Cell = (u32, u32);

/// All registers of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// What a person changes in one go, by its path: `levels/00c0ffee00c0ffee/name`.
    pub fields: BTreeMap<String, Value>,
    /// Cells that were painted since their level's ground was last laid as a whole.
    pub cells: BTreeMap<LevelId, BTreeMap<Cell, Tile>>,
}

/// A register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A field by its path.
    Field(String),
    /// A cell of a level.
    Cell(LevelId, Cell),
}

/// A write to a register.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// To a field; nothing empties it.
    Field(String, Option<Value>),
    /// To a cell; nothing shows the ground again that was laid as a whole.
    Cell(LevelId, Cell, Option<Tile>),
}

impl Op {
    /// The register it writes.
    pub fn key(&self) -> Key {
        match self {
            Self::Field(path, _) => Key::Field(path.clone()),
            Self::Cell(level, cell, _) => Key::Cell(*level, *cell),
        }
    }
}

impl State {
    /// Writes to a register.
    pub fn apply(&mut self, op: &Op) {
        match op {
            Op::Field(path, Some(value)) => {
                self.fields.insert(path.clone(), value.clone());
            }
            Op::Field(path, None) => {
                self.fields.remove(path);
            }
            Op::Cell(level, cell, Some(tile)) => {
                self.cells.entry(*level).or_default().insert(*cell, *tile);
            }
            Op::Cell(level, cell, None) => {
                if let Some(cells) = self.cells.get_mut(level) {
                    cells.remove(cell);
                    if cells.is_empty() {
                        self.cells.remove(level);
                    }
                }
            }
        }
    }

    /// Whether a write would change nothing.
    pub fn has(&self, op: &Op) -> bool {
        match op {
            Op::Field(path, value) => self.fields.get(path) == value.as_ref(),
            Op::Cell(level, cell, tile) => self.cells.get(level).and_then(|cells| cells.get(cell)) == tile.as_ref(),
        }
    }
}
