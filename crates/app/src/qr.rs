//! QR codes.

use snapcade_export::{QrCode, QrIcon};
use snapcade_game::Project;

use crate::{AppError, compile_project};

/// A QR code of an address as PNG, with the hero of a game in its middle if there is one.
pub fn qr_code_png(address: &str, game: Option<&Project>) -> Result<Vec<u8>, AppError> {
    Ok(code(address, game)?.to_png()?)
}

/// A QR code of an address as SVG, with the hero of a game in its middle if there is one.
pub fn qr_code_svg(address: &str, game: Option<&Project>) -> Result<String, AppError> {
    Ok(code(address, game)?.to_svg())
}

fn code(address: &str, game: Option<&Project>) -> Result<QrCode, AppError> {
    let pack = game.map(compile_project).transpose()?;
    Ok(QrCode::new(address, pack.as_ref().and_then(QrIcon::of_game))?)
}
