//! A little scene of a theme: ground with everything on it, before what is behind.

use snapcade_game::{
    Sheet,
    sheet::{SheetError, Tag},
};
use snapcade_gen::{
    art::{self, Common, Part},
    theme::{Dress, Light, Weather, backdrops, lit_ground},
};
use snapcade_paint::Canvas;

use super::page::put;

/// The cells of the scene: `#` ground, `-` a platform to jump through, `H` ladder, `~` water and its surface `=`, `%`
/// bricks, `^` hazard, `b` bouncy, `d` door, `*` decoration, `>` belt, `i` ice.
const CELLS: [&str; 12] = [
    "....................",
    "....................",
    "....................",
    "....................",
    "............%%d.....",
    "..---H..............",
    ".....H..............",
    ".....H..............",
    "*....H.*......*....*",
    "######^^##==########",
    "##########~~#iii>>##",
    "##########~~########",
];
const TILE_PX: i32 = 16;
const GROUND_Y_PX: i32 = 9 * TILE_PX;

fn cell(x: i32, y: i32) -> u8 {
    // Beyond the picture it goes on.
    let clamp = |value: i32, count: usize| value.clamp(0, count as i32 - 1) as usize;
    CELLS[clamp(y, CELLS.len())].as_bytes()[clamp(x, CELLS[0].len())]
}

/// A theme's world in a light and a weather, as large as the screen.
pub(super) fn scene(dress: &Dress, light: Light, weather: Weather) -> Result<Canvas, SheetError> {
    let mut canvas = Canvas::screen();
    for layer in backdrops(dress.ground, light, weather) {
        let Some(sheet) = layer.sheet()? else { continue };
        let mut left = -40 * layer.scroll_percent / 100;
        while left < canvas.width() as i32 {
            put(&mut canvas, &sheet, 0, (left, layer.y_px));
            left += i32::from(sheet.width).max(1);
        }
    }
    let tiles = lit_ground(art::sheet(dress.ground, Part::Tiles)?, light);
    for y in 0..CELLS.len() as i32 {
        for x in 0..CELLS[0].len() as i32 {
            tile(&mut canvas, &tiles, x, y);
        }
    }
    actors(&mut canvas, dress)?;
    Ok(canvas)
}

fn tile(canvas: &mut Canvas, tiles: &Sheet, x: i32, y: i32) {
    let kind = cell(x, y);
    let place = (x * TILE_PX, y * TILE_PX);
    let (tag, frame) = match kind {
        b'#' => return terrain(canvas, tiles, "solid", x, y),
        b'i' => return terrain(canvas, tiles, "ice", x, y),
        b'-' => ("oneway", [[0, 1], [3, 2]][usize::from(cell(x - 1, y) == b'-')][usize::from(cell(x + 1, y) == b'-')]),
        b'H' => ("ladder", u16::from(cell(x, y - 1) == b'H')),
        b'=' => ("water-top", 0),
        b'~' => ("water", 0),
        b'%' => ("breakable", 0),
        b'^' => ("hazard", 0),
        b'd' => ("door-blue", 0),
        b'>' => ("conveyor", 0),
        b'*' => ("deco", x as u16 % 5),
        _ => return,
    };
    if let Some(tag) = tiles.tag(tag) {
        put(canvas, tiles, usize::from(tag.first + frame.min(tag.count - 1)), place);
    }
}

/// Terrain is put together from quarters, as in a game.
fn terrain(canvas: &mut Canvas, tiles: &Sheet, tag: &str, x: i32, y: i32) {
    let Some(tag) = tiles.tag(tag) else { return };
    let joins = |dx: i32, dy: i32| cell(x + dx, y + dy) == cell(x, y);
    for (dx, dy) in [(-1, -1), (1, -1), (-1, 1), (1, 1)] {
        let frame = match (joins(dx, 0), joins(0, dy), joins(dx, dy)) {
            (true, true, true) => 4,
            (true, true, false) => 3,
            (false, true, _) => 1,
            (true, false, _) => 2,
            (false, false, _) => 0,
        };
        let (left, top) = (if dx < 0 { 0 } else { 8 }, if dy < 0 { 0 } else { 8 });
        let Some(pixels) = tiles.frames.get(usize::from(tag.first) + frame) else { continue };
        let rows = (top..top + 8).flat_map(|row| pixels.iter().skip(row * 16 + left).take(8).copied());
        let quarter = Sheet { width: 8, height: 8, frames: vec![rows.collect()], ..tiles.clone() };
        put(canvas, &quarter, 0, (x * TILE_PX + left as i32, y * TILE_PX + top as i32));
    }
}

fn actors(canvas: &mut Canvas, dress: &Dress) -> Result<(), SheetError> {
    let mut stand = |sheet: &Sheet, tag: &Tag, frame: u16, (x, y): (i32, i32)| {
        let (left, top) = (x - i32::from(sheet.anchor.0), y - i32::from(sheet.anchor.1));
        put(canvas, sheet, usize::from(tag.first + frame.min(tag.count.saturating_sub(1))), (left, top));
    };
    let mut props = Vec::new();
    for &theme in &dress.props {
        let sheet = art::sheet(theme, Part::Props)?;
        props.extend(sheet.tags.clone().into_iter().map(|tag| (sheet.clone(), tag)));
    }
    // From the front and from the back, so that a second theme is seen, too.
    let (first, last) = (props.first(), props.last());
    for ((sheet, tag), x) in first.into_iter().chain(last).zip([34, 208]) {
        stand(sheet, tag, 0, (x, GROUND_Y_PX));
    }
    let posts = art::posts(dress.ground)?;
    for (name, x) in [("checkpoint-on", 152), ("goal-open", 302)] {
        if let Some(tag) = posts.tag(name) {
            stand(&posts, tag, 0, (x, GROUND_Y_PX));
        }
    }
    let things = art::things(dress.ground)?;
    let coins = (0..4).map(|i| ("coin", (48 + i * 16, 74 - [0, 6, 6, 0][i as usize])));
    let rest = [("gem", (200, 60)), ("spring", (136, GROUND_Y_PX)), ("key-blue", (240, GROUND_Y_PX - 40))];
    for (name, place) in coins.chain(rest) {
        if let Some(tag) = things.tag(name) {
            stand(&things, tag, 0, place);
        }
    }
    if let Some(tag) = things.tag("platform") {
        for (i, frame) in [1, 2, 3].into_iter().enumerate() {
            stand(&things, tag, frame, (160 + i as i32 * TILE_PX, 120));
        }
    }
    let places = [(232, GROUND_Y_PX), (120, 60), (254, GROUND_Y_PX), (70, GROUND_Y_PX), (278, GROUND_Y_PX)];
    let parts = [Part::Walker, Part::Flyer, Part::Hopper, Part::Chaser, Part::Shooter];
    for ((part, theme), place) in parts.into_iter().zip(dress.foes).zip(places) {
        let sheet = art::sheet(theme, part)?;
        if let Some(tag) = sheet.tag("idle") {
            stand(&sheet, tag, 0, place);
        }
    }
    let hero = art::common(Common::Hero)?;
    if let Some(tag) = hero.tag("run") {
        stand(&hero, tag, 1, (176, 112));
    }
    Ok(())
}
