//! Validation: every fault of a document, with its place.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::{
    dialogue::Dialogue,
    document::{FORMAT, Game},
    id::{LineId, Slot},
    kind::{Kind, Role},
    level::{Actor, Level, Point},
    limits,
    place::Place,
    rules::Rule,
    tile::TILE_PX,
    values::{self, Report},
};

/// Height of the screen.
const SCREEN_HEIGHT_PX: i32 = 180;

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
    fn fault(&mut self, place: Place<'_>, message: fmt::Arguments<'_>) {
        if self.faults.len() < FAULTS_LISTED {
            self.faults.push(Fault::new(place.to_string(), message.to_string()));
        }
    }

    /// Asks what a value has to keep by itself.
    fn by_itself(&mut self, ask: impl FnOnce(&mut Report<'_>)) {
        ask(&mut |place, wrong| self.fault(place, format_args!("{wrong}")));
    }

    fn slot(&mut self, place: Place<'_>, slot: &Slot) {
        if !self.game.art.contains_key(slot) {
            self.fault(place, format_args!("no sheet is in the slot {:?}", slot.as_str()));
        }
    }

    fn game(&mut self) {
        let game = self.game;
        if game.format != FORMAT {
            let format = game.format;
            self.fault(Place::new(&"format"), format_args!("a game in memory has format {FORMAT}, not {format}"));
        }
        self.by_itself(|report| {
            values::title(Place::new(&"title"), &game.title, report);
            values::name(Place::new(&"author"), &game.author, report);
            values::name(Place::new(&"theme"), &game.theme, report);
            for &rule in Rule::ALL {
                values::rule(Place::new(&"rules").at(&rule.name()), rule, game.rules.get(rule), report);
            }
            values::count(Place::new(&"art"), game.art.len(), limits::SLOTS, report);
            values::count(Place::new(&"sounds"), game.sounds.len(), limits::SLOTS, report);
            values::count(Place::new(&"kinds"), game.kinds.len(), limits::KINDS, report);
            values::count(Place::new(&"dialogues"), game.dialogues.len(), limits::DIALOGUES, report);
            values::count(Place::new(&"levels"), game.levels.len(), limits::LEVELS, report);
        });
        if game.hero().is_none() {
            let message = format_args!("there is no kind whose role is \"hero\"; nobody could be played");
            self.fault(Place::new(&"kinds"), message);
        }
        if game.levels.is_empty() {
            self.fault(Place::new(&"levels"), format_args!("there is no level; add one"));
        }
        // What is beyond a limit is told by its count and not looked at, so that a hostile document is refused quickly.
        for (id, kind) in game.kinds.iter().take(limits::KINDS) {
            self.kind(Place::new(&"kinds").at(id), kind);
        }
        for (id, dialogue) in game.dialogues.iter().take(limits::DIALOGUES) {
            self.dialogue(Place::new(&"dialogues").at(id), dialogue);
        }
        for (id, level) in game.levels.iter().take(limits::LEVELS) {
            self.level(Place::new(&"levels").at(id), level);
        }
    }

    fn kind(&mut self, place: Place<'_>, kind: &Kind) {
        self.by_itself(|report| values::kind(place, kind, report));
        self.slot(place.at(&"art"), &kind.art);
        if let Some(shot) = kind.role.shot() {
            match self.game.kinds.get(&shot).map(|kind| &kind.role) {
                Some(Role::Shot { .. }) => {}
                Some(_) => self.fault(place.at(&"role.shot"), format_args!("the kind {shot} is not a shot")),
                None => self.fault(place.at(&"role.shot"), format_args!("there is no kind {shot}")),
            }
        }
        if let Some(drops) = kind.role.foe().and_then(|foe| foe.drops) {
            match self.game.kinds.get(&drops).map(|kind| &kind.role) {
                Some(Role::Collectible { .. } | Role::PowerUp { .. }) => {}
                Some(_) => {
                    self.fault(place.at(&"role.foe.drops"), format_args!("the kind {drops} cannot be picked up"));
                }
                None => self.fault(place.at(&"role.foe.drops"), format_args!("there is no kind {drops}")),
            }
        }
    }

    fn dialogue(&mut self, place: Place<'_>, dialogue: &Dialogue) {
        self.by_itself(|report| values::dialogue(place, dialogue, report));
        self.line_exists(place.at(&"first"), dialogue, dialogue.first);
        let lines = place.at(&"lines");
        for (id, line) in dialogue.lines.iter().take(limits::LINES_PER_DIALOGUE) {
            let place = lines.at(id);
            self.line_exists(place.at(&"next"), dialogue, line.next);
            let choices = place.at(&"choices");
            for (id, choice) in line.choices.iter().take(limits::CHOICES_PER_LINE) {
                self.line_exists(choices.at(id).at(&"next"), dialogue, choice.next);
            }
        }
        if let Some(line) = endless_line(dialogue) {
            let message = format_args!("from here the conversation goes in a circle and never ends");
            self.fault(lines.at(&line), message);
        }
    }

    fn line_exists(&mut self, place: Place<'_>, dialogue: &Dialogue, line: Option<LineId>) {
        if let Some(line) = line.filter(|line| !dialogue.lines.contains_key(line)) {
            self.fault(place, format_args!("there is no line {line}"));
        }
    }

    fn level(&mut self, place: Place<'_>, level: &Level) {
        self.by_itself(|report| values::level(place, level, report));
        self.slot(place.at(&"tileset"), &level.tileset);
        if let Some(music) = level.music.as_ref().filter(|music| !self.game.sounds.contains_key(music)) {
            self.fault(place.at(&"music"), format_args!("no sound is in the slot {:?}", music.as_str()));
        }
        self.inside(place.at(&"start"), level, level.start);
        let actors = || level.actors.iter().take(limits::ACTORS_PER_LEVEL);
        let mut kinds = actors().filter_map(|(_, actor)| self.game.kinds.get(&actor.kind));
        match level.goal {
            Some(goal) => self.inside(place.at(&"goal"), level, goal),
            None if kinds.any(|kind| matches!(kind.role, Role::Boss { .. })) => {}
            None => {
                let message = format_args!("the level has neither a goal nor a boss; it could not be won");
                self.fault(place.at(&"goal"), message);
            }
        }
        for (id, checkpoint) in level.checkpoints.iter().take(limits::CHECKPOINTS_PER_LEVEL) {
            self.inside(place.at(&"checkpoints").at(id).at(&"at"), level, checkpoint.at);
        }
        for (id, text) in level.texts.iter().take(limits::TEXTS_PER_LEVEL) {
            self.inside(place.at(&"texts").at(id).at(&"at"), level, text.at);
        }
        for (id, layer) in level.layers.iter().take(limits::LAYERS_PER_LEVEL) {
            self.slot(place.at(&"layers").at(id).at(&"art"), &layer.art);
        }
        for (id, actor) in actors() {
            self.actor(place.at(&"actors").at(id), level, actor);
        }
    }

    fn actor(&mut self, place: Place<'_>, level: &Level, actor: &Actor) {
        self.inside(place.at(&"at"), level, actor.at);
        match self.game.kinds.get(&actor.kind).map(|kind| &kind.role) {
            None => self.fault(place.at(&"kind"), format_args!("there is no kind {}", actor.kind)),
            Some(Role::Hero {}) => {
                let message = format_args!("the hero is not placed as an actor; move the level's start");
                self.fault(place.at(&"kind"), message);
            }
            Some(_) => {}
        }
        for (i, &point) in actor.path.iter().take(limits::PATH_POINTS).enumerate() {
            let there = Point::new(actor.at.x.saturating_add(point.x), actor.at.y.saturating_add(point.y));
            self.inside(place.at(&format_args!("path[{i}]")), level, there);
        }
        if let Some(id) = actor.dialogue.filter(|id| !self.game.dialogues.contains_key(id)) {
            self.fault(place.at(&"dialogue"), format_args!("there is no conversation {id}"));
        }
    }

    /// Feet may stand on the level's lower edge, and things may wait a screen above its upper one.
    fn inside(&mut self, place: Place<'_>, level: &Level, at: Point) {
        let (width, height) = (level.tiles.width() as i32 * TILE_PX, level.tiles.height() as i32 * TILE_PX);
        if !(0..=width).contains(&at.x) || !(-SCREEN_HEIGHT_PX..=height).contains(&at.y) {
            let Point { x, y } = at;
            self.fault(place, format_args!("({x}, {y}) lies outside the level, which is {width} x {height} pixels"));
        }
    }
}

/// The first line from which no way leads to an end.
fn endless_line(dialogue: &Dialogue) -> Option<LineId> {
    // From the ends backwards, each line once: a conversation from outside may be long.
    let mut before: BTreeMap<LineId, Vec<LineId>> = BTreeMap::new();
    let mut ending = BTreeSet::new();
    let mut queue = Vec::new();
    for (&id, line) in dialogue.lines.iter() {
        let only = line.choices.is_empty().then_some(line.next);
        for next in only.into_iter().chain(line.choices.values().map(|choice| choice.next)) {
            match next.filter(|next| dialogue.lines.contains_key(next)) {
                Some(next) => before.entry(next).or_default().push(id),
                None if ending.insert(id) => queue.push(id),
                None => {}
            }
        }
    }
    while let Some(id) = queue.pop() {
        for id in before.remove(&id).unwrap_or_default() {
            if ending.insert(id) {
                queue.push(id);
            }
        }
    }
    dialogue.lines.keys().find(|id| !ending.contains(id)).copied()
}
