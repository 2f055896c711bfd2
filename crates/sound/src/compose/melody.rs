//! Melodies: a rhythm and a contour, and the steps that follow both while keeping the rules of voice leading.
//!
//! Each phrase is found as the cheapest path through the steps of the scale, where every rule that a listener would miss has a price: a note against the
//! chord on a strong beat is forbidden, a passing note is left by step, a leap turns back, a repeated motif stays itself.

use super::{harmony::KeyChord, rhythm::Feel};
use crate::rng::Pcg32;

/// A note of a melody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tone {
    /// When, in rows from the section's begin.
    pub row: u16,
    pub rows: u8,
    /// Steps above the tonic.
    pub step: i32,
}

/// Steps a melody may reach.
pub(super) const REACH: usize = 11;

/// What a melody must keep to.
pub(super) struct Frame<'a> {
    pub feel: Feel,
    /// The chord of each row.
    pub chords: &'a [KeyChord],
    /// The lowest of [`REACH`] steps.
    pub lowest: i32,
    /// Leaves out the fourth and seventh steps where the chord does not ask for them.
    pub pentatonic: bool,
    /// The section ends at rest on the tonic.
    pub closes: bool,
    /// Fewer and longer notes.
    pub calm: bool,
}

/// Rows that belong together: two bars.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Idea {
    /// Begin and length of its notes, from its first row.
    rhythm: Vec<(u16, u8)>,
}

type Contour = [i32; 5];

/// Contours in steps above the lowest one, over the time of an idea.
const CONTOURS: [Contour; 8] = [
    [3, 5, 7, 6, 4],
    [3, 4, 5, 7, 8],
    [8, 7, 5, 4, 3],
    [5, 7, 4, 6, 5],
    [3, 7, 6, 5, 5],
    [7, 4, 3, 5, 7],
    [5, 5, 8, 7, 5],
    [4, 6, 8, 6, 4],
];
/// Contours that lead home.
const CLOSING: [Contour; 4] = [[6, 7, 6, 5, 3], [8, 7, 5, 4, 3], [5, 8, 7, 5, 3], [4, 6, 7, 5, 3]];

/// A melody of eight bars.
pub(super) fn melody(frame: &Frame, rng: &mut Pcg32) -> Vec<Tone> {
    let bars = frame.feel.bars();
    let calm = frame.calm;
    let bar = |from: &'static [&'static [i8]], rng: &mut Pcg32| {
        // Of two bars the calmer one, where it is to be calm.
        let (one, other) = (rng.pick(from), rng.pick(from));
        if calm && other.len() < one.len() { other } else { one }
    };
    let (first, second) = (bar(bars.open, rng), bar(bars.open, rng));
    let (breath, other_breath) = (bar(bars.close, rng), bar(bars.close, rng));
    let cadence = bar(bars.cadence, rng);
    let sentence = rng.below(3) == 0;
    let call = Idea::of(first, breath);
    let ideas = if sentence {
        // A motif, the motif again elsewhere, its head twice, and home.
        [call.clone(), call, Idea::of(first, first), Idea::of(second, cadence)]
    } else {
        // A question that stays open, and the same question answered.
        [call.clone(), Idea::of(second, other_breath), call, Idea::of(second, cadence)]
    };

    let rows_per_idea = 2 * frame.feel.rows_per_bar();
    let call_contour = rng.pick(&CONTOURS);
    let answer_contour = rng.pick(&CONTOURS);
    let closing_contour = rng.pick(&CLOSING);
    let mut tones: Vec<Tone> = Vec::new();
    let mut call_tones: Vec<i32> = Vec::new();
    for (i, idea) in (0u16..).zip(&ideas) {
        let begin = i * rows_per_idea;
        let contour = match i {
            0 => call_contour,
            1 | 2 => answer_contour,
            _ => closing_contour,
        };
        let mut wanted: Vec<Wanted> = idea
            .rhythm
            .iter()
            .map(|&(row, _)| Wanted { step: frame.lowest + along(contour, row, rows_per_idea), weight: 2 })
            .collect();
        let repeats = if sentence { i == 1 || i == 2 } else { i == 2 };
        if repeats {
            // A motif elsewhere is moved with its chord; a question asked again is the same.
            let moved = if sentence { shift(frame, begin) } else { 0 };
            let head = if i == 2 && sentence { first.len() } else { usize::MAX };
            for (wanted, &step) in wanted.iter_mut().zip(call_tones.iter().take(head)) {
                *wanted = Wanted { step: step + moved, weight: 5 };
            }
        }
        let last = i == 3 && frame.closes;
        let steps = path(frame, idea, begin, &wanted, &tones, last, rng);
        if i == 0 {
            call_tones.clone_from(&steps);
        }
        tones.extend(idea.rhythm.iter().zip(steps).map(|(&(row, rows), step)| Tone { row: begin + row, rows, step }));
    }
    tones
}

