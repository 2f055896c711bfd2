//! The shelf: games in the library, found, kept, copied and thrown away.

use serde::{Deserialize, Serialize};
use snapcade_game::{Edit, GameId, Project};
use snapcade_store::{
    Library, StoreError,
    doc::{Source, Stamp},
    library,
};

use super::{job_line::queue_pictures, packed, request::Request};
use crate::AppError;

/// A game as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GameCard {
    /// Its id.
    pub id: GameId,
    /// Its title.
    pub title: String,
    /// The maker's nickname.
    pub author: String,
    /// Its theme, in words.
    pub theme: String,
    /// How many levels it has.
    pub levels: u32,
    /// Its tags.
    pub tags: Vec<String>,
    /// When it came into the library: milliseconds since 1970, UTC.
    pub created_ms: i64,
    /// When it was changed last: milliseconds since 1970, UTC.
    pub edited_ms: i64,
    /// Since when it is in the trash.
    pub trashed_ms: Option<i64>,
    /// The game that it began as.
    pub remix_of: Option<GameId>,
    /// That game's title, when it is in the library.
    pub remix_of_title: Option<String>,
}

impl From<library::GameCard> for GameCard {
    fn from(card: library::GameCard) -> Self {
        let library::GameCard { id, title, author, theme, levels, tags, .. } = card;
        let library::GameCard { created_ms, edited_ms, trashed_ms, remix_of, .. } = card;
        let remix_of_title = None;
        Self { id, title, author, theme, levels, tags, created_ms, edited_ms, trashed_ms, remix_of, remix_of_title }
    }
}

impl GameCard {
    fn new(card: library::GameCard, library: &Library) -> Self {
        let mut card = Self::from(card);
        let original = card.remix_of.and_then(|id| library.game_card(id).ok());
        card.remix_of_title = original.map(|original| original.title);
        card
    }
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Order {
    /// What was changed last comes first.
    #[default]
    Edited,
    /// What was made last comes first.
    Created,
    /// By title.
    Title,
}

/// Asks for the games on the shelf, or in the trash.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListGames {
    /// Beginnings of words in title, author, theme and tags.
    pub search: String,
    /// Tags that a game has to have.
    pub tags: Vec<String>,
    /// The order.
    pub order: Order,
    /// What is in the trash instead.
    pub trashed: bool,
    /// How many at most.
    pub limit: usize,
}

impl Default for ListGames {
    fn default() -> Self {
        Self { search: String::new(), tags: Vec::new(), order: Order::Edited, trashed: false, limit: 1000 }
    }
}

impl Request for ListGames {
    const NAME: &'static str = "list_games";
    type Answer = Vec<GameCard>;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<Vec<GameCard>, AppError> {
        let sort = match self.order {
            Order::Edited => library::Sort::Edited,
            Order::Created => library::Sort::Created,
            Order::Title => library::Sort::Title,
        };
        let Self { search, tags, trashed, limit, .. } = self;
        let request = library::ListRequest { search, tags, sort, trashed, limit, after: None };
        Ok(library.list_games(&request)?.into_iter().map(|card| GameCard::new(card, library)).collect())
    }
}

/// Asks which game somebody means.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FindGame {
    /// Its title, a part of it that no other title has, or the beginning of its id.
    pub said: String,
    /// Look in the trash instead.
    pub trashed: bool,
}

/// So many characters of an id name a game.
const ID_CHARS: usize = 4;
/// So many games are named when it is not clear which one is meant.
const NAMED: usize = 5;

impl Request for FindGame {
    const NAME: &'static str = "find_game";
    type Answer = GameCard;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<GameCard, AppError> {
        fn named(card: &library::GameCard) -> (GameId, &str) {
            (card.id, &card.title)
        }
        let said = crate::printable(&self.said);
        let all = |trashed| {
            let request = library::ListRequest { trashed, limit: usize::MAX, ..Default::default() };
            library.list_games(&request)
        };
        let (cards, others) = (all(self.trashed)?, || all(!self.trashed));
        match fitting(&cards, &self.said, named).as_slice() {
            [card] => Ok(GameCard::new((*card).clone(), library)),
            [] => Err(match (fitting(&others()?, &self.said, named).as_slice(), self.trashed) {
                ([card], false) => AppError::InTrash { title: crate::printable(&card.title) },
                ([card], true) => AppError::NotInTrash { title: crate::printable(&card.title) },
                (_, false) => AppError::NoSuchGame { said },
                (_, true) => AppError::NoSuchTrash { said },
            }),
            several => {
                let name = |card: &&library::GameCard| {
                    format!("\"{}\" ({:.8})", crate::printable(&card.title), card.id.to_string())
                };
                let named = several.iter().take(NAMED).map(name).collect();
                Err(AppError::WhichGame { said, named, count: several.len() })
            }
        }
    }
}

