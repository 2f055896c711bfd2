//! Conversations: the world waits while the hero talks.

use super::{Step, hero::Stance};
use crate::{
    Input,
    event::EventKind,
    pack::{EffectDef, KindDef, Pose},
};

/// How near one has to stand, to the sides, in px.
const NEAR_PX: i32 = 14;
/// A letter appears every so many ticks, divided by this.
const LETTERS_PER_TICK: u32 = 1;

/// A conversation that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Talk {
    /// Who talks.
    pub actor: u16,
    /// The line that is said.
    pub line: u16,
    /// For how long.
    pub ticks: u32,
    /// The answer that is marked.
    pub choice: u8,
}

impl Talk {
    /// How many letters of the line are shown.
    pub const fn letters(&self) -> usize {
        (self.ticks * LETTERS_PER_TICK) as usize
    }
}

impl Step<'_> {
    /// Whether the hero stands near a talker, so that it can be spoken to.
    pub(super) fn talker(&mut self, index: usize, kind: &KindDef) {
        let actor = self.state.actors[index];
        let is_near = self.hero_body().grown(NEAR_PX, 0, 0).overlaps(&actor.body(kind));
        let stands = self.state.hero.stance == Stance::Ground;
        // The phase also tells the painter to show that one can talk.
        let phase = if is_near { super::Phase::Ready } else { super::Phase::Usual };
        let hero_x = self.state.hero.x;
        let actor = &mut self.state.actors[index];
        actor.phase = phase;
        if is_near {
            actor.facing = if hero_x < actor.x { -1 } else { 1 };
        }
        let (x, y, placement) = (actor.x, actor.y, actor.placement);
        let line = self.level.actors.get(usize::from(placement)).and_then(|placed| placed.line);
        if let Some(line) = line.filter(|_| is_near && stands && self.pressed(Input::UP | Input::ACTION)) {
            self.state.talk = Some(Talk { actor: index as u16, line, ticks: 0, choice: 0 });
            let hero = &mut self.state.hero;
            hero.vx = 0;
            hero.facing = if x < hero.x { -1 } else { 1 };
            self.emit(EventKind::TalkBegan, x, y);
        }
    }

    /// One step of a conversation.
    pub(super) fn talk(&mut self) {
        let Some(mut talk) = self.state.talk else { return };
        let Some(line) = self.pack.source().lines.get(usize::from(talk.line)) else {
            self.state.talk = None;
            return;
        };
        talk.ticks += 1;
        self.state.hero.strike(Pose::Idle);
        let letters: usize = line.words.iter().map(|words| words.chars().count()).sum();
        let is_said = talk.letters() >= letters;
        let count = line.choices.len() as u8;
        if is_said && count > 0 {
            let step = i32::from(self.pressed(Input::DOWN)) - i32::from(self.pressed(Input::UP));
            if step != 0 {
                talk.choice = (i32::from(talk.choice) + step).rem_euclid(i32::from(count)) as u8;
                self.emit_at_hero(EventKind::ChoiceMoved);
            }
        }
        self.state.talk = Some(talk);
        if !self.pressed(Input::JUMP | Input::ACTION) {
            return;
        }
        if !is_said {
            // Whoever reads fast need not wait for the letters.
            talk.ticks = letters as u32;
            self.state.talk = Some(talk);
            return;
        }
        let chosen = line.choices.get(usize::from(talk.choice));
        let next = chosen.map_or(line.next, |(_, next)| *next);
        self.have_effect(talk.line, line.effect);
        if let Some(next) = next {
            self.state.talk = Some(Talk { line: next, ticks: 0, choice: 0, ..talk });
            self.emit_at_hero(EventKind::TalkWentOn);
        } else {
            self.state.talk = None;
            // The press that ended the conversation is no jump.
            self.state.hero.buffer_ticks = 0;
            self.emit_at_hero(EventKind::TalkEnded);
        }
    }

    /// Each line has its effect once in a level.
    fn have_effect(&mut self, line: u16, effect: Option<EffectDef>) {
        let Some(effect) = effect else { return };
        if self.state.effects_had.contains(&line) {
            return;
        }
        self.state.effects_had.push(line);
        match effect {
            EffectDef::Give(item) => {
                self.give(item);
                self.emit_at_hero(EventKind::Took(item));
            }
            EffectDef::Power(power) => {
                self.empower(power, 0);
                self.emit_at_hero(EventKind::TookPower(power));
            }
            EffectDef::SwitchOn(channel) => {
                let channels = self.state.channels | (1 << channel);
                self.set_channels(channels);
                self.emit_at_hero(EventKind::SwitchToggled);
            }
        }
    }
}
