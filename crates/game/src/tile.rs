//! Tiles and the grid they are painted on.

pub(crate) mod rows;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::limits;

/// Side of a tile in pixels.
pub const TILE_PX: i32 = 16;

macro_rules! tiles {
    ($($(#[$doc:meta])* $name:ident = $letter:literal),* $(,)?) => {
        /// What fills one cell of a level. The number is its code in packs, the letter its sign in documents.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[repr(u8)]
        pub enum Tile { #[default] $($(#[$doc])* $name),* }

        impl Tile {
            /// Every tile, in the order of their codes.
            pub const ALL: &'static [Tile] = &[$(Tile::$name),*];

            /// The tile's sign in a document.
            pub const fn letter(self) -> char {
                match self { $(Tile::$name => $letter),* }
            }

            /// The tile with this sign.
            pub const fn from_letter(letter: char) -> Option<Self> {
                match letter { $($letter => Some(Tile::$name),)* _ => None }
            }
        }
    };
}

tiles! {
    /// Air.
    Empty = '.',
    /// Ground and walls.
    Solid = '#',
    /// Solid from above only; down and jump drops through.
    OneWay = '=',
    /// Climbed with up and down; its top end carries like a one-way tile.
    Ladder = 'H',
    /// Swum in.
    Water = '~',
    /// Solid and slippery.
    Ice = 'I',
    /// Solid; carries to the left.
    ConveyorLeft = '<',
    /// Solid; carries to the right.
    ConveyorRight = '>',
    /// Solid; throws up whoever lands on it.
    Bouncy = 'o',
    /// Solid until a head breaks it from below.
    Breakable = 'B',
    /// Hurts whoever touches it.
    Hazard = '^',
    /// Solid until opened with the red key.
    DoorRed = 'r',
    /// Solid until opened with the green key.
    DoorGreen = 'g',
    /// Solid until opened with the blue key.
    DoorBlue = 'b',
    /// Solid until opened with the yellow key.
    DoorYellow = 'y',
    /// Solid while the switches of channel 0 are off.
    Gate0 = '0',
    /// Solid while the switches of channel 1 are off.
    Gate1 = '1',
    /// Solid while the switches of channel 2 are off.
    Gate2 = '2',
    /// Solid while the switches of channel 3 are off.
    Gate3 = '3',
    /// Solid while the switches of channel 0 are on.
    Bridge0 = '4',
    /// Solid while the switches of channel 1 are on.
    Bridge1 = '5',
    /// Solid while the switches of channel 2 are on.
    Bridge2 = '6',
    /// Solid while the switches of channel 3 are on.
    Bridge3 = '7',
}

impl Tile {
    /// The tile with this code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(code as usize).copied()
    }

    /// The tile's code in packs.
    pub const fn code(self) -> u8 {
        self as u8
    }
}

fn fits(width: u32, height: u32) -> bool {
    (1..=limits::LEVEL_WIDTH_TILES).contains(&width) && (1..=limits::LEVEL_HEIGHT_TILES).contains(&height)
}

/// A rectangle of tiles, row by row from the top left. In JSON a list of rows, a letter a tile.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TileGrid {
    width: u32,
    tiles: Vec<Tile>,
}

impl TileGrid {
    /// An empty grid; `None` when it would pass the limits or have no cell.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        fits(width, height).then(|| Self { width, tiles: vec![Tile::Empty; (width * height) as usize] })
    }

    /// A grid from rows of letters, as in documents.
    pub fn from_rows<S: AsRef<str>>(rows: &[S]) -> Result<Self, GridError> {
        let mut grid = rows::Rows::default();
        rows.iter().try_for_each(|row| grid.push(row.as_ref()))?;
        grid.finish()
    }

    /// Width in tiles.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in tiles.
    pub fn height(&self) -> u32 {
        self.tiles.len() as u32 / self.width
    }

    /// The tiles, row by row.
    pub fn tiles(&self) -> &[Tile] {
        &self.tiles
    }

    /// Row `y` as letters; empty outside the grid.
    pub fn row(&self, y: u32) -> String {
        let row = self.tiles.chunks_exact(self.width as usize).nth(y as usize);
        row.unwrap_or_default().iter().map(|tile| tile.letter()).collect()
    }

    /// The tile at a cell; `None` outside the grid.
    pub fn get(&self, x: i32, y: i32) -> Option<Tile> {
        self.index(x, y).and_then(|i| self.tiles.get(i).copied())
    }

    /// Paints a cell and returns what was there; outside the grid it does nothing and returns `None`.
    pub fn set(&mut self, x: i32, y: i32, tile: Tile) -> Option<Tile> {
        let index = self.index(x, y)?;
        self.tiles.get_mut(index).map(|cell| std::mem::replace(cell, tile))
    }

    /// A copy of another size: cells that are in both keep their tiles.
    pub fn resized(&self, width: u32, height: u32) -> Option<Self> {
        let mut grid = Self::new(width, height)?;
        let both = width.min(self.width) as usize;
        let rows = self.tiles.chunks_exact(self.width as usize);
        for (new, old) in grid.tiles.chunks_exact_mut(width as usize).zip(rows) {
            new[..both].copy_from_slice(&old[..both]);
        }
        Some(grid)
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        // Below the last row this is behind the last tile; the rules ask for many cells, so there is no division.
        let index = u64::from(y) * u64::from(self.width) + u64::from(x);
        (x < self.width && index < self.tiles.len() as u64).then_some(index as usize)
    }
}

