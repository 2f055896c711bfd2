//! The card: the picture that is shown where a game's link is posted.

use snapcade_paint::Canvas;

use super::color::mixed;

/// What the places that show cards ask for.
pub const WIDTH: usize = 1200;
/// Likewise.
pub const HEIGHT: usize = 630;
/// One pixel of the game takes so many of the card.
pub const SCALE: usize = 3;
/// The frame around the screen, in pixels of the game.
const FRAME: usize = 3;
/// How far below the screen its shadow falls.
const SHADOW: usize = 4;
const NIGHT: u32 = 0x0014_1020;

/// The title screen of a game as a picture in a frame, in pixels of the game. Enlarge it by [`SCALE`].
pub fn card(title: &Canvas, sky: u32) -> Canvas {
    let (width, height) = (WIDTH / SCALE, HEIGHT / SCALE);
    let (left, top) = ((width - title.width()) / 2, (height - title.height()) / 2 - 1);
    let mut card = Canvas::new(width, height);
    let wall = mixed(sky, NIGHT, 55);
    let (light, dark) = (mixed(wall, 0x00ff_ffff, 8), mixed(wall, NIGHT, 60));
    for y in 0..height {
        for x in 0..width {
            // A wall of tiles, as large as the tiles of a level.
            let is_light = (x / 16 + y / 15) % 2 == 0;
            card.set(x, y, if is_light { light } else { wall });
        }
    }
    let mut fill = |left: usize, top: usize, w: usize, h: usize, color: u32| {
        (top..top + h).for_each(|y| (left..left + w).for_each(|x| card.set(x, y, color)));
    };
    let (w, h) = (title.width() + 2 * FRAME, title.height() + 2 * FRAME);
    fill(left - FRAME, top - FRAME + SHADOW, w, h, dark);
    fill(left - FRAME, top - FRAME, w, h, NIGHT);
    fill(left - FRAME + 1, top - FRAME + 1, w - 2, h - 2, 0x00ff_f4d6);
    fill(left - 1, top - 1, title.width() + 2, title.height() + 2, NIGHT);
    for (i, &pixel) in title.pixels().iter().enumerate() {
        card.set(left + i % title.width(), top + i / title.width(), pixel);
    }
    card
}
