//! Composing: a theme, a mood and a seed become a song.
//!
//! A song is made as songs are: a key and a tempo from theme and mood (`style`), chord progressions (`progressions`), a melody from a motif that is
//! asked, answered, moved and brought home (`melody`), and an accompaniment that grows from section to section (`accompany`).

mod accompany;
mod grooves;
mod harmony;
mod levels;
mod melody;
mod patches;
mod progressions;
mod rhythm;
mod style;
mod themes;

use accompany::Staff;
use harmony::KeyChord;
use melody::{Frame, Tone};
use style::Style;

use crate::{
    drum::Drum,
    patch::TICKS_PER_SECOND,
    rng::Pcg32,
    song::{Harmony, Note, Part, Pattern, Song, Track},
    theme::{Mood, Theme},
};

/// A song lasts no longer than this before it repeats.
const LONGEST_LOOP_SECS: u32 = 88;

/// How much plays in a section.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scoring {
    /// Melody, bass and chords.
    Opening,
    /// With answers and a lively bass.
    Growing,
    /// Long tones under the melody.
    Singing,
    /// Few drums: a breath before the end.
    Bridge,
    /// Everything, with a second voice.
    Full,
}

/// A section: which tune, how it is played.
#[derive(Clone, Copy)]
enum Tune {
    A,
    B,
    Bridge,
}

/// Composes the song of a theme in a mood. Equal seeds give equal songs; different seeds different tunes in the same style.
pub fn compose(theme: Theme, mood: Mood, seed: u64) -> Song {
    let style = style::style(theme, mood);
    let mut rng = Pcg32::new(seed ^ ((theme as u64) << 56) ^ ((mood as u64) << 48));
    let tonic = 60 + i32::from(theme.tonic());
    let tonic = if tonic > 66 { tonic - 12 } else { tonic };
    let progressions = progressions::of(style.mode, style.dark);
    let sections = form(&style, mood);

    let mut tunes: Vec<(&'static str, Vec<Tone>)> = Vec::new();
    for (from, tune) in
        [(progressions.tune, Tune::A), (progressions.contrast, Tune::B), (progressions.bridge, Tune::Bridge)]
    {
        let progression = rng.pick(from);
        let chords = chords_by_row(progression, &style);
        // The middle of the tune's reach as a MIDI note: a contrast lies higher, a bridge lower.
        let centre = match tune {
            Tune::A => 74,
            Tune::B => 77,
            Tune::Bridge => 73,
        };
        let lowest = step_near(&style, centre - tonic) - melody::REACH as i32 / 2;
        let frame = Frame {
            feel: style.feel,
            chords: &chords,
            lowest,
            pentatonic: style.pentatonic,
            closes: matches!(tune, Tune::A),
            calm: matches!(mood, Mood::Calm | Mood::Spooky) || matches!(tune, Tune::Bridge),
        };
        tunes.push((progression, melody::melody(&frame, &mut rng)));
    }

    let mut patterns = Vec::new();
    if mood == Mood::Win {
        patterns.push(fanfare(&style, tonic, &mut rng));
    }
    let loop_from = patterns.len() as u8;
    for &(tune, scoring) in sections {
        let (progression, melody) = &tunes[tune as usize];
        patterns.push(section(&style, tonic, progression, melody, scoring));
    }
    Song {
        ticks_per_row: style.ticks_per_row,
        groove: style.groove,
        level: levels::level(theme, mood),
        echo: style.echo,
        kit: style.kit,
        tracks: tracks(&style),
        order: (0..patterns.len() as u8).collect(),
        patterns,
        loop_from,
    }
}

/// As many sections of eight bars as fit.
fn form(style: &Style, mood: Mood) -> &'static [(Tune, Scoring)] {
    use Scoring::{Bridge, Full, Growing, Opening, Singing};
    const FORMS: [&[(Tune, Scoring)]; 4] = [
        &[
            (Tune::A, Opening),
            (Tune::A, Growing),
            (Tune::B, Singing),
            (Tune::B, Full),
            (Tune::Bridge, Bridge),
            (Tune::A, Full),
        ],
        &[(Tune::A, Opening), (Tune::A, Growing), (Tune::B, Singing), (Tune::Bridge, Bridge), (Tune::A, Full)],
        &[(Tune::A, Opening), (Tune::A, Growing), (Tune::B, Singing), (Tune::A, Full)],
        &[(Tune::A, Opening), (Tune::B, Singing), (Tune::A, Full)],
    ];
    const WIN: &[(Tune, Scoring)] = &[(Tune::A, Growing), (Tune::B, Singing), (Tune::Bridge, Bridge), (Tune::A, Full)];
    if mood == Mood::Win {
        return WIN;
    }
    let section_ticks = 8 * u32::from(style.feel.rows_per_bar()) * u32::from(style.ticks_per_row);
    let fits = |form: &&[(Tune, Scoring)]| form.len() as u32 * section_ticks <= LONGEST_LOOP_SECS * TICKS_PER_SECOND;
    FORMS.into_iter().find(fits).unwrap_or(FORMS[3])
}

