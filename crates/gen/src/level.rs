//! Levels: chunks with a skill each, introduced safely, then combined, with places to breathe between them.
//!
//! A level is first a [`Sketch`]: tiles and things, without ids and kinds. What a game is made of is put together in
//! [`crate::make`].

mod chunks;
mod pen;
mod similarity;
mod wishes;

use snapcade_game::{Difficulty, Tile, TileGrid, tile::TILE_PX};
use snapcade_play::rng::Pcg32;

pub use chunks::Skill;
use pen::Pen;
pub use pen::{ROWS, Thing, What};
pub use similarity::similarity;
pub use wishes::{Dropped, Understood, Wishes};

/// How long levels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Length {
    /// Half a minute.
    Short,
    /// Three quarters of a minute.
    #[default]
    Medium,
    /// More than a minute.
    Long,
}

impl Length {
    /// Every length.
    pub const ALL: [Length; 3] = [Length::Short, Length::Medium, Length::Long];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Length::Short => "short",
            Length::Medium => "medium",
            Length::Long => "long",
        }
    }

    /// Columns of a level, about.
    const fn columns(self) -> i32 {
        match self {
            Length::Short => 80,
            Length::Medium => 120,
            Length::Long => 180,
        }
    }
}

/// What a level is asked to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LevelRequest {
    /// How hard the game is.
    pub difficulty: Difficulty,
    /// Its place in the game, from 0.
    pub index: u32,
    /// Levels in the game.
    pub count: u32,
    /// How long it is.
    pub length: Length,
    /// What was wished for.
    pub wishes: Wishes,
    /// Makes it this level and no other.
    pub seed: u64,
    /// Another level of the same kind: when one cannot be beaten, the next is tried.
    pub attempt: u32,
    /// Harder or easier than usual, -100 to 100: calibration turns this.
    pub harder: i32,
}

/// A piece of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// What it asks for.
    pub skill: Skill,
    /// Its first column.
    pub from: i32,
    /// The column after its last one.
    pub to: i32,
    /// How hard it was drawn, 0 to 100.
    pub intensity: i32,
    /// Whether failing costs nothing.
    pub safe: bool,
}

/// A level before it is put into a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The ground.
    pub tiles: TileGrid,
    /// Where the hero starts, px.
    pub start: (i32, i32),
    /// Where the goal stands, px.
    pub goal: (i32, i32),
    /// Where the hero comes back, px.
    pub checkpoints: Vec<(i32, i32)>,
    /// Everything that is placed.
    pub things: Vec<Thing>,
    /// What it is made of.
    pub pieces: Vec<Piece>,
    /// Whether a boss waits at its end.
    pub has_boss: bool,
}

/// Columns between checkpoints, about.
const CHECKPOINT_COLUMNS: i32 = 45;

impl LevelRequest {
    /// Whether this is the level with the boss.
    pub const fn has_boss(&self) -> bool {
        self.index + 1 == self.count && !self.wishes.no_boss
    }

    /// How hard the level is on the whole, 0 to 100.
    fn intensity(&self) -> i32 {
        let base = match self.difficulty {
            Difficulty::Easy => 8,
            Difficulty::Normal => 28,
            Difficulty::Hard => 54,
        };
        let rise = match self.difficulty {
            Difficulty::Easy => 22,
            Difficulty::Normal => 34,
            Difficulty::Hard => 38,
        };
        let last = self.count.max(2) as i32 - 1;
        (base + rise * self.index.min(last as u32) as i32 / last + self.harder).clamp(0, 100)
    }

