//! What has to be done in a level, one thing after the other: keys, switches, gems, the boss, the goal.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    rc::Rc,
};

use snapcade_game::{Item, Mode, Tile, tile::TILE_PX};
use snapcade_play::{
    Pack, SUBPX, World,
    pack::{EffectDef, LevelDef, RoleDef},
    world::{Phase, State},
};

use super::{
    field::{Field, reachable},
    terrain::{Cell, Terrain},
    verdict::Obstacle,
};

/// The things that change what is to be done next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Situation {
    keys: u8,
    channels: u8,
    goal_open: bool,
    double_jump: bool,
    boss_health: u32,
    /// Placements of gems that are still to be found, in the mode that asks for them.
    gems: Vec<u16>,
}

/// What is to be done now, and how far it is.
pub struct Stage {
    /// Distances to what is to be done now.
    pub map: Rc<Map>,
    /// One of the cells where it is to be done.
    pub aim: Option<Cell>,
    /// Ticks for everything that is to be done after it, roughly.
    pub after_ticks: u32,
    /// The boss that is to be beaten now.
    pub boss: Option<u16>,
    /// Whether the rough map knows a way through everything that is to be done.
    pub known: bool,
}

/// A map with distances on it.
pub struct Map {
    /// The map that the distances are measured on.
    pub terrain: Terrain,
    /// Distances to something.
    pub field: Field,
}

/// Keys, channels, whether one can jump twice, and where to: what decides a map.
type MapKey = (u8, u8, bool, Vec<Cell>);

/// Something that has to be touched, and what it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Key(u8),
    /// Turns it on or off.
    Toggle(u8),
    /// Turns it on.
    On(u8),
}

impl Change {
    const fn of(self, (keys, channels): (u8, u8)) -> (u8, u8) {
        match self {
            Change::Key(key) => (keys | 1 << key, channels),
            Change::Toggle(channel) => (keys, channels ^ 1 << channel),
            Change::On(channel) => (keys, channels | 1 << channel),
        }
    }
}

/// A gem (px), or none for the boss and the goal, and the cells where one gets it.
type Aim = (Option<(i32, i32)>, Vec<Cell>);

/// Something that can be shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// A door of a colour: 0 red, 1 green, 2 blue, 3 yellow.
    Door(u8),
    /// A gate or a bridge of a channel, 0 to 3.
    Gate(u8),
}

/// Works out stages and remembers them.
pub struct Planner<'a> {
    pack: &'a Pack,
    level: &'a LevelDef,
    changers: Vec<(Change, Vec<Cell>)>,
    collects: bool,
    stages: BTreeMap<Situation, Rc<Stage>>,
    /// The last map: what is to be done next is mostly at the same place.
    maps: Vec<(MapKey, Rc<Map>)>,
    mapped_cells: u64,
}

/// More situations than this are not looked at: a level that needs them is no level for children.
const MOST_SITUATIONS: usize = 256;
/// So many maps are remembered.
const MOST_MAPS: usize = 64;
/// All remembered maps together have so many cells, about.
const MOST_CELLS: usize = 1 << 20;
/// So many cells are looked at while maps are drawn: what comes after that goes by the last map.
const MAPPED_CELLS: u64 = 24 << 20;
/// For a key or a switch.
const TOUCH_TICKS: u32 = 1200;
/// For a gem.
const GEM_TICKS: u32 = 400;
/// For one stomp of a boss.
const BOSS_TICKS: u32 = 300;

impl<'a> Planner<'a> {
    /// A planner for a level.
    pub fn new(pack: &'a Pack, level: &'a LevelDef) -> Self {
        let kinds = &pack.source().kinds;
        let mut changers = Vec::new();
        for actor in &level.actors {
            let Some(kind) = kinds.get(usize::from(actor.kind)) else { continue };
            let height_px = kind.height / SUBPX;
            let cells = || around(actor.at, height_px);
            match kind.role {
                RoleDef::Collectible { item, .. } => {
                    if let Some(key) = key_of(item) {
                        changers.push((Change::Key(key), cells()));
                    }
                }
                RoleDef::Switch => changers.push((Change::Toggle(actor.channel & 3), cells())),
                RoleDef::Talker => {
                    let mut seen = BTreeSet::new();
                    let mut next: Vec<u16> = actor.line.into_iter().collect();
                    while let Some(number) = next.pop() {
                        let Some(line) = pack.source().lines.get(usize::from(number)) else { continue };
                        if !seen.insert(number) {
                            continue;
                        }
                        match line.effect {
                            Some(EffectDef::Give(item)) => {
                                changers.extend(key_of(item).map(|key| (Change::Key(key), cells())));
                            }
                            Some(EffectDef::SwitchOn(channel)) => {
                                changers.push((Change::On(channel & 3), cells()));
                            }
                            _ => {}
                        }
                        next.extend(line.next);
                        next.extend(line.choices.iter().filter_map(|choice| choice.1));
                    }
                }
                _ => {}
            }
        }
        let collects = pack.source().mode == Mode::Collect;
        Self { pack, level, changers, collects, stages: BTreeMap::new(), maps: Vec::new(), mapped_cells: 0 }
    }

