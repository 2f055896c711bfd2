//! Writing songs and effects.

use super::{DRUMS, DUTIES, KITS, PARTS, name_of};
use crate::{
    effect::Effect,
    patch::{Patch, Wave},
    song::{Hit, Note, Pattern, Song},
};

/// A song as text.
pub fn write_song(song: &Song) -> String {
    let [a, b, c, d] = song.groove;
    let (echo, kit) = (song.echo, song.kit);
    let mut lines = vec![
        "song".to_owned(),
        format!("row {} groove {a} {b} {c} {d}", song.ticks_per_row),
        format!("level {}", song.level),
        format!("echo {} {} {}", echo.ticks, echo.feedback, echo.level),
        format!("kit {} {} {} {} {}", name_of(&KITS, &kit.character), kit.tune, kit.tail, kit.level, kit.echo),
    ];
    for track in &song.tracks {
        lines.push(format!(
            "track {} {} {} {}",
            name_of(&PARTS, &track.part),
            track.voices,
            track.gate,
            patch(&track.patch)
        ));
    }
    for pattern in &song.patterns {
        write_pattern(pattern, &mut lines);
    }
    let order: Vec<String> = song.order.iter().map(u8::to_string).collect();
    lines.push(format!("order {}", order.join(" ")));
    lines.push(format!("loop {}\n", song.loop_from));
    lines.join("\n")
}

/// An effect as text.
pub fn write_effect(effect: &Effect) -> String {
    let mut lines = vec![format!("effect {}", effect.priority)];
    for layer in &effect.layers {
        lines.push(format!("layer {}", patch(&layer.patch)));
        for note in &layer.notes {
            lines.push(format!("note {} {} {} {}", note.at, note.pitch, note.hold, note.velocity));
        }
    }
    lines.join("\n") + "\n"
}

fn write_pattern(pattern: &Pattern, lines: &mut Vec<String>) {
    lines.push(format!("pattern {}", pattern.rows));
    for harmony in &pattern.harmony {
        let chord = harmony.chord;
        lines.push(format!("chord {} {} {} {}", harmony.row, chord.root, chord.tones, chord.scale));
    }
    // In the order of the rows, and within a row in the order they have; a composed song is in this order already.
    let mut notes: Vec<&Note> = pattern.notes.iter().collect();
    notes.sort_by_key(|note| note.row);
    let mut hits: Vec<&Hit> = pattern.hits.iter().collect();
    hits.sort_by_key(|hit| hit.row);
    let (mut notes, mut hits) = (notes.into_iter().peekable(), hits.into_iter().peekable());
    while let Some(row) =
        [notes.peek().map(|note| note.row), hits.peek().map(|hit| hit.row)].into_iter().flatten().min()
    {
        let mut words = vec![row.to_string()];
        while let Some(note) = notes.next_if(|note| note.row == row) {
            words.push(format!("{}:{}+{}@{}", note.track, note.note, note.rows, note.velocity));
        }
        while let Some(hit) = hits.next_if(|hit| hit.row == row) {
            words.push(format!("{}@{}", name_of(&DRUMS, &hit.drum), hit.velocity));
        }
        lines.push(words.join(" "));
    }
}

fn patch(patch: &Patch) -> String {
    let Patch { level, envelope: env, slide, vibrato, arpeggio, low_pass, detune, echo, .. } = *patch;
    let [a, b, c, d] = arpeggio.semitones;
    let wave = match patch.wave {
        Wave::Pulse { duty, sweep } => format!("pulse {} {sweep}", name_of(&DUTIES, &duty)),
        Wave::Triangle => "triangle".to_owned(),
        Wave::Saw => "saw".to_owned(),
        Wave::Bell { ratio, depth } => format!("bell {ratio} {depth}"),
        Wave::Noise { short } => format!("noise {}", if short { "short" } else { "long" }),
    };
    format!(
        "level {level} env {} {} {} {} slide {slide} vibrato {} {} {} arp {a} {b} {c} {d} {} filter {} {} detune {detune} echo {echo} wave {wave}",
        env.attack,
        env.decay,
        env.sustain,
        env.release,
        vibrato.depth,
        vibrato.period,
        vibrato.delay,
        arpeggio.ticks,
        low_pass.cutoff,
        low_pass.follow,
    )
}
