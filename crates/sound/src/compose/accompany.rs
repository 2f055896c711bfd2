//! What plays below the melody: bass, chords, broken chords, a second voice, drums.

use super::{
    grooves::Groove,
    harmony::KeyChord,
    melody::{Tone, is_strong},
    rhythm::Feel,
};
use crate::song::{Hit, Note, Part};

/// Where a part is written: its chords by row, its home and how loud the section is.
#[derive(Clone, Copy)]
pub(super) struct Staff<'a> {
    pub chords: &'a [KeyChord],
    pub feel: Feel,
    /// The MIDI note of the tonic at step 0.
    pub tonic: i32,
    pub velocity: u8,
}

impl Staff<'_> {
    fn rows(&self) -> u16 {
        self.chords.len() as u16
    }

    fn chord(&self, row: u16) -> Option<&KeyChord> {
        self.chords.get(usize::from(row))
    }

    fn note(&self, row: u16, rows: u16, part: Part, note: i32, softer: u8) -> Note {
        let (low, high) = part.range();
        let mut note = note;
        while note < i32::from(low) {
            note += 12;
        }
        while note > i32::from(high) {
            note -= 12;
        }
        let velocity = self.velocity.saturating_sub(softer).max(1);
        let rows = rows.min(self.rows().saturating_sub(row).max(1));
        Note { row, track: part as u8, note: note as u8, rows: rows.min(255) as u8, velocity }
    }
}

/// What stands at each row of a line of one or more bars, and for how many rows it goes on: until the next sign that is not `.`, or a chord's end.
fn strokes<'a>(line: &'static str, staff: &'a Staff) -> impl Iterator<Item = (u16, u16, char)> + 'a {
    let signs = line.as_bytes();
    let at = move |row: u16| signs[usize::from(row) % signs.len().max(1)];
    (0..staff.rows()).filter(move |&row| !matches!(at(row), b'.' | b'-')).map(move |row| {
        let chord = staff.chord(row);
        let goes_on = |next: &u16| at(*next) == b'.' && staff.chord(*next) == chord;
        let rows = 1 + (row + 1..staff.rows()).take_while(goes_on).count() as u16;
        (row, rows, char::from(at(row)))
    })
}

/// A bass line.
pub(super) fn bass(staff: &Staff, line: &'static str) -> Vec<Note> {
    let (low, _) = Part::Bass.range();
    let mut notes: Vec<Note> = Vec::new();
    let mut last = i32::from(low) + 10;
    // Where a chord begins that the line does not strike, the bass goes along.
    let mut struck: Vec<(u16, u16, char)> = strokes(line, staff).collect();
    for row in 1..staff.rows() {
        if staff.chord(row) != staff.chord(row - 1) && struck.iter().all(|stroke| stroke.0 != row) {
            let end = struck.iter().map(|stroke| stroke.0).filter(|&next| next > row).min().unwrap_or(staff.rows());
            struck.push((row, (end - row).min(4), 'R'));
        }
    }
    struck.sort_unstable();
    for (row, rows, sign) in struck {
        let Some(chord) = staff.chord(row) else { continue };
        // The octave of the root that is nearest to where the bass is, in the lower half of its range.
        let class = staff.tonic + chord.semitones(chord.steps[0] as i32);
        let root = [0, 12].map(|octave| i32::from(low) + (class - i32::from(low)).rem_euclid(12) + octave);
        let root = if root[1] <= 43 && (root[1] - last).abs() < (root[0] - last).abs() { root[1] } else { root[0] };
        let above = |tone: usize| (chord.scale[chord.steps[tone]] - chord.scale[chord.steps[0]]).rem_euclid(12);
        let begins_chord = row == 0 || staff.chord(row - 1) != Some(chord);
        let note = match sign {
            _ if begins_chord => root,
            'T' => root + above(1),
            'F' => root + above(2) - if root + above(2) > 47 { 12 } else { 0 },
            'O' => root + 12,
            'A' => approach(staff, row, rows, root),
            _ => root,
        };
        let softer = if begins_chord { 0 } else { 12 };
        notes.push(staff.note(row, rows, Part::Bass, note, softer));
        last = root;
    }
    notes
}

/// A step of the scale below or above the next root, whichever this root is nearer to.
fn approach(staff: &Staff, row: u16, rows: u16, root: i32) -> i32 {
    let next = staff.chord((row + rows) % staff.rows().max(1));
    let (Some(now), Some(next)) = (staff.chord(row), next) else { return root };
    let step = next.steps[0] as i32;
    let aim = |step: i32| {
        let class = staff.tonic + now.semitones(step);
        // The octave nearest to the root.
        root + (class - root + 6).rem_euclid(12) - 6
    };
    let (below, above) = (aim(step - 1), aim(step + 1));
    if (below - root).abs() <= (above - root).abs() { below } else { above }
}

/// Three tones for each chord, led so that each voice moves as little as it can.
fn voicings(staff: &Staff) -> Vec<[i32; 3]> {
    let mut voicings: Vec<[i32; 3]> = Vec::with_capacity(staff.chords.len());
    let mut last = [60, 64, 67];
    for (row, chord) in staff.chords.iter().enumerate() {
        if row == 0 || staff.chords[row - 1] != *chord {
            last = nearest_voicing(staff.tonic, chord, last);
        }
        voicings.push(last);
    }
    voicings
}

