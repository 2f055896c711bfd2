//! Changes to conversations.

use std::mem::replace;

use super::{DialogueChange, EditError, apply::Care, tables, tables::find};
use crate::{dialogue::Dialogue, limits, place::Place, values};

pub(super) fn change_dialogue(
    dialogue: &mut Dialogue,
    place: Place<'_>,
    change: DialogueChange,
    care: Care,
) -> Result<DialogueChange, EditError> {
    use DialogueChange as Change;
    let lines = place.at(&"lines");
    Ok(match change {
        Change::Name(name) => {
            care.ask(|report| values::name(place.at(&"name"), &name, report))?;
            Change::Name(replace(&mut dialogue.name, name))
        }
        Change::First(first) => Change::First(replace(&mut dialogue.first, first)),
        Change::AddLine { id, line } => {
            care.ask(|report| values::line(lines.at(&id), &line, report))?;
            tables::add(&mut dialogue.lines, id, line, lines, limits::LINES_PER_DIALOGUE, care)?;
            Change::RemoveLine { id }
        }
        Change::RemoveLine { id } => Change::AddLine { id, line: tables::remove(&mut dialogue.lines, &id, lines)? },
        Change::LineWords { id, words } => {
            care.ask(|report| values::said(lines.at(&id).at(&"words"), &words, report))?;
            let line = find(&mut dialogue.lines, &id, lines)?;
            Change::LineWords { id, words: replace(&mut line.words, words) }
        }
        Change::LineNext { id, next } => {
            let line = find(&mut dialogue.lines, &id, lines)?;
            Change::LineNext { id, next: replace(&mut line.next, next) }
        }
        Change::LineEffect { id, effect } => {
            care.ask(|report| values::effect(lines.at(&id).at(&"effect"), effect.as_ref(), report))?;
            let line = find(&mut dialogue.lines, &id, lines)?;
            Change::LineEffect { id, effect: replace(&mut line.effect, effect) }
        }
        Change::AddChoice { line, id, choice } => {
            let (here, choices) = (lines.at(&line), &mut find(&mut dialogue.lines, &line, lines)?.choices);
            let place = here.at(&"choices");
            care.ask(|report| values::choice(place.at(&id), &choice, report))?;
            tables::add(choices, id, choice, place, limits::CHOICES_PER_LINE, care)?;
            Change::RemoveChoice { line, id }
        }
        Change::RemoveChoice { line, id } => {
            let choices = &mut find(&mut dialogue.lines, &line, lines)?.choices;
            Change::AddChoice { line, id, choice: tables::remove(choices, &id, lines.at(&line).at(&"choices"))? }
        }
        Change::ChoiceWords { line, id, words } => {
            let (here, choices) = (lines.at(&line), &mut find(&mut dialogue.lines, &line, lines)?.choices);
            let place = here.at(&"choices");
            care.ask(|report| values::answer(place.at(&id).at(&"words"), &words, report))?;
            Change::ChoiceWords { line, id, words: replace(&mut find(choices, &id, place)?.words, words) }
        }
        Change::ChoiceNext { line, id, next } => {
            let choices = &mut find(&mut dialogue.lines, &line, lines)?.choices;
            let choice = find(choices, &id, lines.at(&line).at(&"choices"))?;
            Change::ChoiceNext { line, id, next: replace(&mut choice.next, next) }
        }
        Change::ChoiceOrder { line, id, order } => {
            let choices = &mut find(&mut dialogue.lines, &line, lines)?.choices;
            let choice = find(choices, &id, lines.at(&line).at(&"choices"))?;
            Change::ChoiceOrder { line, id, order: replace(&mut choice.order, order) }
        }
    })
}