    /// Draws the level. Equal requests give equal sketches.
    pub fn sketch(&self) -> Sketch {
        let intensity = self.intensity();
        let seed = self.seed ^ u64::from(self.attempt) << 40;
        let mut rng = Pcg32::new(seed ^ 0x5eed_0001);
        let foes = self.foes(&mut rng);
        let mut pen = Pen::new(seed, intensity, self.wishes, foes);
        let columns = self.length.columns() * if self.has_boss() { 6 } else { 10 } / 10;
        let skills = self.skills(&mut rng);
        pen.floor = pen.roll(15, 18);
        pen.ground(8);
        let start = (3 * TILE_PX + TILE_PX / 2, pen.floor * TILE_PX);
        pen.coins(5, 7, pen.floor - 2);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut next_checkpoint = CHECKPOINT_COLUMNS * 3 / 4;
        let mut step = 0;
        while pen.x < columns || pieces.len() < 3 {
            let skill = choose(&mut pen, &skills, &pieces);
            let first_time = !pieces.iter().any(|piece| piece.skill == skill);
            pen.safe = first_time && self.is_new(skill, &skills);
            // Tension rises and falls: two chunks up, one down.
            let wave = [-14, 4, 16][step % 3];
            pen.intensity = (intensity + wave + (pen.x * 16 / columns.max(1)) - 8).clamp(0, 100);
            let piece = Piece { skill, from: pen.x, to: pen.x, intensity: pen.intensity, safe: pen.safe };
            skill.draw(&mut pen);
            pieces.push(Piece { to: pen.x, ..piece });
            pen.safe = false;
            step += 1;
            let breath = pen.roll(2, 4);
            if pen.x > next_checkpoint && pen.x < columns - 10 {
                checkpoint(&mut pen);
                next_checkpoint = pen.x + CHECKPOINT_COLUMNS;
            }
            chunks::rest(&mut pen, breath);
            // Back to the middle little by little, so that there is room above and below.
            if pen.floor > 19 || pen.floor < 13 {
                let by = if pen.floor > 19 { -2 } else { 2 };
                pen.step(by);
                pen.ground(3);
            }
        }
        if self.has_boss() {
            checkpoint(&mut pen);
            arena(&mut pen);
        }
        let goal = end(&mut pen);
        presents(&mut pen, &pieces);
        props(&mut pen, &pieces);
        let rows = pen.rows();
        let tiles = TileGrid::from_rows(&rows).ok().or_else(|| TileGrid::new(1, 1));
        Sketch {
            // A level of chunks is far from the limits of a grid; an empty one would only be refused later.
            tiles: tiles.unwrap_or_else(|| unreachable!("a grid of one cell is within the limits")),
            start,
            goal,
            checkpoints: pen.checkpoints,
            things: pen.things,
            pieces,
            has_boss: self.has_boss(),
        }
    }

    /// The enemies of a level: more kinds the later it is, in an order of the game's own.
    fn foes(&self, rng: &mut Pcg32) -> Vec<What> {
        let mut others = [What::Hopper, What::Chaser, What::Shooter];
        let swap = rng.below(3) as usize;
        others.swap(0, swap);
        let known = match self.difficulty {
            Difficulty::Easy => self.index,
            Difficulty::Normal => self.index + 1,
            Difficulty::Hard => self.index + 2,
        };
        std::iter::once(What::Walker).chain(others).take(1 + known as usize).collect()
    }

