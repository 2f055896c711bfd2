//! Easier and harder: kinder rules, slower and fewer enemies, or the reverse.

use snapcade_game::{Difficulty, Edit, KindId, LevelId, Number, Role, Rule};

use super::{Planned, Scene, count, foes};
use crate::words::{
    WordsError,
    wish::{Amount, Change, Degree, DifficultyWish, Thing},
};

/// How far, in steps of difficulty; below zero is easier.
fn steps(wish: DifficultyWish, now: Difficulty) -> (i32, Degree) {
    match wish {
        DifficultyWish::Easier(degree) => (-1, degree),
        DifficultyWish::Harder(degree) => (1, degree),
        DifficultyWish::Be(wanted) => {
            let steps = wanted as i32 - now as i32;
            (steps.signum(), if steps.abs() > 1 { Degree::Much } else { Degree::Plainly })
        }
    }
}

/// The rules and the enemies' speed.
pub(super) fn whole(wish: DifficultyWish, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let game = &scene.project.game;
    let (direction, degree) = steps(wish, game.difficulty);
    if direction == 0 {
        return Err(WordsError::AlreadySo("It is already as easy or as hard as that.".to_owned()));
    }
    let mut edits = Vec::new();
    let next = match wish {
        DifficultyWish::Be(wanted) => wanted,
        _ => [Difficulty::Easy, Difficulty::Normal, Difficulty::Hard]
            [(game.difficulty as i32 + direction).clamp(0, 2) as usize],
    };
    if next != game.difficulty {
        edits.push(Edit::SetDifficulty(next));
    }
    let times = if degree == Degree::Much { 2 } else { 1 };
    let kinder: &[(Rule, i32)] = &[
        (Rule::Hearts, 1),
        (Rule::Coyote, if degree == Degree::Slightly { 2 } else { 4 }),
        (Rule::JumpBuffer, if degree == Degree::Slightly { 1 } else { 3 }),
        (Rule::Invulnerable, 20),
    ];
    for &(rule, by) in kinder {
        let (low, high) = rule.bounds();
        let now = game.rules.get(rule);
        let by = by * times * scene.strength / 100;
        let value = (now - direction * by).clamp(low, high);
        // Nobody plays without a moment to breathe.
        let value = if direction > 0 { value.max(now.min(2)) } else { value };
        if value != now {
            edits.push(Edit::SetRule { rule, value });
        }
    }
    let change = if direction < 0 {
        Change::Down(degree)
    } else {
        Change::Up(Degree::Slightly.max(degree.min(Degree::Plainly)))
    };
    for (&id, kind) in game.kinds.iter().filter(|(_, kind)| kind.role.foe().is_some()) {
        let number = if matches!(kind.role, Role::Shooter { .. }) { Number::Interval } else { Number::Speed };
        // Half as strong as when one wishes for speed alone.
        edits.extend(foes::changed(id, kind, number, change, scene.strength / 2));
    }
    Ok(Planned::playing(edits))
}

/// Fewer or more enemies.
pub(super) fn level(
    wish: DifficultyWish,
    id: LevelId,
    everywhere: bool,
    scene: &Scene<'_>,
) -> Result<Planned, WordsError> {
    // The whole game's difficulty has changed already: what was wished is told by the wish itself then.
    let (direction, degree) = match (wish, everywhere) {
        (DifficultyWish::Be(Difficulty::Normal), true) => return Ok(Planned::default()),
        (DifficultyWish::Be(Difficulty::Easy), _) => (-1, Degree::Plainly),
        (DifficultyWish::Be(Difficulty::Hard), _) => (1, Degree::Plainly),
        _ => steps(wish, scene.project.game.difficulty),
    };
    let kinds = scene.project.game.kinds.iter();
    let is_foe = |role: &Role| role.foe().is_some() && !matches!(role, Role::Boss { .. });
    let foes: Vec<KindId> = kinds.filter(|(_, kind)| is_foe(&kind.role)).map(|(&id, _)| id).collect();
    let amount = match direction {
        0 => return Ok(Planned::default()),
        ..0 => Amount::Fewer(degree),
        _ => Amount::More(Degree::Slightly.max(degree.min(Degree::Plainly))),
    };
    match count::edits(&Thing::Kinds(foes), amount, id, scene) {
        Err(error) if error.is_refusal() => Ok(Planned::default()),
        planned => planned,
    }
}
