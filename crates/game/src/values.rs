//! What a value has to keep by itself, whatever stands around it: texts, numbers and counts. Validation and edits ask
//! the same questions here; what only makes sense together, such as references, is validation's own.

use std::fmt;

use crate::{
    dialogue::{Choice, Dialogue, Effect, Line},
    kind::{Kind, Number, Role},
    level::{Actor, Layer, Level, Size, Text},
    limits,
    place::Place,
    rules::Rule,
    text::{self, TextError},
};

/// A value that may not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    Text(TextError),
    Bounds { value: i64, low: i64, high: i64 },
    Count { found: usize, limit: usize },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(error) => error.fmt(f),
            Self::Bounds { value, low, high } => write!(f, "{value} is not between {low} and {high}"),
            Self::Count { found, limit } => write!(f, "{found} are too many, at most {limit} are allowed"),
        }
    }
}

/// Where to tell what is wrong.
pub(crate) type Report<'a> = dyn FnMut(Place<'_>, Wrong) + 'a;

fn words(place: Place<'_>, result: Result<(), TextError>, report: &mut Report<'_>) {
    if let Err(error) = result {
        report(place, Wrong::Text(error));
    }
}

fn within(place: Place<'_>, value: impl Into<i64>, (low, high): (i32, i32), report: &mut Report<'_>) {
    let (value, low, high) = (value.into(), i64::from(low), i64::from(high));
    if !(low..=high).contains(&value) {
        report(place, Wrong::Bounds { value, low, high });
    }
}

pub(crate) fn count(place: Place<'_>, found: usize, limit: usize, report: &mut Report<'_>) {
    if found > limit {
        report(place, Wrong::Count { found, limit });
    }
}

pub(crate) fn title(place: Place<'_>, title: &str, report: &mut Report<'_>) {
    words(place, text::check_filled(title, limits::TITLE_CHARS), report);
}

/// A name that may be left empty: of an author, a theme, a level, a conversation.
pub(crate) fn name(place: Place<'_>, name: &str, report: &mut Report<'_>) {
    words(place, text::check(name, limits::NAME_CHARS), report);
}

pub(crate) fn kind_name(place: Place<'_>, name: &str, report: &mut Report<'_>) {
    words(place, text::check_filled(name, limits::NAME_CHARS), report);
}

/// What is said in a conversation or stands in a level.
pub(crate) fn said(place: Place<'_>, said: &str, report: &mut Report<'_>) {
    words(place, text::check_filled(said, limits::WORDS_CHARS), report);
}

pub(crate) fn answer(place: Place<'_>, answer: &str, report: &mut Report<'_>) {
    words(place, text::check_filled(answer, limits::CHOICE_CHARS), report);
}

pub(crate) fn rule(place: Place<'_>, rule: Rule, value: i32, report: &mut Report<'_>) {
    within(place, value, rule.bounds(), report);
}

pub(crate) fn number(place: Place<'_>, number: Number, value: i32, report: &mut Report<'_>) {
    within(place, value, number.bounds(), report);
}

pub(crate) fn channel(place: Place<'_>, channel: u8, report: &mut Report<'_>) {
    within(place, channel, (0, 3), report);
}

pub(crate) fn width_tiles(place: Place<'_>, width_tiles: u8, report: &mut Report<'_>) {
    within(place, width_tiles, (0, 16), report);
}

pub(crate) fn path_points(place: Place<'_>, found: usize, report: &mut Report<'_>) {
    count(place, found, limits::PATH_POINTS, report);
}

pub(crate) fn scroll_percent(place: Place<'_>, percent: i32, report: &mut Report<'_>) {
    within(place, percent, (0, 200), report);
}

pub(crate) fn layer_y(place: Place<'_>, y: i32, report: &mut Report<'_>) {
    within(place, y, (-512, 512), report);
}

pub(crate) fn drift(place: Place<'_>, drift: i32, report: &mut Report<'_>) {
    within(place, drift, (-1024, 1024), report);
}

