//! The pictures of an export: card, icons, and what they are made of.

pub mod card;
pub mod color;
pub mod hero;
pub mod icon;
pub mod png;

use std::sync::Arc;

use snapcade_paint::{Canvas, Painter};
use snapcade_play::{DrawList, Input, Pack, World, world::Screen};

/// The title screen says how to begin, but not all the time: of so many ticks the last third it does not.
const BLINK_TICKS: u32 = 84;
/// In so many a wave has gone through all letters a few times.
const LOOKED_AT_TICKS: u32 = 4 * BLINK_TICKS;

/// The title screen at a moment when its letters stand still.
pub fn title_screen(pack: &Arc<Pack>) -> Canvas {
    let mut world = World::new(Arc::clone(pack), 1);
    let mut quietest: Option<(usize, DrawList)> = None;
    for tick in 0..LOOKED_AT_TICKS {
        if world.state().screen != Screen::Title {
            // Nobody plays, so the game shows itself.
            break;
        }
        if tick % BLINK_TICKS >= BLINK_TICKS / 3 * 2 {
            let list = world.draw();
            let restless = restlessness(pack, &list);
            if quietest.as_ref().is_none_or(|(least, _)| restless < *least) {
                quietest = Some((restless, list));
            }
        }
        world.tick(Input::NONE);
    }
    let mut canvas = Canvas::screen();
    if let Some((_, list)) = quietest {
        Painter::new(pack.atlas()).paint(&list, &mut canvas);
    }
    canvas
}

/// At how many heights large letters stand: more while a wave runs through them.
fn restlessness(pack: &Pack, list: &DrawList) -> usize {
    let is_enlarged = |quad: &&snapcade_play::Quad| {
        let own = pack.atlas().sprite(quad.sprite);
        own.w > 0 && quad.w > own.w && quad.w.is_multiple_of(own.w) && quad.h / own.h.max(1) == quad.w / own.w
    };
    let mut heights: Vec<i16> = list.quads.iter().filter(is_enlarged).map(|quad| quad.y).collect();
    heights.sort_unstable();
    heights.dedup();
    heights.len()
}
