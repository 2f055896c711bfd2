//! What things are called.

use snapcade_play::rng::Pcg32;

use super::Theme;
use crate::level::Skill;

/// What a theme's enemies are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub struct Cast {
    pub walker: &'static str,
    pub flyer: &'static str,
    pub hopper: &'static str,
    pub chaser: &'static str,
    pub shooter: &'static str,
    pub shot: &'static str,
    pub boss: &'static str,
}

/// The names of a theme's enemies.
pub const fn cast(theme: Theme) -> Cast {
    let [walker, flyer, hopper, chaser, shooter, shot, boss] = match theme {
        Theme::Garden => ["Grump", "Bat", "Frog", "Boar", "Spitter", "Seed", "King Bramble"],
        Theme::House => ["Wind-up mouse", "Story book", "Lost sock", "Vacuum", "Toaster", "Toast", "Sir Slam"],
        Theme::Beach => ["Crab", "Gull", "Hermit crab", "Coconut", "Clam", "Pearl", "Captain Curly"],
        Theme::Space => ["Alien", "Saucer", "Space jelly", "Meteor", "Ray flower", "Plasma", "Emperor Zork"],
        Theme::Park => ["Pigeon", "Kite", "Grasshopper", "Goose", "Squirrel", "Acorn", "Mowzilla"],
        Theme::Cave => ["Mole", "Fruit bat", "Jelly frog", "Rhino beetle", "Cave worm", "Shard", "Old Boulder"],
        Theme::Castle => ["Tin knight", "Ghost king", "Jack-in-the-box", "Ram", "Cannon", "Cannonball", "Cinder"],
        Theme::Snow => ["Penguin", "Snowy owl", "Snow hare", "Yeti cub", "Snowman", "Snowball", "Admiral Tusk"],
        Theme::City => ["Rat", "Drone", "Dustbin", "Taxi", "Hydrant", "Splash", "Scoopzilla"],
        Theme::Candy => ["Gumdrop", "Bonbon", "Gummy bear", "Gingerbread", "Gumball box", "Gumball", "Count Gateau"],
    };
    Cast { walker, flyer, hopper, chaser, shooter, shot, boss }
}

const fn first_words(theme: Theme) -> &'static [&'static str] {
    match theme {
        Theme::Garden => &["Clover", "Daisy", "Bramble", "Sunny", "Mossy", "Buttercup"],
        Theme::House => &["Toybox", "Attic", "Pillow", "Rainy-Day", "Cupboard", "Carpet"],
        Theme::Beach => &["Coconut", "Seashell", "Sandy", "Salty", "Palm", "Starfish"],
        Theme::Space => &["Lunar", "Comet", "Stardust", "Orbit", "Nebula", "Moonboot"],
        Theme::Park => &["Picnic", "Duck-Pond", "Maple", "Kite", "Bandstand", "Chestnut"],
        Theme::Cave => &["Crystal", "Echo", "Glow-Worm", "Deep", "Mushroom", "Lantern"],
        Theme::Castle => &["Royal", "Dragon", "Banner", "Moat", "Knight's", "Torchlit"],
        Theme::Snow => &["Frosty", "Icicle", "Snowball", "Mitten", "Northern", "Cocoa"],
        Theme::City => &["Rooftop", "Neon", "Downtown", "Skyline", "Subway", "Taxi"],
        Theme::Candy => &["Sugar", "Lollipop", "Caramel", "Marshmallow", "Sherbet", "Toffee"],
    }
}

const fn second_words(skill: Skill) -> &'static [&'static str] {
    match skill {
        Skill::Run => &["Run", "Stroll", "Meadow"],
        Skill::Jump => &["Gaps", "Leap", "Hop"],
        Skill::Pillars | Skill::Steps => &["Steps", "Stones", "Heights"],
        Skill::Thorns => &["Thorns", "Prickles"],
        Skill::Tunnel => &["Tunnel", "Passage"],
        Skill::Break => &["Bricks", "Crumble"],
        Skill::Ice => &["Slide", "Rink"],
        Skill::Belts => &["Works", "Belts"],
        Skill::Climb => &["Cliffs", "Climb"],
        Skill::Tower => &["Tower", "Peak"],
        Skill::Ride | Skill::Lift => &["Ride", "Ferry", "Crossing"],
        Skill::Bounce => &["Bounce", "Springs"],
        Skill::Fork => &["Fork", "Detour"],
        Skill::Fight | Skill::Lane => &["Parade", "Rumble", "Patrol"],
        Skill::Flight => &["Flight", "Breeze"],
        Skill::Swim | Skill::Dive => &["Lagoon", "Splash", "Waters"],
        Skill::Key => &["Keys", "Gate"],
        Skill::Switch => &["Levers", "Switch"],
    }
}

/// A level's name, from its theme and from what there is most of.
pub fn level_name(theme: Theme, skill: Skill, index: u32, seed: u64) -> String {
    let mut rng = Pcg32::new(seed ^ 0xa11a_5eed);
    let (first, second) = (first_words(theme), second_words(skill));
    // Two levels of a game share no first word as long as there are enough.
    let start = rng.below(first.len() as u32);
    let first = first[((start + index) % first.len() as u32) as usize];
    format!("{first} {}", second[rng.below(second.len() as u32) as usize])
}