pub(crate) fn body(kind: Place<'_>, body: Size, report: &mut Report<'_>) {
    within(kind.at(&"body[0]"), body.w, (2, 128), report);
    within(kind.at(&"body[1]"), body.h, (2, 128), report);
}

pub(crate) fn role(place: Place<'_>, role: &Role, report: &mut Report<'_>) {
    for &number in Number::ALL {
        if let (Some(field), Some(value)) = (role.field(number), role.number(number)) {
            self::number(place.at(&field), number, value, report);
        }
    }
}

pub(crate) fn kind(place: Place<'_>, kind: &Kind, report: &mut Report<'_>) {
    kind_name(place.at(&"name"), &kind.name, report);
    body(place, kind.body, report);
    role(place.at(&"role"), &kind.role, report);
}

pub(crate) fn choice(place: Place<'_>, choice: &Choice, report: &mut Report<'_>) {
    answer(place.at(&"words"), &choice.words, report);
}

pub(crate) fn effect(place: Place<'_>, effect: Option<&Effect>, report: &mut Report<'_>) {
    if let Some(&Effect::SwitchOn(value)) = effect {
        channel(place, value, report);
    }
}

pub(crate) fn line(place: Place<'_>, line: &Line, report: &mut Report<'_>) {
    said(place.at(&"words"), &line.words, report);
    effect(place.at(&"effect"), line.effect.as_ref(), report);
    let choices = place.at(&"choices");
    count(choices, line.choices.len(), limits::CHOICES_PER_LINE, report);
    for (id, entry) in line.choices.iter().take(limits::CHOICES_PER_LINE) {
        choice(choices.at(id), entry, report);
    }
}

pub(crate) fn dialogue(place: Place<'_>, dialogue: &Dialogue, report: &mut Report<'_>) {
    name(place.at(&"name"), &dialogue.name, report);
    let lines = place.at(&"lines");
    count(lines, dialogue.lines.len(), limits::LINES_PER_DIALOGUE, report);
    for (id, entry) in dialogue.lines.iter().take(limits::LINES_PER_DIALOGUE) {
        line(lines.at(id), entry, report);
    }
}

pub(crate) fn actor(place: Place<'_>, actor: &Actor, report: &mut Report<'_>) {
    channel(place.at(&"channel"), actor.channel, report);
    width_tiles(place.at(&"width_tiles"), actor.width_tiles, report);
    path_points(place.at(&"path"), actor.path.len(), report);
}

pub(crate) fn text(place: Place<'_>, text: &Text, report: &mut Report<'_>) {
    said(place.at(&"words"), &text.words, report);
}

pub(crate) fn layer(place: Place<'_>, layer: &Layer, report: &mut Report<'_>) {
    scroll_percent(place.at(&"scroll_percent"), layer.scroll_percent, report);
    layer_y(place.at(&"y"), layer.y, report);
    drift(place.at(&"drift_subpx_per_tick"), layer.drift_subpx_per_tick, report);
}

/// What is beyond a limit is told by its count and not looked at.
pub(crate) fn level(place: Place<'_>, level: &Level, report: &mut Report<'_>) {
    name(place.at(&"name"), &level.name, report);
    count(place.at(&"checkpoints"), level.checkpoints.len(), limits::CHECKPOINTS_PER_LEVEL, report);
    let layers = place.at(&"layers");
    count(layers, level.layers.len(), limits::LAYERS_PER_LEVEL, report);
    for (id, entry) in level.layers.iter().take(limits::LAYERS_PER_LEVEL) {
        layer(layers.at(id), entry, report);
    }
    let texts = place.at(&"texts");
    count(texts, level.texts.len(), limits::TEXTS_PER_LEVEL, report);
    for (id, entry) in level.texts.iter().take(limits::TEXTS_PER_LEVEL) {
        text(texts.at(id), entry, report);
    }
    let actors = place.at(&"actors");
    count(actors, level.actors.len(), limits::ACTORS_PER_LEVEL, report);
    for (id, entry) in level.actors.iter().take(limits::ACTORS_PER_LEVEL) {
        actor(actors.at(id), entry, report);
    }
}
