//! Snapcade on a terminal.

mod backup;
mod change;
mod doctor;
mod export;
mod games;
mod hero;
mod heroes;
mod history;
mod import;
mod jobs;
mod library;
mod make;
mod open;
mod photos;
mod proof;
mod prove;
mod qr;
mod serve;
mod song;
mod theme;
mod trash;

use std::{io::Write as _, path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, Parser, Subcommand};
use snapcade_app::{self as app, AppError, Scene};

/// Snap a photo, play the game.
#[derive(Parser)]
#[command(name = "snapcade", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Save the built-in game "First Steps"
    Sample {
        /// Where to
        #[arg(short, long, value_name = "FILE", default_value = "first-steps.snapcade")]
        output: PathBuf,
    },
    /// Say what is in a game
    Inspect {
        #[command(flatten)]
        game: library::Game,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List what keeps a game from being played; exits with 1 when there is anything
    Check {
        #[command(flatten)]
        game: library::Game,
    },
    /// Make a hero of a photo: of a face, a pet, a toy or a drawing
    Hero(hero::Hero),
    /// Take a hero that was drawn elsewhere, from a file of Aseprite or a sprite sheet
    ImportHero(hero::Import),
    /// Make a game of a photo or a hero, a theme and a few wishes
    Make(make::Make),
    /// Let a bot play every level of a game; exits with 1 when one cannot be beaten
    Prove(prove::Prove),
    /// Compose the music of a theme and save it as WAV
    Song(song::Song),
    /// Show a world in words as a contact sheet: tiles, enemies, boss, props, lights and weathers
    Theme(theme::Theme),
    /// Show a game being played, as a GIF or one moment as a PNG
    Render(Render),
    /// Make a web build of a game: a folder, a zip for itch.io, or one page that plays from a file
    Export(export::Export),
    /// Get the editable game back from a web build
    Open(open::Open),
    /// Draw a QR code of an address
    Qr(qr::Qr),
    /// Print the recorded way through a level as text: the buttons of every tick
    Proof(proof::Proof),
    /// Play in the browser, here or on every device at home
    Serve(serve::Serve),
    /// List the games in the library
    Games(games::Games),
    /// List the heroes in the library, keep a new one, rename one or throw one away
    Heroes(heroes::Heroes),
    /// List the photos that were kept on purpose, or delete one for good
    Photos(photos::Photos),
    /// List the work that waits, such as drawing the pictures of games, or run it
    Jobs(jobs::Jobs),
    /// Put .snapcade files into the library
    Import(import::Import),
    /// Change a game of the library by words: "more coins", "moon gravity"
    Change(change::Change),
    /// Show what was done to a game
    History(history::Show),
    /// Undo what was done last to a game
    Undo(history::Back),
    /// Do again what was undone last
    Redo(history::Back),
    /// Take one step of a game's history back, and leave everything that was done since
    Revert(history::TakeBack),
    /// Bring an earlier moment of a game back, or take a game out of the trash
    Restore(history::Bring),
    /// Give this moment of a game a name
    Name(history::Name),
    /// Copy a game of the library
    Copy(trash::Copy),
    /// Give a game a tag, or take it away
    Tag(import::Tag),
    /// Throw a game into the trash, where it stays for 30 days
    Trash(trash::Trash),
    /// Delete a game that is in the trash, for ever
    Delete(trash::Delete),
    /// Back up the library now; once a day it happens by itself
    Backup(backup::Backup),
    /// Bring a backup back: the whole library, or one game
    RestoreBackup(backup::RestoreBackup),
    /// Look whether the library is healthy, and repair it
    Doctor(doctor::Doctor),
    /// Show or choose the nickname under which things are done on this computer
    Nickname(import::Nick),
    /// Print the state hashes of a replay: the same lines everywhere mean the same game everywhere
    Hash {
        #[command(flatten)]
        game: library::Game,
        /// A replay, in bytes or as text
        #[arg(long, value_name = "FILE")]
        replay: PathBuf,
    },
}

#[derive(Args)]
struct Render {
    #[command(flatten)]
    game: library::Game,
    #[command(flatten)]
    scene: SceneArgs,
    #[command(flatten)]
    output: Output,
    /// The moment that the PNG shows, in ticks (1/60 s) from the beginning
    #[arg(long, value_name = "T", default_value_t = 0, conflicts_with = "gif")]
    tick: u32,
    /// How many pixels of the picture one pixel of the game takes
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=8))]
    scale: u8,
}

#[derive(Args)]
struct SceneArgs {
    /// The level, counted from 1; without a replay its proof is shown
    #[arg(long, value_name = "N", conflicts_with = "attract", value_parser = clap::value_parser!(u16).range(1..))]
    level: Option<u16>,
    /// A replay, in bytes or as text
    #[arg(long, value_name = "FILE", conflicts_with = "attract")]
    replay: Option<PathBuf>,
    /// Let the bot play: by the level's proof, or by a way that it finds now
    #[arg(long, conflicts_with_all = ["replay", "attract"])]
    proof: bool,
    /// The title screen and the game that plays itself when nobody does
    #[arg(long)]
    attract: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Output {
    /// Save an animated GIF
    #[arg(long, value_name = "FILE")]
    gif: Option<PathBuf>,
    /// Save one moment as a PNG
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        // Whoever reads what is printed has read enough, as `| head -1` does.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let hint = library::hint(&error).map_or_else(String::new, |hint| format!("\n  {hint}"));
            // Standard error may be closed; there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "snapcade: {error}{hint}");
            ExitCode::FAILURE
        }
    }
}

