//! State hashes of a replay: two computers that print the same lines played the same game.

use std::sync::Arc;

use snapcade_play::{Pack, Replay};

/// How many ticks lie between two lines.
pub const EVERY_TICKS: u64 = 60;

/// The state after a tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashLine {
    /// How many ticks were played.
    pub tick: u64,
    /// The hash of the state.
    pub hash: u64,
}

impl std::fmt::Display for HashLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:>6} {:016x}", self.tick, self.hash)
    }
}

/// The state's hash at the beginning, after every [`EVERY_TICKS`] and at the end of a replay.
pub fn state_hashes(pack: &Arc<Pack>, replay: &Replay) -> Vec<HashLine> {
    let mut world = replay.world(Arc::clone(pack));
    let mut lines = vec![HashLine { tick: 0, hash: world.state_hash() }];
    let mut tick = 0;
    for input in replay.inputs() {
        world.tick(input);
        tick += 1;
        if tick % EVERY_TICKS == 0 {
            lines.push(HashLine { tick, hash: world.state_hash() });
        }
    }
    if tick % EVERY_TICKS != 0 {
        lines.push(HashLine { tick, hash: world.state_hash() });
    }
    lines
}
