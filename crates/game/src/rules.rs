//! The rules of motion and of the game as whole numbers with a unit in their names.
//!
//! `subpx` is 1/256 of a logical pixel, a tick 1/60 of a second. All of them can be changed while a game runs.

use serde::{Deserialize, Serialize};

macro_rules! rules {
    ($($(#[$doc:meta])* $field:ident / $variant:ident = $default:literal in $low:literal ..= $high:literal),* $(,)?) => {
        /// Every number that says how a game feels.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Rules { $($(#[$doc])* pub $field: i32),* }

        impl Default for Rules {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }

        /// The name of one rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Rule { $($(#[$doc])* $variant),* }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant),*];

            /// Its name in documents.
            pub const fn name(self) -> &'static str {
                match self { $(Rule::$variant => stringify!($field)),* }
            }

            /// The least and the greatest value it may have.
            pub const fn bounds(self) -> (i32, i32) {
                match self { $(Rule::$variant => ($low, $high)),* }
            }
        }

        impl Rules {
            /// The value of a rule.
            pub const fn get(&self, rule: Rule) -> i32 {
                match rule { $(Rule::$variant => self.$field),* }
            }

            /// Sets a rule and returns the value it had. Bounds are not checked here.
            pub const fn set(&mut self, rule: Rule, value: i32) -> i32 {
                match rule { $(Rule::$variant => std::mem::replace(&mut self.$field, value)),* }
            }
        }
    };
}

rules! {
    /// Pull towards the ground.
    gravity_subpx_per_tick2 / Gravity = 72 in 4..=400,
    /// Pull while rising with jump held, in percent of gravity.
    jump_hold_gravity_percent / JumpHoldGravity = 68 in 10..=100,
    /// Fastest fall.
    max_fall_subpx_per_tick / MaxFall = 1280 in 128..=2560,
    /// Top speed on foot.
    run_speed_subpx_per_tick / RunSpeed = 480 in 64..=1536,
    /// Gain of speed on foot.
    run_accel_subpx_per_tick2 / RunAccel = 34 in 1..=512,
    /// Loss of speed on foot without a direction held.
    run_friction_subpx_per_tick2 / RunFriction = 46 in 1..=512,
    /// Grip when turning round, in percent of the gain of speed.
    turn_percent / Turn = 220 in 100..=800,
    /// Gain of speed in the air, in percent of that on foot.
    air_control_percent / AirControl = 78 in 0..=200,
    /// Loss of speed in the air without a direction held, in percent of that on foot.
    air_friction_percent / AirFriction = 35 in 0..=200,
    /// Speed of take-off.
    jump_speed_subpx_per_tick / JumpSpeed = 1240 in 128..=3072,
    /// What is left of the rise when jump is let go early, in percent.
    jump_cut_percent / JumpCut = 42 in 0..=100,
    /// How long after leaving an edge a jump still counts.
    coyote_ticks / Coyote = 6 in 0..=30,
    /// How long before landing a press of jump is remembered.
    jump_buffer_ticks / JumpBuffer = 7 in 0..=30,
    /// How far a head that clips a corner is moved aside.
    corner_correction_px / CornerCorrection = 5 in 0..=8,
    /// Speed on ladders.
    climb_speed_subpx_per_tick / ClimbSpeed = 320 in 32..=1024,
    /// Top speed in water.
    swim_speed_subpx_per_tick / SwimSpeed = 340 in 32..=1024,
    /// Push of one stroke upwards in water.
    swim_stroke_subpx_per_tick / SwimStroke = 620 in 64..=2048,
    /// Pull in water, in percent of gravity.
    water_gravity_percent / WaterGravity = 30 in 0..=100,
    /// Friction and grip on ice, in percent of those on ground.
    ice_grip_percent / IceGrip = 16 in 1..=100,
    /// Speed of conveyor belts.
    conveyor_subpx_per_tick / Conveyor = 200 in 0..=512,
    /// Speed at which bouncy tiles throw.
    bounce_speed_subpx_per_tick / BounceSpeed = 1560 in 128..=3072,
    /// Speed of the hop after a stomp; jump held goes as high as a jump.
    stomp_speed_subpx_per_tick / StompSpeed = 860 in 0..=3072,
    /// How far a magnet reaches.
    magnet_radius_px / MagnetRadius = 72 in 8..=320,
    /// Speed with the speed power, in percent.
    speed_power_percent / SpeedPower = 145 in 100..=200,
    /// Hearts at the start of a life.
    hearts / Hearts = 3 in 1..=9,
    /// Lives at the start of a game; 0 means that they never run out.
    lives / Lives = 5 in 0..=99,
    /// Coins that give a life; 0 means that none are given.
    coins_per_life / CoinsPerLife = 50 in 0..=999,
    /// Time for a level; 0 means no limit.
    time_limit_s / TimeLimit = 0 in 0..=3599,
    /// How long the hero cannot be hurt after being hurt.
    invulnerable_ticks / Invulnerable = 90 in 0..=600,
    /// Push sideways when hurt.
    knockback_x_subpx_per_tick / KnockbackX = 400 in 0..=1536,
    /// Push upwards when hurt.
    knockback_y_subpx_per_tick / KnockbackY = 640 in 0..=2048,
    /// How fast the game runs, in percent.
    time_scale_percent / TimeScale = 100 in 10..=400,
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.name().to_owned()
    }
}

impl TryFrom<String> for Rule {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        let rule = Rule::ALL.iter().find(|rule| rule.name() == name);
        rule.copied().ok_or_else(|| format!("there is no rule {name:.60}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_lie_within_their_bounds() {
        let rules = Rules::default();
        for &rule in Rule::ALL {
            let (low, high) = rule.bounds();
            assert!((low..=high).contains(&rules.get(rule)), "{}", rule.name());
        }
    }
}
