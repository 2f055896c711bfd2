//! The JSON beside a picture, field by field.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

#[derive(Serialize, Deserialize)]
pub(super) struct File {
    pub(super) frames: Frames,
    pub(super) meta: Meta,
}

/// The frames in their order. Aseprite writes them as a list or, by their names, as an object.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Frames(pub(super) Vec<Frame>);

impl<'de> Deserialize<'de> for Frames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListOrObject;
        impl<'de> de::Visitor<'de> for ListOrObject {
            type Value = Frames;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("frames as a list or an object")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Frames, A::Error> {
                let mut frames = Vec::new();
                while let Some(frame) = seq.next_element()? {
                    frames.push(frame);
                }
                Ok(Frames(frames))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Frames, A::Error> {
                let mut frames = Vec::new();
                while let Some((name, frame)) = map.next_entry::<String, Frame>()? {
                    frames.push(Frame { filename: Some(name), ..frame });
                }
                Ok(Frames(frames))
            }
        }
        deserializer.deserialize_any(ListOrObject)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Frame {
    pub(super) filename: Option<String>,
    /// Its place in the picture.
    #[serde(rename = "frame")]
    pub(super) cut: Rect,
    #[serde(default)]
    pub(super) rotated: bool,
    #[serde(default)]
    pub(super) trimmed: bool,
    pub(super) sprite_source_size: Option<Rect>,
    pub(super) source_size: Option<Extent>,
    /// In milliseconds. Other programs that write this format leave it out.
    #[serde(default = "usual_duration")]
    pub(super) duration: u32,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct Rect {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) w: u32,
    pub(super) h: u32,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
pub(super) struct Extent {
    pub(super) w: u32,
    pub(super) h: u32,
}

/// What is said of the whole picture. Only what we read is held to its form: other programs write, for example, the
/// scale as a number.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Meta {
    #[serde(skip_deserializing)]
    pub(super) app: String,
    #[serde(skip_deserializing)]
    pub(super) version: String,
    #[serde(skip_deserializing)]
    pub(super) image: String,
    #[serde(skip_deserializing)]
    pub(super) format: String,
    #[serde(skip_deserializing)]
    pub(super) size: Option<Extent>,
    #[serde(skip_deserializing)]
    pub(super) scale: String,
    #[serde(default)]
    pub(super) frame_tags: Vec<FrameTag>,
    #[serde(default)]
    pub(super) slices: Vec<Slice>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct FrameTag {
    pub(super) name: String,
    pub(super) from: u32,
    pub(super) to: u32,
    #[serde(default)]
    pub(super) direction: String,
    /// How often it is played, as text; absent for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) repeat: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Slice {
    pub(super) name: String,
    #[serde(default)]
    pub(super) keys: Vec<SliceKey>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SliceKey {
    pub(super) frame: u32,
    pub(super) bounds: Rect,
    pub(super) pivot: Option<Pivot>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Pivot {
    pub(super) x: i16,
    pub(super) y: i16,
}

/// What Aseprite gives a new frame, in milliseconds.
pub(super) fn usual_duration() -> u32 {
    100
}
