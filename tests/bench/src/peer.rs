//! The peer: rapier2d, a general physics engine, over the same ground.
//!
//! What is compared: the arena's solid cells, merged to one cuboid for each run in a row as its users do, and as many
//! dynamic boxes of an enemy's size as our level has actors. A tile is one unit, a step is 1/60 s, nobody sleeps (all our
//! actors are awake, too), and everything else is as rapier has it by default, on one core.
//!
//! It is no duel of equals: rapier solves contacts in all generality, while our rules move boxes along a grid and beside
//! that play the game (enemies think, shots fly, things are picked up). The ratio says what a game gains by not asking
//! a physics engine for what it does not need.

#![expect(clippy::cast_precision_loss, reason = "places in a level are far below 2^23")]

use anyhow::{Result, ensure};
use rapier2d::prelude::{
    CoefficientCombineRule, ColliderBuilder, Group, InteractionGroups, InteractionTestMode, PhysicsWorld,
    RigidBodyBuilder, RigidBodyHandle, Vector,
};
use snapcade_game::{Tile, TileGrid};
use snapcade_play::rng::Pcg32;

use crate::arena;

/// How the boxes behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As a platform game would use the engine: upright, meeting only the ground, pushed along, turning at walls.
    Walkers,
    /// As they come: they roll, and they meet each other.
    Loose,
}

/// Half an enemy's body, 14 x 13 pixels, in tiles.
const HALF: (f32, f32) = (7.0 / 16.0, 6.5 / 16.0);
/// A walker's speed, in tiles a second.
const WALK: f32 = 1.6;

const GROUND: Group = Group::GROUP_1;
const BOX: Group = Group::GROUP_2;

/// Boxes on the arena's ground.
pub struct Pile {
    world: PhysicsWorld,
    kind: Kind,
    boxes: Vec<(RigidBodyHandle, f32)>,
    grounds: usize,
    height: f32,
}

fn groups(memberships: Group, filter: Group) -> InteractionGroups {
    InteractionGroups::new(memberships, filter, InteractionTestMode::And)
}

fn is_solid(tile: Tile) -> bool {
    !matches!(tile, Tile::Empty | Tile::Water | Tile::Ladder | Tile::Hazard)
}

/// Runs of solid cells: row, first column, length.
fn runs(grid: &TileGrid) -> Vec<(u32, usize, usize)> {
    let mut runs = Vec::new();
    for (row, cells) in (0..).zip(grid.tiles().chunks_exact(grid.width() as usize)) {
        let mut column = 0;
        for run in cells.chunk_by(|a, b| is_solid(*a) == is_solid(*b)) {
            if is_solid(run[0]) {
                runs.push((row, column, run.len()));
            }
            column += run.len();
        }
    }
    runs
}

impl Pile {
    /// So many boxes, spread over the level.
    pub fn new(count: usize, kind: Kind) -> Result<Self> {
        let grid = arena::tiles()?;
        let (width, height) = (grid.width() as f32, grid.height() as f32);
        // Upwards is positive here, so that the engine's own gravity holds: rows count downwards from 0.
        let mut world = PhysicsWorld::new();
        let runs = runs(&grid);
        for &(row, column, length) in &runs {
            let half = length as f32 / 2.0;
            let middle = Vector::new(column as f32 + half, -(row as f32) - 0.5);
            let ground = ColliderBuilder::cuboid(half, 0.5).translation(middle);
            world.insert_collider(ground.collision_groups(groups(GROUND, BOX)), None);
        }
        for x in [-0.5, width + 0.5] {
            let wall = ColliderBuilder::cuboid(0.5, height).translation(Vector::new(x, -height / 2.0));
            world.insert_collider(wall.collision_groups(groups(GROUND, BOX)), None);
        }
        let mut random = Pcg32::new(7);
        let mut boxes = Vec::with_capacity(count);
        while boxes.len() < count {
            let (x, y) = (random.below(grid.width()) as i32, random.below(grid.height()) as i32);
            if grid.get(x, y).is_none_or(is_solid) {
                continue;
            }
            let at = Vector::new(x as f32 + 0.5, -(y as f32) - 0.5);
            let direction = if random.below(2) == 0 { -1.0 } else { 1.0 };
            let body = RigidBodyBuilder::dynamic().translation(at).can_sleep(false);
            let shape = ColliderBuilder::cuboid(HALF.0, HALF.1);
            let (body, shape) = match kind {
                Kind::Walkers => {
                    let smooth = shape.friction(0.0).friction_combine_rule(CoefficientCombineRule::Min);
                    (body.lock_rotations(), smooth.collision_groups(groups(BOX, GROUND)))
                }
                Kind::Loose => (body, shape.collision_groups(groups(BOX, GROUND | BOX))),
            };
            boxes.push((world.insert(body, shape).0, direction * WALK));
        }
        Ok(Self { world, kind, boxes, grounds: runs.len(), height })
    }

    /// How many cuboids the ground is made of.
    pub fn grounds(&self) -> usize {
        self.grounds
    }

    /// One step of 1/60 s.
    pub fn step(&mut self) {
        if self.kind == Kind::Walkers {
            for (handle, speed) in &mut self.boxes {
                // Without friction a box keeps its speed; the engine is told of those only that were stopped.
                let stopped = self.world.bodies.get(*handle).is_some_and(|body| body.linvel().x.abs() < WALK / 4.0);
                if stopped && let Some(body) = self.world.bodies.get_mut(*handle) {
                    *speed = -*speed;
                    body.set_linvel(Vector::new(*speed, body.linvel().y), false);
                }
            }
        }
        self.world.step();
    }

    /// Makes sure that the boxes are still on the ground and, when they walk, walking.
    pub fn check(&self) -> Result<()> {
        let bodies = || self.boxes.iter().filter_map(|(handle, _)| self.world.bodies.get(*handle));
        let inside = bodies().filter(|body| body.translation().y > -self.height - 1.0).count();
        ensure!(inside == self.boxes.len(), "{} boxes fell through the ground", self.boxes.len() - inside);
        let moving = bodies().filter(|body| body.linvel().x.abs() > WALK / 4.0).count();
        ensure!(self.kind == Kind::Loose || moving * 10 > inside * 8, "only {moving} boxes walk");
        Ok(())
    }
}
