//! `snapcade qr`.

use std::{io::Write, path::PathBuf};

use anyhow::bail;
use clap::Args;
use snapcade_app as app;

/// The arguments of `snapcade qr`.
#[derive(Args)]
pub struct Qr {
    /// The address
    address: String,
    /// Where to put it: a .png or a .svg
    #[arg(short, long, value_name = "FILE", default_value = "qr.png")]
    output: PathBuf,
    /// A .snapcade file, whose hero stands in the middle
    #[arg(long, value_name = "FILE")]
    game: Option<PathBuf>,
}

/// Draws a QR code and saves it.
pub fn run(qr: &Qr, out: &mut impl Write) -> anyhow::Result<()> {
    let game = qr.game.as_deref().map(app::open_project).transpose()?;
    let extension = qr.output.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let bytes = match extension.to_lowercase().as_str() {
        "png" => app::qr_code_png(&qr.address, game.as_ref())?,
        "svg" => app::qr_code_svg(&qr.address, game.as_ref())?.into_bytes(),
        _ => bail!("{}: a QR code is a .png or a .svg", qr.output.display()),
    };
    app::write_file(&qr.output, &bytes)?;
    writeln!(out, "Saved {}", qr.output.display())?;
    Ok(())
}
