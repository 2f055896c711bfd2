//! `snapcade backup` and `snapcade restore-backup`.

use std::{io::Write, path::PathBuf};

use anyhow::bail;
use clap::Args;
use snapcade_app::{
    self as app,
    library::{self, BackUp, BackupCard, FindGame, GameInBackup, RestoreGame, Session},
};

use crate::library::{Place, count};

/// The arguments of `snapcade backup`.
#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// List the backups that there are, and make none
    #[arg(long)]
    list: bool,
    /// Save every game as a .snapcade file in this folder instead
    #[arg(long, value_name = "FOLDER", conflicts_with = "list")]
    games: Option<PathBuf>,
}

/// The arguments of `snapcade restore-backup`.
#[derive(Args)]
pub struct RestoreBackup {
    #[command(flatten)]
    place: Place,
    /// The backup's name, as `snapcade backup --list` shows it; "latest" for the newest
    backup: String,
    /// Only this game of it: its title, or the beginning of its id
    #[arg(long, value_name = "GAME")]
    game: Option<String>,
}

/// Makes a backup, or lists those that there are.
pub fn run(args: &Backup, out: &mut impl Write) -> anyhow::Result<()> {
    if args.list {
        let backups = library::backups(&args.place.folder()?)?;
        if backups.is_empty() {
            writeln!(out, "There is no backup yet. Snapcade makes one a day, and `snapcade backup` one now.")?;
        }
        for backup in backups {
            writeln!(out, "{}", line(&backup))?;
        }
        return Ok(());
    }
    let session = args.place.open()?;
    if let Some(folder) = &args.games {
        let saved = library::export_everything(&session, folder)?;
        for path in &saved {
            writeln!(out, "Saved {}", path.display())?;
        }
        if saved.is_empty() {
            writeln!(out, "There is no game yet, so nothing was saved.")?;
        }
        return Ok(());
    }
    let made = session.ask_now(BackUp {})?;
    writeln!(out, "Made the backup {} ({} kB)", made.name, made.bytes.div_ceil(1000))?;
    Ok(())
}

fn line(backup: &BackupCard) -> String {
    let when = backup.at_ms.map_or_else(|| "at some time".to_owned(), library::in_words);
    let games = match backup.games {
        Some(games) => count(games, "game"),
        None => "cannot be read".to_owned(),
    };
    format!("{:<44}  {when:<18}  {games}, {} kB", backup.name, backup.bytes.div_ceil(1000))
}

/// Brings a backup back: all of it, or one game.
pub fn restore(args: &RestoreBackup, out: &mut impl Write) -> anyhow::Result<()> {
    let folder = args.place.folder()?;
    let backup = match args.backup.as_str() {
        "latest" => match library::backups(&folder)?.into_iter().find(BackupCard::is_readable) {
            Some(backup) => backup.name,
            None => bail!("there is no backup yet"),
        },
        name => name.to_owned(),
    };
    let Some(said) = &args.game else {
        let restored = library::restore_backup(&folder, &backup)?;
        writeln!(out, "The library is as it was in {backup}")?;
        if let Some(kept) = restored.kept {
            writeln!(out, "What it was before is kept in {kept}")?;
        }
        return Ok(());
    };
    let games = library::games_in_backup(&folder, &backup)?;
    let found = library::named_in_backup(&games, said);
    let [game] = found.as_slice() else {
        let Some(_) = found.first() else {
            bail!("there is no game \"{}\" in {backup}; it has {}", app::printable(said), titles(&games));
        };
        bail!(
            "which game? \"{}\" fits {} of {backup}; say the beginning of its id",
            app::printable(said),
            titles(found)
        );
    };
    let session: Session = args.place.open()?;
    let id = session.ask_now(RestoreGame { backup, game: game.id })?;
    let card = session.ask_now(FindGame { said: id.to_string(), trashed: false })?;
    let (title, back) = (app::printable(&game.title), app::printable(&card.title));
    if id == game.id {
        writeln!(out, "{:.8}  \"{title}\" is back, with its history", id.to_string())?;
    } else {
        writeln!(out, "{:.8}  \"{title}\" is back as \"{back}\", beside the one in the library", id.to_string())?;
    }
    Ok(())
}

/// So many games are named at most.
const NAMED: usize = 10;

fn titles<'a>(games: impl IntoIterator<Item = &'a GameInBackup>) -> String {
    let name = |game: &GameInBackup| format!("\"{}\" ({:.8})", app::printable(&game.title), game.id.to_string());
    let mut names: Vec<String> = games.into_iter().take(NAMED + 1).map(name).collect();
    if names.is_empty() {
        return "no game".to_owned();
    }
    if names.len() > NAMED {
        names.truncate(NAMED);
        names.push("...".to_owned());
    }
    names.join(", ")
}
