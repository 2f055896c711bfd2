//! From a cut-out to clean pixels: what a person would check with a magnifying glass.

use proptest::prelude::*;
use snapcade_game::{
    Sheet,
    sheet::{Repeat, Rgba},
};
use snapcade_gen::{
    color::{self, Lab},
    grid::{Grid, Mask, Picture, Rect},
    hero::{
        Clip, Style, finish,
        shrink::{shrink, shrink_drawing},
    },
};

const LIGHT_GROUND: [u8; 3] = [0xf9, 0xf8, 0xf1];
const DARK_GROUND: [u8; 3] = [0x1a, 0x14, 0x26];

/// A photographed ball, lit from the top left, with two eyes, a red mouth and the grain every photo has.
fn ball(side: u32, base: Lab) -> (Picture, Mask) {
    let unit = |value: u32| (value as f32 + 0.5) / side as f32 * 2.0 - 1.0;
    let near = |x: f32, y: f32, to: (f32, f32), radius: f32| (x - to.0).hypot(y - to.1) < radius;
    let picture = Picture::from_fn(side, side, |x, y| {
        let grain = f32::from((x.wrapping_mul(31) ^ y.wrapping_mul(57)) as u8 & 15) / 500.0;
        let (x, y) = (unit(x), unit(y));
        let rgb = if !near(x, y, (0.0, 0.0), 0.9) {
            [40, 160, 60]
        } else if near(x, y, (-0.3, -0.2), 0.12) || near(x, y, (0.3, -0.2), 0.12) {
            [10, 10, 30]
        } else if near(x, y, (0.0, 0.35), 0.14) {
            [200, 30, 40]
        } else {
            color::rgb(Lab::new(base.l - 0.12 * (x + y) + grain, base.a, base.b))
        };
        opaque(rgb)
    });
    let mask = Mask::from_fn(side, side, |x, y| if near(unit(x), unit(y), (0.0, 0.0), 0.9) { 255 } else { 0 });
    (picture, mask)
}

fn opaque([r, g, b]: [u8; 3]) -> [u8; 4] {
    [r, g, b, 255]
}

fn whole(picture: &Picture) -> Rect {
    Rect { x: 0, y: 0, width: picture.width, height: picture.height }
}

/// The ball standing, then one pixel higher, as a rig would deliver it.
fn bobbing(base: Lab, style: Style) -> Vec<Clip> {
    let (picture, mask) = ball(200, base);
    let side = style.frame_px();
    let small = shrink(&picture, &mask, whole(&picture), side - 4, side - 4);
    let frame = |down: i32| small.cut(Rect { x: -2, y: -down, width: side, height: side }, [0; 4]);
    vec![Clip { name: "idle", ticks: 6, repeat: Repeat::Loop, frames: vec![frame(2), frame(1)] }]
}

fn skin() -> Lab {
    color::lab([224, 172, 140])
}

fn lab_of(sheet: &Sheet, index: u8) -> Lab {
    let Rgba { r, g, b, .. } = sheet.palette[usize::from(index)];
    color::lab([r, g, b])
}

fn grid_of(sheet: &Sheet, frame: usize) -> Grid<u8> {
    Grid { width: sheet.width.into(), height: sheet.height.into(), pixels: sheet.frames[frame].clone() }
}

const SIDES: [(i32, i32); 4] = [(0, -1), (-1, 0), (1, 0), (0, 1)];

fn places(side: u32) -> impl Iterator<Item = (i32, i32)> {
    (0..side as i32).flat_map(move |y| (0..side as i32).map(move |x| (x, y)))
}

#[test]
fn every_look_keeps_to_its_colors() {
    for style in Style::ALL {
        for dither in [false, true] {
            let sheet = finish::sheet(&bobbing(skin(), style), style, dither).unwrap();
            assert_eq!(sheet.check(), Ok(()));
            assert_eq!(u32::from(sheet.width), style.frame_px());
            assert!(sheet.palette.len() <= style.colors() + 1, "{style:?}: {}", sheet.palette.len());
            assert_eq!(sheet.palette[0], Rgba::CLEAR);
            let opaque: Vec<[u8; 3]> = sheet.palette[1..].iter().map(|c| [c.r, c.g, c.b]).collect();
            assert!(sheet.palette[1..].iter().all(|color| color.a == 255));
            let allowed = match style {
                Style::EightBit => finish::console_palette().to_vec(),
                Style::Handheld => finish::handheld_palette().to_vec(),
                Style::SixteenBit | Style::Modern => opaque.clone(),
            };
            assert!(opaque.iter().all(|color| allowed.contains(color)), "{style:?}");
            let again = finish::sheet(&bobbing(skin(), style), style, dither).unwrap();
            assert_eq!(sheet, again);
        }
    }
    assert_eq!(finish::console_palette().len(), 57);
}