    /// What of a moment decides what is to be done next.
    pub fn situation(&self, state: &State) -> Situation {
        let kinds = &self.pack.source().kinds;
        let role = |kind: u16| kinds.get(usize::from(kind)).map(|kind| kind.role);
        let mut gems = Vec::new();
        let mut boss_health = 0;
        if !state.goal_open {
            for actor in &state.actors {
                if matches!(actor.phase, Phase::Gone | Phase::Beaten) {
                    continue;
                }
                match role(actor.kind) {
                    Some(RoleDef::Boss { .. }) => boss_health += u32::from(actor.health),
                    Some(RoleDef::Collectible { item: Item::Gem, .. }) if self.collects => gems.push(actor.placement),
                    _ => {}
                }
            }
        }
        Situation {
            keys: state.keys,
            channels: state.channels,
            goal_open: state.goal_open,
            double_jump: state.has_power(snapcade_game::Power::DoubleJump),
            boss_health,
            gems,
        }
    }

    /// What is to be done in a world.
    pub fn stage(&mut self, world: &World, situation: &Situation) -> Rc<Stage> {
        if let Some(stage) = self.stages.get(situation) {
            return Rc::clone(stage);
        }
        let stage = Rc::new(self.think(world.state(), situation));
        if self.stages.len() >= MOST_SITUATIONS {
            self.stages.clear();
        }
        self.stages.insert(situation.clone(), Rc::clone(&stage));
        stage
    }

    const fn cells(&self) -> u64 {
        (self.level.width * self.level.height) as u64
    }

    fn terrain(&self, keys: u8, channels: u8, double_jump: bool) -> Terrain {
        Terrain::new(self.pack, self.level, keys, channels, double_jump)
    }

    /// What ends the level, or opens its goal: cells, the boss, and roughly the ticks for what comes after it.
    fn aims(&self, state: &State, situation: &Situation) -> (Vec<Cell>, Option<u16>, u32) {
        let at_actor = |placement: usize| {
            state.actors.get(placement).map(|actor| {
                let height = self.pack.source().kinds.get(usize::from(actor.kind)).map_or(0, |kind| kind.height);
                around((actor.x / SUBPX, actor.y / SUBPX), height / SUBPX)
            })
        };
        if !situation.gems.is_empty() {
            let cells = situation.gems.iter().filter_map(|&gem| at_actor(usize::from(gem))).flatten().collect();
            let after = situation.gems.len() as u32 * GEM_TICKS + situation.boss_health * BOSS_TICKS;
            return (cells, None, after);
        }
        if situation.boss_health > 0 {
            let is_boss = |kind: u16| {
                let kind = self.pack.source().kinds.get(usize::from(kind));
                kind.is_some_and(|kind| matches!(kind.role, RoleDef::Boss { .. }))
            };
            let boss = state
                .actors
                .iter()
                .position(|actor| is_boss(actor.kind) && !matches!(actor.phase, Phase::Gone | Phase::Beaten));
            if let Some(boss) = boss {
                let home = self.level.actors.get(boss).map_or(state_at(state, boss), |placed| placed.at);
                // A boss moves about: everything on its floor is near it.
                let (column, row) = (home.0.div_euclid(TILE_PX), (home.1 - 1).div_euclid(TILE_PX));
                let cells = (-3..=3).flat_map(|dx| [(column + dx, row), (column + dx, row - 1)]).collect();
                return (cells, Some(boss as u16), situation.boss_health * BOSS_TICKS);
            }
        }
        match self.level.goal {
            Some(goal) => (around(goal, 28), None, 0),
            None => (Vec::new(), None, 0),
        }
    }

    /// Whether a boss has to be beaten.
    pub fn has_boss(&self, state: &State) -> bool {
        self.situation(state).boss_health > 0
    }

