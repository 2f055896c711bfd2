//! Eyes and mouths as they are drawn, for faces of three sizes.

/// The features of a face, letter by letter: `l` lashes, `p` pupil, `h` the light in it, `i` iris, `w` white, `x` and `p`
/// of a mouth its lines and the soft lip below; a dot leaves what is there.
#[derive(Debug)]
pub struct Stencil {
    /// The eye further left.
    pub eye: &'static [&'static str],
    /// The eye further right; the light falls into it from the same side.
    pub other_eye: &'static [&'static str],
    /// From the eye's top up to the brow.
    pub lift: i32,
    /// Width of the nose's shade.
    pub nose: i32,
    /// Width and height of the red of a cheek.
    pub blush: (i32, i32),
    /// A closed mouth.
    pub smile: &'static [&'static str],
    /// A mouth that shows teeth.
    pub laugh: &'static [&'static str],
}

const SMALL: Stencil = Stencil {
    eye: &["ll", "hp", "pp"],
    other_eye: &["ll", "hp", "pp"],
    lift: 2,
    nose: 0,
    blush: (2, 1),
    smile: &["x..x", ".xx."],
    laugh: &["xwwx", ".xx."],
};

const MIDDLE: Stencil = Stencil {
    eye: &["lll", "whp", "wpp", ".pp"],
    other_eye: &["lll", "hpw", "ppw", "pp."],
    lift: 2,
    nose: 2,
    blush: (2, 1),
    smile: &["x....x", ".xxxx."],
    laugh: &["xwwwwx", ".xxxx."],
};

const LARGE: Stencil = Stencil {
    eye: &["llll", "whhp", "whpp", "wpip", ".pii"],
    other_eye: &["llll", "hhpw", "hppw", "pipw", "iip."],
    lift: 3,
    nose: 2,
    blush: (3, 2),
    smile: &["x......x", ".xxxxxx.", "...pp..."],
    laugh: &["xwwwwwwx", ".xwwwwx.", "..xxxx.."],
};

impl Stencil {
    /// The one for a face whose square is `face` cells wide.
    pub fn of(face: f32) -> &'static Self {
        match face {
            ..13.0 => &SMALL,
            ..19.0 => &MIDDLE,
            _ => &LARGE,
        }
    }

    /// Width and height of an eye.
    pub fn eye_size(&self) -> (i32, i32) {
        (self.eye.first().map_or(0, |row| row.len()) as i32, self.eye.len() as i32)
    }
}