    /// The skills of a level, the ones that are new in it first.
    fn skills(&self, rng: &mut Pcg32) -> Vec<(Skill, i32)> {
        use Skill as S;
        // In groups: what has to be known before what. Within a group each game has its own order.
        let mut groups: [Vec<Skill>; 4] = [
            vec![S::Run, S::Jump, S::Fight, S::Steps, S::Break],
            vec![S::Climb, S::Swim, S::Bounce, S::Pillars, S::Fork, S::Thorns],
            vec![S::Ride, S::Key, S::Lane, S::Tunnel, S::Ice, S::Flight, S::Tower],
            vec![S::Switch, S::Belts, S::Dive, S::Lift],
        ];
        // The order is the game's: it must not depend on the level.
        let mut of_game = Pcg32::new(self.game_seed());
        for group in &mut groups {
            for i in (1..group.len()).rev() {
                group.swap(i, of_game.below(i as u32 + 1) as usize);
            }
        }
        let all: Vec<Skill> = groups.concat();
        // With few levels each brings more.
        let ahead = match self.difficulty {
            Difficulty::Easy => 6,
            Difficulty::Normal => 8,
            Difficulty::Hard => 10,
        };
        let per_level = ((all.len() as u32 - 4) / self.count.clamp(1, 12)).clamp(2, 6);
        let known = (ahead + self.index * per_level).min(all.len() as u32) as usize;
        let w = self.wishes;
        let weight = |skill: Skill, place: usize| {
            let fresh = place + per_level as usize >= known;
            let usual = if fresh { 5 } else { 3 };
            let favour = |wished: bool, not: bool| {
                if not {
                    0
                } else if wished {
                    usual * 4
                } else {
                    usual
                }
            };
            match skill {
                S::Swim | S::Dive => favour(w.water, w.no_water),
                S::Fight | S::Lane | S::Flight => favour(w.more_enemies, w.no_enemies),
                S::Climb | S::Tower | S::Lift => favour(w.vertical, false),
                S::Key | S::Switch => favour(w.locks, w.no_locks),
                S::Ice => favour(w.ice, false),
                S::Jump | S::Pillars => favour(w.jumps, false),
                S::Thorns => favour(false, w.no_spikes),
                _ => usual,
            }
        };
        let mut skills: Vec<(Skill, i32)> =
            all.iter().take(known).enumerate().map(|(place, &skill)| (skill, weight(skill, place))).collect();
        for skill in wished(&w) {
            if !skills.iter().any(|(known, _)| *known == skill) {
                skills.push((skill, 12));
            }
        }
        skills.retain(|(_, weight)| *weight > 0);
        // A level is about some of its skills, not about all of them.
        let most = 8.max(per_level as usize + 3);
        while skills.len() > most {
            let at = rng.below(skills.len() as u32) as usize;
            let is_fresh = skills[at].1 > 3;
            if !is_fresh || rng.below(3) == 0 {
                skills.remove(at);
            }
        }
        skills
    }

    /// What all levels of a game have in common.
    const fn game_seed(&self) -> u64 {
        self.seed >> 8
    }

    /// Whether a skill is met for the first time in this level.
    fn is_new(&self, skill: Skill, skills: &[(Skill, i32)]) -> bool {
        let fresh = skills.iter().any(|&(known, weight)| known == skill && weight >= 5);
        match self.difficulty {
            Difficulty::Easy => true,
            Difficulty::Normal => fresh || self.index == 0,
            Difficulty::Hard => fresh && self.index == 0,
        }
    }
}

fn wished(wishes: &Wishes) -> Vec<Skill> {
    let mut skills = Vec::new();
    if wishes.water {
        skills.push(Skill::Swim);
    }
    if wishes.vertical {
        skills.extend([Skill::Climb, Skill::Tower]);
    }
    if wishes.locks {
        skills.extend([Skill::Key, Skill::Switch]);
    }
    if wishes.ice {
        skills.push(Skill::Ice);
    }
    skills
}

/// A skill by weight: never the one before, rarely one of the last few.
fn choose(pen: &mut Pen, skills: &[(Skill, i32)], pieces: &[Piece]) -> Skill {
    let weight = |skill: Skill, weight: i32| {
        let ago = pieces.iter().rev().position(|piece| piece.skill == skill);
        let times = pieces.iter().filter(|piece| piece.skill == skill).count() as i32;
        match ago {
            Some(0) => 0,
            Some(1) => weight * 2,
            _ => weight * 12 / (1 + times * 2),
        }
    };
    let total: i32 = skills.iter().map(|&(skill, w)| weight(skill, w)).sum();
    if total <= 0 {
        // Nothing is left but what was just there: a walk.
        return if pieces.last().is_some_and(|piece| piece.skill == Skill::Run) { Skill::Steps } else { Skill::Run };
    }
    let mut at = pen.roll(0, total - 1);
    for &(skill, w) in skills {
        at -= weight(skill, w);
        if at < 0 {
            return skill;
        }
    }
    Skill::Run
}

