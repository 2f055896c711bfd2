//! Who plays in the benchmarks: every kind of enemy, things to pick up, platforms, springs and switches.

use anyhow::Result;
use snapcade_game::{
    Foe, Game, Item, Kind, KindId, Level, OrderKey, Power, Project, Role, Size, Slot, Table, TileGrid,
};

/// What a part of the cast needs from the place it is put at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Anywhere on the ground.
    Ground,
    /// On the ground of a floor without gaps, in sight of the hero.
    NearHero,
    /// In the air.
    Air,
    /// In the air with room to the right for its path.
    AirWithPath,
}

/// A part of the cast.
#[derive(Debug, Clone)]
pub struct Part {
    pub kind: KindId,
    pub stand: Stand,
    /// Stops of its path, px from where it is placed.
    pub path: &'static [(i32, i32)],
}

/// Someone or something of the cast. The numbers make the ids.
#[derive(Debug, Clone, Copy)]
enum Member {
    Walker,
    Faller,
    Flyer,
    FlyerOnPath,
    Hopper,
    QuickHopper,
    Chaser,
    Shooter,
    QuickShooter,
    Coin,
    Gem,
    PowerUp,
    Platform,
    Spring,
    Switch,
    Boss,
    Shot,
}

/// A level has one boss, so it is not part of the cycle: it stands in for the actor of this number.
const BOSS_AT: usize = 7;

/// The cast in the order in which it is placed, over and over: more than half of it enemies, the rest as in a level that
/// a child would call full.
#[rustfmt::skip]
const CYCLE: [Member; 20] = [
    Member::Walker, Member::Coin, Member::Flyer, Member::Hopper, Member::Platform,
    Member::Walker, Member::Coin, Member::Chaser, Member::Shooter, Member::Spring,
    Member::Faller, Member::Coin, Member::FlyerOnPath, Member::QuickHopper, Member::Gem,
    Member::PowerUp, Member::Coin, Member::Chaser, Member::QuickShooter, Member::Switch,
];

/// Those that walk, leap and chase: they all move and meet the tiles at every tick.
const CROWD: [Member; 5] = [Member::Walker, Member::Hopper, Member::Faller, Member::QuickHopper, Member::Chaser];

const EVERYONE: [Member; 17] = [
    Member::Walker,
    Member::Faller,
    Member::Flyer,
    Member::FlyerOnPath,
    Member::Hopper,
    Member::QuickHopper,
    Member::Chaser,
    Member::Shooter,
    Member::QuickShooter,
    Member::Coin,
    Member::Gem,
    Member::PowerUp,
    Member::Platform,
    Member::Spring,
    Member::Switch,
    Member::Boss,
    Member::Shot,
];

impl Member {
    fn id(self) -> KindId {
        KindId(self as u64 + 1)
    }

    fn part(self) -> Part {
        Part { kind: self.id(), stand: self.stand(), path: self.path() }
    }

    fn stand(self) -> Stand {
        match self {
            // What waits until it sees the hero.
            Self::Hopper | Self::QuickHopper | Self::Chaser | Self::Shooter | Self::QuickShooter | Self::Boss => {
                Stand::NearHero
            }
            Self::Flyer | Self::Coin | Self::Gem | Self::PowerUp => Stand::Air,
            Self::FlyerOnPath | Self::Platform => Stand::AirWithPath,
            _ => Stand::Ground,
        }
    }

