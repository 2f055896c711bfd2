//! A game is made as a job: each step is kept, so that a crash costs one step at most.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use snapcade_game::{Difficulty, GameId, Project, Sheet, sheet::aseprite};
use snapcade_gen::{
    art::{self, Common},
    level::Length,
};
use snapcade_store::library::{ArtefactKey, HeroId, JobId, PhotoId};

use super::{
    runner::lock,
    work::{Made, StepContext, Work, WorkError},
};
use crate::{
    AppError, HeroFrom, HeroOptions, Judge, MakeOptions, compile_project,
    hero::{self, Style, SubjectKind},
    library::{hero_in, keep_in},
    make_game, prove_game,
};

/// The kind of job that makes a game.
pub const MAKE_GAME: &str = "make game";

/// What a game is to be made of. Photos are named by their id in the library: a photo that nobody wants to keep becomes a
/// hero first, and the hero is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeRequest {
    /// Who is played.
    pub hero: HeroOfJob,
    /// The theme in words; without, the seed chooses one.
    pub theme: Option<String>,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How many levels.
    pub levels: u32,
    /// How long they are: `short`, `medium` or `long`.
    pub length: String,
    /// What else is wished for, in words.
    pub wishes: Vec<String>,
    /// Another number, another game.
    pub seed: u64,
    /// The title; without, it follows from theme and seed.
    pub title: Option<String>,
    /// The maker's nickname; may be empty.
    pub author: String,
}

/// Who is played in a game that a job makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeroOfJob {
    /// The hero that is built in.
    BuiltIn,
    /// A hero of the library.
    Hero(HeroId),
    /// A photo that was kept.
    Photo {
        /// Which.
        photo: PhotoId,
        /// The look, by its name.
        style: String,
        /// What it shows, by its name; guessed without.
        kind: Option<String>,
        /// Another number, another outfit.
        outfit: u64,
    },
}

/// The game that a job makes has the job's number, so that it is kept once, however often the last step is run.
pub const fn game_of_job(job: JobId) -> GameId {
    GameId(job.0)
}

/// A hero between two steps.
#[derive(Serialize, Deserialize)]
struct Drawn {
    image: String,
    frames: String,
    /// What the photo shows, when it was made of one.
    kind: Option<String>,
}

/// Makes a game and keeps it.
pub struct MakeGame;

const STEPS: &[&str] = &["hero", "make", "prove", "keep"];

impl Work for MakeGame {
    fn kind(&self) -> &'static str {
        MAKE_GAME
    }

    fn steps(&self) -> &'static [&'static str] {
        STEPS
    }

    fn artefact(&self, step: &StepContext<'_>) -> Result<Option<ArtefactKey>, WorkError> {
        let request = read(step)?;
        match step.n {
            0 => {
                let asked = json(&request.hero)?;
                let of = match &request.hero {
                    HeroOfJob::BuiltIn => String::new(),
                    HeroOfJob::Hero(id) => lock(step.library()).hero(*id)?.art.image.to_string(),
                    HeroOfJob::Photo { photo, .. } => {
                        let photos = lock(step.library()).photos()?;
                        let found = photos.iter().find(|kept| kept.id == *photo);
                        found.ok_or(snapcade_store::StoreError::NoPhoto { id: *photo })?.hash.to_string()
                    }
                };
                Ok(Some(ArtefactKey::of("hero 1", &[&asked, of.as_bytes()])))
            }
            1 => {
                let hero = step.artefact(0)?.0.to_string();
                Ok(Some(ArtefactKey::of("game 1", &[&json(&request)?, hero.as_bytes()])))
            }
            _ => Ok(None),
        }
    }

    fn run(&self, step: &StepContext<'_>) -> Result<Made, WorkError> {
        let request = read(step)?;
        match step.n {
            0 => Ok(Made::Artefact(json(&draw(step, &request.hero)?)?)),
            1 => {
                let options = options(request, sheet_of(&drawn(step)?)?);
                let made = make_game(&options)?;
                Ok(Made::Artefact(made.project.to_archive().map_err(broken)?))
            }
            2 => {
                let pack = std::sync::Arc::new(compile_project(&made(step)?)?);
                let verdicts = prove_game(&pack, Judge::Proofs, |_| ());
                match verdicts.iter().find(|verdict| verdict.outcome.is_err()) {
                    Some(verdict) => Err(broken(format!("the proof does not beat {}", verdict.name))),
                    None => Ok(Made::Nothing),
                }
            }
            _ => keep(step, &request),
        }
    }
}