impl fmt::Debug for TileGrid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "TileGrid {} x {}", self.width, self.height())?;
        (0..self.height()).try_for_each(|y| writeln!(f, "{}", self.row(y)))
    }
}

/// Why rows of letters are not a grid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GridError {
    /// No cells, or too many.
    #[error(
        "a level is 1 to {} tiles wide and 1 to {} high, this one is {width} x {height}",
        limits::LEVEL_WIDTH_TILES,
        limits::LEVEL_HEIGHT_TILES
    )]
    Size {
        /// In tiles.
        width: u32,
        /// In tiles.
        height: u32,
    },
    /// Rows of different lengths.
    #[error("row {y} has {found} tiles, the first row has {expected}")]
    Ragged {
        /// From the top, 0 first.
        y: usize,
        /// In tiles.
        found: u32,
        /// In tiles.
        expected: u32,
    },
    /// A letter that no tile has.
    #[error("row {y}, column {x}: there is no tile {letter:?}")]
    Letter {
        /// The letter.
        letter: char,
        /// From the left, 0 first.
        x: usize,
        /// From the top, 0 first.
        y: usize,
    },
}

impl Serialize for Tile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_char(self.letter())
    }
}

impl<'de> Deserialize<'de> for Tile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let letter = char::deserialize(deserializer)?;
        Self::from_letter(letter).ok_or_else(|| de::Error::custom(format!("there is no tile {letter:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_is_its_rows() {
        let rows = ["..^", "##="];
        let mut grid = TileGrid::from_rows(&rows).unwrap();
        assert_eq!((grid.width(), grid.height()), (3, 2));
        assert_eq!([grid.row(0), grid.row(1), grid.row(2), grid.row(u32::MAX)], ["..^", "##=", "", ""]);
        assert_eq!(serde_json::to_value(&grid).unwrap(), serde_json::json!(rows));
        assert_eq!(grid.set(2, 0, Tile::Ice), Some(Tile::Hazard));
        assert_eq!(grid.get(2, 0), Some(Tile::Ice));
        for outside in [(-1, 0), (0, -1), (3, 0), (0, 2), (i32::MAX, i32::MAX), (i32::MIN, i32::MIN), (2, i32::MAX)] {
            assert_eq!(grid.get(outside.0, outside.1), None, "{outside:?}");
            assert_eq!(grid.set(outside.0, outside.1, Tile::Solid), None, "{outside:?}");
        }
    }

    #[test]
    fn another_size_keeps_what_is_in_both() {
        let grid = TileGrid::from_rows(&["ab".replace('a', "#"), "oB".into()]).unwrap();
        let rows = |width, height| {
            let grid = grid.resized(width, height).unwrap();
            (0..grid.height()).map(|y| grid.row(y)).collect::<Vec<_>>()
        };
        assert_eq!(rows(3, 1), ["#b."]);
        assert_eq!(rows(1, 3), ["#", "o", "."]);
        for (width, height) in [(0, 1), (1, 0), (1025, 1), (1, 257), (u32::MAX, u32::MAX)] {
            assert!(grid.resized(width, height).is_none(), "{width} x {height}");
        }
    }

    #[test]
    fn other_rows_are_refused() {
        let none: [&str; 0] = [];
        assert_eq!(TileGrid::from_rows(&none), Err(GridError::Size { width: 0, height: 0 }));
        assert_eq!(TileGrid::from_rows(&["", ""]), Err(GridError::Size { width: 0, height: 2 }));
        assert_eq!(TileGrid::from_rows(&["."; 257]), Err(GridError::Size { width: 1, height: 257 }));
        let wide = ".".repeat(1025);
        assert_eq!(TileGrid::from_rows(&[&wide, ".", &wide]), Err(GridError::Size { width: 1025, height: 3 }));
        assert_eq!(TileGrid::from_rows(&["..", "."]), Err(GridError::Ragged { y: 1, found: 1, expected: 2 }));
        assert_eq!(TileGrid::from_rows(&[".", "..."]), Err(GridError::Ragged { y: 1, found: 3, expected: 1 }));
        assert_eq!(TileGrid::from_rows(&["..", ".ß"]), Err(GridError::Letter { letter: 'ß', x: 1, y: 1 }));
    }

    #[test]
    fn letters_and_codes_name_one_tile_each() {
        for (code, &tile) in Tile::ALL.iter().enumerate() {
            assert_eq!(Tile::from_letter(tile.letter()), Some(tile));
            assert_eq!((Tile::from_code(code as u8), tile.code()), (Some(tile), code as u8));
        }
        assert_eq!(Tile::from_code(Tile::ALL.len() as u8), None);
    }
}
