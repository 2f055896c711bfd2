//! The level: backdrops, tiles, everything in it, and what flies about.

use snapcade_game::{TextStyle, Tile, tile::TILE_PX};

use super::{
    PLAIN, Pen, Quad,
    text::{Align, DARK, LIGHT, Style},
};
use crate::{
    SCREEN_HEIGHT_PX, SCREEN_WIDTH_PX, SUBPX,
    pack::{Ground, LevelDef},
    rng::cell_hash,
    world::{Actor, Screen, Spark, SparkKind},
};

/// How near the hero has to be for a bubble to be read, px.
const BUBBLE_NEAR_PX: i32 = 44;
/// How long splinters and stars fly, in ticks.
const PIECES_LAST: i32 = 40;
/// The part of the screen's top that hearts and coins take.
const HUD_PX: i32 = 26;
/// What can be seen through water.
const WATER: super::Tint = [255, 255, 255, 112];
/// The colours of the four channels, on gates and switches.
pub(super) const CHANNELS: [super::Tint; 4] =
    [[255, 190, 190, 255], [190, 255, 190, 255], [190, 210, 255, 255], [255, 240, 170, 255]];

/// Where the screen is in the level, px.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    pub x: i32,
    pub y: i32,
}

impl Pen<'_> {
    pub(super) fn view(&self) -> View {
        let (state, camera) = (self.state, self.state.camera);
        // Rounded with what the camera follows, so that a hero at a steady speed, or on a platform, does not tremble.
        let with = |held: i32, camera: i32| held.div_euclid(SUBPX) - (held - camera).div_euclid(SUBPX);
        match self.ridden() {
            Some(platform) => View { x: with(platform.x, camera.x), y: with(platform.y, camera.y) },
            None => View { x: with(state.hero.x, camera.x), y: camera.y.div_euclid(SUBPX) },
        }
    }

    /// The platform that carries the hero.
    pub(super) fn ridden(&self) -> Option<&Actor> {
        self.state.hero.riding.and_then(|index| self.state.actors.get(usize::from(index)))
    }

    pub(super) fn scene(&mut self) {
        let pack = self.pack;
        let index = usize::from(self.state.level);
        let (Some(level), Some(ground)) = (pack.levels().get(index), pack.grounds.get(index)) else { return };
        let view = self.view();
        self.backdrops(level, ground, view);
        self.tiles(level, ground, view, false);
        self.posts(level, view);
        self.floating_texts(level, view);
        self.actors(level, ground, view, false);
        self.hero(view);
        self.actors(level, ground, view, true);
        self.tiles(level, ground, view, true);
        self.sparks(view);
        self.bubbles(level, view);
    }

    fn backdrops(&mut self, level: &LevelDef, ground: &Ground, view: View) {
        let lowest = (level.height_px() - SCREEN_HEIGHT_PX).max(0);
        for (layer, &(anim, width, _)) in level.layers.iter().zip(&ground.layers) {
            let Some(sprite) = self.pack.sprite_at(anim, self.state.ticks) else { continue };
            let drift = (i64::from(layer.drift) * i64::from(self.state.ticks) / i64::from(SUBPX)) as i32;
            let moved = view.x * layer.scroll_percent / 100 + drift;
            let y = layer.y + (lowest - view.y) * layer.scroll_percent / 100;
            let mut x = -moved.rem_euclid(width.max(1));
            while x < SCREEN_WIDTH_PX {
                self.corner(sprite, x, y, 0, PLAIN);
                x += width.max(1);
            }
        }
    }

    /// The tiles behind the characters, or the water in front of them.
    fn tiles(&mut self, level: &LevelDef, ground: &Ground, view: View, water: bool) {
        let columns =
            view.x.div_euclid(TILE_PX).max(0)..=((view.x + SCREEN_WIDTH_PX - 1) / TILE_PX).min(level.width - 1);
        let rows =
            view.y.div_euclid(TILE_PX).max(0)..=((view.y + SCREEN_HEIGHT_PX - 1) / TILE_PX).min(level.height - 1);
        for row in rows {
            for column in columns.clone() {
                let index = (row * level.width + column) as usize;
                let (Some(&look), Some(&code)) = (ground.looks.get(index), level.tiles.get(index)) else { continue };
                let is_water = code == Tile::Water.code();
                if is_water != water {
                    continue;
                }
                let (mut anim, mut tint) = (look.anim, if is_water { WATER } else { PLAIN });
                if code >= Tile::Breakable.code() {
                    if self.state.changed.binary_search_by_key(&(index as u32), |&(cell, _)| cell).is_ok() {
                        continue;
                    }
                    if let Some((channel, shut)) = gate(code, self.state.channels) {
                        tint = CHANNELS[channel];
                        anim = if shut { ground.tileset.gate_shut } else { ground.tileset.gate_open };
                    }
                }
                if let Some(sprite) = self.pack.sprite_at(anim, self.state.ticks) {
                    let flags = if look.flip_x { Quad::FLIP_X } else { 0 } | if look.flip_y { Quad::FLIP_Y } else { 0 };
                    self.corner(sprite, column * TILE_PX - view.x, row * TILE_PX - view.y, flags, tint);
                }
            }
        }
    }

    /// Checkpoints and the goal.
    fn posts(&mut self, level: &LevelDef, view: View) {
        let ui = &self.pack.ui;
        for (i, &(x, y)) in level.checkpoints.iter().enumerate() {
            let reached = self.state.checkpoint == Some(i as u16);
            let anim = if reached { ui.checkpoint_on } else { ui.checkpoint_off };
            if let Some(sprite) = self.pack.sprite_at(anim, self.state.ticks) {
                self.held(sprite, x - view.x, y - view.y, 0, PLAIN);
            }
        }
        if let Some((x, y)) = level.goal {
            let anim = if self.state.goal_open { ui.goal_open } else { ui.goal_shut };
            if let Some(sprite) = self.pack.sprite_at(anim, self.state.ticks) {
                self.held(sprite, x - view.x, y - view.y, 0, PLAIN);
            }
        }
    }

    fn sparks(&mut self, view: View) {
        let sparks = self.state.sparks.clone();
        for spark in sparks.iter() {
            let age = self.state.ticks.wrapping_sub(spark.born);
            let (x, y) = ((spark.x >> 8) - view.x, (spark.y >> 8) - view.y);
            self.spark(spark, age, x, y);
        }
    }

    fn spark(&mut self, spark: &Spark, age: u32, x: i32, y: i32) {
        let ui = &self.pack.ui;
        let (anim, puff) = match spark.kind {
            SparkKind::Dust => (ui.dust, Some((0, -4))),
            SparkKind::Sparkle => (ui.sparkle, Some((0, 0))),
            SparkKind::Splash => (ui.splash, Some((0, -4))),
            SparkKind::Poof => (ui.poof, Some((0, 0))),
            SparkKind::Debris => (ui.debris, None),
            SparkKind::Burst => (ui.burst, None),
        };
        if let Some((dx, dy)) = puff {
            let lasts = self.pack.anims.get(usize::from(anim)).map_or(0, crate::anim::Anim::ticks);
            if age < lasts
                && let Some(sprite) = self.pack.sprite_at(anim, age)
            {
                self.held(sprite, x + dx, y + dy, 0, PLAIN);
            }
            return;
        }
        // Splinters and stars fly apart on parabolas: x = v t, y = v t + g t^2 / 2, in quarters of a pixel.
        let t = age.min(1000) as i32;
        if t >= PIECES_LAST {
            return;
        }
        for i in 0..6 {
            let hash = cell_hash(spark.x.wrapping_add(i * 131), spark.y.wrapping_add(spark.born as i32));
            let (vx, vy) = ((hash & 15) as i32 - 7, -8 - ((hash >> 4) & 7) as i32);
            let (dx, dy) = (vx * t / 4, (vy * t + t * t / 2) / 4);
            let flickers_out = t > PIECES_LAST - 10 && t % 2 == 1;
            if !flickers_out && let Some(sprite) = self.pack.sprite_at(anim, age + hash % 8) {
                self.held(sprite, x + dx, y + dy, 0, PLAIN);
            }
        }
    }

    /// Texts in the air: behind the characters, so that nobody is hidden by words.
    fn floating_texts(&mut self, level: &LevelDef, view: View) {
        if matches!(self.state.screen, Screen::Title | Screen::LevelIntro) {
            return;
        }
        for text in level.texts.iter().filter(|text| text.style == TextStyle::Floating) {
            let (_, h) = self.lines_size(&text.words);
            let (x, y) = (text.at.0 - view.x, text.at.1 - view.y - h);
            // Never mixed up with the hearts and coins.
            if y >= HUD_PX {
                self.lines(x, y, &text.words, Style::new(Align::Middle, LIGHT));
            }
        }
    }

    /// Texts in bubbles, when the hero is near.
    fn bubbles(&mut self, level: &LevelDef, view: View) {
        let (hero_x, hero_y) = (self.state.hero.x >> 8, self.state.hero.y >> 8);
        for text in level.texts.iter().filter(|text| text.style == TextStyle::Bubble) {
            let is_near = (text.at.0 - hero_x).abs() < BUBBLE_NEAR_PX && (text.at.1 - hero_y).abs() < 64;
            if is_near && self.state.screen != Screen::Title {
                let size = self.lines_size(&text.words);
                self.bubble(text.at.0 - view.x, text.at.1 - view.y, size, &text.words);
            }
        }
    }

    /// A speech bubble whose tail points at a place on the screen.
    pub(super) fn bubble(&mut self, x: i32, y: i32, (w, h): (i32, i32), lines: &[String]) {
        let (box_w, box_h) = (w.max(8) + 14, h + 8);
        let left = (x - box_w / 2).clamp(2, (SCREEN_WIDTH_PX - box_w - 2).max(2));
        let top = (y - box_h - 6).max(2);
        self.nine_slice(self.pack.ui.bubble, left, top, (box_w, box_h));
        if let Some(tail) = self.pack.sprite_at(self.pack.ui.tail, 0) {
            let tail_x = (x - 4).clamp(left + 4, left + box_w - 12);
            self.corner(tail, tail_x, top + box_h - 2, 0, PLAIN);
        }
        self.lines(left + box_w / 2, top + 5, lines, Style::new(Align::Middle, DARK).plain());
    }
}

/// The channel of a gate or bridge and whether it is shut.
fn gate(code: u8, channels: u8) -> Option<(usize, bool)> {
    let is_on = |channel: u8| channels & (1 << channel) != 0;
    if (Tile::Gate0.code()..=Tile::Gate3.code()).contains(&code) {
        let channel = code - Tile::Gate0.code();
        Some((usize::from(channel), !is_on(channel)))
    } else if (Tile::Bridge0.code()..=Tile::Bridge3.code()).contains(&code) {
        let channel = code - Tile::Bridge0.code();
        Some((usize::from(channel), is_on(channel)))
    } else {
        None
    }
}
