//! Colours of a person as ramps of shade, base and light.

use palette::{FromColor, LinSrgb, Oklab, Srgb};

use super::{
    Ramp,
    canvas::{Canvas, FACE_PX},
};

/// The colours that a person's parts have in a photo.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// Lit skin.
    pub skin: Oklab,
    /// Hair, or skin when there is none.
    pub hair: Oklab,
    /// Whether there is hair.
    pub haired: bool,
    /// What is right below the neck, if anything.
    pub collar: Option<Oklab>,
    /// Clothes, if they are to be seen.
    pub top: Option<Oklab>,
}

impl Palette {
    /// Measures them.
    pub fn of(canvas: &Canvas) -> Self {
        let (row, axis, s) = (canvas.eye_row(), canvas.axis, FACE_PX);
        let mut samples = canvas.around(axis, row - 0.24 * s, 0.2 * s, 0.06 * s);
        for side in [-0.24, 0.24] {
            samples.extend(canvas.around(axis + side * s, row + 0.24 * s, 0.07 * s, 0.08 * s));
        }
        samples.extend(canvas.around(axis, row + 0.2 * s, 0.06 * s, 0.15 * s));
        let skin = skin_of(samples);
        let mut over = canvas.around(axis, row - 0.62 * s, 0.4 * s, 0.18 * s);
        for side in [-0.6, 0.6] {
            over.extend(canvas.around(axis + side * s, row - 0.2 * s, 0.12 * s, 0.25 * s));
        }
        let enough = over.len() / 6;
        over.retain(|&color| !like_skin(color, skin, 1.0));
        let haired = over.len() > enough.max(60);
        let hair = if haired { median(&over) } else { skin };
        let mut clothes = canvas.around(axis, canvas.chin + 0.72 * s, 1.3 * s, 0.36 * s);
        clothes.retain(|&color| !like_skin(color, skin, 0.8));
        let collar = (clothes.len() > 300).then(|| most_salient(&clothes));
        let mut body = canvas.body.clone();
        body.retain(|&color| !like_skin(color, skin, 0.8));
        let top = if body.len() > 60 { Some(most_salient(&body)) } else { collar };
        Self { skin, hair, haired, collar, top }
    }

    /// The ramps of skin, hair and clothes.
    pub fn ramps(&self) -> [Ramp; 3] {
        let top = self.top.unwrap_or_else(|| {
            // Goes with the face: the colour across from the skin's, dark for light hair and light for dark hair.
            let light = if self.hair.l > 0.5 { 0.45 } else { 0.62 };
            Oklab::new(light, -0.05, -0.09)
        });
        [ramp(self.skin), ramp(self.hair), ramp(top)]
    }
}

/// The brighter half of what may be skin, without what is too far from the rest.
fn skin_of(mut samples: Vec<Oklab>) -> Oklab {
    if samples.is_empty() {
        return Oklab::new(0.72, 0.04, 0.05);
    }
    samples.sort_by(|one, other| one.l.total_cmp(&other.l));
    let from = samples.len() * 2 / 5;
    let to = (samples.len() * 19 / 20).max(from + 1).min(samples.len());
    median(samples.get(from..to).unwrap_or(&samples))
}

/// The middle value of each channel.
pub fn median(colors: &[Oklab]) -> Oklab {
    let middle = |channel: fn(&Oklab) -> f32| {
        let mut values: Vec<f32> = colors.iter().map(channel).collect();
        values.sort_by(f32::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.5)
    };
    Oklab::new(middle(|color| color.l), middle(|color| color.a), middle(|color| color.b))
}

/// Whether a colour can be skin in another light. `strict` at 1 takes light and shade, below 1 less.
pub fn like_skin(color: Oklab, skin: Oklab, strict: f32) -> bool {
    // Chroma falls with lightness in shade, so it is compared at equal lightness.
    let dim = (color.l / skin.l.max(0.05)).clamp(0.3, 1.3);
    let apart = (color.a - skin.a * dim).hypot(color.b - skin.b * dim);
    let darker = skin.l - color.l;
    apart < 0.042 * strict && darker < 0.24 * strict && darker > -0.25
}

/// The colour that most of some clothes have, where colourful ones count more.
fn most_salient(colors: &[Oklab]) -> Oklab {
    const HUES: usize = 6;
    let mut bins = vec![Vec::new(); 6 * (HUES + 1)];
    for &color in colors {
        let turn = (color.b.atan2(color.a) / std::f32::consts::TAU + 1.0).fract();
        // The last bin of each lightness is for gray.
        let hue = if color.a.hypot(color.b) < 0.035 { HUES } else { ((turn * HUES as f32) as usize).min(HUES - 1) };
        let light = ((color.l * 6.0) as usize).min(5);
        if let Some(bin) = bins.get_mut(light * (HUES + 1) + hue) {
            bin.push(color);
        }
    }
    let mut best = (0.0, Oklab::new(0.5, 0.0, 0.0));
    for bin in &bins {
        let middle = median(bin);
        let weight = bin.len() as f32 * (1.0 + 8.0 * middle.a.hypot(middle.b));
        if weight > best.0 {
            best = (weight, middle);
        }
    }
    best.1
}

/// Shade, base and light of a colour: shade leans to purple, light to yellow, as light and sky do.
pub fn ramp(base: Oklab) -> Ramp {
    let shade = Oklab::new(base.l * 0.76, base.a * 0.95 + 0.014, base.b * 0.85 - 0.012);
    let light = Oklab::new(base.l + (1.0 - base.l) * 0.34, base.a * 0.85 - 0.002, base.b * 0.92 + 0.008);
    [shade, base, light].map(srgb)
}

/// A colour as a screen shows it.
pub fn srgb(color: Oklab) -> [u8; 3] {
    let linear = LinSrgb::from_color(color);
    let clipped = LinSrgb::new(linear.red.clamp(0.0, 1.0), linear.green.clamp(0.0, 1.0), linear.blue.clamp(0.0, 1.0));
    let shown: Srgb<u8> = Srgb::from_linear(clipped);
    [shown.red, shown.green, shown.blue]
}

/// How different two colours look.
pub fn apart(one: Oklab, other: Oklab) -> f32 {
    let (l, a, b) = (one.l - other.l, one.a - other.a, one.b - other.b);
    (l * l + a * a + b * b).sqrt()
}
