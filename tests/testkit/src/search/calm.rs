//! Fewer changes of the buttons: a replay that looks like a person playing.

use std::sync::Arc;

use snapcade_play::{EventKind, Input, Pack, Replay};

use super::is_harm;

/// How many points a replay makes that clears its level unhurt.
fn score(pack: &Arc<Pack>, replay: &Replay) -> Option<i32> {
    let mut world = replay.world(pack.clone());
    for input in replay.inputs() {
        let events = world.tick(input);
        if events.iter().any(is_harm) {
            return None;
        }
        if events.iter().any(|event| event.kind == EventKind::LevelCleared) {
            return Some(world.state().tally.score);
        }
    }
    None
}

/// The same replay with fewer changes of the buttons, as long as it comes to no worse an end.
pub(super) fn calmed(pack: &Arc<Pack>, replay: &Replay) -> Replay {
    let mut best = replay.clone();
    let Some(mut points) = score(pack, &best) else { return best };
    let mut i = best.runs().len();
    while i > 1 {
        i -= 1;
        let (input, ticks) = best.runs()[i];
        let neighbours = [best.runs().get(i - 1), best.runs().get(i + 1)];
        let talks = input.has(Input::UP | Input::DOWN) || ticks > 40;
        for other in neighbours.into_iter().flatten().filter(|_| !talks).map(|&(other, _)| other).collect::<Vec<_>>() {
            let mut tried = Replay::new(best.start, best.seed);
            for (at, &(input, ticks)) in best.runs().iter().enumerate() {
                tried.push(if at == i { other } else { input }, ticks);
            }
            if let Some(found) = score(pack, &tried).filter(|&found| found >= points) {
                (best, points) = (tried, found);
                i = i.min(best.runs().len());
                break;
            }
        }
    }
    best
}
