//! From a document to a pack.

use std::collections::{BTreeMap, BTreeSet};

use snapcade_game::{
    AssetHash, DialogueId, Fault, Foe, Game, Kind, KindId, Level, LineId, Role, Sheet, Slot, validate,
};

use crate::{
    SUBPX,
    font::GLYPHS,
    pack::{
        ActorDef, EffectDef, FoeDef, KindDef, LayerDef, LevelDef, LineDef, Pack, PrepareError, RoleDef, SheetRole,
        Source, TextDef,
    },
    replay::Replay,
    words::Words,
};

mod builtin;
mod glyphs;

use glyphs::Typesetter;
pub use glyphs::glyph;

/// Width that a conversation's lines are broken to, in pixels.
pub const TALK_WIDTH_PX: i32 = 264;
/// Width that texts standing in a level are broken to, in pixels.
pub const TEXT_WIDTH_PX: i32 = 152;

/// Why a document cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// The document has faults.
    #[error("the game has {} fault{}: {}", .0.len(), if .0.len() == 1 { "" } else { "s" }, first(.0))]
    Faults(Vec<Fault>),
    /// Its art cannot be put together.
    #[error(transparent)]
    Prepare(#[from] PrepareError),
}

fn first(faults: &[Fault]) -> String {
    faults.first().map(ToString::to_string).unwrap_or_default()
}

/// Makes a pack from a document, the sheets and sounds of its slots and, where there are any, the proofs of its levels.
///
/// A sound is bytes for whoever plays the pack; a slot whose sound is not given is silent.
/// More sounds than the game has slots may be given.
pub fn compile(
    game: &Game,
    sheets: &BTreeMap<Slot, Sheet>,
    sounds: &BTreeMap<Slot, Vec<u8>>,
    proofs: &BTreeMap<AssetHash, Replay>,
    words: &Words,
) -> Result<Pack, CompileError> {
    let faults = validate(game);
    if !faults.is_empty() {
        return Err(CompileError::Faults(faults));
    }
    let mut compiler = Compiler {
        game,
        sheets,
        sounds,
        proofs,
        typesetter: Typesetter::default(),
        used: Vec::new(),
        kinds: BTreeMap::new(),
        lines: BTreeMap::new(),
        faults: Vec::new(),
    };
    let source = compiler.source(words);
    if !compiler.faults.is_empty() {
        return Err(CompileError::Faults(compiler.faults));
    }
    Ok(Pack::prepare(source)?)
}

struct Compiler<'a> {
    game: &'a Game,
    sheets: &'a BTreeMap<Slot, Sheet>,
    sounds: &'a BTreeMap<Slot, Vec<u8>>,
    proofs: &'a BTreeMap<AssetHash, Replay>,
    typesetter: Typesetter,
    /// The slots whose sheets go into the pack, in the order of their numbers.
    used: Vec<Slot>,
    kinds: BTreeMap<KindId, u16>,
    lines: BTreeMap<(DialogueId, LineId), u16>,
    faults: Vec<Fault>,
}

