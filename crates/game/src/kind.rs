//! Kinds of actors: what something is, looks like and does.

use serde::{Deserialize, Serialize};

use crate::{
    id::{KindId, Slot},
    level::Size,
};

/// A kind of actor. Placed actors name their kind; changing the kind changes all of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// What a child calls it.
    pub name: String,
    /// The sheet it is drawn with.
    pub art: Slot,
    /// The box that touches things, in pixels, standing on the actor's position.
    pub body: Size,
    /// What it does.
    pub role: Role,
}

/// What a kind of actor does, with the numbers of that role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Role {
    /// The character that is played. Its numbers are the game's rules.
    Hero {},
    /// Walks, turns at walls.
    Walker {
        /// What all enemies share.
        foe: Foe,
        /// Whether it also turns at edges instead of walking off them.
        turns_at_edges: bool,
    },
    /// Flies to and fro along a wave, or along its path.
    Flyer {
        /// What all enemies share.
        foe: Foe,
        /// Height of the wave to either side.
        wave_px: i32,
        /// Length of one wave.
        wave_ticks: i32,
    },
    /// Rests, then leaps towards the hero when it is near.
    Hopper {
        /// What all enemies share.
        foe: Foe,
        /// Speed of take-off.
        leap_subpx_per_tick: i32,
        /// Rest between leaps.
        rest_ticks: i32,
    },
    /// Sleeps until it sees the hero, then runs at it.
    Chaser {
        /// What all enemies share.
        foe: Foe,
        /// How far it sees.
        sight_px: i32,
    },
    /// Stands and fires shots at the hero.
    Shooter {
        /// What all enemies share.
        foe: Foe,
        /// How far it sees.
        sight_px: i32,
        /// Time from one shot to the next.
        interval_ticks: i32,
        /// What it fires: a kind whose role is a shot.
        shot: KindId,
    },
    /// Has a health bar and three phases, each at a third of its health: charging, leaping and firing, raging.
    Boss {
        /// What all enemies share. Speed is that of the first phase.
        foe: Foe,
        /// What it fires: a kind whose role is a shot.
        shot: KindId,
    },
    /// Flies straight and hurts.
    Shot {
        /// Speed.
        speed_subpx_per_tick: i32,
        /// How long it flies.
        life_ticks: i32,
    },
    /// Picked up by touching.
    Collectible {
        /// What is picked up.
        item: Item,
        /// Points.
        score: i32,
    },
    /// Picked up by touching; gives a power.
    PowerUp {
        /// Which power.
        power: Power,
        /// How long it lasts; 0 means until the hero is hurt.
        lasts_ticks: i32,
    },
    /// Moves along its path and carries whoever stands on it.
    Platform {
        /// Speed along the path.
        speed_subpx_per_tick: i32,
        /// Rest at each end of the path.
        rest_ticks: i32,
    },
    /// Throws up whoever lands on it.
    Spring {
        /// Speed at which it throws.
        launch_subpx_per_tick: i32,
    },
    /// Toggled by the hero; opens and shuts the gates and bridges of its channel.
    Switch {},
    /// Talks when spoken to.
    Talker {},
    /// Only stands there and looks good.
    Decoration {
        /// Drawn in front of the hero instead of behind.
        in_front: bool,
    },
}

/// What all enemies share.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foe {
    /// Speed of its own motion.
    pub speed_subpx_per_tick: i32,
    /// Stomps it takes.
    pub health: i32,
    /// Whether it can be stomped at all; otherwise it hurts from above too.
    pub stompable: bool,
    /// Points for beating it.
    pub score: i32,
    /// A collectible or power-up that it leaves behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drops: Option<KindId>,
}

/// What a collectible is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// One coin.
    Coin,
    /// A gem; rarer than coins, and counted by the `collect` mode.
    Gem,
    /// Opens red doors.
    KeyRed,
    /// Opens green doors.
    KeyGreen,
    /// Opens blue doors.
    KeyBlue,
    /// Opens yellow doors.
    KeyYellow,
    /// Heals one heart.
    Heart,
    /// One more life.
    Life,
}

impl Item {
    /// Every item.
    pub const ALL: [Item; 8] =
        [Item::Coin, Item::Gem, Item::KeyRed, Item::KeyGreen, Item::KeyBlue, Item::KeyYellow, Item::Heart, Item::Life];
}

/// What a power-up gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// Takes one hit.
    Shield,
    /// A second jump in the air.
    DoubleJump,
    /// Faster on foot.
    Speed,
    /// Pulls coins and gems near.
    Magnet,
}

impl Power {
    /// Every power.
    pub const ALL: [Power; 4] = [Power::Shield, Power::DoubleJump, Power::Speed, Power::Magnet];
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident in $low:literal ..= $high:literal),* $(,)?) => {
        /// The name of one number of a role.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Number { $($(#[$doc])* $name),* }

        impl Number {
            /// Every number.
            pub const ALL: &'static [Number] = &[$(Number::$name),*];

            /// The least and the greatest value it may have.
            pub const fn bounds(self) -> (i32, i32) {
                match self { $(Number::$name => ($low, $high)),* }
            }
        }
    };
}

