//! Colours as they are seen: sRGB to Oklab and back by table and plain arithmetic, so that every computer gets the same
//! bits, and ramps whose hue shifts with the light.

use std::sync::LazyLock;

/// A colour in [Oklab](https://bottosson.github.io/posts/oklab/): `l` from 0 (black) to 1 (white), `a` and `b` around 0.
/// Distances of 0.02 are just seen side by side.
pub type Lab = palette::Oklab<f32>;

/// A ramp of one material: shade, base, light, as sRGB.
pub type Ramp = [[u8; 3]; 3];

/// Finer than the darkest step between two bytes, so that one look and at most a few steps find a byte.
const STEPS: usize = 4096;

struct Tables {
    linear: [f32; 256],
    /// The largest byte whose light is not above each step.
    bytes: Vec<u8>,
    /// Half way (as seen, in sRGB) between each byte and the next.
    between: [f32; 256],
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let light = |value: f64| {
        let unit = value / 255.0;
        if unit <= 0.040_45 { unit / 12.92 } else { ((unit + 0.055) / 1.055).powf(2.4) }
    };
    let linear = std::array::from_fn(|byte| light(byte as f64) as f32);
    let between: [f32; 256] = std::array::from_fn(|byte| light(byte as f64 + 0.5) as f32);
    let mut byte = 0_u8;
    let bytes = (0..=STEPS)
        .map(|step| {
            while byte < 255 && between[usize::from(byte)] <= step as f32 / STEPS as f32 {
                byte += 1;
            }
            byte
        })
        .collect();
    Tables { linear, bytes, between }
});

/// The light of an sRGB byte, from 0 to 1.
#[inline]
pub fn linear(byte: u8) -> f32 {
    TABLES.linear[usize::from(byte)]
}

/// The light of all sRGB bytes, for loops over many pixels.
#[inline]
pub fn linear_table() -> &'static [f32; 256] {
    &TABLES.linear
}

/// The sRGB byte nearest to a light from 0 to 1; beyond, the first or last.
#[inline]
pub fn byte_from_linear(light: f32) -> u8 {
    let tables = &*TABLES;
    let light = light.clamp(0.0, 1.0);
    let mut byte = tables.bytes[(light * STEPS as f32) as usize];
    while byte < 255 && tables.between[usize::from(byte)] <= light {
        byte += 1;
    }
    byte
}

/// The cube root of a number from 0 to about 1, by bits and a step of Halley's method: the same on every computer, and
/// near enough for bytes.
#[inline]
fn cube_root(x: f32) -> f32 {
    if x <= 0.0 {
        return 0.0;
    }
    let root = f32::from_bits(x.to_bits() / 3 + 709_921_077);
    let cube = root * root * root;
    root * (cube + 2.0 * x) / (2.0 * cube + x)
}

/// Linear light to Oklab (matrices of Ottosson's article of 2020).
#[inline]
#[allow(clippy::many_single_char_names, reason = "the names of the article")]
pub fn lab_from_linear([r, g, b]: [f32; 3]) -> Lab {
    let l = cube_root(0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b);
    let m = cube_root(0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b);
    let s = cube_root(0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b);
    Lab::new(
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    )
}

/// sRGB to Oklab.
#[inline]
pub fn lab([r, g, b]: [u8; 3]) -> Lab {
    let tables = &TABLES.linear;
    lab_from_linear([tables[usize::from(r)], tables[usize::from(g)], tables[usize::from(b)]])
}

/// Oklab to linear light; colours no screen shows come out below 0 or above 1.
#[inline]
pub fn linear_from_lab(lab: Lab) -> [f32; 3] {
    let l = lab.l + 0.396_337_78 * lab.a + 0.215_803_76 * lab.b;
    let m = lab.l - 0.105_561_346 * lab.a - 0.063_854_17 * lab.b;
    let s = lab.l - 0.089_484_18 * lab.a - 1.291_485_5 * lab.b;
    let (l, m, s) = (l * l * l, m * m * m, s * s * s);
    [
        4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
        -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
        -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
    ]
}

/// Oklab to the sRGB colour that looks most like it: what no screen shows loses chroma, not lightness.
pub fn rgb(lab: Lab) -> [u8; 3] {
    let mut lab = Lab::new(lab.l.clamp(0.0, 1.0), lab.a, lab.b);
    for _ in 0..24 {
        let light = linear_from_lab(lab);
        if light.iter().all(|&part| (-0.002..=1.002).contains(&part)) {
            return light.map(byte_from_linear);
        }
        (lab.a, lab.b) = (lab.a * 0.92, lab.b * 0.92);
    }
    linear_from_lab(Lab::new(lab.l, 0.0, 0.0)).map(byte_from_linear)
}

