//! Every kind of edit is generated for the tests of the laws, and can succeed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use snapcade_game::{
    edit::{ActorChange, DialogueChange, KindChange, LayerChange, LevelChange, TextChange},
    *,
};
use support::{arbitrary, moon_game};

/// The names of an edit's variants, outermost first. A new variant does not compile until it is named here, and the
/// test below fails until it is generated.
fn variants(edit: &Edit) -> String {
    match edit {
        Edit::Batch(_) => "Batch".into(),
        Edit::SetTitle(_) => "SetTitle".into(),
        Edit::SetAuthor(_) => "SetAuthor".into(),
        Edit::SetTheme(_) => "SetTheme".into(),
        Edit::SetDifficulty(_) => "SetDifficulty".into(),
        Edit::SetMode(_) => "SetMode".into(),
        Edit::SetRule { .. } => "SetRule".into(),
        Edit::SetArt { .. } => "SetArt".into(),
        Edit::SetSound { .. } => "SetSound".into(),
        Edit::AddKind { .. } => "AddKind".into(),
        Edit::RemoveKind { .. } => "RemoveKind".into(),
        Edit::ChangeKind { change, .. } => {
            let change = match change {
                KindChange::Name(_) => "Name",
                KindChange::Art(_) => "Art",
                KindChange::Body(_) => "Body",
                KindChange::Role(_) => "Role",
                KindChange::Number { .. } => "Number",
            };
            format!("ChangeKind {change}")
        }
        Edit::AddDialogue { .. } => "AddDialogue".into(),
        Edit::RemoveDialogue { .. } => "RemoveDialogue".into(),
        Edit::ChangeDialogue { change, .. } => {
            let change = match change {
                DialogueChange::Name(_) => "Name",
                DialogueChange::First(_) => "First",
                DialogueChange::AddLine { .. } => "AddLine",
                DialogueChange::RemoveLine { .. } => "RemoveLine",
                DialogueChange::LineWords { .. } => "LineWords",
                DialogueChange::LineNext { .. } => "LineNext",
                DialogueChange::LineEffect { .. } => "LineEffect",
                DialogueChange::AddChoice { .. } => "AddChoice",
                DialogueChange::RemoveChoice { .. } => "RemoveChoice",
                DialogueChange::ChoiceWords { .. } => "ChoiceWords",
                DialogueChange::ChoiceNext { .. } => "ChoiceNext",
                DialogueChange::ChoiceOrder { .. } => "ChoiceOrder",
            };
            format!("ChangeDialogue {change}")
        }
        Edit::AddLevel { .. } => "AddLevel".into(),
        Edit::RemoveLevel { .. } => "RemoveLevel".into(),
        Edit::ChangeLevel { change, .. } => format!("ChangeLevel {}", level_variants(change)),
    }
}

fn level_variants(change: &LevelChange) -> String {
    match change {
        LevelChange::Order(_) => "Order".into(),
        LevelChange::Name(_) => "Name".into(),
        LevelChange::Tileset(_) => "Tileset".into(),
        LevelChange::Music(_) => "Music".into(),
        LevelChange::Start(_) => "Start".into(),
        LevelChange::Goal(_) => "Goal".into(),
        LevelChange::Proof(_) => "Proof".into(),
        LevelChange::Resize { .. } => "Resize".into(),
        LevelChange::Tiles(_) => "Tiles".into(),
        LevelChange::PaintRect { .. } => "PaintRect".into(),
        LevelChange::PaintStroke { .. } => "PaintStroke".into(),
        LevelChange::PaintRuns(_) => "PaintRuns".into(),
        LevelChange::AddActor { .. } => "AddActor".into(),
        LevelChange::RemoveActor { .. } => "RemoveActor".into(),
        LevelChange::ChangeActor { change, .. } => {
            let change = match change {
                ActorChange::Kind(_) => "Kind",
                ActorChange::At(_) => "At",
                ActorChange::Facing(_) => "Facing",
                ActorChange::Path(_) => "Path",
                ActorChange::Channel(_) => "Channel",
                ActorChange::WidthTiles(_) => "WidthTiles",
                ActorChange::Dialogue(_) => "Dialogue",
            };
            format!("ChangeActor {change}")
        }
        LevelChange::AddCheckpoint { .. } => "AddCheckpoint".into(),
        LevelChange::RemoveCheckpoint { .. } => "RemoveCheckpoint".into(),
        LevelChange::MoveCheckpoint { .. } => "MoveCheckpoint".into(),
        LevelChange::AddText { .. } => "AddText".into(),
        LevelChange::RemoveText { .. } => "RemoveText".into(),
        LevelChange::ChangeText { change, .. } => {
            let change = match change {
                TextChange::At(_) => "At",
                TextChange::Words(_) => "Words",
                TextChange::Style(_) => "Style",
            };
            format!("ChangeText {change}")
        }
        LevelChange::AddLayer { .. } => "AddLayer".into(),
        LevelChange::RemoveLayer { .. } => "RemoveLayer".into(),
        LevelChange::ChangeLayer { change, .. } => {
            let change = match change {
                LayerChange::Order(_) => "Order",
                LayerChange::Art(_) => "Art",
                LayerChange::ScrollPercent(_) => "ScrollPercent",
                LayerChange::Y(_) => "Y",
                LayerChange::DriftSubpxPerTick(_) => "DriftSubpxPerTick",
            };
            format!("ChangeLayer {change}")
        }
    }
}

/// Every name that [`variants`] can give, read from this file, so that the list cannot fall behind.
fn every_variant() -> BTreeSet<String> {
    let source = include_str!("edit_variants.rs");
    let (mut names, mut group, mut prefix) = (BTreeSet::new(), Vec::new(), "");
    for line in source.lines().map(str::trim) {
        if line.starts_with("fn level_variants") {
            prefix = "ChangeLevel ";
        }
        if line.starts_with("fn every_variant") {
            break;
        }
        let Some((pattern, name)) = line.split_once(" => \"") else {
            if let Some(outer) = line.strip_prefix("format!(\"").and_then(|rest| rest.split_once(" {change}")) {
                names.extend(group.drain(..).map(|inner: String| format!("{prefix}{} {inner}", outer.0)));
            }
            continue;
        };
        let name = name.split('"').next().unwrap().to_owned();
        if pattern.starts_with("Edit::") || pattern.starts_with("LevelChange::") {
            names.insert(format!("{prefix}{name}"));
        } else {
            group.push(name);
        }
    }
    names
}

#[test]
fn every_kind_of_edit_is_tried_and_succeeds() {
    let mut runner = TestRunner::deterministic();
    let mut tried = BTreeMap::from([("Batch".to_owned(), (1, 0))]);
    let simple = arbitrary::simple_edit();
    let mut start = moon_game();
    // One that nobody holds, so that it can be removed.
    let free = start.dialogues[&DialogueId(1)].clone();
    start.dialogues.insert(DialogueId(2), free);
    for _ in 0..6_000 {
        let edit = simple.new_tree(&mut runner).unwrap().current();
        let (done, failed) = tried.entry(variants(&edit)).or_default();
        *(if edit.apply(&mut start.clone()).is_ok() { done } else { failed }) += 1;
    }
    assert_eq!(tried.keys().cloned().collect::<BTreeSet<_>>(), every_variant());
    assert!(every_variant().len() > 60, "{:?}", every_variant());
    for (variant, (done, _)) in tried {
        assert!(done > 0, "{variant} never succeeded");
    }
}