/// The same melody with the thirds between its longer notes filled.
pub(super) fn with_passing_tones(melody: &[Tone], feel: Feel) -> Vec<Tone> {
    let mut varied = Vec::with_capacity(melody.len() * 2);
    for (i, &tone) in melody.iter().enumerate() {
        let next = melody.get(i + 1).filter(|next| {
            let is_third = (next.step - tone.step).abs() == 2;
            is_third
                && next.row == tone.row + u16::from(tone.rows)
                && tone.rows == 4
                && next.row % feel.rows_per_bar() != 0
        });
        if let Some(next) = next {
            varied.push(Tone { rows: 2, ..tone });
            varied.push(Tone { row: tone.row + 2, rows: 2, step: i32::midpoint(tone.step, next.step) });
        } else {
            varied.push(tone);
        }
    }
    varied
}

/// By how many steps the chord's root at a row is away from that at the begin, the short way.
fn shift(frame: &Frame, row: u16) -> i32 {
    let root = |row: usize| frame.chords.get(row).map_or(0, |chord| chord.steps[0] as i32);
    (root(usize::from(row)) - root(0) + 3).rem_euclid(7) - 3
}

fn along(contour: Contour, row: u16, rows: u16) -> i32 {
    // Four stretches between five points.
    let at = i32::from(row) * 4 * 16 / i32::from(rows.max(1));
    let (index, part) = ((at / 16).clamp(0, 3) as usize, at % 16);
    contour[index] + ((contour[index + 1] - contour[index]) * part + 8).div_euclid(16)
}

impl Idea {
    fn of(first: &[i8], second: &[i8]) -> Self {
        let mut rhythm = Vec::new();
        let mut row = 0;
        for &rows in first.iter().chain(second) {
            if rows > 0 {
                rhythm.push((row, rows as u8));
            }
            row += u16::from(rows.unsigned_abs());
        }
        Self { rhythm }
    }
}

/// Where a note would like to be, and how much.
#[derive(Clone, Copy)]
struct Wanted {
    step: i32,
    weight: i32,
}

/// More than any path costs.
const NEVER: i32 = 1 << 24;

/// The steps of an idea: the cheapest path, where the price of a note depends on it and the two before.
fn path(
    frame: &Frame,
    idea: &Idea,
    begin: u16,
    wanted: &[Wanted],
    before: &[Tone],
    last: bool,
    rng: &mut Pcg32,
) -> Vec<i32> {
    let clamp = |step: i32| (step - frame.lowest).clamp(0, REACH as i32 - 1) as usize;
    let middle = wanted.first().map_or(0, |wanted| wanted.step);
    let mut tail = before.iter().rev().map(|tone| tone.step);
    let previous = tail.next().unwrap_or(middle);
    let earlier = tail.next().unwrap_or(previous);

    let mut costs = [[NEVER; REACH]; REACH];
    costs[clamp(earlier)][clamp(previous)] = 0;
    let mut came_from = Vec::with_capacity(idea.rhythm.len());
    let mut previous_chord = frame.chords.get(usize::from(begin)).copied();
    for (i, (&(row, rows), wanted)) in idea.rhythm.iter().zip(wanted).enumerate() {
        let Some(chord) = frame.chords.get(usize::from(begin + row)) else { break };
        let is_last = last && i + 1 == idea.rhythm.len();
        let mut next = [[NEVER; REACH]; REACH];
        let mut from = [[0u8; REACH]; REACH];
        let own: [i32; REACH] = std::array::from_fn(|d| {
            let step = frame.lowest + d as i32;
            let jitter = rng.below(4) as i32;
            // A note held into a chord that it rubs against.
            let held_into = frame.chords.get(usize::from(begin + row) + usize::from(rows.max(1)) - 1).unwrap_or(chord);
            let rubs = if held_into.clashes(step) { 15 } else { 0 };
            rubs + place_cost(frame, chord, begin + row, rows, step, is_last)
                + wanted.weight * (step - wanted.step).abs()
                + jitter
        });
        let approach = previous_chord.unwrap_or(*chord);
        for p in 0..REACH {
            let passing = !approach.has(frame.lowest + p as i32);
            for (q, row) in costs.iter().enumerate() {
                let so_far = row[p];
                if so_far >= NEVER {
                    continue;
                }
                for d in 0..REACH {
                    let moved = d as i32 - p as i32;
                    let held_again = if moved == 0 && rows >= 6 { 10 } else { 0 };
                    let homecoming = if is_last { homecoming_cost(moved) } else { 0 };
                    let cost = so_far
                        + own[d]
                        + motion_cost(chord, frame.lowest, [q, p, d], passing)
                        + held_again
                        + homecoming;
                    if cost < next[p][d] {
                        next[p][d] = cost;
                        from[p][d] = q as u8;
                    }
                }
            }
        }
        costs = next;
        came_from.push(from);
        previous_chord = Some(*chord);
    }

    let ends = (0..REACH).flat_map(|p| (0..REACH).map(move |d| (p, d)));
    let Some((mut p, mut d)) = ends.min_by_key(|&(p, d)| costs[p][d]) else { return Vec::new() };
    let mut steps = Vec::with_capacity(came_from.len());
    for from in came_from.iter().rev() {
        steps.push(frame.lowest + d as i32);
        (p, d) = (usize::from(from[p][d]), p);
    }
    steps.reverse();
    steps
}

