//! Photos as families have them, and files that only look like photos.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

use std::{borrow::Cow, fs, path::Path};

use png::{BitDepth, ColorType};
use proptest::prelude::*;
use snapcade_gen::{
    grid::{Grid, Picture, Rect},
    hero::{HeroError, Photo, Warning},
};

/// The colours of the four quarters of the test picture: top left, top right, bottom left, bottom right.
const QUARTERS: [[u8; 3]; 4] = [[220, 40, 40], [40, 180, 60], [50, 70, 210], [235, 225, 90]];

/// The test picture as it is seen.
fn quarters() -> Picture {
    Grid::from_fn(96, 64, |x, y| {
        let [red, green, blue] = QUARTERS[usize::from(x >= 48) + 2 * usize::from(y >= 32)];
        [red, green, blue, 255]
    })
}

/// The files in `tests/corpus/photos`, each the test picture in another format.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new("tests/corpus/photos");
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert!(names.len() > 10, "the corpus is there");
    names.into_iter().map(|name| (name.to_string_lossy().into_owned(), fs::read(folder.join(name)).unwrap())).collect()
}

fn file(name: &str) -> Vec<u8> {
    fs::read(Path::new("tests/corpus/photos").join(name)).unwrap()
}

fn photo(bytes: &[u8]) -> Photo {
    Photo::decode(bytes, None).unwrap()
}

fn code(bytes: &[u8]) -> &'static str {
    Photo::decode(bytes, None).map_or_else(|error| error.code(), |_| "read")
}

/// A PNG file with pixels as its channels have them, and what else is to be in it.
fn png(size: (u32, u32), color: ColorType, depth: BitDepth, data: &[u8], more: impl FnOnce(&mut png::Info)) -> Vec<u8> {
    let mut info = png::Info::with_size(size.0, size.1);
    (info.color_type, info.bit_depth) = (color, depth);
    more(&mut info);
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::with_info(&mut bytes, info).unwrap().write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    bytes
}

fn rgba_png(picture: &Picture) -> Vec<u8> {
    let size = (picture.width, picture.height);
    png(size, ColorType::Rgba, BitDepth::Eight, picture.pixels.as_flattened(), |_| {})
}

/// An Exif record that says nothing but the orientation.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = [&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0][..], &[orientation, 0, 0]].concat();
    [b"MM\0*\0\0\0\x08\0\x01".as_slice(), &entry, &[0; 4]].concat()
}

/// A JPEG file with an Exif record put in.
fn jpeg_turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let record = [b"Exif\0\0".as_slice(), &exif(orientation)].concat();
    let length = (record.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &record, &jpeg[2..]].concat()
}

/// What a camera stores if it is held so that `seen` is stored with an orientation: where the first row and the first
/// column of what is stored are in what is seen (CIPA DC-008, 4.6.5.1.6).
fn stored(seen: &Picture, orientation: u8) -> Picture {
    let (right, bottom) = (seen.width - 1, seen.height - 1);
    let (width, height) = if orientation < 5 { (seen.width, seen.height) } else { (seen.height, seen.width) };
    Grid::from_fn(width, height, |x, y| {
        let (x, y) = match orientation {
            1 => (x, y),
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (right - y, x),
            7 => (right - y, bottom - x),
            _ => (y, bottom - x),
        };
        seen.get(x as i32, y as i32).unwrap()
    })
}

/// How far the middle of each quarter is from what it should be, at most, of 255.
fn distance(picture: &Picture) -> u8 {
    let (width, height) = (picture.width as i32, picture.height as i32);
    let middles = [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| picture.get(x * width / 4, y * height / 4).unwrap());
    let channels =
        middles.iter().zip(QUARTERS).flat_map(|(pixel, color)| [0, 1, 2].map(|i| pixel[i].abs_diff(color[i])));
    channels.max().unwrap()
}