fn tracks(style: &Style) -> Vec<Track> {
    let track = |part, patch, voices, gate| Track { part, patch, voices, gate };
    // In the order of `Part`, whose number is the track's.
    vec![
        track(Part::Lead, style.lead, 2, style.lead_gate),
        track(Part::Harmony, style.harmony.level(style.harmony.level / 4 * 3), 2, 220),
        track(Part::Bass, style.bass, 1, style.bass_gate),
        track(Part::Chords, style.chords, 4, 235),
        track(Part::Arpeggio, style.arpeggio.level(style.arpeggio.level / 2), 2, 200),
    ]
}

/// The chord of every row of a progression of bars.
fn chords_by_row(progression: &str, style: &Style) -> Vec<KeyChord> {
    let rows = usize::from(style.feel.rows_per_bar());
    let mut chords = Vec::new();
    for bar in progression.split(' ') {
        // Half a bar of three beats ends before the third.
        let (first, second) = bar.split_once(',').unwrap_or((bar, bar));
        let half = if rows == 12 { 8 } else { rows / 2 };
        for (name, count) in [(first, half), (second, rows - half)] {
            if let Some(chord) = KeyChord::read(name, style.mode) {
                chords.extend(std::iter::repeat_n(chord, count));
            }
        }
    }
    chords
}

/// The step whose pitch is next below so many semitones above the tonic.
fn step_near(style: &Style, semitones: i32) -> i32 {
    let within = semitones.rem_euclid(12);
    let step = style.mode.scale().iter().rposition(|&pitch| pitch <= within).unwrap_or(0);
    7 * semitones.div_euclid(12) + step as i32
}

fn section(style: &Style, tonic: i32, progression: &str, melody: &[Tone], scoring: Scoring) -> Pattern {
    let chords = chords_by_row(progression, style);
    let velocity = match scoring {
        Scoring::Opening => 98,
        Scoring::Bridge => 90,
        Scoring::Growing | Scoring::Singing => 104,
        Scoring::Full => 112,
    };
    let staff = Staff { chords: &chords, feel: style.feel, tonic, velocity };
    let lively = usize::from(!matches!(scoring, Scoring::Opening | Scoring::Bridge));
    // The last time is played with more fingers.
    let varied =
        if scoring == Scoring::Full { melody::with_passing_tones(melody, style.feel) } else { melody.to_vec() };
    let melody = &varied;
    let mut notes = lead(&staff, melody);
    notes.extend(accompany::bass(&staff, style.bass_lines[lively]));
    notes.extend(accompany::chords(&staff, style.chord_lines[lively]));
    match scoring {
        Scoring::Opening => {}
        Scoring::Growing => {
            notes.extend(accompany::answers(&staff, melody));
            notes.extend(accompany::arpeggio(&staff, style.arpeggio_lines[0]));
        }
        Scoring::Singing => {
            notes.extend(accompany::guide(&staff));
            notes.extend(accompany::arpeggio(&staff, style.arpeggio_lines[1]));
        }
        Scoring::Bridge => {
            notes.extend(accompany::guide(&staff));
            notes.extend(accompany::arpeggio(&staff, style.arpeggio_lines[0]));
        }
        Scoring::Full => {
            notes.extend(accompany::thirds(&staff, melody));
            notes.extend(accompany::arpeggio(&staff, style.arpeggio_lines[1]));
        }
    }
    let groove = style.drums[lively];
    let hits = accompany::drums(&staff, groove, fill(style));
    pattern(&chords, tonic, notes, hits)
}