/// The square of [`distance`].
#[inline]
pub fn distance_squared(one: Lab, other: Lab) -> f32 {
    let (l, a, b) = (one.l - other.l, one.a - other.a, one.b - other.b);
    l * l + a * a + b * b
}

/// How different two colours look.
#[inline]
pub fn distance(one: Lab, other: Lab) -> f32 {
    distance_squared(one, other).sqrt()
}

/// How colourful a colour is: 0 is gray, 0.1 is clearly coloured, 0.3 as much as a screen can show.
#[inline]
pub fn chroma(lab: Lab) -> f32 {
    (lab.a * lab.a + lab.b * lab.b).sqrt()
}

/// The mean of colours with weights; black if there are none.
pub fn mean(colors: impl IntoIterator<Item = (Lab, f32)>) -> Lab {
    let (mut l, mut a, mut b, mut weight) = (0.0, 0.0, 0.0, 0.0);
    for (color, w) in colors {
        (l, a, b, weight) = (l + color.l * w, a + color.a * w, b + color.b * w, weight + w);
    }
    if weight > 0.0 { Lab::new(l / weight, a / weight, b / weight) } else { Lab::new(0.0, 0.0, 0.0) }
}

/// Between two colours: 0 is the first, 1 the second.
#[inline]
pub fn mix(one: Lab, other: Lab, part: f32) -> Lab {
    let between = |x: f32, y: f32| x + (y - x) * part;
    Lab::new(between(one.l, other.l), between(one.a, other.a), between(one.b, other.b))
}

/// The same material in less or more light. `lightness` is added to `l`; the darker, the nearer its hue moves to violet
/// (yellow by way of orange and red, green by way of blue), the lighter, the nearer to yellow.
#[must_use]
pub fn lit(base: Lab, lightness: f32) -> Lab {
    /// Oklab hue 105 degrees, where the ways to violet part.
    const YELLOW: (f32, f32) = (-0.258_819, 0.965_926);
    /// Radians of turn for a whole step of lightness.
    const TURN: f32 = 1.9;
    let l = (base.l + lightness).clamp(0.04, 0.99);
    let moved = l - base.l;
    let chroma = chroma(base);
    if chroma < 1e-6 {
        return Lab::new(l, 0.03 * moved * YELLOW.0, 0.09 * moved * YELLOW.1);
    }
    let side = (YELLOW.0 * base.b - YELLOW.1 * base.a) / chroma;
    let turn = (-moved * TURN * side).clamp(-0.5, 0.5);
    let (a, b) = (base.a - base.b * turn, base.b + base.a * turn);
    // Shades keep their chroma, lights give some of it up; very dark and very light colours have little room for it.
    let room = (l.min(1.0 - l) * 6.0).min(1.0);
    let keep = if moved < 0.0 { 1.0 + 0.25 * moved } else { 1.0 - 1.2 * moved } * room / (1.0 + turn * turn).sqrt();
    // Even gray has cool shades and warm lights.
    Lab::new(l, a * keep + 0.03 * moved * YELLOW.0, b * keep + 0.09 * moved * YELLOW.1)
}

/// Shade, base and light of one material, far enough apart to be seen at one pixel each, with shifted hues.
#[must_use]
pub fn ramp(base: [u8; 3]) -> Ramp {
    let middle = lab(base);
    // Near black the shade, near white the light has no room: the base gives way.
    let l = middle.l.clamp(0.2, 0.9);
    let middle = Lab::new(l, middle.a, middle.b);
    [rgb(lit(middle, -0.13)), rgb(middle), rgb(lit(middle, 0.10))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gray_and_many_colors_come_back() {
        for r in (0..=255).step_by(5) {
            for g in (0..=255).step_by(17) {
                for b in (0..=255).step_by(17) {
                    assert_eq!(rgb(lab([r, g, b])), [r, g, b]);
                }
            }
            assert_eq!(byte_from_linear(linear(r)), r);
        }
        assert!((lab([255; 3]).l - 1.0).abs() < 1e-3 && chroma(lab([255; 3])) < 1e-3);
    }

    #[test]
    fn shades_of_skin_turn_red_and_lights_yellow() {
        let skin = lab([0xe0, 0xa0, 0x80]);
        let (shade, light) = (lit(skin, -0.15), lit(skin, 0.1));
        let hue = |color: Lab| color.b.atan2(color.a);
        assert!(hue(shade) < hue(skin) && hue(skin) < hue(light));
        assert!(shade.l < skin.l && skin.l < light.l);
        let [dark, base, bright] = ramp([0, 0, 0]);
        assert!(lab(dark).l < lab(base).l && lab(base).l < lab(bright).l);
    }
}