/// A flag on a quiet spot.
fn checkpoint(pen: &mut Pen) {
    let x = pen.x + 1;
    pen.ground(4);
    pen.checkpoints.push((x * TILE_PX + TILE_PX / 2, pen.floor * TILE_PX));
}

/// A floor between two steps that a boss does not get over, with platforms to get at it.
fn arena(pen: &mut Pen) {
    let before = pen.floor;
    pen.ground(3);
    pen.floor = (before + 3).min(ROWS - 4);
    let (from, floor) = (pen.x, pen.floor);
    let width = 22;
    pen.ground(width);
    let boss = from + width * 2 / 3;
    pen.put(What::Boss, boss, floor);
    pen.fill((from + 4, floor - 3), (from + 6, floor - 3), Tile::OneWay);
    pen.fill((from + width - 7, floor - 3), (from + width - 5, floor - 3), Tile::OneWay);
    if pen.intensity < 60 {
        pen.put(What::Heart, from + 5, floor - 3);
    }
    pen.floor = floor - 3;
}

/// The goal, and ground behind it.
fn end(pen: &mut Pen) -> (i32, i32) {
    let from = pen.x;
    pen.ground(10);
    pen.coins(from + 1, from + 4, pen.floor - 2);
    ((from + 6) * TILE_PX + TILE_PX / 2, pen.floor * TILE_PX)
}

/// Power-ups and hearts where the way is quiet.
fn presents(pen: &mut Pen, pieces: &[Piece]) {
    use snapcade_game::Power;
    let wanted = 1 + pieces.len() as i32 / 5;
    for _ in 0..wanted {
        let piece = pieces[pen.roll(0, pieces.len() as i32 - 1) as usize];
        let Some((x, row)) = free_spot(pen, piece.to, piece.to + 3) else { continue };
        let what = match pen.roll(0, 9) {
            0..=2 => What::Power(Power::Shield),
            3..=4 => What::Power(Power::Magnet),
            5 => What::Power(Power::Speed),
            6 => What::Power(Power::DoubleJump),
            7 => What::Life,
            _ => What::Heart,
        };
        pen.put(what, x, row);
    }
}

/// Decorations on quiet ground.
fn props(pen: &mut Pen, pieces: &[Piece]) {
    let mut spans: Vec<(i32, i32)> = vec![(0, 8)];
    spans.extend(pieces.iter().map(|piece| (piece.to, piece.to + 4)));
    spans.extend(
        pieces
            .iter()
            .filter(|piece| matches!(piece.skill, Skill::Run | Skill::Fight | Skill::Fork))
            .map(|p| (p.from, p.to)),
    );
    for (from, to) in spans {
        if pen.chance(75)
            && let Some((x, row)) = free_spot(pen, from, to)
        {
            pen.put(What::Prop, x, row);
        }
    }
}

/// A cell on open ground between two columns with nothing else at it.
fn free_spot(pen: &mut Pen, from: i32, to: i32) -> Option<(i32, i32)> {
    let width = (to - from).max(1);
    let first = pen.roll(0, width - 1);
    let is_ground = |tile: Tile| matches!(tile, Tile::Solid);
    for i in 0..width {
        let x = from + (first + i) % width;
        let row = (4..ROWS).find(|&y| is_ground(pen.get(x, y)))?;
        let open = (1..=3).all(|up| pen.get(x, row - up) == Tile::Empty);
        let level = is_ground(pen.get(x - 1, row)) && is_ground(pen.get(x + 1, row));
        let taken = pen.things.iter().any(|thing| {
            (thing.at.0 / TILE_PX - x).abs() < 2 && (thing.at.1 / TILE_PX - row).abs() < 3 && thing.what != What::Coin
        }) || pen.checkpoints.iter().any(|at| (at.0 / TILE_PX - x).abs() < 2);
        if open && level && !taken && x > 4 {
            return Some((x, row));
        }
    }
    None
}