const ROLL: grooves::Groove =
    &[(Drum::Snare, "--------x-xxx-xx"), (Drum::Kick, "--------x---x---"), (Drum::Tom, "----------o---x-")];
const TAP: grooves::Groove = &[(Drum::Shaker, "--------o-o-o-o-"), (Drum::Tom, "------------o-o-")];

/// The fill that leads into the next section.
fn fill(style: &Style) -> grooves::Groove {
    match style.feel {
        rhythm::Feel::Waltz => &[],
        rhythm::Feel::Sparse | rhythm::Feel::Glide => TAP,
        _ if style.kit.level < 150 => TAP,
        _ => ROLL,
    }
}

fn lead(staff: &Staff, melody: &[Tone]) -> Vec<Note> {
    let strong = |tone: &Tone| melody::is_strong(staff.feel, tone.row, tone.rows);
    melody
        .iter()
        .filter_map(|tone| {
            let chord = staff.chords.get(usize::from(tone.row))?;
            let note = (staff.tonic + chord.semitones(tone.step)) as u8;
            let velocity = if strong(tone) { staff.velocity + 8 } else { staff.velocity - 6 };
            Some(Note { row: tone.row, track: Part::Lead as u8, note, rows: tone.rows, velocity })
        })
        .collect()
}

/// Four bars of trumpets before the loop of a won game.
fn fanfare(style: &Style, tonic: i32, rng: &mut Pcg32) -> Pattern {
    /// Calls over the first chord, as rows and steps.
    const CALLS: [&[(u8, i32)]; 4] = [
        &[(2, 4), (1, 4), (1, 4), (4, 7), (2, 9), (2, 7), (4, 9)],
        &[(2, 4), (2, 7), (2, 9), (2, 7), (3, 9), (1, 9), (4, 11)],
        &[(3, 7), (1, 7), (2, 7), (2, 9), (4, 11), (4, 9)],
        &[(1, 4), (1, 4), (2, 4), (4, 9), (1, 7), (1, 7), (2, 7), (4, 11)],
    ];
    let style = Style { feel: rhythm::Feel::March, ..*style };
    let chords = chords_by_row("I bVI,bVII I I,V", &style);
    let staff = Staff { chords: &chords, feel: style.feel, tonic, velocity: 112 };
    let mut tones = Vec::new();
    let mut row = 0;
    let rest: &[(u8, i32)] =
        &[(4, 9), (2, 7), (2, 9), (4, 8), (2, 8), (2, 10), (16, 11), (8, 9), (2, 8), (2, 6), (2, 8), (2, 6)];
    for &(rows, step) in rng.pick(&CALLS).iter().chain(rest) {
        tones.push(Tone { row, rows, step });
        row += u16::from(rows);
    }
    let mut notes = lead(&staff, &tones);
    notes.extend(accompany::thirds(&staff, &tones));
    notes.extend(accompany::bass(&staff, "R...R...R...R.R."));
    notes.extend(accompany::chords(&staff, "x..x....x......."));
    let hits = accompany::drums(
        &staff,
        &[(Drum::Snare, "x-oox---x-oox-oo"), (Drum::Kick, "X-------X-------"), (Drum::Crash, "X---------------")],
        ROLL,
    );
    pattern(&chords, tonic, notes, hits)
}

fn pattern(chords: &[KeyChord], tonic: i32, mut notes: Vec<Note>, hits: Vec<crate::song::Hit>) -> Pattern {
    let rows = chords.len() as u16;
    let mut harmony: Vec<Harmony> = Vec::new();
    for (row, chord) in (0..).zip(chords) {
        let chord = chord.pitch_classes(tonic);
        if harmony.last().is_none_or(|last| last.chord != chord) {
            harmony.push(Harmony { row, chord });
        }
    }
    notes.sort_unstable_by_key(|note| (note.row, note.track, note.note));
    // A fanfare in a key of many sharps may end above what a part may reach.
    for note in &mut notes {
        let (low, high) = Part::ALL.get(usize::from(note.track)).map_or((0, 127), |part| part.range());
        while note.note > high {
            note.note -= 12;
        }
        while note.note < low {
            note.note += 12;
        }
    }
    Pattern { rows, harmony, notes, hits }
}