fn draw(step: &StepContext<'_>, hero: &HeroOfJob) -> Result<Drawn, WorkError> {
    let (sheet, kind) = match hero {
        HeroOfJob::BuiltIn => (art::common(Common::Hero).map_err(broken)?, None),
        HeroOfJob::Hero(id) => {
            let library = lock(step.library());
            let art = library.hero(*id)?.art;
            let bytes = |hash| -> Result<_, WorkError> {
                Ok(library.asset(hash)?.ok_or(snapcade_store::StoreError::AssetMissing { hash })?)
            };
            (aseprite::decode(&bytes(art.image)?, &bytes(art.frames)?).map_err(broken)?, None)
        }
        HeroOfJob::Photo { photo, style, kind, outfit } => {
            // The library is let go of before the hero is made.
            let bytes = lock(step.library()).photo_bytes(*photo)?;
            let options = HeroOptions {
                style: Style::ALL.into_iter().find(|known| known.name() == style).unwrap_or_default(),
                kind: SubjectKind::ALL.into_iter().find(|known| Some(known.name()) == kind.as_deref()),
                seed: *outfit,
                ..HeroOptions::default()
            };
            let hero = hero::of_photo(&bytes, std::path::Path::new("the photo"), &options)?;
            (hero.sheet, Some(hero.kind.name().to_owned()))
        }
    };
    let (image, frames) = aseprite::encode(&sheet, "hero").map_err(broken)?;
    Ok(Drawn { image: STANDARD.encode(image), frames: STANDARD.encode(frames), kind })
}

fn keep(step: &StepContext<'_>, request: &MakeRequest) -> Result<Made, WorkError> {
    let mut project = made(step)?;
    project.game.id = game_of_job(step.job.id);
    let hero = match &request.hero {
        HeroOfJob::Hero(id) => Ok(*id),
        HeroOfJob::BuiltIn => Err(None),
        HeroOfJob::Photo { photo, .. } => {
            let kind = drawn(step)?.kind.unwrap_or_default();
            Err(hero_in(&project, &kind, Some(*photo)))
        }
    };
    keep_in(&mut lock(step.library()), project, hero, crate::library::now_ms())?;
    Ok(Made::Nothing)
}

fn read(step: &StepContext<'_>) -> Result<MakeRequest, WorkError> {
    serde_json::from_str(&step.job.request).map_err(|_| {
        WorkError::for_good("job.other_version", "Another version of Snapcade put this in line. Ask for it again.")
    })
}

fn drawn(step: &StepContext<'_>) -> Result<Drawn, WorkError> {
    serde_json::from_slice(&step.artefact(0)?.1).map_err(broken)
}

fn made(step: &StepContext<'_>) -> Result<Project, WorkError> {
    Project::from_archive(&step.artefact(1)?.1).map_err(broken)
}

fn sheet_of(drawn: &Drawn) -> Result<Sheet, WorkError> {
    let bytes = |text: &str| STANDARD.decode(text).map_err(broken);
    aseprite::decode(&bytes(&drawn.image)?, &bytes(&drawn.frames)?).map_err(broken)
}

fn options(request: MakeRequest, hero: Sheet) -> MakeOptions {
    MakeOptions {
        hero: Some(HeroFrom::Sheet(hero)),
        hero_options: HeroOptions::default(),
        theme: request.theme,
        difficulty: request.difficulty,
        levels: request.levels,
        length: Length::ALL.into_iter().find(|length| length.name() == request.length).unwrap_or_default(),
        wishes: request.wishes,
        seed: request.seed,
        title: request.title,
        author: request.author,
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, WorkError> {
    serde_json::to_vec(value).map_err(broken)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` wants")]
fn broken(error: impl ToString) -> WorkError {
    AppError::Internal { part: "the making of a game", message: error.to_string() }.into()
}
