//! Validation: every fault of a document, with its place.

use std::fmt;

use crate::{
    dialogue::{Dialogue, Effect},
    document::Game,
    id::{KindId, LevelId, LineId, Slot},
    kind::{Kind, Number, Role},
    level::{Actor, Level, Point},
    limits,
    rules::Rule,
    text::{self, TextError},
    tile::TILE_PX,
};

/// Something in a document that keeps it from being played.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The path to it, such as `levels.00c0ffee00c0ffee.actors.0123456789abcdef.kind`.
    pub place: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// At most so many faults are listed; a document with more is not made clearer by them.
pub const FAULTS_LISTED: usize = 100;

/// Every fault of a document; none means that it can be compiled and played once its assets are there.
pub fn validate(game: &Game) -> Vec<Fault> {
    let mut check = Check { game, faults: Vec::new() };
    check.game();
    check.faults
}

struct Check<'a> {
    game: &'a Game,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, place: impl Into<String>, message: impl Into<String>) {
        if self.faults.len() < FAULTS_LISTED {
            self.faults.push(Fault::new(place, message));
        }
    }

    fn text(&mut self, place: impl Into<String>, result: Result<(), TextError>) {
        if let Err(error) = result {
            self.fault(place, error.to_string());
        }
    }

    fn count(&mut self, place: impl Into<String>, found: usize, limit: usize) {
        if found > limit {
            self.fault(place, format!("{found} are too many, at most {limit} are allowed"));
        }
    }

    fn within(&mut self, place: impl Into<String>, value: i32, (low, high): (i32, i32)) {
        if !(low..=high).contains(&value) {
            self.fault(place, format!("{value} is not between {low} and {high}"));
        }
    }

    fn slot(&mut self, place: impl Into<String>, slot: &Slot) {
        if !self.game.art.contains_key(slot) {
            self.fault(place, format!("no sheet is in the slot {:?}", slot.as_str()));
        }
    }

    fn game(&mut self) {
        let game = self.game;
        self.text("title", text::check_filled(&game.title, limits::TITLE_CHARS));
        self.text("author", text::check(&game.author, limits::NAME_CHARS));
        self.text("theme", text::check(&game.theme, limits::NAME_CHARS));
        for &rule in Rule::ALL {
            self.within(format!("rules.{}", rule.name()), game.rules.get(rule), rule.bounds());
        }
        self.count("art", game.art.len(), limits::SLOTS);
        self.count("sounds", game.sounds.len(), limits::SLOTS);
        self.count("kinds", game.kinds.len(), limits::KINDS);
        self.count("dialogues", game.dialogues.len(), limits::DIALOGUES);
        self.count("levels", game.levels.len(), limits::LEVELS);
        if game.hero().is_none() {
            self.fault("kinds", "there is no kind whose role is \"hero\"; nobody could be played");
        }
        if game.levels.is_empty() {
            self.fault("levels", "there is no level; add one");
        }
        for (&id, kind) in game.kinds.iter() {
            self.kind(id, kind);
        }
        for (id, dialogue) in game.dialogues.iter() {
            self.dialogue(&format!("dialogues.{id}"), dialogue);
        }
        for (&id, level) in game.levels.iter() {
            self.level(id, level);
        }
    }

    fn kind(&mut self, id: KindId, kind: &Kind) {
        let place = |part: &str| format!("kinds.{id}.{part}");
        self.text(place("name"), text::check_filled(&kind.name, limits::NAME_CHARS));
        self.slot(place("art"), &kind.art);
        self.within(place("body[0]"), kind.body.w, (2, 128));
        self.within(place("body[1]"), kind.body.h, (2, 128));
        for &number in Number::ALL {
            if let Some(value) = kind.role.number(number) {
                self.within(place(&format!("role ({number:?})")), value, number.bounds());
            }
        }
        if let Some(shot) = kind.role.shot() {
            match self.game.kinds.get(&shot).map(|kind| &kind.role) {
                Some(Role::Shot { .. }) => {}
                Some(_) => self.fault(place("role.shot"), format!("the kind {shot} is not a shot")),
                None => self.fault(place("role.shot"), format!("there is no kind {shot}")),
            }
        }
        if let Some(drops) = kind.role.foe().and_then(|foe| foe.drops) {
            match self.game.kinds.get(&drops).map(|kind| &kind.role) {
                Some(Role::Collectible { .. } | Role::PowerUp { .. }) => {}
                Some(_) => self.fault(place("role.foe.drops"), format!("the kind {drops} cannot be picked up")),
                None => self.fault(place("role.foe.drops"), format!("there is no kind {drops}")),
            }
        }
    }

    fn dialogue(&mut self, place: &str, dialogue: &Dialogue) {
        self.text(format!("{place}.name"), text::check(&dialogue.name, limits::NAME_CHARS));
        self.count(format!("{place}.lines"), dialogue.lines.len(), limits::LINES_PER_DIALOGUE);
        self.line_exists(format!("{place}.first"), dialogue, dialogue.first);
        for (id, line) in dialogue.lines.iter() {
            let place = format!("{place}.lines.{id}");
            self.text(format!("{place}.words"), text::check_filled(&line.words, limits::WORDS_CHARS));
            self.line_exists(format!("{place}.next"), dialogue, line.next);
            self.count(format!("{place}.choices"), line.choices.len(), limits::CHOICES_PER_LINE);
            if let Some(Effect::SwitchOn(channel)) = line.effect {
                self.within(format!("{place}.effect"), i32::from(channel), (0, 3));
            }
            for (choice_id, choice) in line.choices.iter() {
                let place = format!("{place}.choices.{choice_id}");
                self.text(format!("{place}.words"), text::check_filled(&choice.words, limits::CHOICE_CHARS));
                self.line_exists(format!("{place}.next"), dialogue, choice.next);
            }
        }
        // The search takes quadratic time, so it is for conversations within the limit.
        let short = dialogue.lines.len() <= limits::LINES_PER_DIALOGUE;
        if let Some(line) = short.then(|| endless_line(dialogue)).flatten() {
            self.fault(format!("{place}.lines.{line}"), "from here the conversation goes in a circle and never ends");
        }
    }

    fn line_exists(&mut self, place: String, dialogue: &Dialogue, line: Option<LineId>) {
        if let Some(line) = line.filter(|line| !dialogue.lines.contains_key(line)) {
            self.fault(place, format!("there is no line {line}"));
        }
    }

    fn level(&mut self, id: LevelId, level: &Level) {
        let place = |part: &str| format!("levels.{id}.{part}");
        self.text(place("name"), text::check(&level.name, limits::NAME_CHARS));
        self.slot(place("tileset"), &level.tileset);
        if let Some(music) = level.music.as_ref().filter(|music| !self.game.sounds.contains_key(music)) {
            self.fault(place("music"), format!("no sound is in the slot {:?}", music.as_str()));
        }
        self.count(place("actors"), level.actors.len(), limits::ACTORS_PER_LEVEL);
        self.count(place("checkpoints"), level.checkpoints.len(), limits::CHECKPOINTS_PER_LEVEL);
        self.count(place("texts"), level.texts.len(), limits::TEXTS_PER_LEVEL);
        self.count(place("layers"), level.layers.len(), limits::LAYERS_PER_LEVEL);
        self.inside(place("start"), level, level.start);
        let bosses = level.actors.values().filter_map(|actor| self.game.kinds.get(&actor.kind));
        let has_boss = bosses.into_iter().any(|kind| matches!(kind.role, Role::Boss { .. }));
        match level.goal {
            Some(goal) => self.inside(place("goal"), level, goal),
            None if has_boss => {}
            None => self.fault(place("goal"), "the level has neither a goal nor a boss; it could not be won"),
        }
        for (id, checkpoint) in level.checkpoints.iter() {
            self.inside(place(&format!("checkpoints.{id}.at")), level, checkpoint.at);
        }
        for (id, text) in level.texts.iter() {
            self.inside(place(&format!("texts.{id}.at")), level, text.at);
            self.text(place(&format!("texts.{id}.words")), text::check_filled(&text.words, limits::WORDS_CHARS));
        }
        for (id, layer) in level.layers.iter() {
            self.slot(place(&format!("layers.{id}.art")), &layer.art);
            self.within(place(&format!("layers.{id}.scroll_percent")), layer.scroll_percent, (0, 200));
            self.within(place(&format!("layers.{id}.y")), layer.y, (-512, 512));
            self.within(place(&format!("layers.{id}.drift_subpx_per_tick")), layer.drift_subpx_per_tick, (-1024, 1024));
        }
        for (id, actor) in level.actors.iter() {
            self.actor(&place(&format!("actors.{id}")), level, actor);
        }
    }

    fn actor(&mut self, place: &str, level: &Level, actor: &Actor) {
        self.inside(format!("{place}.at"), level, actor.at);
        match self.game.kinds.get(&actor.kind).map(|kind| &kind.role) {
            None => self.fault(format!("{place}.kind"), format!("there is no kind {}", actor.kind)),
            Some(Role::Hero {}) => {
                self.fault(format!("{place}.kind"), "the hero is not placed as an actor; move the level's start");
            }
            Some(_) => {}
        }
        self.within(format!("{place}.channel"), i32::from(actor.channel), (0, 3));
        self.within(format!("{place}.width_tiles"), i32::from(actor.width_tiles), (0, 16));
        self.count(format!("{place}.path"), actor.path.len(), limits::PATH_POINTS);
        for (i, &point) in actor.path.iter().enumerate() {
            let there = Point::new(actor.at.x.saturating_add(point.x), actor.at.y.saturating_add(point.y));
            self.inside(format!("{place}.path[{i}]"), level, there);
        }
        if let Some(id) = actor.dialogue.filter(|id| !self.game.dialogues.contains_key(id)) {
            self.fault(format!("{place}.dialogue"), format!("there is no conversation {id}"));
        }
    }

    /// Feet may stand on the level's lower edge, and things may wait a screen above its upper one.
    fn inside(&mut self, place: String, level: &Level, at: Point) {
        let (width, height) = (level.tiles.width() as i32 * TILE_PX, level.tiles.height() as i32 * TILE_PX);
        if !(0..=width).contains(&at.x) || !(-180..=height).contains(&at.y) {
            let message = format!("({}, {}) lies outside the level, which is {width} x {height} pixels", at.x, at.y);
            self.fault(place, message);
        }
    }
}

/// A line from which no way leads to an end.
fn endless_line(dialogue: &Dialogue) -> Option<LineId> {
    let ways = |id: &LineId| -> Vec<Option<LineId>> {
        match dialogue.lines.get(id) {
            None => vec![None],
            Some(line) if line.choices.is_empty() => vec![line.next],
            Some(line) => line.choices.values().map(|choice| choice.next).collect(),
        }
    };
    // Lines that can end, found from the ends backwards.
    let mut ends: std::collections::BTreeSet<LineId> = std::collections::BTreeSet::new();
    loop {
        let more: Vec<LineId> = dialogue
            .lines
            .keys()
            .filter(|id| !ends.contains(id))
            .filter(|id| ways(id).iter().any(|next| next.is_none_or(|next| ends.contains(&next))))
            .copied()
            .collect();
        if more.is_empty() {
            return dialogue.lines.keys().find(|id| !ends.contains(id)).copied();
        }
        ends.extend(more);
    }
}
