//! Animations by the names of their frames, for descriptions without tags.

use super::description::{Frame, FrameTag};
use crate::{limits, text};

/// Runs of frames whose names differ only in their numbers. A single one is the name of the picture, not of an animation.
pub(super) fn tags(frames: &[Frame]) -> Vec<FrameTag> {
    let mut tags: Vec<FrameTag> = Vec::new();
    let mut before = None;
    for (i, frame) in (0..).zip(frames) {
        let stem = frame.filename.as_deref().map(stem);
        match (stem, tags.last_mut()) {
            (Some(stem), Some(tag)) if before == Some(stem) => tag.to = i,
            (Some(stem), _) if text::check_filled(stem, limits::NAME_CHARS).is_ok() => tags.push(FrameTag {
                name: stem.to_owned(),
                from: i,
                to: i,
                direction: "forward".to_owned(),
                repeat: None,
            }),
            _ => return Vec::new(),
        }
        before = stem;
    }
    if (2..=limits::TAGS_PER_SHEET).contains(&tags.len()) { tags } else { Vec::new() }
}

/// A frame's name without its folders, its ending, its number and what stands between.
fn stem(name: &str) -> &str {
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || " _-/()#".contains(c));
    name.rsplit_once('/').map_or(name, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_endings_do_not_count() {
        let names = ["idle_01.png", "hero/run/0003.png", "jump (2)", "fall", "7", "climb-1.5"];
        assert_eq!(names.map(stem), ["idle", "run", "jump", "fall", "", "climb"]);
    }
}
