//! Pieces of levels, each for one skill. A chunk begins and ends on ground of the main way.

mod air;
mod beasts;
mod ground;
mod locks;
mod wet;

use super::pen::Pen;

macro_rules! skills {
    ($($(#[$doc:meta])* $name:ident = $draw:path),* $(,)?) => {
        /// What a chunk asks of the player.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Skill { $($(#[$doc])* $name),* }

        impl Skill {
            /// Every skill.
            pub const ALL: &'static [Skill] = &[$(Skill::$name),*];

            /// Draws a chunk for it.
            pub fn draw(self, pen: &mut Pen) {
                match self { $(Skill::$name => $draw(pen)),* }
            }
        }
    };
}

skills! {
    /// Hills to run over.
    Run = ground::hills,
    /// Pits to jump over.
    Jump = ground::pits,
    /// Pillars to jump from one to the next.
    Pillars = ground::pillars,
    /// Thorns to jump over.
    Thorns = ground::thorns,
    /// A low passage.
    Tunnel = ground::tunnel,
    /// Blocks to break with the head.
    Break = ground::bricks,
    /// Ice.
    Ice = ground::ice,
    /// Belts that carry.
    Belts = ground::belts,
    /// Platforms in the air.
    Steps = air::steps,
    /// A cliff with a ladder.
    Climb = air::cliff,
    /// A tower of platforms.
    Tower = air::tower,
    /// Platforms that move.
    Ride = air::ride,
    /// Platforms that go up and down.
    Lift = air::lift,
    /// Things that throw one up.
    Bounce = air::bounce,
    /// A high way and a low way.
    Fork = air::fork,
    /// Enemies on a meadow.
    Fight = beasts::meadow,
    /// Enemies between walls.
    Lane = beasts::lanes,
    /// Enemies in the air over pits.
    Flight = beasts::flight,
    /// Water to swim in.
    Swim = wet::pool,
    /// A wall to dive below.
    Dive = wet::dive,
    /// A door and its key.
    Key = locks::door,
    /// A gate or a bridge and its switch.
    Switch = locks::switch,
}

/// Names for a tile of every kind are used all over the chunks.
pub(super) use snapcade_game::Tile;

/// A place to breathe, with room to stand: between chunks.
pub fn rest(pen: &mut Pen, width: i32) {
    pen.ground(width);
}