#[test]
fn a_hero_that_bobs_does_not_flicker() {
    for style in Style::ALL {
        for dither in [false, true] {
            let sheet = finish::sheet(&bobbing(skin(), style), style, dither).unwrap();
            let (low, high) = (grid_of(&sheet, 0), grid_of(&sheet, 1));
            for (x, y) in places(low.width).filter(|&(_, y)| y > 0) {
                assert_eq!(low.get(x, y), high.get(x, y - 1), "{style:?} {x} {y}");
            }
        }
    }
}

#[test]
fn an_outline_goes_all_around_and_reads_on_light_and_dark_ground() {
    let gray = |l: f32| Lab::new(l, 0.0, 0.0);
    let heroes = [gray(0.97), gray(0.5), gray(0.12), gray(0.3), skin(), color::lab([200, 30, 30])];
    for (hero, style) in heroes.into_iter().flat_map(|hero| Style::ALL.map(|style| (hero, style))) {
        let clips = bobbing(hero, style);
        let sheet = finish::sheet(&clips, style, false).unwrap();
        let (frame, before) = (grid_of(&sheet, 0), &clips[0].frames[0]);
        let was_clear = |x, y| before.get(x, y).is_none_or(|pixel| pixel[3] == 0);
        let beside = |x, y| SIDES.into_iter().map(move |(dx, dy)| (x + dx, y + dy));
        for (x, y) in places(frame.width).filter(|&(x, y)| was_clear(x, y)) {
            let inner: Vec<u8> =
                beside(x, y).filter(|&(x, y)| !was_clear(x, y)).filter_map(|(x, y)| frame.get(x, y)).collect();
            let outline = frame.get(x, y).unwrap();
            assert_eq!(outline == 0, inner.is_empty(), "{style:?}: the outline at {x} {y}");
            for ground in [LIGHT_GROUND, DARK_GROUND].into_iter().filter(|_| outline != 0) {
                let apart = |&index: &u8| (lab_of(&sheet, index).l - color::lab(ground).l).abs();
                let most = inner.iter().chain([&outline]).map(apart).fold(0.0, f32::max);
                assert!(most >= 0.2, "{style:?} {hero:?} {x} {y} on {ground:?}: {most}");
            }
        }
    }
}

#[test]
fn no_grain_of_color_stands_alone_unless_it_speaks() {
    for style in Style::ALL {
        let sheet = finish::sheet(&bobbing(skin(), style), style, false).unwrap();
        let frame = grid_of(&sheet, 0);
        for (x, y) in places(frame.width) {
            let own = frame.get(x, y).unwrap();
            let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))).filter(|&step| step != (0, 0));
            let near: Vec<u8> = around.filter_map(|(dx, dy)| frame.get(x + dx, y + dy)).collect();
            if own != 0 && !near.contains(&own) {
                let closest = near.iter().filter(|&&index| index != 0);
                let closest = closest.map(|&index| color::distance(lab_of(&sheet, index), lab_of(&sheet, own)));
                assert!(closest.fold(f32::INFINITY, f32::min) > 0.1, "{style:?} {x} {y}");
            }
        }
    }
}

#[test]
fn specks_go_and_pinholes_close() {
    let mut frame = Picture::from_fn(48, 48, |x, y| {
        let inside = (10..40).contains(&x) && (10..46).contains(&y) && (x, y) != (20, 20);
        if inside { [200, 90, 60, 255] } else { [0; 4] }
    });
    frame.set(3, 3, [200, 90, 60, 255]);
    let clips = [Clip { name: "idle", ticks: 6, repeat: Repeat::Loop, frames: vec![frame.clone(), frame] }];
    let sheet = finish::sheet(&clips, Style::SixteenBit, false).unwrap();
    let done = grid_of(&sheet, 0);
    assert_eq!(done.get(3, 3), Some(0));
    assert_eq!(done.get(20, 20), done.get(25, 25));
}

#[test]
fn a_face_keeps_its_eyes_its_mouth_and_its_color() {
    let (picture, mask) = ball(384, skin());
    for side in [24, 30, 46] {
        let small = shrink(&picture, &mask, whole(&picture), side, side);
        let at = |x: f32, y: f32| {
            let place = |part: f32| ((0.5 + part / 2.0) * side as f32) as i32;
            let [r, g, b, a] = small.get(place(x), place(y)).unwrap();
            assert_eq!(a, 255);
            color::lab([r, g, b])
        };
        assert!(at(-0.3, -0.2).l < 0.4 && at(0.3, -0.2).l < 0.4, "the eyes at {side}");
        assert!(at(0.0, 0.35).a > 0.1, "the mouth at {side}");
        let ground = |pixel: &&[u8; 4]| pixel[3] == 255 && pixel[1] > pixel[0];
        assert_eq!(small.pixels.iter().filter(ground).count(), 0, "the ground shines in at {side}");
        let cheeks: Vec<Lab> = [(-0.6, 0.1), (0.6, 0.1), (0.0, -0.6)].map(|(x, y)| at(x, y)).to_vec();
        let cheek = color::mean(cheeks.into_iter().map(|lab| (lab, 1.0)));
        assert!(color::distance(cheek, skin()) < 0.06, "the skin at {side}");
    }
}