    /// Whether one of the visited cells is near the boss's place.
    pub fn met_boss(&self, state: &State, visited: &[bool]) -> bool {
        let situation = Situation { gems: Vec::new(), ..self.situation(state) };
        let (cells, boss, _) = self.aims(state, &situation);
        let was_there = |&(column, row): &Cell| {
            let inside = column >= 0 && column < self.level.width && row >= 0;
            inside && visited.get((row * self.level.width + column) as usize).copied().unwrap_or(false)
        };
        boss.is_some() && cells.iter().any(was_there)
    }

    /// What is in the way at a level's beginning, by the rough map; `None` when it knows a way.
    pub fn obstacle(&self, state: &State) -> Option<Obstacle> {
        let situation = self.situation(state);
        let mut all: Vec<Aim> = Vec::new();
        for &gem in &situation.gems {
            let at = self.level.actors.get(usize::from(gem)).map_or((0, 0), |gem| gem.at);
            all.push((Some(at), around(at, TILE_PX)));
        }
        let rest = Situation { gems: Vec::new(), ..situation.clone() };
        all.push((None, self.aims(state, &rest).0));
        let open = Situation { boss_health: 0, ..rest };
        if self.level.goal.is_some() {
            all.push((None, self.aims(state, &open).0));
        }
        let hero = (state.hero.x.div_euclid(TILE_PX * SUBPX), (state.hero.y - 1).div_euclid(TILE_PX * SUBPX));
        for (gem, aims) in all {
            let knows = |given: &[Change]| self.knows_way(&situation, hero, &aims, given);
            if knows(&[]) {
                continue;
            }
            let locks = (0..4).map(|color| (Lock::Door(color), Change::Key(color)));
            let gates = (0..4).map(|channel| (Lock::Gate(channel), Change::Toggle(channel)));
            let everything: Vec<(Lock, Change)> = locks.chain(gates).collect();
            let here = |lock: Lock| self.place_of(lock);
            let single = everything.iter().find(|(lock, change)| here(*lock).is_some() && knows(&[*change]));
            let several = || {
                let all: Vec<Change> = everything.iter().map(|entry| entry.1).collect();
                knows(&all).then(|| everything.iter().find(|(lock, _)| here(*lock).is_some())).flatten()
            };
            let lock = single.or_else(several).and_then(|(lock, _)| Some(Obstacle::Lock(*lock, here(*lock)?)));
            return Some(lock.or(gem.map(Obstacle::Gem)).unwrap_or(Obstacle::Distance));
        }
        None
    }

    /// Whether the rough map knows a way to one of some cells, when `given` can be had anywhere.
    fn knows_way(&self, situation: &Situation, hero: Cell, aims: &[Cell], given: &[Change]) -> bool {
        let start = (situation.keys, situation.channels);
        let mut seen = BTreeSet::from([start]);
        let mut queue = VecDeque::from([(start, hero)]);
        while let Some((at, from)) = queue.pop_front() {
            let terrain = self.terrain(at.0, at.1, situation.double_jump);
            let can_reach = reachable(&terrain, from);
            let reaches = |cells: &[Cell]| {
                let reached = |&&cell: &&Cell| cell.1 >= 0 && terrain.index(cell).is_some_and(|index| can_reach[index]);
                cells.iter().find(reached).copied()
            };
            if reaches(aims).is_some() {
                return true;
            }
            let near = self.changers.iter().filter_map(|(change, cells)| Some((*change, reaches(cells)?)));
            for (change, place) in near.chain(given.iter().map(|change| (*change, from))) {
                let next = change.of(at);
                if seen.insert(next) {
                    queue.push_back((next, place));
                }
            }
        }
        false
    }

    /// The first door, gate or bridge of a kind, px.
    fn place_of(&self, wanted: Lock) -> Option<(i32, i32)> {
        let index =
            self.level.tiles.iter().position(|&code| Tile::from_code(code).and_then(lock_of) == Some(wanted))?;
        let (column, row) = (index as i32 % self.level.width.max(1), index as i32 / self.level.width.max(1));
        Some((column * TILE_PX + TILE_PX / 2, (row + 1) * TILE_PX))
    }

