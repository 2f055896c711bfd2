//! Applying an edit and finding its inverse.

use std::mem::replace;

use super::{
    Edit, EditError, KindChange, dialogue::change_dialogue, level::change_level, tables, tables::find, tables::missing,
};
use crate::{
    document::Game,
    id::{DialogueId, KindId},
    kind::Kind,
    limits,
    place::Place,
    values::{self, Report},
};

/// What is asked of an edit's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// They are new and have to keep every rule.
    New,
    /// They were there before, and come back whatever they were: undoing must not fail because the document broke a
    /// rule already.
    Back,
}

impl Care {
    /// The first thing that is wrong with a value.
    pub(super) fn ask(self, ask: impl FnOnce(&mut Report<'_>)) -> Result<(), EditError> {
        if self == Self::Back {
            return Ok(());
        }
        let mut first = Ok(());
        ask(&mut |place, wrong| {
            if first.is_ok() {
                first = Err(EditError::wrong(place, wrong));
            }
        });
        first
    }
}

impl Edit {
    /// Changes the game and returns the edit that undoes the change.
    pub fn apply(self, game: &mut Game) -> Result<Edit, EditError> {
        apply(self, game, Care::New, 0)
    }

    /// Applies an edit that [`Edit::apply`] or `undo` returned, and returns the one that does the change again.
    ///
    /// It asks less than `apply` does: values, counts and uses that were there before come back even when they break a
    /// rule that new ones have to keep. On the game that the edit left behind it cannot fail.
    pub fn undo(self, game: &mut Game) -> Result<Edit, EditError> {
        apply(self, game, Care::Back, 0)
    }
}

fn apply(edit: Edit, game: &mut Game, care: Care, depth: usize) -> Result<Edit, EditError> {
    Ok(match edit {
        Edit::Batch(edits) => return apply_batch(edits, game, care, depth),
        Edit::SetTitle(title) => {
            care.ask(|report| values::title(Place::new(&"title"), &title, report))?;
            Edit::SetTitle(replace(&mut game.title, title))
        }
        Edit::SetAuthor(author) => {
            care.ask(|report| values::name(Place::new(&"author"), &author, report))?;
            Edit::SetAuthor(replace(&mut game.author, author))
        }
        Edit::SetTheme(theme) => {
            care.ask(|report| values::name(Place::new(&"theme"), &theme, report))?;
            Edit::SetTheme(replace(&mut game.theme, theme))
        }
        Edit::SetDifficulty(difficulty) => Edit::SetDifficulty(replace(&mut game.difficulty, difficulty)),
        Edit::SetMode(mode) => Edit::SetMode(replace(&mut game.mode, mode)),
        Edit::SetRule { rule, value } => {
            care.ask(|report| values::rule(Place::new(&"rules").at(&rule.name()), rule, value, report))?;
            Edit::SetRule { rule, value: game.rules.set(rule, value) }
        }
        Edit::SetArt { slot, art } => {
            let old = tables::put(&mut game.art, slot.clone(), art, Place::new(&"art"), limits::SLOTS, care)?;
            Edit::SetArt { slot, art: old }
        }
        Edit::SetSound { slot, sound } => {
            let old = tables::put(&mut game.sounds, slot.clone(), sound, Place::new(&"sounds"), limits::SLOTS, care)?;
            Edit::SetSound { slot, sound: old }
        }
        Edit::AddKind { id, kind } => {
            let kinds = Place::new(&"kinds");
            care.ask(|report| values::kind(kinds.at(&id), &kind, report))?;
            tables::add(&mut game.kinds, id, *kind, kinds, limits::KINDS, care)?;
            Edit::RemoveKind { id }
        }
        Edit::RemoveKind { id } => {
            in_use(Place::new(&"kinds").at(&id), care, || kind_user(game, id))?;
            Edit::AddKind { id, kind: Box::new(tables::remove(&mut game.kinds, &id, Place::new(&"kinds"))?) }
        }
        Edit::ChangeKind { id, change } => {
            let kind = find(&mut game.kinds, &id, Place::new(&"kinds"))?;
            Edit::ChangeKind { id, change: change_kind(kind, Place::new(&"kinds").at(&id), change, care)? }
        }
        Edit::AddDialogue { id, dialogue } => {
            let dialogues = Place::new(&"dialogues");
            care.ask(|report| values::dialogue(dialogues.at(&id), &dialogue, report))?;
            tables::add(&mut game.dialogues, id, dialogue, dialogues, limits::DIALOGUES, care)?;
            Edit::RemoveDialogue { id }
        }
        Edit::RemoveDialogue { id } => {
            let dialogues = Place::new(&"dialogues");
            in_use(dialogues.at(&id), care, || dialogue_user(game, id))?;
            Edit::AddDialogue { id, dialogue: tables::remove(&mut game.dialogues, &id, dialogues)? }
        }
        Edit::ChangeDialogue { id, change } => {
            let dialogue = find(&mut game.dialogues, &id, Place::new(&"dialogues"))?;
            let change = change_dialogue(dialogue, Place::new(&"dialogues").at(&id), change, care)?;
            Edit::ChangeDialogue { id, change }
        }
        Edit::AddLevel { id, level } => {
            let levels = Place::new(&"levels");
            care.ask(|report| values::level(levels.at(&id), &level, report))?;
            tables::add(&mut game.levels, id, *level, levels, limits::LEVELS, care)?;
            Edit::RemoveLevel { id }
        }
        Edit::RemoveLevel { id } => {
            Edit::AddLevel { id, level: Box::new(tables::remove(&mut game.levels, &id, Place::new(&"levels"))?) }
        }
        Edit::ChangeLevel { id, change } => {
            let level = find(&mut game.levels, &id, Place::new(&"levels"))?;
            Edit::ChangeLevel { id, change: change_level(level, Place::new(&"levels").at(&id), change, care)? }
        }
    })
}

/// All or nothing: when one fails, those before it are undone.
fn apply_batch(edits: Vec<Edit>, game: &mut Game, care: Care, depth: usize) -> Result<Edit, EditError> {
    if depth >= limits::BATCH_DEPTH {
        return Err(EditError::Limit { place: "batches in batches".into(), limit: limits::BATCH_DEPTH });
    }
    if edits.len() > limits::BATCH {
        return Err(EditError::Limit { place: "edits of a batch".into(), limit: limits::BATCH });
    }
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply(edit, game, care, depth + 1) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                for inverse in inverses.into_iter().rev() {
                    let undone = apply(inverse, game, Care::Back, depth + 1);
                    // It names what its edit left behind, and nothing else is asked of what comes back.
                    debug_assert!(undone.is_ok(), "{undone:?}");
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Edit::Batch(inverses))
}

fn change_kind(kind: &mut Kind, place: Place<'_>, change: KindChange, care: Care) -> Result<KindChange, EditError> {
    Ok(match change {
        KindChange::Name(name) => {
            care.ask(|report| values::kind_name(place.at(&"name"), &name, report))?;
            KindChange::Name(replace(&mut kind.name, name))
        }
        KindChange::Art(art) => KindChange::Art(replace(&mut kind.art, art)),
        KindChange::Body(body) => {
            care.ask(|report| values::body(place, body, report))?;
            KindChange::Body(replace(&mut kind.body, body))
        }
        KindChange::Role(role) => {
            care.ask(|report| values::role(place.at(&"role"), &role, report))?;
            KindChange::Role(replace(&mut kind.role, role))
        }
        KindChange::Number { number, value } => {
            let role = place.at(&"role");
            let Some(field) = kind.role.field(number) else {
                return Err(EditError::NoNumber { place: role.at(&format_args!("{number:?}")).to_string() });
            };
            care.ask(|report| values::number(role.at(&field), number, value, report))?;
            match kind.role.number_mut(number) {
                Some(old) => KindChange::Number { number, value: replace(old, value) },
                None => return Err(missing(role.at(&field))),
            }
        }
    })
}

fn in_use(place: Place<'_>, care: Care, user: impl FnOnce() -> Option<String>) -> Result<(), EditError> {
    match care {
        Care::Back => Ok(()),
        Care::New => match user() {
            Some(user) => Err(EditError::InUse { place: place.to_string(), user }),
            None => Ok(()),
        },
    }
}

/// What still uses a kind.
fn kind_user(game: &Game, id: KindId) -> Option<String> {
    let uses = |kind: &Kind| kind.role.shot() == Some(id) || kind.role.foe().is_some_and(|foe| foe.drops == Some(id));
    // What a kind itself fires or drops goes with it.
    if let Some((user, _)) = game.kinds.iter().find(|&(&user, kind)| user != id && uses(kind)) {
        return Some(format!("kinds.{user}"));
    }
    game.levels.iter().find_map(|(level_id, level)| {
        let (actor, _) = level.actors.iter().find(|(_, actor)| actor.kind == id)?;
        Some(format!("levels.{level_id}.actors.{actor}"))
    })
}

/// What still uses a conversation.
fn dialogue_user(game: &Game, id: DialogueId) -> Option<String> {
    game.levels.iter().find_map(|(level_id, level)| {
        let (actor, _) = level.actors.iter().find(|(_, actor)| actor.dialogue == Some(id))?;
        Some(format!("levels.{level_id}.actors.{actor}"))
    })
}
