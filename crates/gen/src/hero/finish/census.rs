//! Which colours there are in the frames, and how often.

use crate::{
    color::{self, Lab},
    grid::Picture,
};

/// One colour of the frames.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub rgb: [u8; 3],
    pub lab: Lab,
    /// How many pixels have it, in all frames together.
    pub count: u32,
    /// Column and row where it is first seen.
    pub first: (u32, u32),
}

/// All colours of the frames, and the frames told by them.
#[derive(Debug, Clone)]
pub(super) struct Census {
    /// In the order in which they are first seen.
    pub colors: Vec<Seen>,
    /// For every frame and pixel, one more than an index into `colors`, or 0 where it is clear. Around every frame lies
    /// a border of clear pixels, see [`Bordered`].
    pub frames: Vec<Vec<u32>>,
}

/// How frames lie in memory while they are worked on: row by row, with one clear pixel on all sides, so that no loop over
/// neighbours has to ask where the frame ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bordered {
    /// Width and height of the frames, without the border.
    pub side: usize,
}

impl Bordered {
    /// Places from one row to the next.
    pub fn row(self) -> usize {
        self.side + 2
    }

    /// Places of a frame, the border included.
    pub fn len(self) -> usize {
        self.row() * self.row()
    }

    /// The places within the border.
    pub fn inside(self) -> impl Iterator<Item = usize> {
        let row = self.row();
        (1..=self.side).flat_map(move |y| y * row + 1..=y * row + self.side)
    }

    /// The eight places around one within the border; the first four share a side with it.
    #[inline]
    pub fn around(self, at: usize) -> [usize; 8] {
        let (up, down) = (at - self.row(), at + self.row());
        [up, at - 1, at + 1, down, up - 1, up + 1, down - 1, down + 1]
    }

    /// The four places that share a side with one within the border.
    #[inline]
    pub fn beside(self, at: usize) -> [usize; 4] {
        [at - self.row(), at - 1, at + 1, at + self.row()]
    }
}

impl Census {
    /// Counts the colours of frames that have `side` columns and rows; pixels missing to that are clear.
    pub fn take<'a>(frames: impl Iterator<Item = &'a Picture> + Clone, side: u32) -> Self {
        let most = frames.clone().map(|frame| frame.pixels.len()).sum::<usize>().min(1 << 24);
        let mut table = Table::for_colors(most);
        let mut colors: Vec<Seen> = Vec::new();
        let told = |frame: &Picture| {
            let bordered = Bordered { side: side as usize };
            let mut told = vec![0; bordered.len()];
            for y in 0..side {
                for x in 0..side {
                    let at = (y as usize + 1) * bordered.row() + x as usize + 1;
                    told[at] = match frame.get(x as i32, y as i32) {
                        Some([r, g, b, a]) if a >= 128 => {
                            let rgb = [r, g, b];
                            let id = table.find(rgb, &colors);
                            match colors.get_mut(id as usize) {
                                Some(seen) => seen.count += 1,
                                None => colors.push(Seen { rgb, lab: color::lab(rgb), count: 1, first: (x, y) }),
                            }
                            id + 1
                        }
                        _ => 0,
                    };
                }
            }
            told
        };
        let frames = frames.map(told).collect();
        Self { colors, frames }
    }
}

/// From colour to index, by open addressing.
struct Table {
    slots: Vec<u32>,
    shift: u32,
}

impl Table {
    const FREE: u32 = u32::MAX;

    fn for_colors(most: usize) -> Self {
        let bits = (most.max(8) * 2).next_power_of_two().trailing_zeros();
        Self { slots: vec![Self::FREE; 1 << bits], shift: 32 - bits }
    }

    /// The index of a colour; the next free one, which is taken from now on, if it is new.
    fn find(&mut self, rgb: [u8; 3], colors: &[Seen]) -> u32 {
        let key = u32::from_be_bytes([0, rgb[0], rgb[1], rgb[2]]);
        let mut slot = (key.wrapping_mul(0x9e37_79b1) >> self.shift) as usize;
        loop {
            match self.slots[slot] {
                Self::FREE => {
                    self.slots[slot] = colors.len() as u32;
                    return colors.len() as u32;
                }
                id if colors[id as usize].rgb == rgb => return id,
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }
}