impl Compiler<'_> {
    fn source(&mut self, words: &Words) -> Source {
        let game = self.game;
        // The hero comes first, the others in the order of their ids.
        let hero = game.hero().map(|(id, _)| id);
        let others = game.kinds.iter().filter(|(_, kind)| !matches!(kind.role, Role::Hero {})).map(|(&id, _)| id);
        let order: Vec<KindId> = hero.into_iter().chain(others).collect();
        self.kinds = order.iter().enumerate().map(|(i, &id)| (id, i as u16)).collect();
        let ids = game.dialogues.iter().flat_map(|(&id, dialogue)| dialogue.lines.keys().map(move |&line| (id, line)));
        self.lines = ids.enumerate().map(|(i, key)| (key, i as u16)).collect();

        let kinds = order.iter().filter_map(|id| game.kinds.get(id)).map(|kind| self.kind(kind)).collect();
        let lines = self.all_lines();
        let levels = game.levels.in_order().into_iter().map(|(_, level)| self.level(level)).collect();
        let title = self.typesetter.line(&game.title);
        let author = self.typesetter.line(&game.author);
        let words = Words(words.0.iter().map(|word| self.typesetter.line(word)).collect());
        let sheets = self.sheet_list();
        let sound = |slot: &Slot| (slot.to_string(), self.sounds.get(slot).cloned().unwrap_or_default());
        // Those of the game by their numbers, then what the caller adds.
        let added = self.sounds.keys().filter(|slot| !game.sounds.contains_key(slot));
        let sounds = game.sounds.keys().chain(added).map(sound).collect();
        let glyphs = self.typesetter.glyphs();
        if glyphs.len() > GLYPHS {
            let message = format!("the texts use {} different characters, at most {GLYPHS} fit one game", glyphs.len());
            self.faults.push(Fault::new("texts", message));
        }
        let (mode, rules) = (game.mode, game.rules.clone());
        Source { title, author, mode, rules, words, glyphs, sheets, sounds, kinds, lines, levels }
    }

    /// The number of the sheet in a slot.
    fn sheet(&mut self, slot: &Slot) -> u16 {
        let known = self.used.iter().position(|used| used == slot);
        let index = known.unwrap_or_else(|| {
            if !self.sheets.contains_key(slot) {
                self.faults.push(Fault::new(format!("art.{slot}"), "its sheet is not there"));
            }
            self.used.push(slot.clone());
            self.used.len() - 1
        });
        (SheetRole::COUNT + index) as u16
    }

    fn sheet_list(&self) -> Vec<(String, Sheet)> {
        let built_in = SheetRole::SLOTS.iter().map(|&name| {
            let own = self.sheets.iter().find(|(slot, _)| slot.as_str() == name).map(|(_, sheet)| sheet.clone());
            (name.to_owned(), own.unwrap_or_else(|| builtin::sheet(name)))
        });
        let used = self.used.iter().filter_map(|slot| Some((slot.to_string(), self.sheets.get(slot)?.clone())));
        built_in.chain(used).collect()
    }

    fn kind(&mut self, kind: &Kind) -> KindDef {
        let number = |id: &KindId| self.kinds.get(id).copied().unwrap_or(0);
        let foe = |foe: &Foe| FoeDef {
            speed: foe.speed_subpx_per_tick,
            health: foe.health,
            stompable: foe.stompable,
            score: foe.score,
            drops: foe.drops.as_ref().map(number),
        };
        let role = match &kind.role {
            Role::Hero {} => RoleDef::Hero,
            Role::Walker { foe: f, turns_at_edges } => RoleDef::Walker { foe: foe(f), turns_at_edges: *turns_at_edges },
            Role::Flyer { foe: f, wave_px, wave_ticks } => {
                RoleDef::Flyer { foe: foe(f), wave_px: *wave_px, wave_ticks: *wave_ticks }
            }
            Role::Hopper { foe: f, leap_subpx_per_tick, rest_ticks } => {
                RoleDef::Hopper { foe: foe(f), leap: *leap_subpx_per_tick, rest_ticks: *rest_ticks }
            }
            Role::Chaser { foe: f, sight_px } => RoleDef::Chaser { foe: foe(f), sight_px: *sight_px },
            Role::Shooter { foe: f, sight_px, interval_ticks, shot } => RoleDef::Shooter {
                foe: foe(f),
                sight_px: *sight_px,
                interval_ticks: *interval_ticks,
                shot: number(shot),
            },
            Role::Boss { foe: f, shot } => RoleDef::Boss { foe: foe(f), shot: number(shot) },
            Role::Shot { speed_subpx_per_tick, life_ticks } => {
                RoleDef::Shot { speed: *speed_subpx_per_tick, life_ticks: *life_ticks }
            }
            Role::Collectible { item, score } => RoleDef::Collectible { item: *item, score: *score },
            Role::PowerUp { power, lasts_ticks } => RoleDef::PowerUp { power: *power, lasts_ticks: *lasts_ticks },
            Role::Platform { speed_subpx_per_tick, rest_ticks } => {
                RoleDef::Platform { speed: *speed_subpx_per_tick, rest_ticks: *rest_ticks }
            }
            Role::Spring { launch_subpx_per_tick } => RoleDef::Spring { launch: *launch_subpx_per_tick },
            Role::Switch {} => RoleDef::Switch,
            Role::Talker {} => RoleDef::Talker,
            Role::Decoration { in_front } => RoleDef::Decoration { in_front: *in_front },
        };
        KindDef { sheet: self.sheet(&kind.art), half_width: kind.body.w * SUBPX / 2, height: kind.body.h * SUBPX, role }
    }

    fn all_lines(&mut self) -> Vec<LineDef> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for (&dialogue_id, dialogue) in self.game.dialogues.iter() {
            for line in dialogue.lines.values() {
                let words = self.typesetter.paragraph(&line.words, TALK_WIDTH_PX);
                let in_order = line.choices.in_order();
                let choices: Vec<_> = in_order
                    .into_iter()
                    .map(|(_, choice)| (self.typesetter.line(&choice.words), choice.next))
                    .collect();
                let number = |line: LineId| self.lines.get(&(dialogue_id, line)).copied();
                lines.push(LineDef {
                    words,
                    next: line.next.and_then(number),
                    effect: line.effect.as_ref().map(|effect| match effect {
                        snapcade_game::Effect::Give(item) => EffectDef::Give(*item),
                        snapcade_game::Effect::Power(power) => EffectDef::Power(*power),
                        snapcade_game::Effect::SwitchOn(channel) => EffectDef::SwitchOn(*channel),
                    }),
                    choices: choices.into_iter().map(|(words, next)| (words, next.and_then(number))).collect(),
                });
            }
        }
        lines
    }

    fn level(&mut self, level: &Level) -> LevelDef {
        let place = |point: snapcade_game::Point| (point.x, point.y);
        let layers = level.layers.in_order();
        let layers = layers.into_iter().map(|(_, layer)| LayerDef {
            sheet: self.sheet(&layer.art),
            scroll_percent: layer.scroll_percent,
            y: layer.y,
            drift: layer.drift_subpx_per_tick,
        });
        let layers = layers.collect();
        let texts = level.texts.values().map(|text| TextDef {
            at: place(text.at),
            style: text.style,
            words: self.typesetter.paragraph(&text.words, TEXT_WIDTH_PX),
        });
        let texts = texts.collect();
        let mut actors: Vec<ActorDef> = level.actors.values().map(|actor| self.actor(actor)).collect();
        // Platforms first: the rules move them before everything that may stand on them. The sort is stable.
        let kinds = &self.game.kinds;
        let platforms: BTreeSet<u16> = kinds
            .iter()
            .filter(|(_, kind)| matches!(kind.role, Role::Platform { .. }))
            .filter_map(|(id, _)| self.kinds.get(id).copied())
            .collect();
        actors.sort_by_key(|actor| !platforms.contains(&actor.kind));
        let music = level.music.as_ref().and_then(|music| self.game.sounds.keys().position(|slot| slot == music));
        LevelDef {
            name: self.typesetter.line(&level.name),
            tileset: self.sheet(&level.tileset),
            music: music.map(|index| index as u16),
            start: place(level.start),
            goal: level.goal.map(place),
            layers,
            checkpoints: level.checkpoints.values().map(|checkpoint| place(checkpoint.at)).collect(),
            texts,
            actors,
            width: level.tiles.width() as i32,
            height: level.tiles.height() as i32,
            tiles: level.tiles.tiles().iter().map(|tile| tile.code()).collect(),
            proof: level.proof.and_then(|hash| self.proofs.get(&hash)).cloned(),
        }
    }

    fn actor(&self, actor: &snapcade_game::Actor) -> ActorDef {
        let line = actor.dialogue.and_then(|id| {
            let first = self.game.dialogues.get(&id)?.first?;
            self.lines.get(&(id, first)).copied()
        });
        ActorDef {
            kind: self.kinds.get(&actor.kind).copied().unwrap_or(0),
            at: (actor.at.x, actor.at.y),
            facing: actor.facing,
            channel: actor.channel,
            width_tiles: actor.width_tiles,
            line,
            path: actor.path.iter().map(|point| (point.x, point.y)).collect(),
        }
    }
}
