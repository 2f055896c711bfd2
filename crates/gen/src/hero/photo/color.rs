//! What the values of a photo's pixels mean.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::grid::{Grid, Picture};

/// Telephones take photos with more saturated colours than sRGB has (Display P3), and say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Colors {
    /// sRGB, or nothing is known.
    Srgb,
    /// Display P3.
    DisplayP3,
    /// What the ICC profile says, if it is one for red, green and blue.
    Icc(Vec<u8>),
}

/// Profiles for screens and cameras have a few hundred to a few thousand bytes; those for printers, which do not matter
/// here, may have millions.
const MAX_ICC_BYTES: usize = 1 << 20;

impl Colors {
    /// As an ICC profile says, if there is one.
    pub fn from_icc(profile: Option<&[u8]>) -> Self {
        profile
            .filter(|profile| profile.len() <= MAX_ICC_BYTES)
            .map_or(Self::Srgb, |profile| Self::Icc(profile.to_vec()))
    }

    /// The picture in sRGB; none if it is, or if what its values mean cannot be found out.
    pub fn to_srgb(&self, picture: &Picture) -> Option<Picture> {
        let source = match self {
            Self::Srgb => return None,
            Self::DisplayP3 => ColorProfile::new_display_p3(),
            Self::Icc(profile) => ColorProfile::new_from_slice(profile).ok()?,
        };
        if source.color_space != DataColorSpace::Rgb {
            return None;
        }
        let transform = source
            .create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgba, TransformOptions::default())
            .ok()?;
        let mut pixels = vec![[0; 4]; picture.pixels.len()];
        transform.transform(picture.pixels.as_flattened(), pixels.as_flattened_mut()).ok()?;
        for (pixel, before) in pixels.iter_mut().zip(&picture.pixels) {
            // What is clear has no colour to convert.
            *pixel = if before[3] == 0 { *before } else { [pixel[0], pixel[1], pixel[2], before[3]] };
        }
        Some(Grid { width: picture.width, height: picture.height, pixels })
    }
}
