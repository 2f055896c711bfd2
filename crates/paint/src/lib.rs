//! The software painter: draw list and atlas to pixels, PNG and GIF.
//!
//! It is the reference: golden scenes compare its pictures with tolerance 0, other painters are measured against it.

pub mod canvas;
pub mod gif_movie;
pub mod painter;
pub mod png_picture;

pub use canvas::{Canvas, Difference};
pub use gif_movie::Movie;
pub use painter::Painter;

/// Why a picture could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The PNG encoder or decoder.
    #[error("PNG: {0}")]
    Png(String),
    /// The GIF encoder.
    #[error("GIF: {0}")]
    Gif(String),
}
