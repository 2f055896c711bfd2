//! Bytes as a game pack: what is read can be written and read again, played, drawn and painted.
//!
//! The bytes are tried as a whole pack and as what stands behind the checksum, which random bytes never have right.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use snapcade_paint::{Canvas, Painter};
use snapcade_play::{DrawList, Input, Pack, World};

const TICKS: u32 = 120;

fuzz_target!(|bytes: &[u8]| {
    for pack in [Pack::decode(bytes), Pack::decode_body(bytes)].into_iter().flatten() {
        assert_eq!(Pack::decode(&pack.encode()).as_ref(), Ok(&pack), "what is written can be read");
        let pack = Arc::new(pack);
        let painter = Painter::new(pack.atlas());
        let (mut canvas, mut list) = (Canvas::screen(), DrawList::default());
        for mut world in [World::new(Arc::clone(&pack), 1), World::at_level(pack, 0, 1)] {
            for tick in 0..TICKS {
                world.tick(Input::from_bits((tick / 7).wrapping_mul(37) as u8 & 0x3f));
                if tick.is_multiple_of(30) {
                    world.draw_into(&mut list);
                    painter.paint(&list, &mut canvas);
                }
            }
        }
    }
});
