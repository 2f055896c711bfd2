//! What of a photo is wanted, and how large.

use crate::{
    grid::Rect,
    hero::{HeroError, Photo, photo::PhotoFormat},
};

use super::{
    Wanted,
    reduce::{Reducer, Window},
    turn::Turn,
};

/// What of a photo is read. Only what the file stores is meant by width and height here, unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// How the stored picture is to be turned.
    pub turn: Turn,
    /// The part that is read, of the upright picture.
    pub shown: Rect,
    /// The same of the stored picture.
    pub part: Rect,
    /// How large the stored picture is.
    pub stored: (u32, u32),
    /// How large `part` will be made.
    pub size: (u32, u32),
}

impl View {
    /// The view of a stored picture that is wanted, if the picture is within the limits of [`Photo`].
    pub fn new(stored: (u32, u32), Wanted { turn, crop }: Wanted) -> Result<Self, HeroError> {
        let (width, height) = turn.size(stored);
        if u64::from(width) * u64::from(height) > Photo::MAX_PIXELS {
            return Err(HeroError::TooManyPixels { width, height });
        }
        if width.min(height) < Photo::MIN_SIDE_PX {
            return Err(HeroError::TooSmall { width, height });
        }
        let whole = Rect { x: 0, y: 0, width, height };
        let shown = crop.map_or(Some(whole), |crop| inside(crop, whole)).ok_or(HeroError::CropOutside)?;
        let part = turn.stored_part(shown, stored);
        let scale = f64::from(Photo::WORK_PX) / f64::from(part.width.max(part.height));
        let scaled = |side: u32| ((f64::from(side) * scale.min(1.0)).round() as u32).max(1);
        Ok(Self { turn, shown, part, stored, size: (scaled(part.width), scaled(part.height)) })
    }

    /// An error if reading the picture would take more than [`Photo::MAX_MEMORY`], given what a pixel takes.
    pub fn check_memory(&self, format: PhotoFormat, bytes_per_pixel: f64) -> Result<(), HeroError> {
        let (width, height) = self.stored;
        if f64::from(width) * f64::from(height) * bytes_per_pixel > f64::from(Photo::MAX_MEMORY) {
            return Err(HeroError::TooMuchMemory { format, width, height });
        }
        Ok(())
    }

    /// What makes the part small, from a picture that a decoder has already brought to `decoded` pixels.
    pub fn reducer(&self, decoded: (u32, u32)) -> Reducer {
        let (x, y) = (f64::from(decoded.0) / f64::from(self.stored.0), f64::from(decoded.1) / f64::from(self.stored.1));
        let window = Window {
            x: f64::from(self.part.x) * x,
            y: f64::from(self.part.y) * y,
            width: f64::from(self.part.width) * x,
            height: f64::from(self.part.height) * y,
        };
        Reducer::new(decoded, window, self.size)
    }
}

/// What of a crop is inside a photo; none if that is too small.
fn inside(crop: Rect, whole: Rect) -> Option<Rect> {
    let (left, right) = overlap(crop.x, crop.width, whole.width)?;
    let (top, bottom) = overlap(crop.y, crop.height, whole.height)?;
    Some(Rect { x: left as i32, y: top as i32, width: right - left, height: bottom - top })
}

/// Where `length` pixels from `start` begin and end within `whole` pixels.
fn overlap(start: i32, length: u32, whole: u32) -> Option<(u32, u32)> {
    let end = (i64::from(start) + i64::from(length)).clamp(0, i64::from(whole)) as u32;
    let start = i64::from(start).clamp(0, i64::from(whole)) as u32;
    (end.saturating_sub(start) >= Photo::MIN_SIDE_PX).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(stored: (u32, u32), crop: Option<[i32; 4]>) -> Result<View, HeroError> {
        let crop = crop.map(|[x, y, width, height]| Rect { x, y, width: width as u32, height: height as u32 });
        View::new(stored, Wanted { turn: Turn::default(), crop })
    }

    #[test]
    fn a_crop_is_kept_inside_the_photo() {
        let shown = |crop| view((800, 600), Some(crop)).map(|view| view.shown);
        assert_eq!(shown([-10, -20, 200, 100]), Ok(Rect { x: 0, y: 0, width: 190, height: 80 }));
        assert_eq!(shown([700, 500, i32::MAX, -1]), Ok(Rect { x: 700, y: 500, width: 100, height: 100 }));
        for outside in [[800, 0, 100, 100], [-100, 0, 100, 100], [0, 0, 63, 100], [750, 0, 100, 100], [0; 4]] {
            assert_eq!(shown(outside), Err(HeroError::CropOutside), "{outside:?}");
        }
        assert_eq!(shown([i32::MIN, i32::MIN, i32::MAX, i32::MAX]), Err(HeroError::CropOutside));
    }

    #[test]
    fn the_longer_side_of_what_is_shown_is_at_most_as_long_as_the_work_needs() {
        let size = |stored, crop| view(stored, crop).map(|view| view.size);
        assert_eq!(size((768, 700), None), Ok((768, 700)));
        assert_eq!(size((4000, 3000), None), Ok((768, 576)));
        assert_eq!(size((4000, 3000), Some([0, 0, 300, 400])), Ok((300, 400)));
        assert_eq!(size((700_000, 64), None), Ok((768, 1)));
    }

    #[test]
    fn too_large_and_too_small_photos_are_refused() {
        assert_eq!(view((50_001, 1000), None), Err(HeroError::TooManyPixels { width: 50_001, height: 1000 }));
        assert!(matches!(view((u32::MAX, u32::MAX), None), Err(HeroError::TooManyPixels { .. })));
        assert_eq!(view((5000, 63), None), Err(HeroError::TooSmall { width: 5000, height: 63 }));
        assert!(matches!(view((0, 0), None), Err(HeroError::TooSmall { .. })));
    }
}
