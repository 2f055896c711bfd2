//! A game ready to be played: everything by number, every number checked.

use snapcade_game::{Facing, Item, Mode, Power, Rules, Sheet, TextStyle, tile::TILE_PX};

use crate::{
    SUBPX,
    anim::{Anim, AnimId},
    atlas::{Atlas, SpriteId},
    font::{Font, Glyph},
    replay::Replay,
    root::square_root,
    words::Words,
};

mod looks;
mod prepare;

pub use looks::{Look, Tileset};
pub use prepare::PrepareError;

/// A compiled game. Made by [`crate::compile`] or read by [`Pack::decode`]; never changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// What is written to and read from bytes.
    pub(crate) source: Source,
    /// Every sprite.
    pub(crate) atlas: Atlas,
    /// Every animation.
    pub(crate) anims: Vec<Anim>,
    /// The letters.
    pub(crate) font: Font,
    /// The number of each sheet's first sprite.
    pub(crate) first_sprites: Vec<SpriteId>,
    /// What each kind looks like, by [`Pose`].
    pub(crate) poses: Vec<[AnimId; Pose::COUNT]>,
    /// The animations of the built-in sheets.
    pub(crate) ui: Ui,
    /// What each level needs that can be worked out from its source.
    pub(crate) grounds: Vec<Ground>,
}

/// The part of a pack that is stored; the rest follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Shown on the title screen.
    pub title: String,
    /// The maker's nickname.
    pub author: String,
    /// What has to be done to win.
    pub mode: Mode,
    /// How it feels.
    pub rules: Rules,
    /// The texts of the screens around it.
    pub words: Words,
    /// The shapes of the letters.
    pub glyphs: Vec<Glyph>,
    /// Sheets with their names. [`SheetRole::COUNT`] built-in ones come first.
    pub sheets: Vec<(String, Sheet)>,
    /// Sounds by slot, as `sound` reads them; the rules make no use of them.
    pub sounds: Vec<(String, Vec<u8>)>,
    /// Kinds; the first is the hero.
    pub kinds: Vec<KindDef>,
    /// Lines of all conversations.
    pub lines: Vec<LineDef>,
    /// Levels in the order they are played.
    pub levels: Vec<LevelDef>,
}

/// The sheets that every pack has, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetRole {
    /// Icons, panels and bubbles.
    Ui,
    /// Dust, sparkles and the like.
    Fx,
    /// Goal and checkpoints.
    Posts,
}

impl SheetRole {
    /// How many there are.
    pub const COUNT: usize = 3;
    /// Their slots in a game; when a slot is empty the built-in sheet is used.
    pub const SLOTS: [&'static str; Self::COUNT] = ["ui", "fx", "posts"];
}

/// A kind of actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindDef {
    /// Number of its sheet.
    pub sheet: u16,
    /// Half of its body's width, in subpx.
    pub half_width: i32,
    /// Its body's height, in subpx.
    pub height: i32,
    /// What it does.
    pub role: RoleDef,
}

/// What a kind does: [`snapcade_game::Role`] with numbers instead of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the document's roles")]
pub enum RoleDef {
    Hero,
    Walker { foe: FoeDef, turns_at_edges: bool },
    Flyer { foe: FoeDef, wave_px: i32, wave_ticks: i32 },
    Hopper { foe: FoeDef, leap: i32, rest_ticks: i32 },
    Chaser { foe: FoeDef, sight_px: i32 },
    Shooter { foe: FoeDef, sight_px: i32, interval_ticks: i32, shot: u16 },
    Boss { foe: FoeDef, shot: u16 },
    Shot { speed: i32, life_ticks: i32 },
    Collectible { item: Item, score: i32 },
    PowerUp { power: Power, lasts_ticks: i32 },
    Platform { speed: i32, rest_ticks: i32 },
    Spring { launch: i32 },
    Switch,
    Talker,
    Decoration { in_front: bool },
}

impl RoleDef {
    /// What all enemies share, when it is one.
    pub const fn foe(&self) -> Option<&FoeDef> {
        match self {
            RoleDef::Walker { foe, .. }
            | RoleDef::Flyer { foe, .. }
            | RoleDef::Hopper { foe, .. }
            | RoleDef::Chaser { foe, .. }
            | RoleDef::Shooter { foe, .. }
            | RoleDef::Boss { foe, .. } => Some(foe),
            _ => None,
        }
    }
}

/// What all enemies share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoeDef {
    /// In subpx per tick.
    pub speed: i32,
    /// Stomps it takes.
    pub health: i32,
    /// Whether it can be stomped.
    pub stompable: bool,
    /// Points.
    pub score: i32,
    /// The kind that it leaves behind.
    pub drops: Option<u16>,
}

/// A line of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineDef {
    /// The words, broken into lines that fit the box.
    pub words: Vec<String>,
    /// The line after it.
    pub next: Option<u16>,
    /// What it brings about.
    pub effect: Option<EffectDef>,
    /// The answers and the lines after them.
    pub choices: Vec<(String, Option<u16>)>,
}

