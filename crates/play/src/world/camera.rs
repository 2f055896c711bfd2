//! Where one looks at the level: ahead of the hero, steady over small hops, never beyond the edges.

use super::hero::{Hero, Stance};
use crate::{SCREEN_HEIGHT_PX, SCREEN_WIDTH_PX, SUBPX, pack::LevelDef};

/// How far ahead one looks.
const AHEAD: i32 = 36 * SUBPX;
/// How far the hero may rise above or sink below the middle before the camera follows.
const DEAD_UP: i32 = 40 * SUBPX;
/// As [`DEAD_UP`], downwards.
const DEAD_DOWN: i32 = 24 * SUBPX;
/// From this speed up or down the camera hurries.
const FAST: i32 = 900;
/// Where on the screen the hero's feet rest, from the top.
const FEET: i32 = 128 * SUBPX;

/// The place of the screen in the level, in subpx.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Camera {
    /// Left edge of the screen.
    pub x: i32,
    /// Top edge of the screen.
    pub y: i32,
    ahead: i32,
    /// Where the feet last stood: the height that the camera holds.
    floor: i32,
}

impl Camera {
    /// A camera that looks at a hero who just arrived.
    pub(super) fn at(level: &LevelDef, hero: &Hero) -> Self {
        let mut camera = Self { x: 0, y: 0, ahead: 0, floor: hero.y };
        camera.x = hero.x - SCREEN_WIDTH_PX * SUBPX / 2;
        camera.y = hero.y - FEET;
        camera.clamp(level);
        camera
    }

    /// One step after the hero.
    pub(super) fn follow(&mut self, level: &LevelDef, hero: &Hero) {
        let wanted = i32::from(hero.facing) * AHEAD;
        let pace = 160 + hero.vx.abs() / 3;
        self.ahead += (wanted - self.ahead).clamp(-pace, pace);
        let target_x = hero.x + self.ahead - SCREEN_WIDTH_PX * SUBPX / 2;
        self.x += (target_x - self.x) / 6;
        // In water every stroke is a small hop, so water is held like air.
        if matches!(hero.stance, Stance::Ground | Stance::Ladder) {
            self.floor = hero.y;
        } else if hero.y < self.floor - DEAD_UP {
            self.floor = hero.y + DEAD_UP;
        } else if hero.y > self.floor + DEAD_DOWN {
            self.floor = hero.y - DEAD_DOWN;
        }
        let target_y = self.floor - FEET;
        // Gentle for hops and steps, quick for falls and springs: one has to see where one goes.
        let haste = if hero.vy.abs() > FAST { 3 } else { 8 };
        self.y += (target_y - self.y) / haste;
        self.clamp(level);
    }

    /// Inside the level; a level smaller than the screen stands in its middle, on its lower edge.
    fn clamp(&mut self, level: &LevelDef) {
        let spare_x = (level.width_px() - SCREEN_WIDTH_PX) * SUBPX;
        let spare_y = (level.height_px() - SCREEN_HEIGHT_PX) * SUBPX;
        self.x = if spare_x <= 0 { spare_x / 2 } else { self.x.clamp(0, spare_x) };
        self.y = if spare_y <= 0 { spare_y } else { self.y.clamp(0, spare_y) };
    }
}
