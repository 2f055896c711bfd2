//! Grids as rows of letters: read straight into the grid, so that a level costs no second copy.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{GridError, Tile, TileGrid};
use crate::limits;

impl Serialize for TileGrid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.height()).map(|y| self.row(y)))
    }
}

impl<'de> Deserialize<'de> for TileGrid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Grid;
        impl<'de> de::Visitor<'de> for Grid {
            type Value = TileGrid;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of rows of tiles")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<TileGrid, A::Error> {
                let mut rows = Rows::default();
                while seq.next_element_seed(&mut rows)?.is_some() {}
                rows.finish().map_err(de::Error::custom)
            }
        }
        deserializer.deserialize_seq(Grid)
    }
}

/// A grid that grows row by row and stops growing at the limits.
#[derive(Default)]
pub(super) struct Rows {
    width: u32,
    height: u32,
    tiles: Vec<Tile>,
}

impl Rows {
    pub(super) fn push(&mut self, row: &str) -> Result<(), GridError> {
        if self.height == 0 {
            self.width = u32::try_from(row.chars().count()).unwrap_or(u32::MAX);
        }
        let y = self.height;
        self.height = y.saturating_add(1);
        if self.width > limits::LEVEL_WIDTH_TILES || y >= limits::LEVEL_HEIGHT_TILES {
            // Only counted from here on: the error tells the whole size.
            return Ok(());
        }
        let before = self.tiles.len();
        for (x, letter) in row.chars().enumerate() {
            if x == self.width as usize {
                let found = u32::try_from(row.chars().count()).unwrap_or(u32::MAX);
                return Err(GridError::Ragged { y: y as usize, found, expected: self.width });
            }
            self.tiles.push(Tile::from_letter(letter).ok_or(GridError::Letter { letter, x, y: y as usize })?);
        }
        let found = (self.tiles.len() - before) as u32;
        if found == self.width { Ok(()) } else { Err(GridError::Ragged { y: y as usize, found, expected: self.width }) }
    }

    pub(super) fn finish(self) -> Result<TileGrid, GridError> {
        let Self { width, height, tiles } = self;
        if super::fits(width, height) { Ok(TileGrid { width, tiles }) } else { Err(GridError::Size { width, height }) }
    }
}

/// Reads one row straight into the grid.
impl<'de> de::DeserializeSeed<'de> for &mut Rows {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl de::Visitor<'_> for &mut Rows {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row of tiles")
    }
    fn visit_str<E: de::Error>(self, row: &str) -> Result<(), E> {
        self.push(row).map_err(E::custom)
    }
}

/// Tiles as one text of letters instead of a list.
pub(crate) mod letters {
    use super::{Deserialize, Deserializer, Serializer, Tile, de};

    pub(crate) fn serialize<S: Serializer>(tiles: &[Tile], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&tiles.iter().map(|tile| tile.letter()).collect::<String>())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Tile>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let tile =
            |letter| Tile::from_letter(letter).ok_or_else(|| de::Error::custom(format!("there is no tile {letter:?}")));
        text.chars().map(tile).collect()
    }
}
