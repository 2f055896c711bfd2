//! `snapcade photos`.

use std::io::Write;

use clap::Args;
use snapcade_app::{
    self as app,
    library::{self, DeletePhoto, FindPhoto, ListPhotos, PhotoCard},
};

use crate::library::Place;

/// The arguments of `snapcade photos`.
#[derive(Args)]
pub struct Photos {
    #[command(flatten)]
    place: Place,
    /// Delete a photo for good, also from the backups: the beginning of its id
    #[arg(long, value_name = "ID")]
    delete: Option<String>,
    /// As JSON
    #[arg(long, conflicts_with = "delete")]
    json: bool,
}

/// Lists photos, or deletes one.
pub fn run(args: &Photos, out: &mut impl Write) -> anyhow::Result<()> {
    let session = args.place.open()?;
    if let Some(said) = &args.delete {
        let photo = session.ask_now(FindPhoto { said: said.clone() })?;
        let gone = session.ask_now(DeletePhoto { photo })?;
        let backups = match gone.backups {
            0 => String::new(),
            1 => ", and out of 1 backup".to_owned(),
            backups => format!(", and out of {backups} backups"),
        };
        writeln!(out, "The photo is deleted for good{backups}. Heroes that were made of it stay.")?;
        for place in &gone.later {
            writeln!(out, "It may still be in {}: {}. Snapcade tries again later.", place.path, place.why)?;
        }
        for place in &gone.by_hand {
            writeln!(out, "It may still be in {}: {}", place.path, place.why)?;
        }
        return Ok(());
    }
    let photos = session.ask_now(ListPhotos {})?;
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&photos)?)?;
        return Ok(());
    }
    if photos.is_empty() {
        writeln!(out, "No photo is kept. Photos are kept only with --keep-photo.")?;
    }
    for photo in &photos {
        writeln!(out, "{}", line(photo))?;
    }
    Ok(())
}

fn line(photo: &PhotoCard) -> String {
    let names: Vec<String> = photo.heroes.iter().map(|name| format!("\"{}\"", app::printable(name))).collect();
    let heroes = if names.is_empty() { String::new() } else { format!(", became {}", names.join(" and ")) };
    let when = library::in_words(photo.created_ms);
    format!("{:.8}  {} kB, kept {when}{heroes}", photo.id.to_string(), photo.bytes.div_ceil(1000))
}
