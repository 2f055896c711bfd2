//! Golden scenes: a folder with a game, inputs, and what is to be seen.
//!
//! | file | what |
//! | --- | --- |
//! | `game.json` | a document; its slots are filled with our own garden art |
//! | `input.txt` | a replay as text; its first comment says what one should see, `# look: words` asks for a picture |
//! | `proof.replay.txt` | where there is one, the replay that beats the first level, for the attract mode |
//! | `expected.draw.txt` | the draw list of every moment looked at |
//! | `expected.png` | those moments, one below the other |
//! | `expected.hash.txt` | the state's hash every second |

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, Result, bail};
use snapcade_app::{compile_project, sample::add_garden_art, state_hashes};
use snapcade_game::{Game, Project};
use snapcade_paint::{Canvas, Painter};
use snapcade_play::{DrawList, Pack, Replay};

/// Set to 1 it makes [`check`] write what it should compare with.
pub const BLESS: &str = "SNAPCADE_BLESS";

const DRAW: &str = "expected.draw.txt";
const PICTURE: &str = "expected.png";
const HASHES: &str = "expected.hash.txt";
/// So many differing lines are shown.
const LINES_SHOWN: usize = 6;

/// A moment of a scene that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// After so many ticks.
    pub tick: u64,
    /// What one should see.
    pub caption: String,
}

/// A scene that can be played.
#[derive(Debug)]
pub struct Scene {
    /// The game.
    pub pack: Arc<Pack>,
    /// The inputs.
    pub replay: Replay,
    /// Where to look, in the order of time; at least at the end.
    pub moments: Vec<Moment>,
}

/// What is to be seen in a scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// The draw lists as text.
    pub draw: String,
    /// The pictures, one below the other.
    pub picture: Canvas,
    /// The hashes as text.
    pub hashes: String,
}

/// The folder with all scenes.
pub fn scenes_folder() -> PathBuf {
    crate::house().join("tests/golden")
}

impl Scene {
    /// Reads the game and the inputs of a folder.
    pub fn open(folder: &Path) -> Result<Self> {
        let read = |name: &str| fs::read(folder.join(name)).with_context(|| format!("{name} cannot be read"));
        let mut project = Project::new(Game::from_json(&read("game.json")?).context("game.json")?);
        add_garden_art(&mut project)?;
        if let Ok(proof) = fs::read_to_string(folder.join("proof.replay.txt")) {
            let hash = project.add_asset(Replay::parse(&proof).context("proof.replay.txt")?.encode());
            let first = project.game.levels.in_order().first().map(|&(&id, _)| id);
            if let Some(level) = first.and_then(|id| project.game.levels.get_mut(&id)) {
                level.proof = Some(hash);
            }
        }
        let pack = Arc::new(compile_project(&project).context("game.json")?);
        let input = String::from_utf8(read("input.txt")?).context("input.txt")?;
        let replay = Replay::parse(&input).context("input.txt")?;
        let moments = moments(&input, replay.ticks())?;
        Ok(Self { pack, replay, moments })
    }

    /// Plays the scene and looks at its moments.
    pub fn play(&self) -> Sight {
        let painter = Painter::new(self.pack.atlas());
        let (mut list, mut canvas) = (DrawList::default(), Canvas::screen());
        let mut world = self.replay.world(Arc::clone(&self.pack));
        let mut inputs = self.replay.inputs();
        let (mut tick, mut draw, mut pictures) = (0, String::new(), Vec::new());
        for moment in &self.moments {
            while tick < moment.tick {
                let Some(input) = inputs.next() else { break };
                world.tick(input);
                tick += 1;
            }
            world.draw_into(&mut list);
            painter.paint(&list, &mut canvas);
            let _ = writeln!(draw, "tick {}: {}", moment.tick, moment.caption);
            draw.push_str(&list.dump(&self.pack));
            pictures.push(canvas.clone());
        }
        let hashes = state_hashes(&self.pack, &self.replay).iter().fold(String::new(), |mut text, line| {
            let _ = writeln!(text, "{line}");
            text
        });
        Sight { draw, picture: stacked(&pictures), hashes }
    }
}

/// The moments that the comments of `input.txt` ask for; the last one when they ask for none.
fn moments(input: &str, ticks: u64) -> Result<Vec<Moment>> {
    let mut moments = Vec::new();
    let mut before = String::new();
    for line in input.lines() {
        if let Some(words) = line.strip_prefix("# look") {
            let caption = words.strip_prefix(':').unwrap_or(words).trim().to_owned();
            moments.push(Moment { tick: Replay::parse(&before)?.ticks(), caption });
        }
        before.push_str(line);
        before.push('\n');
    }
    if moments.is_empty() {
        moments.push(Moment { tick: ticks, caption: "the end".to_owned() });
    }
    Ok(moments)
}

