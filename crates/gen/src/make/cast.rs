//! The kinds of actors of a made game, and its rules.

use std::collections::BTreeMap;

use snapcade_game::{Difficulty, Edit, Foe, Item, Kind, KindId, Power, Role, Rule, Sheet, Slot, level::Size};

use super::{GameRequest, Ids};
use crate::{
    level::What,
    theme::{self, Theme},
};

/// So many props stand about in a game.
pub const PROPS: usize = 8;

/// The kinds by what they are.
pub struct Cast {
    kinds: BTreeMap<What, KindId>,
    hero: KindId,
    shots: BTreeMap<What, KindId>,
    props: Vec<KindId>,
}

const THINGS: [What; 15] = [
    What::Coin,
    What::Gem,
    What::Heart,
    What::Life,
    What::Key(0),
    What::Key(1),
    What::Key(2),
    What::Key(3),
    What::Power(Power::Shield),
    What::Power(Power::DoubleJump),
    What::Power(Power::Speed),
    What::Power(Power::Magnet),
    What::Platform,
    What::Spring,
    What::Switch,
];
const FOES: [What; 5] = [What::Walker, What::Flyer, What::Hopper, What::Chaser, What::Shooter];

impl Cast {
    pub fn new(ids: &mut Ids, request: &GameRequest) -> Self {
        let mut id = || KindId(ids.next());
        let hero = id();
        let all = THINGS.iter().chain(&FOES).chain([&What::Boss]);
        let kinds = all.map(|&what| (what, id())).collect();
        let shots = [What::Shooter, What::Boss].into_iter().map(|what| (what, id())).collect();
        let count = if request.dress.props.is_empty() { 0 } else { PROPS };
        let props = (0..count).map(|_| id()).collect();
        Self { kinds, hero, shots, props }
    }

    /// The kind of a thing; one of the props for props, by `place`.
    pub fn kind(&self, what: What, place: usize) -> Option<KindId> {
        match what {
            What::Prop => self.props.get(place % self.props.len().max(1)).copied(),
            _ => self.kinds.get(&what).copied(),
        }
    }

