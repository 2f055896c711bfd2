//! A game is exported as a job.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use snapcade_game::{GameId, Project};
use snapcade_store::library::ArtefactKey;

use super::work::{Made, StepContext, Work, WorkError};
use crate::{AppError, ExportOptions, export, write_file};

/// The kind of job that exports a game.
pub const EXPORT: &str = "export";

/// What an export is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRequest {
    /// Where to.
    pub path: PathBuf,
    /// What it is there.
    pub format: ExportFormat,
    /// Whether others can open and change the game.
    pub remix: bool,
    /// Where the game is going to be.
    pub url: Option<String>,
}

/// What an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A zip that itch.io takes as it is.
    Zip,
    /// One page that plays without anything else.
    Html,
}

/// Exports a game.
pub struct ExportGame<F>(pub F);

impl<F: Fn(GameId) -> Result<Project, AppError> + Send + Sync> Work for ExportGame<F> {
    fn kind(&self) -> &'static str {
        EXPORT
    }

    fn steps(&self) -> &'static [&'static str] {
        &["pack", "write"]
    }

    fn artefact(&self, step: &StepContext<'_>) -> Result<Option<ArtefactKey>, WorkError> {
        if step.n > 0 {
            return Ok(None);
        }
        let request = read(step)?;
        let project = (self.0)(game_of(step)?)?;
        let format = format!("{:?} {} {:?}", request.format, request.remix, request.url);
        let player = export::player_hash()?.to_string();
        let game = project.game.to_json();
        let parts: [&[u8]; 3] = [game.as_ref(), format.as_bytes(), player.as_bytes()];
        Ok(Some(ArtefactKey::of("export 1", &parts)))
    }

    fn run(&self, step: &StepContext<'_>) -> Result<Made, WorkError> {
        let request = read(step)?;
        if step.n > 0 {
            write_file(&request.path, &step.artefact(0)?.1)?;
            return Ok(Made::Nothing);
        }
        let project = (self.0)(game_of(step)?)?;
        step.go_on()?;
        let options = ExportOptions { remix: request.remix, url: request.url };
        Ok(Made::Artefact(export::packed(&project, &options, request.format == ExportFormat::Zip)?))
    }
}

fn game_of(step: &StepContext<'_>) -> Result<GameId, WorkError> {
    step.job.game.ok_or_else(|| WorkError::for_good("job.no_game", "There is no game to export."))
}

fn read(step: &StepContext<'_>) -> Result<ExportRequest, WorkError> {
    serde_json::from_str(&step.job.request).map_err(|_| {
        WorkError::for_good("job.other_version", "Another version of Snapcade put this in line. Ask for it again.")
    })
}