#[test]
fn the_same_picture_comes_out_of_every_format() {
    for (name, bytes) in corpus() {
        let photo = photo(&bytes);
        assert_eq!((photo.picture.width, photo.picture.height), (96, 64), "{name}");
        assert_eq!(photo.warnings, [Warning::SmallPhoto], "{name}");
        if name == "gray.jpg" {
            assert!(photo.picture.pixels.iter().all(|[red, green, blue, _]| red == green && green == blue));
        } else if name.starts_with("cut-out") {
            assert_eq!(photo.picture.get(4, 4).unwrap()[3], 0, "{name}");
            assert!(photo.picture.get(48, 30).unwrap()[3] > 250, "{name}");
        } else {
            assert!(distance(&photo.picture) <= 12, "{name}: {}", distance(&photo.picture));
        }
    }
}

#[test]
fn formats_without_loss_lose_nothing() {
    let seen = quarters();
    let data = seen.pixels.as_flattened();
    let rgb: Vec<u8> = seen.pixels.iter().flat_map(|pixel| pixel[..3].to_vec()).collect();
    let deep: Vec<u8> = rgb.iter().flat_map(|&value| [value, value]).collect();
    let mut webp = Vec::new();
    image_webp::WebPEncoder::new(&mut webp).encode(data, 96, 64, image_webp::ColorType::Rgba8).unwrap();
    let mut bmp = Vec::new();
    image::codecs::bmp::BmpEncoder::new(&mut bmp).encode(&rgb, 96, 64, image::ExtendedColorType::Rgb8).unwrap();
    let mut gif = Vec::new();
    let indices: Vec<u8> =
        seen.pixels.iter().map(|pixel| QUARTERS.iter().position(|c| c[..] == pixel[..3]).unwrap() as u8).collect();
    gif::Encoder::new(&mut gif, 96, 64, QUARTERS.as_flattened())
        .and_then(|mut encoder| encoder.write_frame(&gif::Frame::from_indexed_pixels(96, 64, indices, None)))
        .unwrap();
    for (name, bytes) in [
        ("RGBA PNG", rgba_png(&seen)),
        ("RGB PNG", png((96, 64), ColorType::Rgb, BitDepth::Eight, &rgb, |_| {})),
        ("16-bit PNG", png((96, 64), ColorType::Rgb, BitDepth::Sixteen, &deep, |_| {})),
        ("interlaced PNG", file("interlaced.png")),
        ("WebP", webp),
        ("BMP", bmp),
        ("GIF", gif),
    ] {
        assert_eq!(photo(&bytes).picture, seen, "{name}");
    }
}

#[test]
fn gray_and_black_and_white_pictures_are_read() {
    let gray = |depth, data: &[u8], more: fn(&mut png::Info)| png((64, 64), ColorType::Grayscale, depth, data, more);
    let all = |bytes: Vec<u8>| photo(&bytes).picture.pixels[70];
    assert_eq!(all(gray(BitDepth::One, &[0xff; 512], |_| {})), [255; 4]);
    assert_eq!(all(gray(BitDepth::Four, &[0x77; 2048], |_| {})), [119, 119, 119, 255]);
    assert_eq!(all(gray(BitDepth::Sixteen, &[77; 8192], |_| {})), [77, 77, 77, 255]);
    let with_hole = gray(BitDepth::Eight, &[77; 4096], |info| info.trns = Some(Cow::Owned(vec![0, 77])));
    assert_eq!(all(with_hole), [0; 4]);
    let half_clear = [77, 128].repeat(4096);
    assert_eq!(all(png((64, 64), ColorType::GrayscaleAlpha, BitDepth::Eight, &half_clear, |_| {})), [77, 77, 77, 128]);
}

