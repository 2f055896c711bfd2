//! What can go wrong with a photo, in words for a parent and with a code for a program.

use super::photo::PhotoFormat;

/// Why there is no hero.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeroError {
    /// No bytes at all.
    #[error("this file is empty; copy the photo again")]
    EmptyFile,
    /// No picture in a format that is read.
    #[error("this file is not a photo that can be opened here; JPEG, PNG, WebP, GIF, BMP and HEIC work")]
    UnknownFormat,
    /// A format that is known but not read.
    #[error("this file is {0}, which cannot be opened here; save the photo as JPEG or PNG and try again")]
    UnsupportedFormat(&'static str),
    /// A format that is read, in a variant that is not.
    #[error(
        "this {0} photo is stored in an unusual way that cannot be opened here; save it as JPEG or PNG and try again"
    )]
    UnusualFormat(PhotoFormat),
    /// More bytes than any photo needs.
    #[error("this photo file is too large ({bytes} bytes; at most {limit} are allowed); save it smaller and try again")]
    FileTooLarge {
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// More pixels than are read.
    #[error(
        "this photo is too large ({width} x {height} pixels; at most 50 million are allowed); save it smaller and try again"
    )]
    TooManyPixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// A picture that would take more memory than a photo may.
    #[error(
        "this {format} photo takes too much memory ({width} x {height} pixels); save it smaller or as JPEG and try again"
    )]
    TooMuchMemory {
        /// Its format.
        format: PhotoFormat,
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// Too few pixels for anything to be seen.
    #[error("this photo is too small ({width} x {height} pixels); each side needs at least 64")]
    TooSmall {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// The file breaks the rules of its format, or ends too early.
    #[error("this {0} photo is damaged or incomplete and cannot be opened; take or copy it again")]
    Damaged(PhotoFormat),
    /// The part asked for is not in the photo.
    #[error("the chosen part does not lie in the photo, or is smaller than 64 pixels")]
    CropOutside,
    /// There is nothing to cut out.
    #[error("nothing stands out in this photo; take it in front of a plain wall, or mark what to keep")]
    NoSubject,
    /// A sheet could not be put together.
    #[error("the hero could not be drawn ({0})")]
    Sheet(#[from] snapcade_game::sheet::SheetError),
}

impl HeroError {
    /// A short name that stays the same, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "photo-empty-file",
            Self::UnknownFormat => "photo-unknown-format",
            Self::UnsupportedFormat(_) => "photo-unsupported-format",
            Self::UnusualFormat(_) => "photo-unusual-format",
            Self::FileTooLarge { .. } => "photo-file-too-large",
            Self::TooManyPixels { .. } => "photo-too-many-pixels",
            Self::TooMuchMemory { .. } => "photo-too-much-memory",
            Self::TooSmall { .. } => "photo-too-small",
            Self::Damaged(_) => "photo-damaged",
            Self::CropOutside => "photo-crop-outside",
            Self::NoSubject => "photo-no-subject",
            Self::Sheet(_) => "hero-sheet",
        }
    }
}

/// What could be better with another photo; the hero was made all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Warning {
    /// A side has fewer than 200 pixels.
    SmallPhoto,
    /// There are several faces; the largest was taken.
    SeveralFaces,
    /// Nothing stood out clearly; the middle of the photo was taken.
    UnsureCut,
}

impl Warning {
    /// In words for a person.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::SmallPhoto => "This photo is small; a larger one would show more.",
            Self::SeveralFaces => "There are several faces; the largest was taken. Crop the photo to choose another.",
            Self::UnsureCut => "It was hard to see what to cut out; mark what to keep, or try a plain background.",
        }
    }

    /// A short name that stays the same, for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SmallPhoto => "photo-small",
            Self::SeveralFaces => "photo-several-faces",
            Self::UnsureCut => "photo-unsure-cut",
        }
    }
}
