//! A made game to export, and a stand-in for the player.

#![allow(dead_code, reason = "not every test file uses all of it")]

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use snapcade_export::{Export, Options, Player};
use snapcade_game::{Difficulty, Project};
use snapcade_gen::{
    art::{self, Common},
    level::{Length, Wishes},
    make::{GameRequest, make_game},
    theme,
};
use snapcade_play::{Pack, Replay, compile, words::Words};

/// The player's stand-in: a page with every placeholder, and hardly anything behind it.
pub const PLAYER: Player<'static> = Player {
    wasm: include_bytes!("../player/player.wasm"),
    page: include_str!("../player/page.html"),
    style: include_str!("../player/page.css"),
    script: include_str!("../player/page.js"),
    old: include_str!("../player/old.js"),
    worker: include_str!("../player/sw.js"),
};

/// A made game of two short levels.
pub fn game() -> Project {
    static GAME: OnceLock<Project> = OnceLock::new();
    let make = || {
        let request = GameRequest {
            hero: art::common(Common::Hero).unwrap(),
            dress: theme::read("a snowy castle").dress,
            theme_words: "a snowy castle".to_owned(),
            difficulty: Difficulty::Easy,
            levels: 2,
            length: Length::Short,
            wishes: Wishes::default(),
            seed: 5,
            title: "Bibi's Trip".to_owned(),
            author: "Bibi".to_owned(),
        };
        make_game(&request).unwrap().project
    };
    GAME.get_or_init(make).clone()
}

/// The game compiled.
pub fn pack(project: &Project) -> Arc<Pack> {
    let (sheets, faults) = project.sheets();
    assert_eq!(faults, []);
    let proofs = project.game.levels.values().filter_map(|level| level.proof);
    let proofs: BTreeMap<_, _> = proofs.map(|hash| (hash, Replay::read(&project.assets[&hash]).unwrap())).collect();
    Arc::new(compile(&project.game, &sheets, &BTreeMap::new(), &proofs, &Words::english()).unwrap())
}

/// The game ready to be exported with the stand-in.
pub fn export(project: &Project, options: &Options) -> Export<'static> {
    Export::new(project, &pack(project), PLAYER, options).unwrap()
}

/// A file of a folder by its name.
pub fn file<'a>(files: &'a [snapcade_export::File], name: &str) -> Option<&'a [u8]> {
    files.iter().find(|(own, _)| *own == name).map(|(_, bytes)| bytes.as_slice())
}