#[test]
fn a_photo_is_upright_however_the_camera_was_held() {
    let seen = quarters();
    let jpeg = file("baseline.jpg");
    let jpeg_as_stored = photo(&jpeg).picture;
    for orientation in 1..=8 {
        let stored = stored(&seen, orientation);
        let size = (stored.width, stored.height);
        let data = stored.pixels.as_flattened();
        let png = |data: &[u8], size| {
            png(size, ColorType::Rgba, BitDepth::Eight, data, |info| {
                info.exif_metadata = Some(Cow::Owned(exif(orientation)));
            })
        };
        assert_eq!(photo(&png(data, size)).picture, seen, "PNG, orientation {orientation}");

        let mut webp = Vec::new();
        let mut encoder = image_webp::WebPEncoder::new(&mut webp);
        encoder.set_exif_metadata(exif(orientation));
        encoder.encode(data, size.0, size.1, image_webp::ColorType::Rgba8).unwrap();
        assert_eq!(photo(&webp).picture, seen, "WebP, orientation {orientation}");

        let turned = photo(&jpeg_turned(&jpeg, orientation));
        let as_png = photo(&png(jpeg_as_stored.pixels.as_flattened(), (96, 64)));
        assert_eq!(turned, as_png, "JPEG, orientation {orientation}");
    }
    // This one says twice that it is to be turned.
    assert!(distance(&photo(&file("corners-turned.heic")).picture) <= 12);
}

#[test]
fn a_crop_is_counted_in_the_upright_photo() {
    let large = Grid::from_fn(400, 300, |x, y| [(x / 2) as u8, (y / 2) as u8, 99, 255]);
    let crop = Rect { x: 200, y: 50, width: 150, height: 100 };
    for orientation in 1..=8 {
        let stored = stored(&large, orientation);
        let size = (stored.width, stored.height);
        let bytes = png(size, ColorType::Rgba, BitDepth::Eight, stored.pixels.as_flattened(), |info| {
            info.exif_metadata = Some(Cow::Owned(exif(orientation)));
        });
        let photo = Photo::decode(&bytes, Some(crop)).unwrap();
        assert_eq!(photo.shown, crop);
        assert_eq!(photo.picture, large.cut(crop, [0; 4]), "orientation {orientation}");
        assert_eq!(photo.warnings, [Warning::SmallPhoto]);
        assert_eq!(Photo::decode(&bytes, None).unwrap().warnings, []);
    }
    let heic = file("corners-turned.heic");
    let right = Photo::decode(&heic, Some(Rect { x: 48, y: 0, width: 48, height: 64 }));
    assert_eq!(right, Err(HeroError::CropOutside), "48 pixels are too few");
    let right = Photo::decode(&heic, Some(Rect { x: 32, y: 0, width: 64, height: 64 })).unwrap().picture;
    let [red, green, blue, _] = right.get(60, 4).unwrap();
    assert!(green > red && green > blue, "the top right is green");
}

#[test]
fn a_large_photo_is_made_small_in_the_right_proportions() {
    let wide = Grid::from_fn(2000, 1000, |x, _| if x < 1000 { [255, 0, 0, 255] } else { [0, 0, 255, 255] });
    let photo = photo(&rgba_png(&wide));
    assert_eq!((photo.picture.width, photo.picture.height), (768, 384));
    assert_eq!(photo.shown, Rect { x: 0, y: 0, width: 2000, height: 1000 });
    assert_eq!(photo.picture.get(383, 200), Some([255, 0, 0, 255]));
    assert_eq!(photo.picture.get(384, 200), Some([0, 0, 255, 255]));
    assert_eq!(photo.warnings, []);
}

#[test]
fn what_is_cut_out_already_stays_cut_out() {
    let cut = Grid::from_fn(80, 80, |x, _| if x < 40 { [9, 8, 7, 255] } else { [200, 0, 0, 0] });
    let picture = photo(&rgba_png(&cut)).picture;
    assert_eq!(picture.get(39, 9), Some([9, 8, 7, 255]));
    assert_eq!(picture.get(40, 9), Some([0; 4]));
    assert_eq!(photo(&rgba_png(&Grid::filled(80, 80, [0; 4]))).picture, Grid::filled(80, 80, [0; 4]));
}