/// What a line brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EffectDef {
    /// The hero is given something.
    Give(Item),
    /// The hero is given a power.
    Power(Power),
    /// The switches of a channel are turned on.
    SwitchOn(u8),
}

/// A level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelDef {
    /// Shown when it begins.
    pub name: String,
    /// Number of the sheet its tiles are drawn with.
    pub tileset: u16,
    /// Number of its song among the sounds.
    pub music: Option<u16>,
    /// Where the hero's feet stand, px.
    pub start: (i32, i32),
    /// Where the goal's foot stands, px.
    pub goal: Option<(i32, i32)>,
    /// Backdrops, the farthest first.
    pub layers: Vec<LayerDef>,
    /// Where the checkpoints' feet stand, px.
    pub checkpoints: Vec<(i32, i32)>,
    /// Words that stand in it.
    pub texts: Vec<TextDef>,
    /// What is placed in it; platforms come first.
    pub actors: Vec<ActorDef>,
    /// Width in tiles.
    pub width: i32,
    /// Height in tiles.
    pub height: i32,
    /// Codes of its tiles, row by row.
    pub tiles: Vec<u8>,
    /// The replay that beats it.
    pub proof: Option<Replay>,
}

/// A backdrop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LayerDef {
    /// Number of its sheet.
    pub sheet: u16,
    /// How much of the camera's motion it follows, in percent.
    pub scroll_percent: i32,
    /// Top edge on the screen when the camera is at the level's lower end, px.
    pub y: i32,
    /// Its own motion to the left, subpx per tick.
    pub drift: i32,
}

/// Words that stand in a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDef {
    /// The middle of the words' lower edge, px.
    pub at: (i32, i32),
    /// How they are shown.
    pub style: TextStyle,
    /// The words, broken into lines.
    pub words: Vec<String>,
}

/// Something placed in a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorDef {
    /// Number of its kind.
    pub kind: u16,
    /// Where its feet stand, px.
    pub at: (i32, i32),
    /// Where it looks at first.
    pub facing: Facing,
    /// Which gates it moves.
    pub channel: u8,
    /// Width in tiles, 0 for that of its kind.
    pub width_tiles: u8,
    /// The first line of what it says.
    pub line: Option<u16>,
    /// Stops relative to `at`, px.
    pub path: Vec<(i32, i32)>,
}

/// What follows from a level's source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ground {
    /// What each cell looks like.
    pub looks: Vec<Look>,
    /// The animations of cells that change while playing.
    pub tileset: Tileset,
    /// The way of each actor that has one, by placement.
    pub paths: Vec<Option<Path>>,
    /// The animation of each layer and the size of its sprites.
    pub layers: Vec<(AnimId, i32, i32)>,
    /// How many of the actors, counted from the first, are platforms.
    pub platforms: usize,
    /// How many gems there are to find.
    pub gems: u16,
    /// Whether a boss is placed.
    pub has_boss: bool,
}

/// A way there and back along straight lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    /// Stops, in subpx from the level's top left.
    points: Vec<(i32, i32)>,
    /// Length of the way up to each stop, in subpx.
    lengths: Vec<i32>,
}

impl Path {
    pub(crate) fn new(at: (i32, i32), stops: &[(i32, i32)]) -> Option<Self> {
        if stops.is_empty() {
            return None;
        }
        let subpx = |(x, y): (i32, i32)| ((at.0 + x) * SUBPX, (at.1 + y) * SUBPX);
        let points: Vec<_> = std::iter::once((0, 0)).chain(stops.iter().copied()).map(subpx).collect();
        let mut lengths = vec![0];
        for pair in points.windows(2) {
            let (dx, dy) = (i64::from(pair[1].0 - pair[0].0), i64::from(pair[1].1 - pair[0].1));
            let length = square_root((dx * dx + dy * dy) as u64) as i32;
            lengths.push(lengths.last().copied().unwrap_or(0) + length);
        }
        Some(Self { points, lengths })
    }

    /// Where something is after `ticks` that moves along the way and back with a rest at both ends.
    pub(crate) fn at(&self, ticks: u32, speed: i32, rest_ticks: i32) -> (i32, i32) {
        let length = self.lengths.last().copied().unwrap_or(0);
        if speed <= 0 || length == 0 {
            return self.points[0];
        }
        // A way is less than 2^29 long, so all of this fits 32 bits.
        let (way, rest) = (length / speed + 1, rest_ticks.max(0));
        let phase = (ticks % (2 * (way + rest)) as u32) as i32;
        // It rests at the first stop, goes its way, rests at the last stop, comes back.
        let along = if phase < way + rest { (phase - rest).max(0) } else { way - (phase - way - 2 * rest).max(0) };
        self.point((along * speed).min(length))
    }

    fn point(&self, along: i32) -> (i32, i32) {
        let next = self.lengths.partition_point(|&length| length <= along).min(self.points.len() - 1);
        let (before, after) = (self.points[next - 1], self.points[next]);
        let span = i64::from((self.lengths[next] - self.lengths[next - 1]).max(1));
        let part = i64::from(along - self.lengths[next - 1]);
        // Most ways are level or upright: one of the two divisions is for nothing.
        let mix = |a: i32, b: i32| if a == b { a } else { (i64::from(a) + i64::from(b - a) * part / span) as i32 };
        (mix(before.0, after.0), mix(before.1, after.1))
    }
}

