//! QR codes as a phone sees them: small, far away, and in bad light.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod support;

use snapcade_export::{QrCode, QrError, QrIcon, qr::MOST_BYTES};
use snapcade_paint::Canvas;
use snapcade_play::rng::Pcg32;
use support::{game, pack};

/// What is read of a picture as a camera delivers it: `width` pixels wide, each the mean of what it covers, with so much noise.
fn read(picture: &Canvas, width: usize, noise: u32) -> Option<String> {
    let mut dice = Pcg32::new(7);
    let grey = |color: u32| (color >> 16 & 255) * 3 / 10 + (color >> 8 & 255) * 6 / 10 + (color & 255) / 10;
    let mut shades = Vec::new();
    for y in 0..width {
        for x in 0..width {
            let range = |at: usize| at * picture.width() / width..((at + 1) * picture.width()).div_ceil(width);
            let covered: Vec<u32> = range(y)
                .flat_map(|y| range(x).map(move |x| (x, y)))
                .map(|(x, y)| grey(picture.pixels()[y * picture.width() + x]))
                .collect();
            let mean = covered.iter().sum::<u32>() / covered.len() as u32;
            shades.push((mean * 3 / 5 + 60 + dice.below(noise + 1)).saturating_sub(noise / 2).min(255) as u8);
        }
    }
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, width, |x, y| shades[y * width + x]);
    image.detect_grids().first().and_then(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// Addresses of every length that there is room for.
fn addresses() -> Vec<String> {
    let long = |bytes: usize| format!("https://example.org/{}", "a-game/".repeat(30)).chars().take(bytes).collect();
    let mut addresses = vec!["http://192.168.178.33:8080/".to_owned(), "https://bibi.itch.io/bibis-trip".to_owned()];
    addresses.extend([20, 34, 60, 84, 98, MOST_BYTES].map(long));
    addresses
}

#[test]
fn codes_are_read_with_and_without_a_hero_also_from_far_away() {
    let hero = QrIcon::of_game(&pack(&game()));
    assert!(hero.is_some());
    for address in addresses() {
        for icon in [None, hero.clone()] {
            let code = QrCode::new(&address, icon).unwrap();
            let picture = Canvas::from_png(&code.to_png().unwrap()).unwrap();
            assert!(picture.width() >= 1000);
            for (width, noise) in [(picture.width(), 0), (code.width() * 5, 16), (code.width() * 3, 6)] {
                assert_eq!(read(&picture, width, noise).as_deref(), Some(address.as_str()), "{width} px wide");
            }
        }
    }
}

#[test]
fn around_a_code_there_is_room() {
    let code = QrCode::new("https://example.org/", None).unwrap();
    let picture = Canvas::from_png(&code.to_png().unwrap()).unwrap();
    let quiet = picture.width() / code.width() * 4;
    let dark = picture.pixels().iter().enumerate().filter(|(_, pixel)| **pixel != 0x00ff_ffff);
    let (x, y) =
        dark.fold((usize::MAX, usize::MAX), |(x, y), (i, _)| (x.min(i % picture.width()), y.min(i / picture.width())));
    assert_eq!((x, y), (quiet, quiet));
}

#[test]
fn the_drawing_shows_the_same_modules_as_the_picture() {
    let code = QrCode::new("https://example.org/", None).unwrap();
    let svg = code.to_svg();
    let path = svg.split("d=\"").nth(2).unwrap().split('"').next().unwrap();
    let mut canvas = Canvas::new(code.width(), code.width());
    (0..code.width() * code.width()).for_each(|i| canvas.set(i % code.width(), i / code.width(), 0x00ff_ffff));
    for run in path.split('M').skip(1) {
        let numbers: Vec<usize> = run.split([' ', 'h', 'v']).filter_map(|number| number.parse().ok()).collect();
        (numbers[0]..numbers[0] + numbers[2]).for_each(|x| canvas.set(x, numbers[1], 0));
    }
    assert_eq!(read(&canvas.scaled(6), code.width() * 6, 0).as_deref(), Some("https://example.org/"));
}

#[test]
fn the_same_address_gives_the_same_code() {
    let code = || QrCode::new("https://example.org/", QrIcon::of_game(&pack(&game()))).unwrap();
    assert_eq!(code().to_png().unwrap(), code().to_png().unwrap());
    assert_eq!(code().to_svg(), code().to_svg());
}

#[test]
fn what_does_not_fit_is_refused_with_the_room_there_is() {
    let error = QrCode::new(&"x".repeat(MOST_BYTES + 1), None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the address has 120 bytes; a QR code that a phone reads across a table holds at most 119"
    );
    assert!(matches!(QrCode::new("", None), Err(QrError::Empty)));
}
