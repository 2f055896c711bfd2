//! The games that are changed in tests, made once.

use std::sync::{Arc, OnceLock};

use snapcade_game::{Difficulty, Project};
use snapcade_gen::level::Length;

use crate::{
    HeroOptions, Judge, MakeOptions, change_by_words, compile_project, first_steps, make_game, prove_game,
    words::{WordsChange, WordsError},
};

/// A garden of two short levels, as people make it.
pub fn made() -> &'static Project {
    static MADE: OnceLock<Project> = OnceLock::new();
    MADE.get_or_init(|| {
        let options = MakeOptions {
            hero: None,
            hero_options: HeroOptions::default(),
            theme: Some("garden".to_owned()),
            difficulty: Difficulty::Normal,
            levels: 2,
            length: Length::Short,
            wishes: ["water", "ice", "pits", "more enemies"].map(str::to_owned).to_vec(),
            seed: 7,
            title: Some("Test Garden".to_owned()),
            author: "Mo".to_owned(),
        };
        make_game(&options).expect("the game can be made").project
    })
}

/// The sample game, which was not made by the maker.
pub fn sample() -> &'static Project {
    static SAMPLE: OnceLock<Project> = OnceLock::new();
    SAMPLE.get_or_init(|| first_steps().expect("the sample is whole"))
}

/// Changes a game and gives back the changed one, every level of which its proof beats.
pub fn changed(project: &Project, words: &str) -> Result<(Project, WordsChange), WordsError> {
    let change = change_by_words(words, project, 5)?;
    let mut after = project.clone();
    change.apply(&mut after).unwrap_or_else(|error| panic!("{words}: {error}"));
    let pack = compile_project(&after).unwrap_or_else(|error| panic!("{words}: {error}"));
    for verdict in prove_game(&Arc::new(pack), Judge::Proofs, |_| {}) {
        assert!(verdict.outcome.is_ok(), "{words}: {} cannot be beaten\n{change:?}", verdict.name);
    }
    assert!(!change.preview.is_empty(), "{words}");
    Ok((after, change))
}