fn nearest_voicing(tonic: i32, chord: &KeyChord, last: [i32; 3]) -> [i32; 3] {
    // Where there is a seventh, it takes the place of the fifth.
    let tones = [0, 1, if chord.size == 4 { 3 } else { 2 }].map(|tone| tonic + chord.scale[chord.steps[tone]]);
    let mut best = (i32::MAX, last);
    for turn in 0..3 {
        for lowest in 53..68 {
            let first = lowest + (tones[turn] - lowest).rem_euclid(12);
            let second = first + (tones[(turn + 1) % 3] - first).rem_euclid(12);
            let third = second + (tones[(turn + 2) % 3] - second).rem_euclid(12);
            let voicing = [first, second, third];
            let moved: i32 = voicing.iter().zip(last).map(|(now, last)| (now - last).abs()).sum();
            let off_centre = (second - 63).abs();
            if third <= 75 && (moved * 2 + off_centre) < best.0 {
                best = (moved * 2 + off_centre, voicing);
            }
        }
    }
    best.1
}

/// Chords struck in a rhythm.
pub(super) fn chords(staff: &Staff, line: &'static str) -> Vec<Note> {
    let voicings = voicings(staff);
    let mut notes = Vec::new();
    let mut strike = |row: u16, rows: u16| {
        for &tone in &voicings[usize::from(row)] {
            notes.push(staff.note(row, rows, Part::Chords, tone, 0));
        }
    };
    for (row, rows, _) in strokes(line, staff) {
        strike(row, rows);
    }
    // Held chords change where the harmony does, also in the middle of a bar.
    if line.ends_with("....") {
        let bar = line.len() as u16;
        for row in (1..staff.rows()).filter(|row| row % bar != 0 && staff.chord(*row) != staff.chord(row - 1)) {
            if line.as_bytes()[usize::from(row % bar)] == b'.' {
                strike(row, bar - row % bar);
            }
        }
    }
    notes
}

/// Broken chords.
pub(super) fn arpeggio(staff: &Staff, line: &'static str) -> Vec<Note> {
    let voicings = voicings(staff);
    let tone = |(row, rows, sign): (u16, u16, char)| {
        let index = sign.to_digit(10).unwrap_or(0) as usize;
        let tone = voicings[usize::from(row)][index % 3] + 12 * (1 + index as i32 / 3);
        staff.note(row, rows.max(2), Part::Arpeggio, tone, if row % 4 == 0 { 0 } else { 16 })
    };
    strokes(line, staff).map(tone).collect()
}

/// A second voice a third or a sixth below the melody.
pub(super) fn thirds(staff: &Staff, melody: &[Tone]) -> Vec<Note> {
    melody
        .iter()
        .filter_map(|tone| {
            let chord = staff.chord(tone.row)?;
            let strong = is_strong(staff.feel, tone.row, tone.rows);
            let fits = |below: &i32| {
                let step = tone.step - below;
                chord.has(step) || (!strong && !chord.clashes(step))
            };
            let step = tone.step - [2, 3, 5, 4, 7].into_iter().find(fits)?;
            Some(staff.note(tone.row, u16::from(tone.rows), Part::Harmony, staff.tonic + chord.semitones(step), 14))
        })
        .collect()
}

/// One long tone for each chord, near the one before: the line that holds a passage together.
pub(super) fn guide(staff: &Staff) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut last = 66;
    let mut row = 0;
    while let Some(chord) = staff.chord(row) {
        let same = |next: &u16| staff.chord(*next) == Some(chord) && !next.is_multiple_of(staff.feel.rows_per_bar());
        let rows = 1 + (row + 1..staff.rows()).take_while(same).count() as u16;
        let tones = chord.steps[1..chord.size].iter().map(|&step| {
            let class = staff.tonic + chord.scale[step];
            last + (class - last + 6).rem_euclid(12) - 6
        });
        // Towards the middle, where two are as near.
        last = tones.min_by_key(|tone| 2 * (tone - last).abs() + (tone - 66).abs()).unwrap_or(last);
        notes.push(staff.note(row, rows, Part::Harmony, last, 20));
        row += rows;
    }
    notes
}

/// Answers where the melody breathes: chord tones in quavers that lead on to its next note.
pub(super) fn answers(staff: &Staff, melody: &[Tone]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (tone, next) in melody.iter().zip(melody.iter().skip(1)) {
        let silence = tone.row + u16::from(tone.rows)..next.row;
        if silence.len() < 4 {
            continue;
        }
        let Some(chord) = staff.chord(silence.start) else { continue };
        // Down from the melody's last tone, chord tone by chord tone.
        let below = (1..12).map(|by| tone.step - by).filter(|&step| chord.has(step));
        for (row, step) in silence.step_by(2).zip(below) {
            if staff.chord(row) == Some(chord) {
                notes.push(staff.note(row, 2, Part::Harmony, staff.tonic + chord.semitones(step), 8));
            }
        }
    }
    notes
}

/// Drums, with a fill in the last bar.
pub(super) fn drums(staff: &Staff, groove: Groove, fill: Groove) -> Vec<Hit> {
    let bar = staff.feel.rows_per_bar();
    let fill_from = staff.rows().saturating_sub(bar / 2);
    let mut hits = Vec::new();
    for row in 0..staff.rows() {
        let lines = if row >= fill_from && !fill.is_empty() { fill } else { groove };
        for &(drum, line) in lines {
            let signs = line.as_bytes();
            let at = usize::from(row) % signs.len().max(1);
            let velocity = match signs[at] {
                b'X' => 118_u16,
                b'x' => 96,
                b'o' => 56,
                _ => continue,
            };
            let velocity = (velocity * u16::from(staff.velocity) / 110).min(127) as u8;
            hits.push(Hit { row, drum, velocity });
        }
    }
    hits
}
