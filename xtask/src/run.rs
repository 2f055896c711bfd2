//! `cargo xtask run`: the main job, from a photo to a game that can be played.

use std::ffi::OsString;

use anyhow::Result;
use lexopt::{Arg, Parser, ValueExt};

use crate::{player, shell, system, workspace};

/// The line for `--help`.
pub const HELP: &str = "makes a game from a photo, exports it and serves it on this computer";

/// The photo that is taken when nobody gives one.
const SAMPLE_PHOTO: &str = "assets/samples/photos/chelsea.png";
/// Said of a game from the sample photo; a photo of one's own gets the theme its own seed chooses.
const SAMPLE_THEME: &str = "a sunny garden";
const GAME: &str = "out/game.snapcade";
const PAGE: &str = "out/game.html";

/// Builds what is needed, makes the game, exports it and serves it until the command is stopped.
pub fn run(args: &[String]) -> Result<()> {
    let asked = Asked::parse(args)?;
    system::ensure("run")?;
    player::build()?;
    let theme = asked.theme.clone().or_else(|| asked.photo.is_none().then(|| SAMPLE_THEME.to_owned()));
    let mut make: Vec<OsString> = vec!["make".into(), asked.photo.clone().unwrap_or_else(|| SAMPLE_PHOTO.into())];
    if let Some(theme) = theme {
        make.extend(["--theme".into(), theme.into()]);
    }
    make.extend(["-o".into(), GAME.into()]);
    snapcade(&make)?;
    snapcade(&["export", GAME, "-o", PAGE].map(OsString::from))?;
    println!("{} plays by a double click, without internet.\n", workspace::root().join(PAGE).display());
    let mut serve = vec!["serve", GAME];
    serve.extend(asked.open.then_some("--open"));
    serve.extend(asked.wifi.then_some("--wifi"));
    snapcade(&serve.into_iter().map(OsString::from).collect::<Vec<_>>())
}

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    photo: Option<OsString>,
    theme: Option<String>,
    open: bool,
    wifi: bool,
}

impl Asked {
    fn parse(args: &[String]) -> Result<Self> {
        let mut asked = Self::default();
        let mut parser = Parser::from_args(args);
        while let Some(argument) = parser.next()? {
            match argument {
                // Told from where cargo was called, which is not where it runs programs.
                Arg::Long("photo") => asked.photo = Some(std::path::absolute(parser.value()?)?.into()),
                Arg::Long("theme") => asked.theme = Some(parser.value()?.string()?),
                Arg::Long("open") => asked.open = true,
                Arg::Long("wifi") => asked.wifi = true,
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(asked)
    }
}

fn snapcade(args: &[OsString]) -> Result<()> {
    let program = ["run", "--quiet", "--release", "--package", "snapcade-cli", "--bin", "snapcade", "--"];
    shell::run(shell::cargo(&program).args(args))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_and_the_browser_can_be_asked_for() {
        let args = ["--photo", "/tmp/me.jpg", "--open"].map(str::to_owned);
        let asked = Asked::parse(&args).unwrap();
        assert_eq!(asked, Asked { photo: Some("/tmp/me.jpg".into()), open: true, ..Asked::default() });
        assert!(Asked::parse(&["photo.jpg".to_owned()]).is_err());
    }
}
