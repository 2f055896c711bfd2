//! Sheets as other programs write them, and ours as other programs read them.

#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

use snapcade_game::{
    Sheet,
    sheet::{Repeat, Rgba, Tag, aseprite},
};

const RED: [u8; 4] = [255, 0, 0, 255];
const BLUE: [u8; 4] = [0, 0, 255, 255];
const NONE: [u8; 4] = [0; 4];

/// A picture in full colour with opacity, as most programs save it.
fn rgba(width: u32, pixels: &[[u8; 4]]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, pixels.len() as u32 / width);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&pixels.concat()).unwrap();
    out
}

fn tag(name: &str, first: u16, count: u16) -> Tag {
    Tag { name: name.into(), first, count, repeat: Repeat::Loop }
}

/// Three trimmed frames by name without tags, the scale as a number: the form of TexturePacker and Free Texture Packer.
const PACKED: &str = r#"{ "frames": {
  "hero/idle_1.png": { "frame": {"x":0,"y":0,"w":1,"h":2}, "rotated": false, "trimmed": true,
    "spriteSourceSize": {"x":1,"y":0,"w":1,"h":2}, "sourceSize": {"w":2,"h":2}, "pivot": {"x":0.5,"y":1} },
  "hero/run_1.png": { "frame": {"x":1,"y":0,"w":2,"h":1}, "rotated": false, "trimmed": true,
    "spriteSourceSize": {"x":0,"y":1,"w":2,"h":1}, "sourceSize": {"w":2,"h":2}, "pivot": {"x":0.5,"y":1} },
  "hero/run_2.png": { "frame": {"x":3,"y":0,"w":1,"h":1}, "rotated": false, "trimmed": true,
    "spriteSourceSize": {"x":0,"y":0,"w":1,"h":1}, "sourceSize": {"w":2,"h":2}, "pivot": {"x":0.5,"y":1} } },
 "meta": { "app": "http://free-tex-packer.com", "version": 0.6, "image": "hero.png", "format": "RGBA8888",
  "size": {"w": 4, "h": 2}, "scale": 1, "related_multi_packs": [] } }"#;

#[test]
fn frames_of_a_packer_are_animations_by_their_names() {
    let image = rgba(4, &[RED, BLUE, BLUE, RED, BLUE, NONE, NONE, NONE]);
    let sheet = aseprite::decode(&image, PACKED.as_bytes()).unwrap();
    assert_eq!(sheet.palette, [Rgba::CLEAR, Rgba::rgb(0x00ff_0000), Rgba::rgb(0x0000_00ff)]);
    assert_eq!(sheet.frames, [[0, 1, 0, 2], [0, 0, 2, 2], [1, 0, 0, 0]]);
    assert_eq!(sheet.ticks, [6; 3]);
    assert_eq!(sheet.tags, [tag("idle", 0, 1), tag("run", 1, 2)]);
}

#[test]
fn numbered_frames_of_one_name_are_no_animation() {
    let image = rgba(4, &[RED, BLUE, BLUE, RED, BLUE, NONE, NONE, NONE]);
    let one_name = PACKED.replace("hero/run_", "hero/idle_2");
    assert_eq!(aseprite::decode(&image, one_name.as_bytes()).unwrap().tags, []);
    // Names that could be no animation's are no reason to refuse the sheet.
    let long = PACKED.replace("run_", &"r".repeat(41));
    assert_eq!(aseprite::decode(&image, long.as_bytes()).unwrap().tags, []);
}

#[test]
fn a_strip_without_a_description_has_square_frames() {
    let strip = rgba(4, &[RED, NONE, BLUE, BLUE, NONE, RED, BLUE, RED]);
    let sheet = aseprite::decode_strip(&strip).unwrap();
    assert_eq!((sheet.width, sheet.height, sheet.anchor), (2, 2, (1, 2)));
    assert_eq!(sheet.frames, [[1, 0, 0, 1], [2, 2, 2, 1]]);
    assert_eq!((sheet.ticks, sheet.tags), (vec![6, 6], vec![]));
    // What is higher than wide is one frame.
    let tall = aseprite::decode_strip(&rgba(1, &[RED, BLUE, NONE])).unwrap();
    assert_eq!((tall.width, tall.height, tall.frames), (1, 3, vec![vec![1, 2, 0]]));
    let refusal = |image: &[u8]| aseprite::decode_strip(image).unwrap_err().to_string();
    let said = "the picture: without its JSON, a picture has to be one row of square frames";
    assert_eq!(refusal(&rgba(3, &[RED; 6])), said);
    assert!(refusal(&rgba(513, &vec![RED; 513 * 513])).starts_with("the picture: a frame is 1 to 512 pixels"));
    assert!(refusal(&rgba(1025, &[RED; 1025])).starts_with("the picture: a frame is 1 to 512 pixels"));
    assert!(refusal(&strip[..strip.len() / 2]).starts_with("the picture: "));
}

/// Phaser's `createFromAseprite` asks both the description and the picture for frame "0", "1" and so on.
#[test]
fn phaser_finds_every_frame_of_a_tag() {
    let sheet = Sheet {
        width: 1,
        height: 1,
        anchor: (0, 1),
        palette: vec![Rgba::CLEAR, Rgba::rgb(0)],
        frames: vec![vec![0], vec![1]],
        ticks: vec![6, 12],
        tags: vec![Tag { repeat: Repeat::PingPong, ..tag("run", 0, 2) }],
    };
    let (_, json) = aseprite::encode(&sheet, "hero").unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let frames = json["frames"].as_array().unwrap();
    let names: Vec<_> = frames.iter().map(|frame| frame["filename"].as_str().unwrap()).collect();
    assert_eq!(names, ["0", "1"]);
    let durations: Vec<_> = frames.iter().map(|frame| frame["duration"].as_u64().unwrap()).collect();
    assert_eq!(durations, [100, 200]);
    assert_eq!(json["meta"]["frameTags"][0]["direction"], "pingpong");
    assert_eq!((&json["meta"]["format"], &json["meta"]["scale"]), (&"I8".into(), &"1".into()));
    assert_eq!(json["meta"]["image"], "hero.png");
}
