//! Faster, slower, stronger, weaker enemies, and what they leave behind.

use snapcade_game::{Edit, Foe, Kind, KindId, Number, Role, edit::KindChange};

use super::{Planned, Scene};
use crate::words::{
    WordsError,
    wish::{Change, Degree, FoeNumber},
};

pub(super) fn edits(
    kinds: &[KindId],
    number: FoeNumber,
    change: Change,
    scene: &Scene<'_>,
) -> Result<Planned, WordsError> {
    let mut edits = Vec::new();
    let mut has_any = false;
    for (id, kind) in kinds_of(kinds, scene) {
        let Some(number) = number_of(kind, number) else { continue };
        has_any = true;
        edits.extend(changed(id, kind, number, change, scene.strength));
    }
    if !has_any {
        let what = if number == FoeNumber::Speed { "a speed" } else { "a health" };
        return Err(WordsError::NotPossible(format!("They do not have {what} that could change.")));
    }
    Ok(Planned::playing(edits))
}

pub(super) fn kinds_of<'a>(
    kinds: &'a [KindId],
    scene: &'a Scene<'_>,
) -> impl Iterator<Item = (KindId, &'a Kind)> + use<'a> {
    kinds.iter().filter_map(|id| scene.project.game.kinds.get(id).map(|kind| (*id, kind)))
}

/// The number of a kind that is meant: who only stands and fires is faster when it fires more often.
fn number_of(kind: &Kind, number: FoeNumber) -> Option<Number> {
    match (number, &kind.role) {
        (FoeNumber::Speed, Role::Shooter { .. }) => Some(Number::Interval),
        (FoeNumber::Speed, role) => role.number(Number::Speed).filter(|&speed| speed > 0).map(|_| Number::Speed),
        (FoeNumber::Health, role) => role.number(Number::Health).map(|_| Number::Health),
    }
}

/// One number of a kind, changed by so many percent of the change.
pub(super) fn changed(id: KindId, kind: &Kind, number: Number, change: Change, strength: i32) -> Option<Edit> {
    let now = kind.role.number(number)?;
    let is_boss = matches!(kind.role, Role::Boss { .. });
    let wanted = if number == Number::Health {
        health(now, change, is_boss)
    } else {
        let (times, parts) = factor(change)?;
        // Half the time between two shots is twice as fast.
        let (times, parts) = if number == Number::Interval { (parts, times) } else { (times, parts) };
        (i64::from(now) * i64::from(times) / i64::from(parts.max(1))).clamp(0, 1 << 20) as i32
    };
    let part = (wanted - now) * strength / 100;
    let part = if part == 0 { (wanted - now).signum() } else { part };
    let (low, high) = number.bounds();
    let value = (now + part).clamp(low.max(1), high);
    (value != now).then_some(Edit::ChangeKind { id, change: KindChange::Number { number, value } })
}

fn health(now: i32, change: Change, is_boss: bool) -> i32 {
    let step = |degree| match (degree, is_boss) {
        (Degree::Slightly, _) | (Degree::Plainly, false) => 1,
        (Degree::Plainly, true) => 2,
        (Degree::Much, false) => 3,
        (Degree::Much, true) => 5,
    };
    match change {
        Change::Up(degree) => now + step(degree),
        Change::Down(degree) => now - step(degree),
        Change::To(value) => value.clamp(1, 99),
        Change::By(by) => now + by.clamp(-99, 99),
        Change::Times(times, parts) => now * times.clamp(0, 99) / parts.max(1),
        Change::Usual => {
            if is_boss {
                6
            } else {
                1
            }
        }
    }
}

const fn factor(change: Change) -> Option<(i32, i32)> {
    Some(match change {
        Change::Up(Degree::Slightly) => (115, 100),
        Change::Up(Degree::Plainly) => (135, 100),
        Change::Up(Degree::Much) => (180, 100),
        Change::Down(Degree::Slightly) => (88, 100),
        Change::Down(Degree::Plainly) => (72, 100),
        Change::Down(Degree::Much) => (50, 100),
        Change::Times(times, parts) => (times, parts),
        Change::To(_) | Change::By(_) | Change::Usual => return None,
    })
}

pub(super) fn drops(kinds: &[KindId], what: Option<KindId>, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let can_be_picked_up = |id: &KindId| {
        let kind = scene.project.game.kinds.get(id);
        kind.is_some_and(|kind| matches!(kind.role, Role::Collectible { .. } | Role::PowerUp { .. }))
    };
    if what.is_some_and(|what| !can_be_picked_up(&what)) {
        return Err(WordsError::NotPossible("Enemies can only leave something that one can pick up.".to_owned()));
    }
    let mut edits = Vec::new();
    let mut has_any = false;
    for (id, kind) in kinds_of(kinds, scene) {
        let mut role = kind.role.clone();
        let Some(foe) = foe_mut(&mut role) else { continue };
        has_any = true;
        if foe.drops != what {
            foe.drops = what;
            edits.push(Edit::ChangeKind { id, change: KindChange::Role(role) });
        }
    }
    if !has_any {
        return Err(WordsError::NotPossible("Only enemies leave something behind.".to_owned()));
    }
    Ok(Planned::playing(edits))
}

const fn foe_mut(role: &mut Role) -> Option<&mut Foe> {
    match role {
        Role::Walker { foe, .. }
        | Role::Flyer { foe, .. }
        | Role::Hopper { foe, .. }
        | Role::Chaser { foe, .. }
        | Role::Shooter { foe, .. }
        | Role::Boss { foe, .. } => Some(foe),
        _ => None,
    }
}