/// Whether a note is heard as part of the chord: on the first beat, in the middle of the bar, or long.
pub(super) fn is_strong(feel: Feel, row: u16, rows: u8) -> bool {
    let in_bar = row % feel.rows_per_bar();
    let in_the_middle = in_bar == 8 && rows >= 2 && feel != Feel::Waltz;
    in_bar == 0 || in_the_middle || rows >= 6 || (rows >= 3 && !in_bar.is_multiple_of(4))
}

/// The price of a step at its place.
fn place_cost(frame: &Frame, chord: &KeyChord, row: u16, rows: u8, step: i32, is_last: bool) -> i32 {
    let class = step.rem_euclid(7);
    if is_last {
        return if class == 0 { 0 } else { NEVER };
    }
    if chord.has(step) {
        // The third sings, a doubled root is plain.
        return i32::from(class as usize != chord.steps[1]);
    }
    if is_strong(frame.feel, row, rows) {
        return NEVER;
    }
    let on_beat = row.is_multiple_of(4);
    let mut cost = if on_beat { 5 } else { 1 };
    if chord.clashes(step) {
        cost += i32::from(rows) * if on_beat { 5 } else { 3 };
    }
    if frame.pentatonic && (class == 3 || class == 6) {
        cost += 14;
    }
    cost
}

/// The price of coming home by so many steps: best from the step beside it, worst for one who was there already.
fn homecoming_cost(moved: i32) -> i32 {
    match moved.abs() {
        0 => 24,
        1 => 0,
        2 => 6,
        3 | 4 => 10,
        _ => 20,
    }
}

/// The price of going from one step over a second to a third.
fn motion_cost(chord: &KeyChord, lowest: i32, [q, p, d]: [usize; 3], passing: bool) -> i32 {
    let before = p as i32 - q as i32;
    let now = d as i32 - p as i32;
    let mut cost = match now.abs() {
        0 => 8,
        1 => 0,
        2 => 3,
        3 => 7,
        4 => 10,
        5 => 15,
        6 => 40,
        7 => 18,
        _ => 80,
    };
    let semitones = (chord.semitones(lowest + d as i32) - chord.semitones(lowest + p as i32)).abs();
    if semitones == 6 || (semitones == 3 && now.abs() == 1) {
        cost += 16;
    }
    if before == 0 && now == 0 {
        cost += 14;
    }
    if before.abs() >= 3 {
        // A leap turns back, best by step.
        let turns = now.signum() == -before.signum();
        cost += match (turns, now.abs()) {
            (true, 1) | (false, 0) => 0,
            (true, 2) => 2,
            (true, _) | (false, 1) => 8,
            (false, _) => 24,
        };
    }
    if passing {
        // A note between chords comes and goes by step.
        cost +=
            if now.abs() > 1 { 25 } else { 0 } + if before.abs() > 1 { 12 } else { 0 } + if now == 0 { 6 } else { 0 };
    }
    // There and back again, and again, says nothing.
    if now == -before && now != 0 {
        cost += if now.abs() == 1 { 4 } else { 8 };
    }
    cost
}
