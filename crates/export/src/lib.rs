//! The web build: a game as a folder, a zip or one page that plays in any browser, with its pictures; and the editable
//! game back from any of them.
//!
//! [`Export::new`] works out everything that the forms share; [`Export::folder`], [`Export::zip`] and [`Export::html`]
//! are the forms. [`open`] goes the other way. The same game gives the same bytes.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic"))]

pub mod embed;
mod error;
mod export;
pub mod html;
pub mod itch;
pub mod open;
mod page;
mod pictures;
pub mod player;
pub mod qr;
pub mod remix;
mod url;
mod zipped;

pub use embed::embed_snippet;
pub use error::{ExportError, OpenError, QrError};
pub use export::{Export, File, Options, names};
pub use open::{Files, OPENED_BYTES, is_ours, open_bytes, open_files};
pub use player::Player;
pub use qr::{QrCode, QrIcon};