#[test]
fn a_mouth_keeps_its_color_in_the_sheet() {
    for style in [Style::EightBit, Style::SixteenBit, Style::Modern] {
        let sheet = finish::sheet(&bobbing(skin(), style), style, false).unwrap();
        let red = |color: &Rgba| color::lab([color.r, color.g, color.b]).a > 0.12;
        assert!(sheet.palette.iter().any(red), "{style:?}");
    }
}

#[test]
fn a_thin_stroke_stays_in_one_piece() {
    // A figure of strokes two pixels wide on paper; a pixel of the result covers twelve.
    let on_stroke = |x: i32, y: i32| {
        let (x, y) = (x as f32, y as f32);
        ((x - 150.0).hypot(y - 80.0) - 50.0).abs() < 1.5
            || ((x - 150.0).abs() < 1.2 && (130.0..230.0).contains(&y))
            || ((y - 230.0 - (x - 150.0).abs()).abs() < 1.8 && y < 290.0)
    };
    let ink = [30, 60, 160, 255];
    let picture =
        Picture::from_fn(300, 300, |x, y| if on_stroke(x as i32, y as i32) { ink } else { [245, 240, 230, 255] });
    let mask = Mask::from_fn(300, 300, |x, y| if on_stroke(x as i32, y as i32) { 255 } else { 0 });
    for small in
        [shrink(&picture, &mask, whole(&picture), 25, 25), shrink_drawing(&picture, &mask, whole(&picture), 25, 25)]
    {
        let mut left: Vec<(i32, i32)> = places(25).filter(|&(x, y)| small.get(x, y).unwrap()[3] == 255).collect();
        assert!(left.len() > 25);
        let mut open = vec![left.pop().unwrap()];
        while let Some((x, y)) = open.pop() {
            let (near, far) = left.into_iter().partition(|&(nx, ny)| (nx - x).abs() <= 1 && (ny - y).abs() <= 1);
            left = far;
            open.extend::<Vec<_>>(near);
        }
        assert!(left.is_empty(), "apart: {left:?}");
    }
    // The same strokes on paper that belongs to the figure: they are still seen.
    let paper = Mask::filled(300, 300, 255);
    let small = shrink_drawing(&picture, &paper, whole(&picture), 25, 25);
    let inked = |y: i32| (0..25).any(|x| small.get(x, y).is_some_and(|[r, g, b, _]| color::lab([r, g, b]).b < -0.05));
    assert!((3..23).all(inked));
}

#[test]
fn a_hero_without_frames_is_an_error_and_an_empty_one_is_not() {
    assert!(finish::sheet(&[], Style::Modern, false).is_err());
    let empty = Picture::filled(64, 64, [0; 4]);
    let odd = Picture::filled(3, 200, [9, 9, 9, 255]);
    for style in Style::ALL {
        for frame in [&empty, &odd, &Picture::filled(0, 0, [0; 4])] {
            let clips = [Clip { name: "idle", ticks: 6, repeat: Repeat::Once, frames: vec![frame.clone(); 2] }];
            assert!(finish::sheet(&clips, style, true).is_ok());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_part_of_any_size_becomes_a_picture_of_the_size_asked_for(
        (width, height, mask_width, mask_height) in (0_u32..20, 0_u32..20, 0_u32..20, 0_u32..20),
        (x, y) in (-30_i32..30, -30_i32..30),
        (part_width, part_height, columns, rows) in (0_u32..60, 0_u32..60, 0_u32..20, 0_u32..20),
        keep in any::<u8>(),
        tone in any::<[u8; 4]>(),
    ) {
        let picture = Picture::from_fn(width, height, |x, y| tone.map(|part| part.wrapping_mul((x * 3 + y * 5) as u8)));
        let mask = Mask::from_fn(mask_width, mask_height, |x, y| keep.wrapping_add((x ^ y) as u8));
        let part = Rect { x, y, width: part_width, height: part_height };
        for small in [shrink(&picture, &mask, part, columns, rows), shrink_drawing(&picture, &mask, part, columns, rows)] {
            prop_assert_eq!((small.width, small.height), (columns, rows));
            prop_assert!(small.pixels.iter().all(|pixel| pixel[3] == 0 || pixel[3] == 255));
        }
    }
}
