//! Short-lived sights: dust, sparkles, splinters.
//!
//! The world only remembers what happened where and when; the painter works out from that what is to be seen. So a
//! world with a hundred splinters in the air costs no more to step or to clone than one without.

use super::Step;

/// What is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SparkKind {
    /// Feet that land or run.
    #[default]
    Dust,
    /// Something was picked up.
    Sparkle,
    /// Water.
    Splash,
    /// Something vanished.
    Poof,
    /// A block broke.
    Debris,
    /// A hit, a triumph.
    Burst,
}

/// Something that happened and can still be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Spark {
    /// What.
    pub kind: SparkKind,
    /// Where, in subpx from the level's left edge.
    pub x: i32,
    /// Where, in subpx from the level's top edge.
    pub y: i32,
    /// The step of the level at which it happened.
    pub born: u32,
}

/// The last few sparks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Sparks {
    ring: [Spark; 12],
    next: u8,
    count: u8,
}

impl Sparks {
    /// The sparks that may still be seen, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Spark> {
        let (length, next, count) = (self.ring.len(), usize::from(self.next), usize::from(self.count));
        (0..count).map(move |i| &self.ring[(next + length - count + i) % length])
    }

    fn push(&mut self, spark: Spark) {
        self.ring[usize::from(self.next)] = spark;
        self.next = (self.next + 1) % self.ring.len() as u8;
        self.count = (self.count + 1).min(self.ring.len() as u8);
    }
}

impl Step<'_> {
    pub(super) fn spark(&mut self, kind: SparkKind, x: i32, y: i32) {
        let born = self.state.ticks;
        self.state.sparks.push(Spark { kind, x, y, born });
    }
}
