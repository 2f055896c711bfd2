//! The looks a hero can have: how large its frames are and how many colours it has.

/// The look of a hero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Style {
    /// 32-pixel frames, colours of a fixed console-like palette.
    EightBit,
    /// 48-pixel frames, colours of its own.
    #[default]
    SixteenBit,
    /// 64-pixel frames, more colours of its own.
    Modern,
    /// 32-pixel frames in four shades.
    Handheld,
}

impl Style {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::EightBit, Self::SixteenBit, Self::Modern, Self::Handheld];

    /// What it is called where it is chosen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EightBit => "8bit",
            Self::SixteenBit => "16bit",
            Self::Modern => "modern",
            Self::Handheld => "handheld",
        }
    }

    /// Width and height of a frame in pixels.
    pub const fn frame_px(self) -> u32 {
        match self {
            Self::EightBit | Self::Handheld => 32,
            Self::SixteenBit => 48,
            Self::Modern => 64,
        }
    }

    /// How many opaque colours a hero may have. Together with the see-through one, the palette fits 16 or 32 places.
    pub const fn colors(self) -> usize {
        match self {
            Self::EightBit | Self::SixteenBit => 15,
            Self::Modern => 31,
            Self::Handheld => 4,
        }
    }

    /// The row on which feet stand, before the outline is added below it: the last but one.
    pub const fn feet_row(self) -> u32 {
        self.frame_px() - 2
    }
}
