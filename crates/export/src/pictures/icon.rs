//! The icon: the hero on a disk of light in the colour of its world.

use snapcade_paint::Canvas;

use super::{
    color::{brightness, mixed},
    hero::Cutout,
};

/// The part of an icon that a phone shows whatever shape it cuts it to: a circle of this part of its width, in percent.
/// (W3C manifest: a radius of 40 percent.)
const SAFE_PERCENT: usize = 80;
/// As the disk of light, in percent.
const DISK_PERCENT: usize = 84;

/// A square icon of a hero. The hero is as large as whole pixels and the safe circle allow.
pub fn icon(hero: &Cutout, sky: u32, side: usize) -> Canvas {
    let scale = (1..=side).take_while(|&scale| fits(hero, scale, side)).last().unwrap_or(1);
    let (ground, light) = grounds(sky);
    let mut canvas = Canvas::new(side, side);
    // Light, too, comes in pixels of the hero's size.
    let middle = side / 2;
    let radius = side * DISK_PERCENT / 200;
    for y in 0..side {
        for x in 0..side {
            let away = |at: usize| ((at / scale * scale + scale / 2).abs_diff(middle)).pow(2);
            let is_lit = away(x) + away(y) < radius * radius;
            canvas.set(x, y, if is_lit { light } else { ground });
        }
    }
    let left = side.saturating_sub(hero.width * scale) / 2;
    let top = side.saturating_sub(hero.height * scale) / 2;
    for y in 0..hero.height * scale {
        for x in 0..hero.width * scale {
            if let Some(color) = hero.at(x / scale, y / scale) {
                canvas.set(left + x, top + y, color);
            }
        }
    }
    canvas
}

/// Whether the corners of a hero lie in the safe circle.
fn fits(hero: &Cutout, scale: usize, side: usize) -> bool {
    let diagonal2 = (hero.width * scale).pow(2) + (hero.height * scale).pow(2);
    // Drawn figures leave the corners of their box empty: a tenth beyond is seen all the same.
    diagonal2 * 100 <= (side * SAFE_PERCENT / 100).pow(2) * 121
}

/// The ground and the light on it: far enough apart from each other, and the light bright enough for a dark outline.
fn grounds(sky: u32) -> (u32, u32) {
    let light = mixed(sky, 0x00ff_ffff, if brightness(sky) < 90 { 45 } else { 55 });
    let ground = if brightness(sky) > 170 { mixed(sky, 0x0020_2040, 20) } else { sky };
    (ground, light)
}
