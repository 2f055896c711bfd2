//! `snapcade export`.

use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::bail;
use clap::Args;
use snapcade_app::{self as app, ExportOptions, Project, Scene};

use crate::library::Game;

/// So much has a photo of a phone, in bytes.
const PHOTO_BYTES: usize = 2_500_000;

/// The arguments of `snapcade export`.
#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    game: Game,
    /// Where to: a folder, a .zip (itch.io takes it as it is), an .html that plays from a file, or a .snapcade to keep or give away
    #[arg(short, long, value_name = "PATH", required_unless_present = "embed")]
    output: Option<PathBuf>,
    /// Let nobody open and change the game
    #[arg(long)]
    no_remix: bool,
    /// Where the game is going to be: its card is then shown beside its link
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Save a movie of the game beside it, as GIF
    #[arg(long, requires = "output")]
    gif: bool,
    /// Print HTML that shows the game at this address on another page
    #[arg(long, value_name = "URL")]
    embed: Option<String>,
}

/// Exports a game and says how large it is.
pub fn run(export: &Export, out: &mut impl Write) -> anyhow::Result<()> {
    let project = export.game.open()?;
    if let Some(address) = &export.embed {
        writeln!(out, "{}", app::embed_snippet(address, &project.game.title)?)?;
    }
    let Some(path) = &export.output else { return Ok(()) };
    let options = ExportOptions { remix: !export.no_remix, url: export.url.clone() };
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    let bytes = match extension.as_str() {
        "zip" => app::export_zip(&project, &options, path)?.bytes,
        "html" | "htm" => app::export_html(&project, &options, path)?.bytes,
        "snapcade" if export.no_remix => {
            bail!("{}: a .snapcade file is there to be changed; --no-remix is for web builds", path.display())
        }
        "snapcade" => {
            app::save_project(&project, path)?;
            writeln!(out, "Saved {}: the game as it can be changed", path.display())?;
            return movie(export, &project, path, out);
        }
        _ => {
            let files = app::export_folder(&project, &options, path)?;
            for file in &files {
                let name = file.path.file_name().unwrap_or_default();
                writeln!(out, "  {:<22}{:>9} bytes", name.to_string_lossy(), file.bytes)?;
            }
            files.iter().map(|file| file.bytes).sum()
        }
    };
    writeln!(out, "{}", said(path, bytes))?;
    movie(export, &project, path, out)
}

/// Saves the movie beside an export, if one is asked for.
fn movie(export: &Export, project: &Project, path: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    if export.gif {
        let movie = movie_path(path);
        let pack = Arc::new(app::compile_project(project)?);
        let gif = app::render_gif(&pack, &Scene::Attract, 1, |_| {})?;
        app::write_file(&movie, &gif)?;
        writeln!(out, "Saved {} ({} kB)", movie.display(), gif.len().div_ceil(1000))?;
    }
    Ok(())
}

fn said(path: &Path, bytes: usize) -> String {
    let light = if bytes < PHOTO_BYTES / 4 { ", lighter than a photo" } else { "" };
    format!("Saved {}: a whole game in {} kB{light}", path.display(), bytes.div_ceil(1000))
}

/// `game.html` and `game.zip` get `game.gif`, a folder `game` as well.
fn movie_path(path: &Path) -> PathBuf {
    path.with_extension("gif")
}
