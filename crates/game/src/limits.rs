//! How much a game may hold. A limit that is passed is a fault that names the place, never a silent cut.

/// Levels in one game.
pub const LEVELS: usize = 32;
/// Width of a level in tiles.
pub const LEVEL_WIDTH_TILES: u32 = 1024;
/// Height of a level in tiles.
pub const LEVEL_HEIGHT_TILES: u32 = 256;
/// Actors placed in one level.
pub const ACTORS_PER_LEVEL: usize = 4096;
/// Checkpoints in one level.
pub const CHECKPOINTS_PER_LEVEL: usize = 64;
/// Texts standing in one level.
pub const TEXTS_PER_LEVEL: usize = 128;
/// Backdrop layers of one level.
pub const LAYERS_PER_LEVEL: usize = 12;
/// Actor kinds in one game.
pub const KINDS: usize = 256;
/// Conversations in one game.
pub const DIALOGUES: usize = 128;
/// Lines in one conversation.
pub const LINES_PER_DIALOGUE: usize = 128;
/// Choices below one line; more do not fit the screen.
pub const CHOICES_PER_LINE: usize = 4;
/// Sheets of art, and likewise sounds, in one game.
pub const SLOTS: usize = 256;
/// Waypoints of one actor's path.
pub const PATH_POINTS: usize = 16;

/// Characters in a title.
pub const TITLE_CHARS: usize = 60;
/// Characters in a nickname, a theme, a level's or a kind's name.
pub const NAME_CHARS: usize = 40;
/// Characters in one line of a conversation or one text.
pub const WORDS_CHARS: usize = 240;
/// Characters in one choice.
pub const CHOICE_CHARS: usize = 40;

/// Width and height of a sheet's frame in pixels.
pub const FRAME_PX: u16 = 512;
/// Frames in one sheet.
pub const FRAMES_PER_SHEET: usize = 1024;
/// Pixels of all frames of one sheet together.
pub const SHEET_PIXELS: usize = 4 << 20;
/// Pixels of all sheets of one game together, and of the pictures that they are cut from.
pub const ART_PIXELS: usize = 32 << 20;
/// Animations of one sheet.
pub const TAGS_PER_SHEET: usize = 256;
/// How long one frame is shown, in ticks.
pub const FRAME_TICKS: u16 = 3600;
/// Colours of one sheet, the see-through one included.
pub const SHEET_COLORS: usize = 256;

/// Bytes of a document's JSON.
pub const DOCUMENT_BYTES: usize = 48 << 20;
/// Bytes of one asset.
pub const ASSET_BYTES: usize = 16 << 20;
/// Bytes of everything in an archive, unpacked.
pub const ARCHIVE_BYTES: usize = 96 << 20;
/// Files in an archive.
pub const ARCHIVE_FILES: usize = 1024;
/// Edits in one batch, and points in one stroke or path of cells.
pub const BATCH: usize = 1 << 16;
/// How deep batches may stand in batches.
pub const BATCH_DEPTH: usize = 8;
