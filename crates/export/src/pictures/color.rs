//! Colours `0xRRGGBB`.

use std::collections::BTreeMap;

use snapcade_paint::Canvas;

/// A colour that is `percent` of the way from one to another.
pub fn mixed(from: u32, to: u32, percent: u32) -> u32 {
    let channel = |shift: u32| {
        let (from, to) = (from >> shift & 255, to >> shift & 255);
        ((from * (100 - percent) + to * percent + 50) / 100) << shift
    };
    channel(16) | channel(8) | channel(0)
}

/// How bright a colour is, from 0 to 255.
pub fn brightness(color: u32) -> u32 {
    ((color >> 16 & 255) * 299 + (color >> 8 & 255) * 587 + (color & 255) * 114) / 1000
}

/// The colour of a game's world: what most of the upper half of its title screen shows, its sky. Of two that are about as
/// frequent it is the more colourful one.
pub fn of_sky(title: &Canvas) -> u32 {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for &pixel in &title.pixels()[..title.pixels().len() / 2] {
        *counts.entry(pixel).or_default() += 1;
    }
    let weight = |(color, count): &(u32, u32)| count * (24 + colorfulness(*color));
    counts.into_iter().max_by_key(weight).map_or(0, |(color, _)| color)
}

/// How far the strongest channel is from the weakest.
fn colorfulness(color: u32) -> u32 {
    let channels = [color >> 16 & 255, color >> 8 & 255, color & 255];
    channels.iter().max().unwrap_or(&0) - channels.iter().min().unwrap_or(&0)
}

/// As CSS writes it.
pub fn css(color: u32) -> String {
    format!("#{color:06x}")
}