#[test]
fn colors_of_a_telephone_become_those_of_the_screen() {
    let with_profile = |profile: Vec<u8>| {
        let picture = Grid::filled(64, 64, [200, 100, 50, 255]);
        let bytes = png((64, 64), ColorType::Rgba, BitDepth::Eight, picture.pixels.as_flattened(), |info| {
            info.icc_profile = Some(Cow::Owned(profile));
        });
        photo(&bytes).picture.pixels[0]
    };
    let [red, green, blue, alpha] = with_profile(moxcms::ColorProfile::new_display_p3().encode().unwrap());
    // Computed with the matrices of CSS Color 4, section 10.
    assert!(red.abs_diff(215) <= 1 && green.abs_diff(93) <= 1 && blue.abs_diff(31) <= 1, "{red} {green} {blue}");
    assert_eq!(alpha, 255);
    assert_eq!(with_profile(vec![7; 300]), [200, 100, 50, 255]);
}

#[test]
fn the_first_frame_of_an_animation_is_the_photo() {
    for name in ["animated.gif", "animated.png", "animated.webp"] {
        assert!(distance(&photo(&file(name)).picture) <= 12, "{name}");
    }
    // A frame smaller than the canvas, and where it is see-through.
    let mut bytes = Vec::new();
    let frame = gif::Frame { left: 10, top: 20, ..gif::Frame::from_indexed_pixels(30, 30, vec![1; 900], Some(0)) };
    gif::Encoder::new(&mut bytes, 70, 70, &[9, 9, 9, 200, 100, 50])
        .and_then(|mut gif| gif.write_frame(&frame))
        .unwrap();
    let picture = photo(&bytes).picture;
    assert_eq!(picture.get(9, 20), Some([0; 4]));
    assert_eq!(picture.get(10, 20), Some([200, 100, 50, 255]));
}

#[test]
fn a_photo_of_nothing_is_still_a_photo() {
    for color in [[0, 0, 0, 255], [255; 4], [128, 30, 77, 255]] {
        assert_eq!(photo(&rgba_png(&Grid::filled(1000, 300, color))).picture, Grid::filled(768, 230, color));
    }
}

#[test]
fn photos_that_are_too_small_or_too_large_say_so() {
    let sized = |width, height| {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Rgba);
        encoder.write_header().map(drop).unwrap();
        bytes
    };
    assert_eq!(code(&sized(1000, 1)), "photo-too-small");
    assert_eq!(code(&sized(63, 64)), "photo-too-small");
    assert_eq!(code(&sized(60_000, 60_000)), "photo-too-many-pixels");
    assert_eq!(code(&sized(50_001, 1000)), "photo-too-many-pixels");
    assert_eq!(code(&sized(i32::MAX as u32, i32::MAX as u32)), "photo-too-many-pixels");
    assert_eq!(code(&sized(7000, 7000)), "photo-damaged", "within the limits, but nothing follows");

    let mut gif = file("animated.gif");
    gif[6..10].copy_from_slice(&[0xff; 4]);
    assert_eq!(code(&gif), "photo-too-many-pixels");
    let mut bmp = file("palette.bmp");
    bmp[18..22].copy_from_slice(&60_000_u32.to_le_bytes());
    bmp[22..26].copy_from_slice(&60_000_u32.to_le_bytes());
    assert_eq!(code(&bmp), "photo-too-many-pixels");
    let mut webp = file("animated.webp");
    assert_eq!(&webp[12..16], b"VP8X");
    webp[24..30].copy_from_slice(&[0xff, 0x3f, 0, 0xff, 0x3f, 0]);
    assert_eq!(code(&webp), "photo-too-many-pixels");
    for name in ["baseline.jpg", "progressive.jpg"] {
        let mut jpeg = file(name);
        let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0] || pair == [0xff, 0xc2]).unwrap();
        jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
        assert_eq!(code(&jpeg), "photo-too-many-pixels");
    }
    assert_eq!(code(&vec![0xff; Photo::MAX_BYTES + 1]), "photo-file-too-large");
}

