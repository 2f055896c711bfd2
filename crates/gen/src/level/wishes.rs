//! What may be wished of a level besides theme, difficulty and length.

/// Wishes. All false: as usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(clippy::struct_excessive_bools, reason = "wishes are independent of each other")]
pub struct Wishes {
    /// Twice as many enemies.
    pub more_enemies: bool,
    /// No enemies besides the boss.
    pub no_enemies: bool,
    /// No thorns.
    pub no_spikes: bool,
    /// More coins.
    pub more_coins: bool,
    /// Towers, ladders, high places.
    pub vertical: bool,
    /// More water.
    pub water: bool,
    /// No water.
    pub no_water: bool,
    /// More keys and switches.
    pub locks: bool,
    /// No keys and switches.
    pub no_locks: bool,
    /// More ice.
    pub ice: bool,
    /// More jumps over pits.
    pub jumps: bool,
    /// No pits that one can fall out of the world through.
    pub no_pits: bool,
    /// No boss at the end.
    pub no_boss: bool,
}

/// What a list of wishes came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Understood {
    /// What will be done.
    pub wishes: Wishes,
    /// What will not, and why, in words for people.
    pub dropped: Vec<Dropped>,
}

/// A wish that is not granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The wish as it was said, cut to a length that can be shown.
    pub wish: String,
    /// Why not.
    pub why: &'static str,
}

/// Longer wishes are cut before they are read.
const WISH_CHARS: usize = 60;
/// More wishes than these are not read.
const WISHES: usize = 24;

/// The wishes by their words: each stands alone, all words of an entry have to be there.
type Entry = (&'static [&'static str], fn(&mut Wishes));

const WORDS: &[Entry] = &[
    (&["no", "enemies"], |w| w.no_enemies = true),
    (&["no", "monsters"], |w| w.no_enemies = true),
    (&["without", "enemies"], |w| w.no_enemies = true),
    (&["peaceful"], |w| w.no_enemies = true),
    (&["more", "enemies"], |w| w.more_enemies = true),
    (&["many", "enemies"], |w| w.more_enemies = true),
    (&["more", "monsters"], |w| w.more_enemies = true),
    (&["no", "spikes"], |w| w.no_spikes = true),
    (&["no", "thorns"], |w| w.no_spikes = true),
    (&["more", "coins"], |w| w.more_coins = true),
    (&["many", "coins"], |w| w.more_coins = true),
    (&["vertical"], |w| w.vertical = true),
    (&["climbing"], |w| w.vertical = true),
    (&["towers"], |w| w.vertical = true),
    (&["high"], |w| w.vertical = true),
    (&["no", "water"], |w| w.no_water = true),
    (&["no", "swimming"], |w| w.no_water = true),
    (&["water"], |w| w.water = true),
    (&["swimming"], |w| w.water = true),
    (&["no", "keys"], |w| w.no_locks = true),
    (&["no", "doors"], |w| w.no_locks = true),
    (&["keys"], |w| w.locks = true),
    (&["doors"], |w| w.locks = true),
    (&["switches"], |w| w.locks = true),
    (&["puzzles"], |w| w.locks = true),
    (&["ice"], |w| w.ice = true),
    (&["slippery"], |w| w.ice = true),
    (&["no", "pits"], |w| w.no_pits = true),
    (&["no", "holes"], |w| w.no_pits = true),
    (&["no", "falling"], |w| w.no_pits = true),
    (&["jumps"], |w| w.jumps = true),
    (&["jumping"], |w| w.jumps = true),
    (&["pits"], |w| w.jumps = true),
    (&["no", "boss"], |w| w.no_boss = true),
];

/// What nobody can build, and why.
const IMPOSSIBLE: &[(&[&str], &str)] = &[
    (&["no", "ground"], "the hero needs something to stand on"),
    (&["no", "floor"], "the hero needs something to stand on"),
    (&["no", "goal"], "without a goal the level would never end"),
    (&["no", "hero"], "without a hero there is nobody to play"),
    (&["no", "jumping"], "every level has a place where one has to jump"),
    (&["no", "jumps"], "every level has a place where one has to jump"),
    (&["impossible"], "every level has to be one that can be beaten"),
    (&["unbeatable"], "every level has to be one that can be beaten"),
    (&["endless"], "every level has an end"),
];

impl Wishes {
    /// Reads wishes; of two that exclude each other the later one is dropped.
    pub fn read<'a>(said: impl IntoIterator<Item = &'a str>) -> Understood {
        let mut understood = Understood::default();
        for wish in said.into_iter().flat_map(|text| text.split([',', ';', '\n'])).take(WISHES) {
            let wish: String = wish.trim().chars().filter(|c| !c.is_control()).take(WISH_CHARS).collect();
            if !wish.is_empty() {
                understood.add(&wish);
            }
        }
        understood
    }
}

impl Understood {
    fn add(&mut self, wish: &str) {
        let lower = wish.to_lowercase();
        let said: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let says = |words: &[&str]| words.iter().all(|word| said.contains(word));
        let mut drop = |why| self.dropped.push(Dropped { wish: wish.to_owned(), why });
        if let Some((_, why)) = IMPOSSIBLE.iter().find(|(words, _)| says(words)) {
            drop(why);
            return;
        }
        let Some((_, grant)) = WORDS.iter().find(|(words, _)| says(words)) else {
            drop("this wish was not understood");
            return;
        };
        let mut granted = self.wishes;
        grant(&mut granted);
        let w = &granted;
        let clash =
            [(w.no_enemies, w.more_enemies), (w.no_water, w.water), (w.no_locks, w.locks), (w.no_pits, w.jumps)];
        if clash.contains(&(true, true)) {
            drop("it is the opposite of another wish");
        } else {
            self.wishes = granted;
        }
    }
}
