//! Pictures and movies of a game that is played.

use std::sync::Arc;

use snapcade_paint::{Canvas, Movie, Painter};
use snapcade_play::{DrawList, Input, Pack, Replay, SCREEN_HEIGHT_PX, SCREEN_WIDTH_PX, Start, World, world::Screen};

use crate::{AppError, prove};

/// Ticks from one picture of a movie to the next: 30 pictures a second.
const TICKS_PER_PICTURE: u32 = 2;
/// The longest attract mode, when the recorded game does not end before.
const ATTRACT_TICKS: u64 = 60 * 60;
/// How long a movie goes on after the inputs end, so that one sees what came of them.
const AFTER_TICKS: u32 = 60;

/// What is to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scene {
    /// A replay.
    Replay(Replay),
    /// A level, counted from 1, played by its proof.
    Proof(u16),
    /// A level, counted from 1, played by its proof or, where that is missing or does not beat it, by the bot.
    Bot(u16),
    /// The title screen and the recorded game that follows when nobody plays.
    Attract,
}

/// How a scene begins and goes on.
fn plan(pack: &Arc<Pack>, scene: &Scene) -> Result<Replay, AppError> {
    let count = pack.levels().len();
    match scene {
        Scene::Replay(replay) => match replay.start {
            Start::Level(level) if usize::from(level) >= count => {
                Err(AppError::NoLevel { level: level.saturating_add(1), count })
            }
            _ => Ok(replay.clone()),
        },
        Scene::Proof(number) => {
            let index = number.checked_sub(1).ok_or(AppError::NoLevel { level: *number, count })?;
            let level = pack.levels().get(usize::from(index)).ok_or(AppError::NoLevel { level: *number, count })?;
            let proof = level.proof.clone().ok_or(AppError::NoProof { level: *number })?;
            let mut replay = Replay::new(Start::Level(index), proof.seed);
            proof.runs().iter().for_each(|&(input, ticks)| replay.push(input, ticks));
            replay.push(Input::NONE, AFTER_TICKS);
            Ok(replay)
        }
        Scene::Bot(number) => prove::any_way(pack, *number),
        Scene::Attract => {
            let mut replay = Replay::new(Start::Title, 1);
            replay.push(Input::NONE, attract_ticks(pack));
            Ok(replay)
        }
    }
}

/// How long the title screen and the first recorded game last together.
fn attract_ticks(pack: &Pack) -> u32 {
    let mut world = World::new(Arc::new(pack.clone()), 1);
    let mut has_begun = false;
    for tick in 0..ATTRACT_TICKS {
        world.tick(Input::NONE);
        let is_title = world.state().screen == Screen::Title;
        if has_begun && is_title {
            return tick as u32;
        }
        has_begun |= !is_title;
    }
    ATTRACT_TICKS as u32
}

/// An animated GIF of a scene, each pixel `scale` times as wide and high. `progress` is told the part done, from 0 to 1000.
pub fn render_gif(
    pack: &Arc<Pack>,
    scene: &Scene,
    scale: usize,
    progress: impl FnMut(u32),
) -> Result<Vec<u8>, AppError> {
    movie(pack, &plan(pack, scene)?, scale, TICKS_PER_PICTURE, progress)
}

/// A small GIF of the first ticks of a scene, with a picture every few ticks.
pub fn render_preview(
    pack: &Arc<Pack>,
    scene: &Scene,
    ticks_per_picture: u32,
    most_ticks: usize,
) -> Result<Vec<u8>, AppError> {
    let whole = plan(pack, scene)?;
    let mut replay = Replay::new(whole.start, whole.seed);
    whole.inputs().take(most_ticks).for_each(|input| replay.push(input, 1));
    movie(pack, &replay, 1, ticks_per_picture.max(1), |_| {})
}

fn movie(
    pack: &Arc<Pack>,
    replay: &Replay,
    scale: usize,
    ticks_per_picture: u32,
    mut progress: impl FnMut(u32),
) -> Result<Vec<u8>, AppError> {
    let side = |px: i32| u16::try_from(px as usize * scale).unwrap_or(u16::MAX);
    let mut movie = Movie::new(side(SCREEN_WIDTH_PX), side(SCREEN_HEIGHT_PX))?;
    let painter = Painter::new(pack.atlas());
    let (mut canvas, mut list) = (Canvas::screen(), DrawList::default());
    let mut world = replay.world(Arc::clone(pack));
    let total = replay.ticks().max(1);
    for (tick, input) in replay.inputs().enumerate() {
        if (tick as u32).is_multiple_of(ticks_per_picture) {
            world.draw_into(&mut list);
            painter.paint(&list, &mut canvas);
            let picture = if scale == 1 { &canvas } else { &canvas.scaled(scale) };
            movie.push(picture, ticks_per_picture)?;
            progress((tick as u64 * 1000 / total) as u32);
        }
        world.tick(input);
    }
    Ok(movie.finish()?)
}

/// A PNG of the moment after `tick` ticks of a scene.
pub fn render_png(pack: &Arc<Pack>, scene: &Scene, tick: u32, scale: usize) -> Result<Vec<u8>, AppError> {
    let replay = plan(pack, scene)?;
    if u64::from(tick) > replay.ticks() {
        return Err(AppError::NoTick { tick, ticks: replay.ticks() });
    }
    let mut world = replay.world(Arc::clone(pack));
    for input in replay.inputs().take(tick as usize) {
        world.tick(input);
    }
    let mut canvas = Canvas::screen();
    Painter::new(pack.atlas()).paint(&world.draw(), &mut canvas);
    Ok(canvas.scaled(scale).to_png()?)
}

/// The beginning of a level, counted from 1.
pub const fn level_start(level: u16) -> Start {
    Start::Level(level.saturating_sub(1))
}
