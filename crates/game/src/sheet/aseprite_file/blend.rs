//! Laying one colour over another, by the formulas of the W3C's "Compositing and Blending Level 1".

use crate::sheet::Rgba;

/// `amount` of 255, rounded to the nearest.
pub(super) fn scaled(value: u8, amount: u8) -> u8 {
    div_255(u32::from(value) * u32::from(amount))
}

fn div_255(product: u32) -> u8 {
    ((product + 127) / 255) as u8
}

/// The colour `over` another; `mode` is Aseprite's number.
pub(super) fn blend(below: Rgba, over: Rgba, opacity: u8, mode: u16) -> Rgba {
    let alpha = scaled(over.a, opacity);
    if alpha == 0 {
        return below;
    }
    if below.a == 0 {
        return Rgba { a: alpha, ..over };
    }
    let out = div_255(255 * (u32::from(alpha) + u32::from(below.a)) - u32::from(alpha) * u32::from(below.a));
    let channel = |below_part: u8, part: u8| {
        // A mode mixes only where there is something below to mix with.
        let mixed = lerp(part, channel(below_part, part, mode), u32::from(below.a), 255);
        lerp(below_part, mixed, u32::from(alpha), u32::from(out).max(1))
    };
    Rgba { r: channel(below.r, over.r), g: channel(below.g, over.g), b: channel(below.b, over.b), a: out }
}

/// From `a` to `b` by `part` of `whole`.
fn lerp(a: u8, b: u8, part: u32, whole: u32) -> u8 {
    let part = part.min(whole);
    ((u32::from(a) * (whole - part) + u32::from(b) * part + whole / 2) / whole) as u8
}

/// One channel of two opaque colours.
fn channel(below: u8, over: u8, mode: u16) -> u8 {
    let (b, s) = (u32::from(below), u32::from(over));
    match mode {
        1 => scaled(below, over),
        2 => screen(below, over),
        // Overlay is hard light the other way round.
        3 => hard_light(over, below),
        4 => below.min(over),
        5 => below.max(over),
        // Dodge, burn and divide.
        6 | 18 if b == 0 => 0,
        6 if b >= 255 - s => 255,
        6 => (b * 255 / (255 - s)) as u8,
        7 if b == 255 => 255,
        7 if 255 - b >= s => 0,
        7 => 255 - ((255 - b) * 255 / s) as u8,
        8 => hard_light(below, over),
        9 => soft_light(below, over),
        10 => below.abs_diff(over),
        // Exclusion.
        11 => div_255(255 * (b + s) - 2 * b * s),
        16 => below.saturating_add(over),
        17 => below.saturating_sub(over),
        18 if b >= s => 255,
        18 => (b * 255 / s) as u8,
        _ => over,
    }
}

fn screen(below: u8, over: u8) -> u8 {
    255 - scaled(255 - below, 255 - over)
}

fn hard_light(below: u8, over: u8) -> u8 {
    if over < 128 { scaled(below, over * 2) } else { screen(below, ((u16::from(over) * 2) - 255) as u8) }
}

fn soft_light(below: u8, over: u8) -> u8 {
    let (b, s) = (f64::from(below) / 255.0, f64::from(over) / 255.0);
    let lit = if b <= 0.25 { ((16.0 * b - 12.0) * b + 4.0) * b } else { b.sqrt() };
    let mixed = if s <= 0.5 { b - (1.0 - 2.0 * s) * b * (1.0 - b) } else { b + (2.0 * s - 1.0) * (lit - b) };
    (mixed * 255.0).round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_mix_as_their_names_say() {
        let over = |mode| channel(200, 100, mode);
        assert_eq!([0, 1, 2, 4, 5].map(over), [100, 78, 222, 100, 200]);
        assert_eq!([10, 16, 17, 12, 99].map(over), [100, 255, 100, 100, 100]);
        for mode in 0..20 {
            for (below, over) in [(0, 0), (0, 255), (255, 0), (255, 255), (128, 127)] {
                channel(below, over, mode);
            }
        }
    }

    #[test]
    fn half_of_a_colour_over_another_is_between_them() {
        let (red, blue) = (Rgba::rgb(0x00ff_0000), Rgba::rgb(0x0000_00ff));
        assert_eq!(blend(blue, red, 128, 0), Rgba { r: 128, g: 0, b: 127, a: 255 });
        assert_eq!(blend(Rgba::CLEAR, red, 128, 1), Rgba { a: 128, ..red });
        assert_eq!(blend(blue, red, 0, 0), blue);
        // Nothing is there to be multiplied with.
        let faint = Rgba { a: 1, ..blue };
        assert!(blend(faint, red, 255, 1).r > 250);
    }
}
