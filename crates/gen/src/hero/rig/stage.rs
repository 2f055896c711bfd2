//! Where parts are put together into frames, and frames into clips.

use snapcade_game::sheet::Repeat;

use crate::{
    grid::{Picture, Rect},
    hero::{CLIPS, Clip, Style},
};

use super::warp::Placed;

/// A frame in the making. Its origin is the corner above which feet stand, in the middle; rows go down, so that everything
/// lies at negative rows. Much larger than a frame: how far parts reach out is known in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    canvas: Picture,
    /// The canvas's column and row at the origin.
    origin: (i32, i32),
}

/// How long each frame is shown, in ticks, and how a clip goes on; in the order of [`CLIPS`].
const TIMES: [(u16, Repeat); 9] = [
    (12, Repeat::Loop),
    (5, Repeat::Loop),
    (6, Repeat::Once),
    (6, Repeat::Loop),
    (8, Repeat::Loop),
    (8, Repeat::Loop),
    (6, Repeat::Loop),
    (10, Repeat::Loop),
    (6, Repeat::Once),
];

impl Stage {
    /// An empty stage for frames of a style.
    pub fn new(style: Style) -> Self {
        let side = style.frame_px();
        let origin = (side as i32, side as i32 * 3 / 2);
        Self { canvas: Picture::filled(side * 2, side * 2, [0; 4]), origin }
    }

    /// Puts a part over what is there. With a `rim`, what is there gets that colour where the part touches it, so that the
    /// part stands out.
    pub fn put(&mut self, part: &Placed, rim: Option<[u8; 3]>) {
        let picture = &part.picture;
        let (left, top) = (part.x + self.origin.0, part.y + self.origin.1);
        let solid = |x: i32, y: i32| picture.get(x, y).is_some_and(|pixel| pixel[3] > 0);
        for y in -1..=picture.height as i32 {
            for x in -1..=picture.width as i32 {
                if solid(x, y) {
                    self.canvas.set(left + x, top + y, picture.get(x, y).unwrap_or([0; 4]));
                } else if let Some([r, g, b]) = rim
                    && self.canvas.get(left + x, top + y).is_some_and(|pixel| pixel[3] > 0)
                    && (solid(x - 1, y) || solid(x + 1, y) || solid(x, y - 1) || solid(x, y + 1))
                {
                    self.canvas.set(left + x, top + y, [r, g, b, 255]);
                }
            }
        }
    }

    /// Surrounds everything with `pixels` rows of one colour.
    pub fn border(&mut self, color: [u8; 3], pixels: u32) {
        let [r, g, b] = color;
        for _ in 0..pixels {
            let before = self.canvas.clone();
            let Some(bounds) = before.bounds(|pixel| pixel[3] > 0) else { return };
            for y in bounds.y - 1..=bounds.y + bounds.height as i32 {
                for x in bounds.x - 1..=bounds.x + bounds.width as i32 {
                    let near = |dx: i32, dy: i32| before.get(x + dx, y + dy).is_some_and(|pixel| pixel[3] > 0);
                    if !near(0, 0) && (near(1, 0) || near(-1, 0) || near(0, 1) || near(0, -1)) {
                        self.canvas.set(x, y, [r, g, b, 255]);
                    }
                }
            }
        }
    }

    /// The frame, standing on its feet's row, and how many pixels reach too far for it.
    fn frame(&self, style: Style) -> (Picture, u32) {
        let side = style.frame_px() as i32;
        let room = side - 2;
        let Some(bounds) = self.canvas.bounds(|pixel| pixel[3] > 0) else {
            return (Picture::filled(side as u32, side as u32, [0; 4]), 0);
        };
        let (width, height) = (bounds.width as i32, bounds.height as i32);
        let too_far = (width - room).max(height - room).max(0);
        // Stays where it is when it can, so that nothing trembles from frame to frame.
        let mut left = self.origin.0 - side / 2;
        left = left.max(bounds.x + width - side + 1).min((bounds.x - 1).max(bounds.x + (width - side) / 2));
        let top = bounds.y + height - 1 - style.feet_row() as i32;
        let rect = Rect { x: left, y: top, width: side as u32, height: side as u32 };
        let mut frame = self.canvas.cut(rect, [0; 4]);
        for i in 0..side {
            for (x, y) in [(i, 0), (i, side - 1), (0, i), (side - 1, i)] {
                frame.set(x, y, [0; 4]);
            }
        }
        (frame, too_far as u32)
    }
}

/// Builds all clips, smaller and smaller until no frame reaches beyond its margin. `build` gets how much of the room it may
/// take, from 1 down, and returns the stages of every clip in the order of [`CLIPS`].
pub fn clips(style: Style, mut build: impl FnMut(f32) -> [Vec<Stage>; 9]) -> Vec<Clip> {
    /// More often than needed for any real picture.
    const TRIES: usize = 6;
    let mut room = 1.0;
    let mut clips = Vec::new();
    for _ in 0..TRIES {
        let mut most = 0;
        clips = CLIPS
            .iter()
            .zip(TIMES)
            .zip(build(room))
            .map(|((&name, (ticks, repeat)), stages)| {
                let frames = stages.iter().map(|stage| {
                    let (frame, too_far) = stage.frame(style);
                    most = most.max(too_far);
                    frame
                });
                Clip { name, ticks, repeat, frames: frames.collect() }
            })
            .collect();
        if most == 0 {
            break;
        }
        let side = style.frame_px() as f32;
        room *= side / (side + most as f32 + 0.5);
    }
    clips
}
