//! The pictures that the list shows of a game: a still one and a moving one.

use std::sync::Arc;

use snapcade_game::{GameId, Project};
use snapcade_play::Pack;
use snapcade_store::library::{ArtefactKey, NewJob};

use super::{
    runner::lock,
    work::{Made, StepContext, Work, WorkError},
};
use crate::{AppError, Scene, compile_project, render_png, render_preview};

/// The kind of job that draws a still picture.
pub const THUMBNAIL: &str = "thumbnail";
/// The kind of job that draws a moving picture.
pub const PREVIEW: &str = "preview";

/// Which tick of the title screen is shown: everything has come to its place.
const THUMBNAIL_TICK: u32 = 60;
/// The moving picture shows a picture every so many ticks...
const PREVIEW_TICKS_PER_PICTURE: u32 = 6;
/// ...of so many ticks.
const PREVIEW_TICKS: usize = 600;

/// A job that draws the pictures of a game: [`THUMBNAIL`] or [`PREVIEW`].
pub fn picture_job(kind: &str, game: GameId) -> NewJob {
    // Whatever a child waits for is more urgent.
    NewJob::new(kind, "{}").about(game).with_priority(-1)
}

/// Draws a game's title screen, 320x180, for the list.
pub struct Thumbnail<F>(pub F);

/// Draws the beginning of a game's attract mode for the list.
pub struct Preview<F>(pub F);

const STEPS: &[&str] = &["draw", "hang up"];

impl<F: Fn(GameId) -> Result<Project, AppError> + Send + Sync> Work for Thumbnail<F> {
    fn kind(&self) -> &'static str {
        THUMBNAIL
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn artefact(&self, step: &StepContext<'_>) -> Result<Option<ArtefactKey>, WorkError> {
        key(step, "thumbnail 1", &self.0)
    }

    fn run(&self, step: &StepContext<'_>) -> Result<Made, WorkError> {
        if step.n > 0 {
            return hang_up(step);
        }
        let pack = pack(step, &self.0)?;
        Ok(Made::Artefact(render_png(&pack, &Scene::Attract, THUMBNAIL_TICK, 1)?))
    }
}

impl<F: Fn(GameId) -> Result<Project, AppError> + Send + Sync> Work for Preview<F> {
    fn kind(&self) -> &'static str {
        PREVIEW
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn artefact(&self, step: &StepContext<'_>) -> Result<Option<ArtefactKey>, WorkError> {
        key(step, "preview 1", &self.0)
    }

    fn run(&self, step: &StepContext<'_>) -> Result<Made, WorkError> {
        if step.n > 0 {
            return hang_up(step);
        }
        let pack = pack(step, &self.0)?;
        Ok(Made::Artefact(render_preview(&pack, &Scene::Attract, PREVIEW_TICKS_PER_PICTURE, PREVIEW_TICKS)?))
    }
}

fn game_of(step: &StepContext<'_>) -> Result<GameId, WorkError> {
    step.job.game.ok_or_else(|| WorkError::for_good("job.no_game", "There is no game to draw."))
}

/// The document names its assets by their content, so the picture follows from it alone.
fn key(
    step: &StepContext<'_>,
    version: &str,
    load: &impl Fn(GameId) -> Result<Project, AppError>,
) -> Result<Option<ArtefactKey>, WorkError> {
    if step.n > 0 {
        return Ok(None);
    }
    let project = load(game_of(step)?)?;
    Ok(Some(ArtefactKey::of(version, &[&project.game.to_json()])))
}

fn pack(step: &StepContext<'_>, load: &impl Fn(GameId) -> Result<Project, AppError>) -> Result<Arc<Pack>, WorkError> {
    let project = load(game_of(step)?)?;
    step.go_on()?;
    let pack = Arc::new(compile_project(&project)?);
    step.progress(500);
    step.go_on()?;
    Ok(pack)
}

/// The picture comes into the list.
fn hang_up(step: &StepContext<'_>) -> Result<Made, WorkError> {
    let (hash, _) = step.artefact(0)?;
    let (thumbnail, preview) = if step.job.kind == THUMBNAIL { (Some(hash), None) } else { (None, Some(hash)) };
    lock(step.library()).set_pictures(game_of(step)?, thumbnail, preview)?;
    Ok(Made::Nothing)
}