    fn path(self) -> &'static [(i32, i32)] {
        match self {
            Self::FlyerOnPath => &[(40, -4), (72, 6)],
            Self::Platform => &[(64, -8)],
            _ => &[],
        }
    }

    /// Name, sheet and body.
    fn looks(self) -> (&'static str, &'static str, (i32, i32)) {
        match self {
            Self::Walker => ("Walker", "walker", (14, 13)),
            Self::Faller => ("Faller", "walker", (14, 13)),
            Self::Flyer => ("Flyer", "flyer", (14, 12)),
            Self::FlyerOnPath => ("Patrol", "flyer", (14, 12)),
            Self::Hopper => ("Hopper", "hopper", (14, 13)),
            Self::QuickHopper => ("Quick hopper", "hopper", (14, 13)),
            Self::Chaser => ("Chaser", "chaser", (16, 14)),
            Self::Shooter => ("Shooter", "shooter", (14, 16)),
            Self::QuickShooter => ("Quick shooter", "shooter", (14, 16)),
            Self::Coin => ("Coin", "things", (10, 12)),
            Self::Gem => ("Gem", "things", (12, 12)),
            Self::PowerUp => ("Magnet", "things", (12, 12)),
            Self::Platform => ("Platform", "things", (32, 10)),
            Self::Spring => ("Spring", "things", (14, 10)),
            Self::Switch => ("Switch", "things", (12, 12)),
            Self::Boss => ("Boss", "boss", (32, 36)),
            Self::Shot => ("Shot", "shot", (6, 6)),
        }
    }

    fn role(self) -> Role {
        let foe = |speed_subpx_per_tick: i32, health: i32, drops: Option<Member>| Foe {
            speed_subpx_per_tick,
            health,
            stompable: true,
            score: 100,
            drops: drops.map(Member::id),
        };
        let shot = Member::Shot.id();
        match self {
            Self::Walker => Role::Walker { foe: foe(110, 1, Some(Member::Coin)), turns_at_edges: true },
            Self::Faller => Role::Walker { foe: foe(140, 1, None), turns_at_edges: false },
            Self::Flyer => Role::Flyer { foe: foe(150, 1, None), wave_px: 14, wave_ticks: 90 },
            Self::FlyerOnPath => Role::Flyer { foe: foe(170, 1, None), wave_px: 8, wave_ticks: 70 },
            Self::Hopper => Role::Hopper { foe: foe(260, 1, None), leap_subpx_per_tick: 980, rest_ticks: 60 },
            Self::QuickHopper => Role::Hopper { foe: foe(200, 1, None), leap_subpx_per_tick: 800, rest_ticks: 37 },
            Self::Chaser => Role::Chaser { foe: foe(300, 2, None), sight_px: 320 },
            Self::Shooter => Role::Shooter { foe: foe(0, 1, None), sight_px: 200, interval_ticks: 110, shot },
            Self::QuickShooter => Role::Shooter { foe: foe(0, 1, None), sight_px: 240, interval_ticks: 70, shot },
            Self::Coin => Role::Collectible { item: Item::Coin, score: 10 },
            Self::Gem => Role::Collectible { item: Item::Gem, score: 100 },
            Self::PowerUp => Role::PowerUp { power: Power::Magnet, lasts_ticks: 600 },
            Self::Platform => Role::Platform { speed_subpx_per_tick: 160, rest_ticks: 30 },
            Self::Spring => Role::Spring { launch_subpx_per_tick: 1900 },
            Self::Switch => Role::Switch {},
            Self::Boss => Role::Boss { foe: foe(140, 9, None), shot },
            Self::Shot => Role::Shot { speed_subpx_per_tick: 420, life_ticks: 120 },
        }
    }
}

/// The first `count` of the cast.
pub fn parts(count: usize) -> impl Iterator<Item = Part> {
    let cycle = CYCLE.iter().copied().cycle().take(count).enumerate();
    cycle.map(|(i, member)| {
        let member = if i == BOSS_AT { Member::Boss } else { member };
        member.part()
    })
}

/// So many that move and collide at every tick, and nobody else.
pub fn crowd(count: usize) -> impl Iterator<Item = Part> {
    CROWD.iter().copied().cycle().take(count).map(Member::part)
}

/// The sample game's document with its hero, this cast and no levels.
pub fn game() -> Result<Game> {
    let mut game = snapcade_app::first_steps()?.game;
    game.levels.clear();
    game.dialogues.clear();
    game.kinds.retain(|_, kind| matches!(kind.role, Role::Hero {}));
    for member in EVERYONE {
        let (name, art, body) = member.looks();
        let kind =
            Kind { name: name.to_owned(), art: art.parse::<Slot>()?, body: Size::from(body), role: member.role() };
        game.kinds.insert(member.id(), kind);
    }
    Ok(game)
}

/// A level without actors.
pub fn level(name: &str, tiles: TileGrid, start: (i32, i32), goal: (i32, i32)) -> Result<Level> {
    Ok(Level {
        order: OrderKey::default(),
        name: name.to_owned(),
        tileset: "tiles-garden".parse()?,
        music: None,
        start: start.into(),
        goal: Some(goal.into()),
        proof: None,
        layers: Table::new(),
        checkpoints: Table::new(),
        texts: Table::new(),
        actors: Table::new(),
        tiles,
    })
}

/// A game with the art that it asks for.
pub fn with_art(game: Game) -> Result<Project> {
    let mut project = Project::new(game);
    project.game.art.clear();
    snapcade_app::sample::add_garden_art(&mut project)?;
    Ok(project)
}