macro_rules! poses {
    ($($(#[$doc:meta])* $name:ident = [$($tag:literal),*]),* $(,)?) => {
        /// What a character can be seen doing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Pose { $($(#[$doc])* $name),* }

        impl Pose {
            /// Every pose.
            pub const ALL: &'static [Pose] = &[$(Pose::$name),*];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The animations that show it, the best first; when a sheet has none of them, its first one is shown.
            pub const fn tags(self) -> &'static [&'static str] {
                match self { $(Pose::$name => &[$($tag),*]),* }
            }
        }
    };
}

poses! {
    /// Standing.
    Idle = ["idle", "move"],
    /// Walking, flying.
    Move = ["move", "run", "walk", "idle"],
    /// Rising.
    Jump = ["jump", "move", "run", "idle"],
    /// Falling.
    Fall = ["fall", "jump", "move", "idle"],
    /// On a ladder.
    Climb = ["climb", "idle"],
    /// In water.
    Swim = ["swim", "fall", "move", "idle"],
    /// Just hurt.
    Hurt = ["hurt", "idle"],
    /// Done it!
    Win = ["win", "idle"],
    /// A special move: the jump in the air.
    Special = ["special", "jump", "idle"],
    /// Firing.
    Attack = ["attack", "move", "idle"],
    /// In a rage.
    Angry = ["angry", "move", "idle"],
    /// Beaten.
    Beaten = ["beaten", "hurt", "idle"],
    /// Talking.
    Talk = ["talk", "idle"],
}

macro_rules! ui {
    ($($role:ident: $($field:ident = $tag:literal),*;)*) => {
        /// The animations of the built-in sheets.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each field is the animation of its name")]
        pub struct Ui { $($(pub $field: AnimId),*),* }

        impl Ui {
            /// Looks every animation up; what a sheet lacks shows nothing.
            fn find(mut find: impl FnMut(SheetRole, &str) -> AnimId) -> Self {
                // Through a table: a call for each would be four times the code.
                let names = [$($((SheetRole::$role, $tag)),*),*];
                let [$($($field),*),*] = names.map(|(role, tag)| find(role, tag));
                Self { $($($field),*),* }
            }
        }
    };
}

ui! {
    Ui: pixel = "pixel", heart_full = "heart-full", heart_empty = "heart-empty", coin = "coin", gem = "gem",
        key_red = "key-red", key_green = "key-green", key_blue = "key-blue", key_yellow = "key-yellow", clock = "clock",
        life = "life", star = "star", skull = "skull", bubble = "bubble", panel = "panel", tail = "tail",
        cursor = "cursor", more = "more", bar_left = "bar-left", bar_middle = "bar-middle", bar_right = "bar-right",
        bar_fill = "bar-fill", confetti = "confetti";
    Fx: dust = "dust", sparkle = "sparkle", splash = "splash", poof = "poof", debris = "debris", burst = "star",
        drop = "drop";
    Posts: checkpoint_off = "checkpoint-off", checkpoint_on = "checkpoint-on", goal_shut = "goal-shut",
        goal_open = "goal-open", shield_bubble = "shield-bubble";
}

impl Pack {
    /// What is stored of it.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The picture with every sprite.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// The levels in the order they are played.
    pub fn levels(&self) -> &[LevelDef] {
        &self.source.levels
    }

    /// The sprite that an animation shows after `tick` ticks; `None` for the one that shows nothing.
    pub fn sprite_at(&self, anim: AnimId, tick: u32) -> Option<SpriteId> {
        if anim == crate::anim::NOTHING { None } else { self.anims.get(usize::from(anim)).map(|a| a.sprite_at(tick)) }
    }

    /// What a sprite is called, for people: `hero/run#2`, or its number when it is of no sheet.
    pub fn sprite_name(&self, sprite: SpriteId) -> String {
        let sheet = self.first_sprites.partition_point(|&first| first <= sprite);
        let named =
            sheet.checked_sub(1).and_then(|index| {
                let (name, sheet) = self.source.sheets.get(index)?;
                let frame = sprite - self.first_sprites[index];
                (usize::from(frame) < sheet.frames.len()).then_some(())?;
                let tag = sheet.tags.iter().find(|tag| (tag.first..tag.first + tag.count).contains(&frame));
                Some(tag.map_or_else(
                    || format!("{name}#{frame}"),
                    |tag| format!("{name}/{}#{}", tag.name, frame - tag.first),
                ))
            });
        named.unwrap_or_else(|| self.font.sprite_name(sprite).unwrap_or_else(|| format!("sprite#{sprite}")))
    }
}

impl LevelDef {
    /// Width in pixels.
    pub const fn width_px(&self) -> i32 {
        self.width * TILE_PX
    }

    /// Height in pixels.
    pub const fn height_px(&self) -> i32 {
        self.height * TILE_PX
    }
}