/// Pictures of one width, one below the other.
fn stacked(pictures: &[Canvas]) -> Canvas {
    let width = pictures.iter().map(Canvas::width).max().unwrap_or(0);
    let mut all = Canvas::new(width, pictures.iter().map(Canvas::height).sum());
    let mut top = 0;
    for picture in pictures {
        for (i, &pixel) in picture.pixels().iter().enumerate() {
            all.set(i % picture.width(), top + i / picture.width(), pixel);
        }
        top += picture.height();
    }
    all
}

/// Plays a scene and compares it with what its folder expects, or writes that when [`BLESS`] is set.
///
/// What differs is written beside it as `expected.actual.*` and `expected.diff.png`.
pub fn check(name: &str) -> Result<()> {
    let folder = scenes_folder().join(name);
    let sight = Scene::open(&folder).with_context(|| format!("scene {name}"))?.play();
    let write = |file: &str, bytes: &[u8]| {
        fs::write(folder.join(file), bytes).with_context(|| format!("{file} cannot be written"))
    };
    if std::env::var_os(BLESS).is_some_and(|value| value == "1") {
        write(DRAW, sight.draw.as_bytes())?;
        write(PICTURE, &sight.picture.to_png()?)?;
        return write(HASHES, sight.hashes.as_bytes());
    }
    for left_over in
        ["expected.actual.draw.txt", "expected.actual.hash.txt", "expected.actual.png", "expected.diff.png"]
    {
        let _ = fs::remove_file(folder.join(left_over));
    }
    let text = |file: &str| fs::read_to_string(folder.join(file)).unwrap_or_default();
    let mut message = String::new();
    if let Some(difference) = differing_lines(&text(DRAW), &sight.draw) {
        write("expected.actual.draw.txt", sight.draw.as_bytes())?;
        let _ = writeln!(message, "{DRAW} differs:\n{difference}");
    }
    if let Some(difference) = differing_lines(&text(HASHES), &sight.hashes) {
        write("expected.actual.hash.txt", sight.hashes.as_bytes())?;
        let _ = writeln!(message, "{HASHES} differs:\n{difference}");
    }
    let expected = fs::read(folder.join(PICTURE)).ok().and_then(|bytes| Canvas::from_png(&bytes).ok());
    if expected.as_ref() != Some(&sight.picture) {
        write("expected.actual.png", &sight.picture.to_png()?)?;
        match expected.and_then(|expected| expected.difference(&sight.picture)) {
            Some(difference) => {
                write("expected.diff.png", &difference.picture.to_png()?)?;
                let (pixels, greatest) = (difference.pixels, difference.greatest);
                let _ = writeln!(message, "{PICTURE} differs: {pixels} pixels, by up to {greatest} of 255");
            }
            None => {
                let _ = writeln!(message, "{PICTURE} is missing or of another size");
            }
        }
    }
    if !message.is_empty() {
        bail!("scene {name}\n{message}Look at {}; `cargo xtask bless` accepts it.", folder.display());
    }
    Ok(())
}

/// The first lines in which two texts differ.
fn differing_lines(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let (mut left, mut right) = (expected.lines(), actual.lines());
    let (mut text, mut shown) = (String::new(), 0);
    for number in 1.. {
        let pair = (left.next(), right.next());
        if pair == (None, None) || shown == LINES_SHOWN {
            break;
        }
        if pair.0 != pair.1 {
            let line = |line: Option<&str>| line.unwrap_or("(nothing)").to_owned();
            let _ = writeln!(text, "  line {number}\n  - {}\n  + {}", line(pair.0), line(pair.1));
            shown += 1;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_taken_where_they_stand() {
        let input = "# A hop.\nright 10\n# look: on the ground\njump 5\n# look\nnone 3\n";
        let moment = |tick, caption: &str| Moment { tick, caption: caption.to_owned() };
        assert_eq!(moments(input, 18).unwrap(), [moment(10, "on the ground"), moment(15, "")]);
        assert_eq!(moments("right 10", 10).unwrap(), [moment(10, "the end")]);
    }

    #[test]
    fn differences_name_their_lines() {
        assert_eq!(differing_lines("a\nb\n", "a\nb\n"), None);
        let text = differing_lines("a\nb\n", "a\nc\nd\n").unwrap();
        assert_eq!(text, "  line 2\n  - b\n  + c\n  line 3\n  - (nothing)\n  + d\n");
    }
}