    /// Adds all kinds.
    pub fn edits(&self, request: &GameRequest) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut add = |id: KindId, name: &str, art: &str, (w, h): (i32, i32), role: Role| {
            let Ok(art) = art.parse::<Slot>() else { return };
            let kind = Kind { name: name.to_owned(), art, body: Size { w, h }, role };
            edits.push(Edit::AddKind { id, kind: Box::new(kind) });
        };
        add(self.hero, "Hero", "hero", hero_body(&request.hero), Role::Hero {});
        for (&what, &id) in &self.shots {
            let theme = theme_of(request, what);
            let slot = if what == What::Boss { "boss-shot" } else { "shot" };
            let role = Role::Shot { speed_subpx_per_tick: percent(400, request.difficulty), life_ticks: 160 };
            add(id, theme::cast(theme).shot, slot, (6, 6), role);
        }
        for (&what, &id) in &self.kinds {
            let cast = theme::cast(theme_of(request, what));
            let (name, art, body, role) = self.describe(what, &cast, request.difficulty);
            add(id, name, art, body, role);
        }
        for (number, &id) in self.props.iter().enumerate() {
            add(id, "Decoration", &format!("prop-{}", number + 1), (16, 16), Role::Decoration { in_front: false });
        }
        edits
    }

    fn describe(
        &self,
        what: What,
        cast: &theme::Cast,
        difficulty: Difficulty,
    ) -> (&'static str, &'static str, (i32, i32), Role) {
        let foe = |speed: i32, score: i32| Foe {
            speed_subpx_per_tick: percent(speed, difficulty),
            health: 1,
            stompable: true,
            score,
            drops: None,
        };
        let shot = |what: What| self.shots.get(&what).copied().unwrap_or(self.hero);
        let thing = |name, item: Item, score| (name, "things", (12, 12), Role::Collectible { item, score });
        let power = |name, power: Power, lasts_ticks| (name, "things", (12, 12), Role::PowerUp { power, lasts_ticks });
        match what {
            What::Coin => ("Coin", "things", (10, 12), Role::Collectible { item: Item::Coin, score: 10 }),
            What::Gem => thing("Gem", Item::Gem, 100),
            What::Heart => thing("Heart", Item::Heart, 50),
            What::Life => thing("Extra life", Item::Life, 0),
            What::Key(0) => thing("Red key", Item::KeyRed, 0),
            What::Key(1) => thing("Green key", Item::KeyGreen, 0),
            What::Key(2) => thing("Blue key", Item::KeyBlue, 0),
            What::Key(_) => thing("Yellow key", Item::KeyYellow, 0),
            What::Power(Power::Shield) => power("Shield", Power::Shield, 0),
            What::Power(Power::DoubleJump) => power("Winged boots", Power::DoubleJump, 0),
            What::Power(Power::Speed) => power("Lightning shoes", Power::Speed, 600),
            What::Power(Power::Magnet) => power("Magnet", Power::Magnet, 900),
            What::Walker => {
                (cast.walker, "walker", (14, 13), Role::Walker { foe: foe(110, 100), turns_at_edges: true })
            }
            What::Flyer => {
                (cast.flyer, "flyer", (14, 12), Role::Flyer { foe: foe(140, 150), wave_px: 14, wave_ticks: 90 })
            }
            What::Hopper => {
                let role = Role::Hopper { foe: foe(260, 150), leap_subpx_per_tick: 980, rest_ticks: 60 };
                (cast.hopper, "hopper", (14, 13), role)
            }
            What::Chaser => (cast.chaser, "chaser", (16, 14), Role::Chaser { foe: foe(340, 200), sight_px: 96 }),
            What::Shooter => {
                let interval_ticks = match difficulty {
                    Difficulty::Easy => 150,
                    Difficulty::Normal => 110,
                    Difficulty::Hard => 80,
                };
                let foe = Foe { speed_subpx_per_tick: 0, ..foe(0, 200) };
                let role = Role::Shooter { foe, sight_px: 150, interval_ticks, shot: shot(what) };
                (cast.shooter, "shooter", (14, 18), role)
            }
            What::Boss => {
                let health = match difficulty {
                    Difficulty::Easy => 3,
                    Difficulty::Normal => 6,
                    Difficulty::Hard => 9,
                };
                let foe = Foe { health, ..foe(230, 2000) };
                (cast.boss, "boss", (40, 42), Role::Boss { foe, shot: shot(what) })
            }
            What::Platform => {
                let role = Role::Platform { speed_subpx_per_tick: percent(230, difficulty), rest_ticks: 30 };
                ("Platform", "things", (32, 10), role)
            }
            What::Spring => ("Spring", "things", (14, 10), Role::Spring { launch_subpx_per_tick: 1900 }),
            What::Switch | What::Prop => ("Lever", "things", (12, 14), Role::Switch {}),
        }
    }
}

/// The theme that something comes from.
pub fn theme_of(request: &GameRequest, what: What) -> Theme {
    let dress = &request.dress;
    match FOES.iter().position(|&foe| foe == what) {
        Some(slot) => dress.foes[slot],
        None if what == What::Boss => dress.boss,
        None => dress.ground,
    }
}

/// A speed for a difficulty.
const fn percent(speed: i32, difficulty: Difficulty) -> i32 {
    speed
        * match difficulty {
            Difficulty::Easy => 75,
            Difficulty::Normal => 100,
            Difficulty::Hard => 120,
        }
        / 100
}

/// The rules of a difficulty, where they are not the usual ones.
pub fn rules(difficulty: Difficulty) -> Vec<Edit> {
    let changes: &[(Rule, i32)] = match difficulty {
        Difficulty::Easy => &[
            (Rule::Hearts, 5),
            (Rule::Lives, 0),
            (Rule::Coyote, 10),
            (Rule::JumpBuffer, 10),
            (Rule::Invulnerable, 120),
        ],
        Difficulty::Normal => &[],
        Difficulty::Hard => &[(Rule::Hearts, 2), (Rule::Invulnerable, 75)],
    };
    changes.iter().map(|&(rule, value)| Edit::SetRule { rule, value }).collect()
}

/// The box of a hero, from what is seen of its first frame: smaller than the picture, so that hair and ears touch nothing.
fn hero_body(sheet: &Sheet) -> (i32, i32) {
    let frame = sheet.tag("idle").map_or(0, |tag| usize::from(tag.first));
    let width = usize::from(sheet.width).max(1);
    let opaque = |row: &[u8]| row.iter().any(|&index| index != 0);
    let rows: Vec<bool> = sheet.frames.get(frame).map_or(Vec::new(), |frame| frame.chunks(width).map(opaque).collect());
    let top = rows.iter().position(|&seen| seen).unwrap_or(0) as i32;
    let feet = i32::from(sheet.anchor.1).max(top);
    (12, ((feet - top) * 85 / 100).clamp(18, 36))
}
