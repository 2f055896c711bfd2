//! The laws of documents: what is written is read again, and what two computers do comes together.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

#[path = "../../game/tests/support/mod.rs"]
mod support;

use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};
use serde_json::json;
use snapcade_game::*;
use snapcade_store::doc::{Heads, LoroReplica, Op, Replica, Source, Stamp, State, Version, ops_between, read};
use support::arbitrary;

/// A computer with the game open.
struct Computer {
    replica: LoroReplica,
    game: Game,
    groups: i64,
}

fn stamp(time: i64) -> Stamp {
    Stamp::new(time, "Mia", Source::Hand, "changed something")
}

impl Computer {
    fn new(game: &Game, peer: u64) -> Self {
        let mut replica = LoroReplica::new(game.id, peer).unwrap();
        let ops = ops_between(&State::default(), &Game::new(game.id, ""), game);
        replica.commit(&ops, &stamp(0)).unwrap();
        let game = read(&replica.state().unwrap(), game.id);
        Self { replica, game, groups: 1 }
    }

    /// A copy on another computer.
    fn copy(&self, peer: u64) -> Self {
        let replica = LoroReplica::load(self.game.id, peer, &self.replica.snapshot().unwrap(), &[]).unwrap();
        Self { replica, game: self.game.clone(), groups: 0 }
    }

    /// Does an edit; the update that others need when it changed something.
    fn edit(&mut self, edit: Edit) -> Option<Vec<u8>> {
        let mut after = self.game.clone();
        edit.apply(&mut after).ok()?;
        let state = self.replica.state().unwrap();
        let ops = ops_between(&state, &self.game, &after);
        let committed = self.replica.commit(&ops, &stamp(self.groups)).unwrap();
        self.groups += 1;
        self.game = read(&self.replica.state().unwrap(), self.game.id);
        committed.map(|committed| committed.update)
    }

    fn import(&mut self, update: &[u8]) {
        self.replica.import(update).unwrap();
        self.game = read(&self.replica.state().unwrap(), self.game.id);
    }
}

/// Kinds and conversations that were removed come back when something names them; everything else is as it was written.
fn equal_but_for_what_came_back(read: &Game, written: &Game) -> bool {
    let mut read = read.clone();
    read.kinds.retain(|id, _| written.kinds.contains_key(id));
    read.dialogues.retain(|id, _| written.dialogues.contains_key(id));
    read == *written
}

