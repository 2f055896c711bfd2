//! What the player holds down.

use std::{fmt, ops::BitOr};

/// The buttons held during one tick.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Input(u8);

const NAMES: [(&str, Input); 7] = [
    ("left", Input::LEFT),
    ("right", Input::RIGHT),
    ("up", Input::UP),
    ("down", Input::DOWN),
    ("jump", Input::JUMP),
    ("action", Input::ACTION),
    ("pause", Input::PAUSE),
];

impl Input {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Walk left.
    pub const LEFT: Self = Self(1);
    /// Walk right.
    pub const RIGHT: Self = Self(2);
    /// Climb up; speak to a talker.
    pub const UP: Self = Self(4);
    /// Climb down; drop through one-way tiles together with jump.
    pub const DOWN: Self = Self(8);
    /// Jump, swim, confirm.
    pub const JUMP: Self = Self(16);
    /// Speak, confirm.
    pub const ACTION: Self = Self(32);
    /// Pause and go on.
    pub const PAUSE: Self = Self(64);

    /// The buttons of a byte; bits that are no button are dropped.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0x7f)
    }

    /// The buttons as a byte.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether any of `buttons` is held.
    pub const fn has(self, buttons: Self) -> bool {
        self.0 & buttons.0 != 0
    }

    /// The buttons held now that were not held in `before`.
    #[must_use]
    pub const fn pressed_since(self, before: Self) -> Self {
        Self(self.0 & !before.0)
    }

    /// -1 for left, 1 for right, 0 for neither or both.
    pub const fn horizontal(self) -> i32 {
        self.has(Self::RIGHT) as i32 - self.has(Self::LEFT) as i32
    }

    /// -1 for up, 1 for down, 0 for neither or both.
    pub const fn vertical(self) -> i32 {
        self.has(Self::DOWN) as i32 - self.has(Self::UP) as i32
    }

    /// Reads names joined by `+`, such as `right+jump`; `none` or `-` is nothing.
    pub fn parse(text: &str) -> Option<Self> {
        if matches!(text, "none" | "-") {
            return Some(Self::NONE);
        }
        text.split('+').try_fold(Self::NONE, |held, name| {
            let (_, button) = NAMES.iter().find(|(known, _)| *known == name)?;
            Some(held | *button)
        })
    }
}

impl BitOr for Input {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut held = NAMES.iter().filter(|(_, button)| self.has(*button)).map(|(name, _)| *name);
        f.write_str(held.next().unwrap_or("none"))?;
        held.try_for_each(|name| write!(f, "+{name}"))
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Input({self})")
    }
}
