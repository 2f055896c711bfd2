//! What is in a game.

use serde::Serialize;
use snapcade_game::{Project, Role, Tile, text};

/// What is in a game, for people and programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GameSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its maker's nickname.
    pub author: String,
    /// The version of its format.
    pub format: u32,
    /// Its theme in words.
    pub theme: String,
    /// How hard it is meant to be.
    pub difficulty: snapcade_game::Difficulty,
    /// What has to be done to win.
    pub mode: snapcade_game::Mode,
    /// Its levels in the order they are played.
    pub levels: Vec<LevelSummary>,
    /// Its kinds of actors: name and role.
    pub kinds: Vec<KindSummary>,
    /// How many conversations there are.
    pub dialogues: usize,
    /// The slots that hold a sheet.
    pub art: Vec<String>,
    /// The slots that hold a sound.
    pub sounds: Vec<String>,
    /// Size of the document in bytes.
    pub document_bytes: usize,
    /// Size of all assets in bytes.
    pub asset_bytes: usize,
    /// How many faults keep it from being played.
    pub faults: usize,
}

/// What is in a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelSummary {
    /// Its name.
    pub name: String,
    /// Width in tiles.
    pub width: u32,
    /// Height in tiles.
    pub height: u32,
    /// How many actors are placed.
    pub actors: usize,
    /// How many of them are enemies.
    pub enemies: usize,
    /// How many checkpoints there are.
    pub checkpoints: usize,
    /// How many cells are not empty.
    pub tiles: usize,
    /// Whether it holds a replay that beats it.
    pub proven: bool,
}

/// A kind of actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindSummary {
    /// Its name.
    pub name: String,
    /// What it is, as in the document: `walker`, `collectible` and so on.
    pub role: String,
    /// How many are placed in all levels.
    pub placed: usize,
}

/// Sums a game up.
pub fn inspect(project: &Project) -> GameSummary {
    let game = &project.game;
    let is_foe = |kind| game.kinds.get(kind).is_some_and(|kind| kind.role.foe().is_some());
    let levels = game.levels.in_order().into_iter().map(|(_, level)| LevelSummary {
        name: level.name.clone(),
        width: level.tiles.width(),
        height: level.tiles.height(),
        actors: level.actors.len(),
        enemies: level.actors.values().filter(|actor| is_foe(&actor.kind)).count(),
        checkpoints: level.checkpoints.len(),
        tiles: level.tiles.tiles().iter().filter(|&&tile| tile != Tile::Empty).count(),
        proven: level.proof.is_some(),
    });
    let placed = |id| game.levels.values().flat_map(|level| level.actors.values()).filter(|a| a.kind == id).count();
    let kinds = game.kinds.iter().map(|(&id, kind)| KindSummary {
        name: kind.name.clone(),
        role: role_name(&kind.role),
        placed: placed(id),
    });
    GameSummary {
        id: game.id.to_string(),
        title: game.title.clone(),
        author: game.author.clone(),
        format: game.format,
        theme: game.theme.clone(),
        difficulty: game.difficulty,
        mode: game.mode,
        levels: levels.collect(),
        kinds: kinds.collect(),
        dialogues: game.dialogues.len(),
        art: game.art.keys().map(ToString::to_string).collect(),
        sounds: game.sounds.keys().map(ToString::to_string).collect(),
        document_bytes: game.to_json().len(),
        asset_bytes: project.assets.values().map(Vec::len).sum(),
        faults: crate::faults(project).len(),
    }
}

/// The role's name in documents.
fn role_name(role: &Role) -> String {
    let json = serde_json::to_value(role).unwrap_or_default();
    json.get("is").and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}

impl std::fmt::Display for GameSummary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", printable(&self.title))?;
        if !self.author.is_empty() {
            write!(f, " by {}", printable(&self.author))?;
        }
        writeln!(f, " (format {}, {:?}, {:?})", self.format, self.mode, self.difficulty)?;
        for (i, level) in self.levels.iter().enumerate() {
            let LevelSummary { name, width, height, actors, enemies, checkpoints, proven, .. } = level;
            let (name, proven) = (printable(name), if *proven { "proven" } else { "not proven" });
            writeln!(
                f,
                "  level {}  {name:<20} {width:>4} x {height:<3} tiles, {actors:>3} actors ({enemies} enemies), \
                 {checkpoints} checkpoints, {proven}",
                i + 1
            )?;
        }
        for kind in &self.kinds {
            writeln!(f, "  kind     {:<20} {:<12} {:>3} placed", printable(&kind.name), kind.role, kind.placed)?;
        }
        writeln!(f, "  art      {}", self.art.join(", "))?;
        if !self.sounds.is_empty() {
            writeln!(f, "  sounds   {}", self.sounds.join(", "))?;
        }
        writeln!(f, "  size     {} bytes of document, {} bytes of assets", self.document_bytes, self.asset_bytes)?;
        match self.faults {
            0 => write!(f, "  It can be played."),
            n => write!(f, "  It has {n} fault{}; `snapcade check` lists them.", if n == 1 { "" } else { "s" }),
        }
    }
}

/// The most characters of a text on a terminal.
const PRINTABLE_CHARS: usize = 80;

/// A text from a file that was not validated, fit for a terminal: nothing in it hides or turns round what stands beside it, and what
/// is long is cut.
pub fn printable(text: &str) -> String {
    let mut utf8 = [0; 4];
    let mut hides = |c: char| text::check(c.encode_utf8(&mut utf8), 1).is_err();
    let shown: String = text.chars().take(PRINTABLE_CHARS).map(|c| if hides(c) { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(PRINTABLE_CHARS).is_some() { shown + "…" } else { shown }
}
