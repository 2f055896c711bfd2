//! A family uses its library.

mod photos;
mod search;
mod shelf;
mod trash;

use snapcade_game::{Game, GameId};
use tempfile::TempDir;

use super::{Library, OpenOptions};
use crate::tables::games;

/// A library in a folder that goes away with it.
struct Family {
    library: Library,
    folder: TempDir,
}

impl Family {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { library: Library::open(folder.path(), OpenOptions::new(0)).unwrap(), folder }
    }

    /// The program is closed and opened again.
    fn reopen(self) -> Self {
        let Self { library, folder } = self;
        drop(library);
        Self { library: Library::open(folder.path(), OpenOptions::new(0)).unwrap(), folder }
    }

    /// A game with this number for its id comes into the library, or is changed.
    fn put(&mut self, id: u64, title: &str, now_ms: i64) -> GameId {
        self.put_game(&Game::new(GameId(id), title), now_ms)
    }

    fn put_game(&mut self, game: &Game, now_ms: i64) -> GameId {
        self.library.transact(|db| Ok(games::put(db, game.id, game, now_ms)?)).unwrap();
        game.id
    }

    /// Whether the bytes are in any file of the library's folder.
    fn has_on_disk(&self, bytes: &[u8]) -> bool {
        std::fs::read_dir(self.folder.path()).unwrap().any(|entry| {
            let content = std::fs::read(entry.unwrap().path()).unwrap();
            content.windows(bytes.len()).any(|window| window == bytes)
        })
    }
}
