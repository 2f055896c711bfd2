//! Themes and moods: what a song or an effect is for.

/// A theme of a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Theme {
    Garden,
    House,
    Beach,
    Space,
    Park,
    Cave,
    Castle,
    Snow,
    City,
    Candy,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Theme; 10] = [
        Theme::Garden,
        Theme::House,
        Theme::Beach,
        Theme::Space,
        Theme::Park,
        Theme::Cave,
        Theme::Castle,
        Theme::Snow,
        Theme::City,
        Theme::Candy,
    ];

    /// Its name, as in documents and on the terminal.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Garden => "garden",
            Theme::House => "house",
            Theme::Beach => "beach",
            Theme::Space => "space",
            Theme::Park => "park",
            Theme::Cave => "cave",
            Theme::Castle => "castle",
            Theme::Snow => "snow",
            Theme::City => "city",
            Theme::Candy => "candy",
        }
    }

    /// The theme of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The pitch class that its songs call home, 0 for C. Its effects are in tune with it.
    pub const fn tonic(self) -> u8 {
        match self {
            Theme::Garden | Theme::City => 7,
            Theme::House => 5,
            Theme::Beach => 0,
            Theme::Space | Theme::Castle => 2,
            Theme::Park => 10,
            Theme::Cave => 4,
            Theme::Snow => 9,
            Theme::Candy => 3,
        }
    }
}

/// The mood of a song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Mood {
    Calm,
    Adventure,
    Spooky,
    Boss,
    Win,
}

impl Mood {
    /// Every mood.
    pub const ALL: [Mood; 5] = [Mood::Calm, Mood::Adventure, Mood::Spooky, Mood::Boss, Mood::Win];

    /// Its name, as in documents and on the terminal.
    pub const fn name(self) -> &'static str {
        match self {
            Mood::Calm => "calm",
            Mood::Adventure => "adventure",
            Mood::Spooky => "spooky",
            Mood::Boss => "boss",
            Mood::Win => "win",
        }
    }

    /// The mood of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mood| mood.name() == name)
    }
}
