//! Gravity, jumps, speed, hearts, lives, time.

use snapcade_game::{Edit, Rule, Rules};

use super::{Planned, Scene};
use crate::words::{
    WordsError,
    wish::{Change, Degree},
};

pub(super) fn edits(rule: Rule, change: Change, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let now = scene.project.game.rules.get(rule);
    let Some(wanted) = wanted(rule, change, now)? else { return Ok(Planned::default()) };
    let (low, high) = rule.bounds();
    let value = if rule == Rule::TimeLimit && wanted > 0 {
        // When nobody can be so quick, there is more time.
        i64::from(wanted) * 100 / i64::from(scene.strength.max(1))
    } else if ends_at_nought(rule) && wanted == 0 {
        0
    } else {
        i64::from(now) + i64::from(wanted - now) * i64::from(scene.strength) / 100
    };
    let value = value.clamp(i64::from(low), i64::from(high)) as i32;
    if value == now {
        return Ok(Planned::default());
    }
    Ok(Planned::playing(vec![Edit::SetRule { rule, value }]))
}

/// Nought stands for "without end".
const fn ends_at_nought(rule: Rule) -> bool {
    matches!(rule, Rule::Lives | Rule::TimeLimit)
}

/// The value that is wished for, not yet within bounds; `None` when there is nothing to change.
fn wanted(rule: Rule, change: Change, now: i32) -> Result<Option<i32>, WordsError> {
    let refuse = |why: &str| Err(WordsError::NotPossible(why.to_owned()));
    if rule == Rule::Gravity && change == Change::To(0) {
        return refuse("Without gravity the hero would never come down again. Try \"moon gravity\".");
    }
    if rule == Rule::Hearts && change == Change::To(0) {
        return refuse("A hero needs at least one heart.");
    }
    let least = if ends_at_nought(rule) { 1 } else { i32::MIN };
    let unlimited = ends_at_nought(rule) && now == 0;
    let value = match change {
        Change::To(value) => return Ok(Some(value)),
        Change::Usual => return Ok(Some(Rules::default().get(rule))),
        Change::Up(_) | Change::By(1..) | Change::Times(2.., _) if unlimited => {
            return Err(WordsError::AlreadySo(match rule {
                Rule::Lives => "The lives never run out already.".to_owned(),
                _ => "There is no time limit: there is all the time in the world.".to_owned(),
            }));
        }
        Change::Down(_) | Change::By(_) | Change::Times(..) if unlimited => match rule {
            Rule::Lives => Rules::default().lives,
            _ => return refuse("There is no time limit yet. Try \"time limit 2 minutes\"."),
        },
        Change::Up(degree) => now.saturating_add(step(rule, degree, now, true)),
        Change::Down(degree) => now.saturating_sub(step(rule, degree, now, false)).max(least),
        Change::By(by) => now.saturating_add(by).max(least),
        Change::Times(times, parts) => {
            let (now, times, parts) = (i64::from(now), i64::from(times), i64::from(parts.max(1)));
            let value = if rule == Rule::JumpSpeed {
                // Twice as high: the height of a jump grows with the square of its speed.
                (now * now * times / parts).max(0).isqrt()
            } else {
                now * times / parts
            };
            i32::try_from(value).unwrap_or(i32::MAX).max(least)
        }
    };
    Ok(Some(value))
}

/// How far a rule goes up or down.
fn step(rule: Rule, degree: Degree, now: i32, up: bool) -> i32 {
    let by = |values: [i32; 3]| values[degree as usize];
    let percent = match (rule, up) {
        (Rule::Hearts, _) => return by([1, 1, 3]),
        (Rule::Lives, _) => return by([1, 2, 5]),
        (Rule::TimeLimit, true) => by([25, 50, 100]),
        (Rule::TimeLimit, false) => by([15, 30, 50]),
        (Rule::Gravity, true) => by([10, 30, 80]),
        (Rule::Gravity, false) => by([15, 35, 60]),
        (Rule::JumpSpeed, true) => by([6, 14, 28]),
        (Rule::JumpSpeed, false) => by([5, 11, 22]),
        (_, true) => by([12, 28, 55]),
        (_, false) => by([10, 22, 40]),
    };
    (now.saturating_mul(percent) / 100).max(1)
}
