//! Jobs: long work on a thread of its own, with progress, cancelling, retries and resuming after a crash.
//!
//! The library says which jobs there are and how far they came; a [`Work`] says what their steps do; the [`Runner`] brings
//! both together and holds the library only for moments.

mod export_game;
mod make_game;
mod pictures;
mod progress;
mod run;
mod runner;
mod work;

use std::sync::Arc;

use snapcade_game::GameId;

pub use export_game::{EXPORT, ExportFormat, ExportGame, ExportRequest};
pub use make_game::{HeroOfJob, MAKE_GAME, MakeGame, MakeRequest, game_of_job};
pub use pictures::{PREVIEW, Preview, THUMBNAIL, Thumbnail, picture_job};
pub use progress::{JobProgress, ProgressStream};
pub use runner::{Clock, Runner, Shared, lock};
pub use work::{Made, StepContext, Work, WorkError};

/// All work that is done for a library.
pub(crate) fn works(library: &Shared) -> Vec<Box<dyn Work>> {
    let own = Arc::clone(library);
    let load = move |game: GameId| Ok(lock(&own).project(game)?);
    vec![
        Box::new(Thumbnail(load.clone())),
        Box::new(Preview(load.clone())),
        Box::new(MakeGame),
        Box::new(ExportGame(load)),
    ]
}
