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
    /// The second colour of the clothes, if they have one.
    pub accent: Option<Oklab>,
    /// Trousers or a skirt, if they are to be seen.
    pub bottom: Option<Oklab>,
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
        let skin = in_good_light(skin_of(samples), canvas.body.iter().any(|color| color.a.hypot(color.b) > 0.04));
        let (hair, haired) = hair_of(canvas, skin);
        let mut clothes = canvas.around(axis, canvas.chin + 0.72 * s, 1.3 * s, 0.36 * s);
        clothes.retain(|&color| !like_skin(color, skin, 0.8));
        let collar =
            (clothes.len() > 300).then(|| salient(&clothes)).and_then(|groups| groups.first().map(|group| group.1));
        let mut body = canvas.body.clone();
        body.retain(|&color| !like_skin(color, skin, 0.8));
        let groups = if body.len() > 60 { salient(&body) } else { Vec::new() };
        let top = groups.first().map(|group| group.1).or(collar);
        let accent = groups.iter().skip(1).find(|group| {
            let (share, color) = **group;
            share > 0.06 && top.is_some_and(|top| apart(top, color) > 0.2)
        });
        let mut legs = canvas.legs.clone();
        legs.retain(|&color| !like_skin(color, skin, 0.8));
        let bottom = (legs.len() > 400).then(|| salient(&legs)).and_then(|groups| groups.first().map(|group| group.1));
        Self { skin, hair, haired, collar, top, accent: accent.map(|group| group.1), bottom }
    }

    /// Whether what is on top of the head can be hair; else it is a hat, whose colours are all to be kept.
    pub fn has_natural_hair(&self) -> bool {
        let (chroma, hue) = (self.hair.a.hypot(self.hair.b), self.hair.b.atan2(self.hair.a).to_degrees());
        chroma < 0.03 || (15.0..110.0).contains(&hue) && chroma < 0.13
    }

    /// The ramps of skin, hair and clothes.
    pub fn ramps(&self) -> [Ramp; 3] {
        let top = self.top.unwrap_or_else(|| {
            // Goes with the face: the colour across from the skin's, dark for light hair and light for dark hair.
            let light = if self.hair.l > 0.5 { 0.45 } else { 0.62 };
            Oklab::new(light, -0.05, -0.09)
        });
        let skin = [1, 2, 3].map(|tone| srgb(skin_tone(self.skin, tone)));
        [skin, ramp(self.hair), ramp(wearable(top))]
    }
}

/// Clothes that are nearly black or burnt out are shown so that their folds are seen.
pub fn wearable(color: Oklab) -> Oklab {
    Oklab::new(color.l.clamp(0.30, 0.90), color.a, color.b)
}

/// How much lighter or darker than lit skin its four tones are.
const SKIN_STEPS: [f32; 4] = [-0.17, -0.085, 0.0, 0.055];

/// One of the four tones of skin, dark to light.
pub fn skin_tone(skin: Oklab, tone: usize) -> Oklab {
    let step = SKIN_STEPS.get(tone).copied().unwrap_or(0.0) * (0.45 + skin.l).min(1.1);
    let l = (skin.l + step).clamp(0.05, 0.97);
    let dim = l / skin.l.max(0.05);
    // Shade leans to red, light to yellow, and both are a little less colourful at the ends.
    Oklab::new(l, skin.a * dim.min(1.0) - step * 0.16, skin.b * dim.min(1.0) + step * 0.02)
}

/// The colour of hair, or a hat, and whether there is any: what is along the edge of the head above the brows, if that
/// is unlike skin.
fn hair_of(canvas: &Canvas, skin: Oklab) -> (Oklab, bool) {
    let (row, axis, s) = (canvas.eye_row(), canvas.axis, FACE_PX);
    let mut edge = Vec::new();
    for x in ((axis - 0.45 * s) as i32..(axis + 0.45 * s) as i32).step_by(3) {
        let top = (0..row as i32).find(|&y| canvas.subject.get(x, y) == Some(true));
        let Some(top) = top.filter(|&top| (top as f32) < row - 0.35 * s) else { continue };
        // The outermost pixels are mixed with what is behind them.
        let deep = top + (0.05 * s) as i32..top + (0.20 * s) as i32;
        edge.extend(deep.step_by(3).filter_map(|y| canvas.colors.get(x, y)));
    }
    if edge.len() < 20 {
        return (skin, false);
    }
    let all = edge.len();
    edge.retain(|&color| unlike_skin(color, skin));
    if edge.len() * 5 > all * 2 { (median(&edge), true) } else { (skin, false) }
}

/// Whether a colour at the top of a head is rather hair than skin in some light.
pub fn unlike_skin(color: Oklab, skin: Oklab) -> bool {
    let (chroma, of_skin) = (color.a.hypot(color.b), skin.a.hypot(skin.b));
    let dim = (color.l / skin.l.max(0.05)).clamp(0.3, 1.3);
    color.l < skin.l - 0.14
        || (color.a - skin.a * dim).hypot(color.b - skin.b * dim) > 0.045
        || (of_skin > 0.03 && chroma < 0.45 * of_skin)
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

/// Skin without the cast of a bad light: neither gray in a photo with colours, nor orange.
fn in_good_light(skin: Oklab, colorful: bool) -> Oklab {
    let (chroma, hue) = (skin.a.hypot(skin.b), skin.b.atan2(skin.a));
    if !colorful && chroma < 0.02 {
        return skin;
    }
    let warm = if chroma < 0.01 { 0.9 } else { hue.clamp(0.55, 1.2) };
    let chroma = chroma.clamp(0.05, 0.115);
    Oklab::new(skin.l, chroma * warm.cos(), chroma * warm.sin())
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

/// The colours of some clothes with their shares of them, the one that most is of first, where colourful ones count more.
fn salient(colors: &[Oklab]) -> Vec<(f32, Oklab)> {
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
    let mut groups: Vec<(f32, f32, Oklab)> = bins
        .iter()
        .filter(|bin| !bin.is_empty())
        .map(|bin| {
            let (middle, count) = (median(bin), bin.len() as f32);
            (count * (1.0 + 8.0 * middle.a.hypot(middle.b)), count / colors.len() as f32, middle)
        })
        .collect();
    groups.sort_by(|one, other| other.0.total_cmp(&one.0));
    groups.into_iter().map(|(_, share, color)| (share, color)).collect()
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