/// Whether printing failed because nobody reads it any more. Files that cannot be written give other errors.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match command {
        Command::Sample { output } => {
            app::save_project(&app::first_steps()?, &output)?;
            writeln!(out, "Saved the game \"First Steps\" as {}", output.display())?;
        }
        Command::Inspect { game, json } => {
            let summary = app::inspect(&game.open()?);
            if json {
                writeln!(out, "{}", serde_json::to_string_pretty(&summary)?)?;
            } else {
                writeln!(out, "{summary}")?;
            }
        }
        Command::Check { game } => {
            let faults = app::faults(&game.open()?);
            for fault in &faults {
                writeln!(out, "{fault}")?;
            }
            if !faults.is_empty() {
                return Ok(ExitCode::FAILURE);
            }
            writeln!(out, "{}: no faults, it can be played", game.name())?;
        }
        Command::Hero(hero) => hero::run(&hero, &mut out)?,
        Command::ImportHero(import) => hero::import(&import, &mut out)?,
        Command::Make(make) => make::run(&make, &mut out)?,
        Command::Prove(prove) => return prove::run(&prove, &mut out),
        Command::Song(song) => song::run(&song, &mut out)?,
        Command::Theme(theme) => theme::run(&theme, &mut out)?,
        Command::Render(render) => run_render(&render, &mut out)?,
        Command::Export(export) => export::run(&export, &mut out)?,
        Command::Open(open) => open::run(&open, &mut out)?,
        Command::Qr(qr) => qr::run(&qr, &mut out)?,
        Command::Proof(proof) => proof::run(&proof, &mut out)?,
        Command::Serve(serve) => serve::run(&serve, &mut out)?,
        Command::Games(games) => games::run(&games, &mut out)?,
        Command::Heroes(heroes) => heroes::run(&heroes, &mut out)?,
        Command::Photos(photos) => photos::run(&photos, &mut out)?,
        Command::Jobs(jobs) => return jobs::run(&jobs, &mut out),
        Command::Import(import) => return import::run(&import, &mut out),
        Command::Change(change) => change::run(&change, &mut out)?,
        Command::History(show) => history::show(&show, &mut out)?,
        Command::Undo(back) => history::undo(&back, &mut out)?,
        Command::Redo(back) => history::redo(&back, &mut out)?,
        Command::Revert(revert) => history::revert(&revert, &mut out)?,
        Command::Restore(restore) => history::restore(&restore, &mut out)?,
        Command::Name(name) => history::name(&name, &mut out)?,
        Command::Copy(copy) => trash::copy(&copy, &mut out)?,
        Command::Tag(tag) => import::tag(&tag, &mut out)?,
        Command::Trash(trash) => trash::run(&trash, &mut out)?,
        Command::Delete(delete) => trash::delete(&delete, &mut out)?,
        Command::Backup(backup) => backup::run(&backup, &mut out)?,
        Command::RestoreBackup(restore) => backup::restore(&restore, &mut out)?,
        Command::Doctor(doctor) => return doctor::run(&doctor, &mut out),
        Command::Nickname(nickname) => import::nickname(&nickname, &mut out)?,
        Command::Hash { game, replay } => {
            let pack = Arc::new(app::compile_project(&game.open()?)?);
            for line in app::state_hashes(&pack, &app::read_replay(&replay)?) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn run_render(render: &Render, out: &mut impl std::io::Write) -> anyhow::Result<()> {
    let pack = Arc::new(app::compile_project(&render.game.open()?)?);
    let scene = scene(&render.scene)?;
    let scale = usize::from(render.scale);
    if let Some(path) = &render.output.gif {
        let gif = app::render_gif(&pack, &scene, scale, |_| {})?;
        app::write_file(path, &gif)?;
        writeln!(out, "Saved {} ({} kB)", path.display(), gif.len().div_ceil(1000))?;
    }
    if let Some(path) = &render.output.png {
        app::write_file(path, &app::render_png(&pack, &scene, render.tick, scale)?)?;
        writeln!(out, "Saved {}", path.display())?;
    }
    Ok(())
}

fn scene(args: &SceneArgs) -> Result<Scene, AppError> {
    match (&args.replay, args.level) {
        _ if args.attract => Ok(Scene::Attract),
        (None, level) if args.proof => Ok(Scene::Bot(level.unwrap_or(1))),
        (None, level) => Ok(Scene::Proof(level.unwrap_or(1))),
        (Some(path), level) => {
            let mut replay = app::read_replay(path)?;
            if let Some(level) = level {
                replay.start = app::level_start(level);
            }
            Ok(Scene::Replay(replay))
        }
    }
}