#[test]
fn a_small_file_cannot_take_much_memory() {
    // Spaces as a comment and as a colour profile, a few hundred kilobytes when packed.
    let mut bytes = Vec::new();
    let mut info = png::Info::with_size(64, 64);
    info.color_type = ColorType::Rgb;
    info.icc_profile = Some(Cow::Owned(vec![b' '; 80 << 20]));
    info.compressed_latin1_text.push(png::text_metadata::ZTXtChunk::new("Comment", " ".repeat(80 << 20)));
    let mut writer = png::Encoder::with_info(&mut bytes, info).unwrap().write_header().unwrap();
    writer.write_image_data(&[50; 64 * 64 * 3]).unwrap();
    writer.finish().unwrap();
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    assert_eq!(code(&bytes), "read");

    // A WebP file whose frame is larger than the picture: the decoder would find out after decoding it.
    let mut webp = file("cut-out-lossy.webp");
    let frame = webp.windows(4).position(|name| name == b"VP8 ").unwrap();
    webp[frame + 14..frame + 18].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    assert_eq!(code(&webp), "photo-damaged");

    // A JPEG file that never stops getting sharper.
    let jpeg = file("progressive.jpg");
    let scans = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    let endless = [&jpeg[..scans], &jpeg[scans..jpeg.len() - 2].repeat(100)].concat();
    assert_eq!(code(&endless), "photo-unusual-format");
}

#[test]
fn files_that_are_no_photos_are_called_by_their_names() {
    for (bytes, what) in [
        (&b"\0\0\0\x1cftypavif\0\0\0\0mif1avif"[..], "AVIF"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"MM\0*\0\0\0\x08", "TIFF"),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01", "raw"),
        (b"FUJIFILMCCD-RAW 0201", "raw"),
        (b"%PDF-1.7", "PDF"),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"  <svg/>", "SVG"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\0\0\0\x20ftypisom\0\0\x02\0", "video"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0", "video"),
        (b"RIFF\0\0\0\0AVI LIST", "video"),
        (b"\xff\x0a\0", "JPEG XL"),
    ] {
        let error = Photo::decode(bytes, None).unwrap_err();
        assert_eq!(error.code(), "photo-unsupported-format", "{what}");
        assert!(error.to_string().contains(what), "{error}");
    }
    assert_eq!(code(b""), "photo-empty-file");
    for text in [&b"just a text"[..], b"\0\0\0\0", b"RIFF", b"\0\0\0\x08ftyp", b"G", b"\x89PN"] {
        assert!(["photo-unknown-format", "photo-unsupported-format"].contains(&code(text)), "{text:?}");
    }
}

#[test]
fn a_photo_that_was_not_copied_to_its_end_is_read_or_refused() {
    for (name, bytes) in corpus() {
        let step = bytes.len().div_ceil(400);
        for length in (0..bytes.len()).step_by(step) {
            if let Err(error) = Photo::decode(&bytes[..length], None) {
                assert!(!matches!(error, HeroError::TooManyPixels { .. }), "{name} {length}: {error}");
            }
        }
    }
}

proptest! {
    #[test]
    fn a_damaged_photo_is_read_or_refused(
        which in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let files = corpus();
        let (_, mut bytes) = files[which.index(files.len())].clone();
        for (place, value) in damage {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if let Ok(photo) = Photo::decode(&bytes, None) {
            let (width, height) = (photo.picture.width, photo.picture.height);
            prop_assert!(width.max(height) <= Photo::WORK_PX);
            prop_assert_eq!(photo.picture.pixels.len(), (width * height) as usize);
        }
    }
}