numbers! {
    /// Speed, in subpx per tick.
    Speed in 0..=1536,
    /// Stomps an enemy takes.
    Health in 1..=99,
    /// Points.
    Score in 0..=100_000,
    /// Height of a flyer's wave, in px.
    Wave in 0..=512,
    /// Length of a flyer's wave, in ticks.
    WaveTicks in 16..=3600,
    /// Take-off of a hopper, launch of a spring, in subpx per tick.
    Launch in 0..=3072,
    /// Rest of hoppers and platforms, in ticks.
    Rest in 0..=3600,
    /// How far it sees, in px.
    Sight in 0..=1024,
    /// Time between two shots, in ticks.
    Interval in 10..=3600,
    /// How long a shot flies or a power lasts, in ticks.
    Lasts in 0..=36_000,
}

impl Role {
    /// What all enemies share, when it is one.
    pub const fn foe(&self) -> Option<&Foe> {
        match self {
            Role::Walker { foe, .. }
            | Role::Flyer { foe, .. }
            | Role::Hopper { foe, .. }
            | Role::Chaser { foe, .. }
            | Role::Shooter { foe, .. }
            | Role::Boss { foe, .. } => Some(foe),
            _ => None,
        }
    }

    /// The shot that it fires, when it fires any.
    pub const fn shot(&self) -> Option<KindId> {
        match self {
            Role::Shooter { shot, .. } | Role::Boss { shot, .. } => Some(*shot),
            _ => None,
        }
    }

    /// The value of a number; `None` when the role has no such number.
    pub fn number(&self, number: Number) -> Option<i32> {
        // One `match` serves reading, writing and naming; a copy of a role is a few words.
        self.clone().number_field(number).map(|(_, value)| *value)
    }

    /// The place of a number; `None` when the role has no such number.
    pub fn number_mut(&mut self, number: Number) -> Option<&mut i32> {
        self.number_field(number).map(|(_, value)| value)
    }

    /// The path from the role to a number in documents, such as `foe.health`; `None` when the role has no such number.
    pub fn field(&self, number: Number) -> Option<&'static str> {
        self.clone().number_field(number).map(|(field, _)| field)
    }

    fn number_field(&mut self, number: Number) -> Option<(&'static str, &mut i32)> {
        if self.foe().is_some() && matches!(number, Number::Speed | Number::Health | Number::Score) {
            let foe = self.foe_mut()?;
            return Some(match number {
                Number::Speed => ("foe.speed_subpx_per_tick", &mut foe.speed_subpx_per_tick),
                Number::Health => ("foe.health", &mut foe.health),
                _ => ("foe.score", &mut foe.score),
            });
        }
        Some(match (number, self) {
            (Number::Speed, Role::Shot { speed_subpx_per_tick, .. } | Role::Platform { speed_subpx_per_tick, .. }) => {
                ("speed_subpx_per_tick", speed_subpx_per_tick)
            }
            (Number::Score, Role::Collectible { score, .. }) => ("score", score),
            (Number::Wave, Role::Flyer { wave_px, .. }) => ("wave_px", wave_px),
            (Number::WaveTicks, Role::Flyer { wave_ticks, .. }) => ("wave_ticks", wave_ticks),
            (Number::Launch, Role::Hopper { leap_subpx_per_tick, .. }) => ("leap_subpx_per_tick", leap_subpx_per_tick),
            (Number::Launch, Role::Spring { launch_subpx_per_tick }) => {
                ("launch_subpx_per_tick", launch_subpx_per_tick)
            }
            (Number::Rest, Role::Hopper { rest_ticks, .. } | Role::Platform { rest_ticks, .. }) => {
                ("rest_ticks", rest_ticks)
            }
            (Number::Sight, Role::Chaser { sight_px, .. } | Role::Shooter { sight_px, .. }) => ("sight_px", sight_px),
            (Number::Interval, Role::Shooter { interval_ticks, .. }) => ("interval_ticks", interval_ticks),
            (Number::Lasts, Role::Shot { life_ticks, .. }) => ("life_ticks", life_ticks),
            (Number::Lasts, Role::PowerUp { lasts_ticks, .. }) => ("lasts_ticks", lasts_ticks),
            _ => return None,
        })
    }

    fn foe_mut(&mut self) -> Option<&mut Foe> {
        match self {
            Role::Walker { foe, .. }
            | Role::Flyer { foe, .. }
            | Role::Hopper { foe, .. }
            | Role::Chaser { foe, .. }
            | Role::Shooter { foe, .. }
            | Role::Boss { foe, .. } => Some(foe),
            _ => None,
        }
    }
}