    fn think(&mut self, state: &State, situation: &Situation) -> Stage {
        let (aims, boss, after) = self.aims(state, situation);
        let hero = (state.hero.x.div_euclid(TILE_PX * SUBPX), (state.hero.y - 1).div_euclid(TILE_PX * SUBPX));
        let start = (situation.keys, situation.channels);
        let mut seen = BTreeSet::from([start]);
        // Keys, switches, where from, what was touched first, how many were touched.
        let mut queue = VecDeque::from([(start, hero, None::<usize>, 0_u32)]);
        while let Some(((keys, channels), from, first, touched)) = queue.pop_front() {
            if self.mapped_cells > MAPPED_CELLS {
                break;
            }
            self.mapped_cells += self.cells();
            let terrain = self.terrain(keys, channels, situation.double_jump);
            let can_reach = reachable(&terrain, from);
            let reaches = |cells: &[Cell]| {
                let reached = |&&cell: &&Cell| terrain.index(cell).is_some_and(|index| can_reach[index]) && cell.1 >= 0;
                cells.iter().find(reached).copied()
            };
            if reaches(&aims).is_some() {
                let after = after + touched * TOUCH_TICKS;
                return match first {
                    None => self.stage_to(situation, &aims, after, boss, true),
                    Some(changer) => {
                        let cells = self.changers[changer].1.clone();
                        self.stage_to(situation, &cells, after, None, true)
                    }
                };
            }
            for (index, (change, cells)) in self.changers.iter().enumerate() {
                let next = change.of((keys, channels));
                if let Some(at) = reaches(cells)
                    && seen.insert(next)
                {
                    queue.push_back((next, at, first.or(Some(index)), touched + 1));
                }
            }
        }
        // No way is known: as if all doors were open, and everything that can be touched is worth it.
        let open = Situation { keys: 0xf, ..situation.clone() };
        self.stage_to(&open, &aims, after + 4 * TOUCH_TICKS, boss, false)
    }

    fn stage_to(&mut self, at: &Situation, cells: &[Cell], after_ticks: u32, boss: Option<u16>, known: bool) -> Stage {
        let key = (at.keys, at.channels, at.double_jump, cells.to_vec());
        let mut ready = self.maps.iter().find(|(known, _)| *known == key).map(|(_, map)| Rc::clone(map));
        if self.mapped_cells > MAPPED_CELLS {
            ready = ready.or_else(|| self.maps.last().map(|(_, map)| Rc::clone(map)));
        }
        let map = ready.unwrap_or_else(|| {
            let terrain = self.terrain(at.keys, at.channels, at.double_jump);
            let field = Field::to(&terrain, cells);
            self.mapped_cells += self.cells() * 8;
            let map = Rc::new(Map { terrain, field });
            let most = (MOST_CELLS / (self.level.width * self.level.height).max(1) as usize).clamp(1, MOST_MAPS);
            if self.maps.len() >= most {
                self.maps.remove(0);
                // Stages hold their maps, too.
                self.stages.clear();
            }
            self.maps.push((key, Rc::clone(&map)));
            map
        });
        Stage { map, aim: cells.first().copied(), after_ticks, boss, known }
    }
}

const fn lock_of(tile: Tile) -> Option<Lock> {
    Some(match tile {
        Tile::DoorRed => Lock::Door(0),
        Tile::DoorGreen => Lock::Door(1),
        Tile::DoorBlue => Lock::Door(2),
        Tile::DoorYellow => Lock::Door(3),
        Tile::Gate0 | Tile::Bridge0 => Lock::Gate(0),
        Tile::Gate1 | Tile::Bridge1 => Lock::Gate(1),
        Tile::Gate2 | Tile::Bridge2 => Lock::Gate(2),
        Tile::Gate3 | Tile::Bridge3 => Lock::Gate(3),
        _ => return None,
    })
}

fn state_at(state: &State, actor: usize) -> (i32, i32) {
    state.actors.get(actor).map_or((0, 0), |actor| (actor.x / SUBPX, actor.y / SUBPX))
}

fn key_of(item: Item) -> Option<u8> {
    match item {
        Item::KeyRed => Some(0),
        Item::KeyGreen => Some(1),
        Item::KeyBlue => Some(2),
        Item::KeyYellow => Some(3),
        _ => None,
    }
}

/// The cells in which the feet of a hero may be who touches something that stands at a place (px).
fn around((x, y): (i32, i32), height_px: i32) -> Vec<Cell> {
    let column = x.div_euclid(TILE_PX);
    let (top, bottom) = ((y - height_px).div_euclid(TILE_PX), (y - 1).div_euclid(TILE_PX));
    // The hero is more than a cell high: its feet may be lower than what its head touches.
    (top..=bottom + 1).map(|row| (column, row)).collect()
}