/// The games that somebody may mean: those of this title, else those of this id, else those with it in their titles.
pub(super) fn fitting<'a, T>(games: &'a [T], said: &str, named: impl Fn(&T) -> (GameId, &str)) -> Vec<&'a T> {
    let said = said.trim().to_lowercase();
    let by_title = |_: GameId, title: &str| title.trim().to_lowercase() == said;
    let by_id = |id: GameId, _: &str| said.len() >= ID_CHARS && id.to_string().starts_with(&said);
    let by_part = |_: GameId, title: &str| !said.is_empty() && title.to_lowercase().contains(&said);
    for fits in [&by_title as &dyn Fn(GameId, &str) -> bool, &by_id, &by_part] {
        let fits = |game: &&T| {
            let (id, title) = named(game);
            fits(id, title)
        };
        let found: Vec<&T> = games.iter().filter(fits).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Keeps a game in the library.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveGame {
    /// The game with everything it needs.
    #[serde(with = "packed")]
    pub project: Project,
    /// How it came about, as in [`super::Step::source`].
    pub source: String,
    /// What was done, in words: the first step of its history.
    pub words: String,
}

impl Request for SaveGame {
    const NAME: &'static str = "save_game";
    /// Its id: another one when the library has a game with its id already, so that nothing is overwritten.
    type Answer = GameId;

    fn carry_out(mut self, library: &mut Library, now_ms: i64) -> Result<GameId, AppError> {
        let stamp = Stamp::new(now_ms, &library.nickname()?, Source::from_name(&self.source), &self.words);
        if library.has_game(self.project.game.id)? {
            self.project.game.id = library.new_game_id()?;
        }
        library.create_game(&self.project, &stamp)?;
        queue_pictures(library, self.project.game.id, now_ms);
        Ok(self.project.game.id)
    }
}

/// Copies a game. The copy has a history of its own. Of a damaged game everything is copied that can be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CopyGame {
    /// Which game.
    pub game: GameId,
    /// What the copy is called.
    pub title: String,
    /// Whether it is a remix: it then remembers what it began as.
    pub remix: bool,
}

impl Request for CopyGame {
    const NAME: &'static str = "copy_game";
    /// The copy's id.
    type Answer = GameId;

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<GameId, AppError> {
        let (mut project, did) = match library.project(self.game) {
            // What can still be read of it is worth a game of its own; the damaged one stays as it is.
            Err(StoreError::GameDamaged { .. }) => {
                let game = library.readable_game(self.game)?.game;
                (library.with_assets(game)?, "saved what could be read of")
            }
            project => (project?, "copied"),
        };
        let words = format!("{did} \"{}\"", project.game.title);
        let id = library.new_game_id()?;
        Edit::SetTitle(self.title).apply(&mut project.game).map_err(StoreError::from)?;
        project.game.id = id;
        let stamp = Stamp::new(now_ms, &library.nickname()?, Source::Hand, &words);
        library.create_game(&project, &stamp)?;
        if self.remix {
            library.set_remix_of(id, self.game)?;
        }
        queue_pictures(library, id, now_ms);
        Ok(id)
    }
}

/// Throws a game into the trash, or takes it out again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TrashGame {
    /// Which game.
    pub game: GameId,
    /// Takes it out again.
    pub back: bool,
}

impl Request for TrashGame {
    const NAME: &'static str = "trash_game";
    type Answer = ();

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<(), AppError> {
        if self.back {
            library.restore_game(self.game)?;
        } else {
            library.trash_game(self.game, now_ms)?;
        }
        Ok(())
    }
}

/// Deletes a game that is in the trash, for ever.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteGame {
    /// Which game.
    pub game: GameId,
}

impl Request for DeleteGame {
    const NAME: &'static str = "delete_game";
    type Answer = ();

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<(), AppError> {
        library.purge_game(self.game)?;
        Ok(())
    }
}

/// Gives a game a tag, or takes it away.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TagGame {
    /// Which game.
    pub game: GameId,
    /// The tag.
    pub tag: String,
    /// Takes it away.
    pub remove: bool,
}

impl Request for TagGame {
    const NAME: &'static str = "tag_game";
    /// Whether anything changed.
    type Answer = bool;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<bool, AppError> {
        let done =
            if self.remove { library.remove_tag(self.game, &self.tag) } else { library.add_tag(self.game, &self.tag) };
        Ok(done?)
    }
}

/// What is done here is done under this nickname.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Nickname {
    /// The new nickname; without, it is only asked for.
    pub set: Option<String>,
}

impl Request for Nickname {
    const NAME: &'static str = "nickname";
    /// The nickname from now on; may be empty.
    type Answer = String;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<String, AppError> {
        if let Some(nickname) = &self.set {
            library.set_nickname(nickname)?;
        }
        Ok(library.nickname()?)
    }
}
