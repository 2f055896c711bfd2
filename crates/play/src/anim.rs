//! Animations: which sprite is shown when.

use snapcade_game::sheet::{Repeat, Sheet, Tag};

use crate::atlas::SpriteId;

/// The number of an animation in its pack. Number 0 is the one that shows nothing.
pub type AnimId = u16;

/// The animation that shows nothing.
pub const NOTHING: AnimId = 0;

/// A run of sprites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anim {
    /// Its first sprite; the others follow it.
    pub first: SpriteId,
    /// How it goes on after the last.
    pub repeat: Repeat,
    /// At which tick each sprite's time ends, counted from the animation's start; of one sprite that stays it need not be told.
    pub ends: Vec<u32>,
}

impl Anim {
    /// One sprite that stays.
    pub fn still(sprite: SpriteId) -> Self {
        Self { first: sprite, repeat: Repeat::Loop, ends: Vec::new() }
    }

    /// An animation of a sheet whose first frame has number `base`.
    pub fn of_tag(sheet: &Sheet, tag: &Tag, base: SpriteId) -> Self {
        let range = usize::from(tag.first)..usize::from(tag.first) + usize::from(tag.count);
        let mut end = 0;
        let ends = sheet.ticks.get(range).unwrap_or_default().iter().map(|&ticks| {
            end += u32::from(ticks);
            end
        });
        Self { first: base + tag.first, repeat: tag.repeat, ends: ends.collect() }
    }

    /// How long it takes to show every sprite once.
    pub fn ticks(&self) -> u32 {
        self.ends.last().copied().unwrap_or(1)
    }

    /// The sprite shown `tick` ticks after the start.
    pub fn sprite_at(&self, tick: u32) -> SpriteId {
        let last = self.ends.len().saturating_sub(1);
        if last == 0 {
            return self.first;
        }
        let ticks = self.ticks().max(1);
        let index = |tick: u32| self.ends.partition_point(|&end| end <= tick).min(last);
        let index = match self.repeat {
            Repeat::Loop => index(tick % ticks),
            Repeat::Once => index(tick),
            Repeat::PingPong => {
                // Both ends are shown once: forth through all, back through those between.
                let middle = self.ends[last - 1].saturating_sub(self.ends[0]);
                let tick = tick % (ticks + middle).max(1);
                if tick < ticks { index(tick) } else { index(self.ends[last - 1] - 1 - (tick - ticks)) }
            }
        };
        self.first + index as SpriteId
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn animations_show_their_frames_in_time() {
        let anim = |repeat| Anim { first: 10, repeat, ends: vec![2, 4, 6] };
        let shown = |repeat| (0..12).map(|t| anim(repeat).sprite_at(t) - 10).collect::<Vec<_>>();
        assert_eq!(shown(Repeat::Loop), [0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2]);
        assert_eq!(shown(Repeat::Once), [0, 0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]);
        assert_eq!(shown(Repeat::PingPong), [0, 0, 1, 1, 2, 2, 1, 1, 0, 0, 1, 1]);
    }
}