/// A register of a document, or something like one, with something like its value.
fn register() -> impl Strategy<Value = Op> {
    let id = || select(vec!["0000000000000001", "0000000000000002", "00C0FFEE00C0FFEE", "x", ""]);
    let table = || {
        select(vec!["kinds", "dialogues", "levels", "actors", "lines", "choices", "layers", "texts", "art", "rules"])
    };
    let names =
        ["name", "gone", "role", "order", "tiles", "start", "tileset", "kind", "at", "body", "art", "format", "lives"];
    let name = || select(names.to_vec());
    let path = prop_oneof![
        2 => name().prop_map(str::to_owned),
        6 => (table(), id(), name()).prop_map(|(table, id, name)| format!("{table}/{id}/{name}")),
        3 => (id(), table(), id(), name()).prop_map(|(above, table, id, name)| format!("levels/{above}/{table}/{id}/{name}")),
        2 => (id(), name()).prop_map(|(id, name)| format!("kinds/{id}/role.walker/foe/{name}")),
        1 => vec(prop_oneof![table().boxed(), id().boxed()], 0..40).prop_map(|parts| parts.join("/")),
    ];
    let value = prop_oneof![
        id().prop_map(|id| json!(id)),
        Just(json!(true)),
        any::<i64>().prop_map(|number| json!(number)),
        (-50..50_i32, -50..50_i32).prop_map(|(x, y)| json!([x, y])),
        (1..50_i32, 1..50_i32).prop_map(|(w, h)| json!({ "w": w, "h": h })),
        select(vec!["walker", "talker", "things", "80", "..\n##", "..\n#", "easy"]).prop_map(|text| json!(text)),
        Just(json!({ "image": "0", "frames": null })),
        Just(json!(1.5)),
    ];
    let cell = (0..3_u64, 0..5_u32, 0..3_u32, select(Tile::ALL));
    prop_oneof![
        9 => (path, value).prop_map(|(path, value)| Op::Field(path, Some(value))),
        1 => cell.prop_map(|(level, x, y, tile)| Op::Cell(LevelId(level), (x, y), Some(tile))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_stands_in_the_registers_is_a_game(game in arbitrary::game(), ops in vec(register(), 0..60)) {
        let mut state = State::default();
        for op in ops_between(&State::default(), &Game::new(game.id, ""), &game).iter().chain(&ops) {
            state.apply(op);
        }
        let found = read(&state, game.id);
        let mut again = State::default();
        for op in &ops_between(&State::default(), &Game::new(game.id, ""), &found) {
            again.apply(op);
        }
        prop_assert_eq!(read(&again, game.id), found.clone(), "what is read can be written");
        for op in &ops_between(&state, &found, &found) {
            state.apply(op);
        }
        prop_assert_eq!(read(&state, game.id), found, "and written over what is there it is the same");
    }

    #[test]
    fn what_is_written_is_read_again(game in arbitrary::game(), edits in vec(arbitrary::edit(), 0..20)) {
        let mut computer = Computer::new(&game, 1);
        prop_assert_eq!(&computer.game, &game);
        for edit in edits {
            let mut expected = computer.game.clone();
            let done = edit.clone().apply(&mut expected).is_ok();
            let update = computer.edit(edit);
            prop_assert!(done || update.is_none());
            prop_assert!(equal_but_for_what_came_back(&computer.game, &expected), "{:#?}\n{:#?}", computer.game, expected);
        }
        let again = LoroReplica::load(game.id, 2, &computer.replica.snapshot().unwrap(), &[]).unwrap();
        prop_assert_eq!(again.state().unwrap(), computer.replica.state().unwrap());
    }

    #[test]
    fn the_way_back_to_any_moment_is_known(game in arbitrary::game(), edits in vec(arbitrary::edit(), 1..12)) {
        let mut computer = Computer::new(&game, 1);
        let mut moments = vec![(computer.replica.heads(), computer.replica.state().unwrap())];
        for edit in edits {
            computer.edit(edit);
            moments.push((computer.replica.heads(), computer.replica.state().unwrap()));
        }
        for (heads, state) in &moments {
            let mut back = computer.replica.state().unwrap();
            for op in computer.replica.difference(&computer.replica.heads(), heads).unwrap() {
                back.apply(&op);
            }
            prop_assert_eq!(&back, state);
        }
        let all = computer.replica.difference(&Heads::default(), &computer.replica.heads()).unwrap();
        let mut state = State::default();
        for op in &all {
            state.apply(op);
        }
        prop_assert_eq!(state, computer.replica.state().unwrap());
    }

    #[test]
    fn two_computers_agree_in_whatever_order_they_hear_of_each_other(
        game in arbitrary::game(),
        mine in vec(arbitrary::edit(), 0..10),
        yours in vec(arbitrary::edit(), 0..10),
        order in vec(any::<Index>(), 0..30),
    ) {
        let mut me = Computer::new(&game, 1);
        let mut you = me.copy(2);
        let my_updates: Vec<_> = mine.into_iter().filter_map(|edit| me.edit(edit)).collect();
        let your_updates: Vec<_> = yours.into_iter().filter_map(|edit| you.edit(edit)).collect();
        let (mine_alone, yours_alone) = (me.replica.state().unwrap(), you.replica.state().unwrap());
        let base = Computer::new(&game, 1).replica.state().unwrap();
        // Some come twice and in any order, then all come.
        for (computer, updates) in [(&mut me, &your_updates), (&mut you, &my_updates)] {
            for index in &order {
                if !updates.is_empty() {
                    let update: &Vec<u8> = index.get(updates);
                    computer.import(update);
                }
            }
            updates.iter().rev().for_each(|update| computer.import(update));
            prop_assert_eq!(computer.replica.waiting().unwrap(), None);
        }
        prop_assert_eq!(&me.game, &you.game);
        prop_assert_eq!(me.game.to_json(), you.game.to_json());
        // Nothing that only one of them did is missing.
        let merged = me.replica.state().unwrap();
        for (path, value) in &merged.fields {
            let (old, a, b) = (base.fields.get(path), mine_alone.fields.get(path), yours_alone.fields.get(path));
            let value = Some(value);
            prop_assert!(match (a == old, b == old) {
                (false, true) => value == a,
                (true, false) => value == b,
                _ => value == a || value == b,
            }, "{}", path);
        }
        for path in base.fields.keys().chain(mine_alone.fields.keys()).chain(yours_alone.fields.keys()) {
            let (old, a, b) = (base.fields.get(path), mine_alone.fields.get(path), yours_alone.fields.get(path));
            if !merged.fields.contains_key(path) {
                prop_assert!(a.is_none() && a != old || b.is_none() && b != old || old.is_none() && a.is_none() && b.is_none(), "{}", path);
            }
        }
    }

    #[test]
    fn what_others_send_never_hurts(game in arbitrary::game(), edits in vec(arbitrary::edit(), 1..6), cut in any::<Index>(), bit in any::<Index>()) {
        let mut me = Computer::new(&game, 1);
        let mut you = me.copy(2);
        let Some(update) = edits.into_iter().filter_map(|edit| you.edit(edit)).last() else { return Ok(()) };
        let before = me.replica.state().unwrap();
        let mut good = me.copy(3);
        good.import(&update);
        prop_assert!(me.replica.import(&update[..cut.index(update.len())]).is_err());
        let mut flipped = update.clone();
        let bit = bit.index(flipped.len() * 8);
        flipped[bit / 8] ^= 1 << (bit % 8);
        let taken = me.replica.import(&flipped).is_ok();
        // A few bits of the head mean nothing.
        let expected = if taken { good.replica.state().unwrap() } else { before };
        prop_assert_eq!(me.replica.state().unwrap(), expected);
        let all = you.replica.updates_since(&Version::default()).unwrap();
        me.import(&all);
        prop_assert_eq!(me.game, you.game);
    }
}
