//! Use cases: one function for each thing a person can do with Snapcade.

pub mod check;
pub mod contact;
pub mod error;
pub mod export;
pub mod files;
pub mod hash;
pub mod hero;
pub mod inspect;
pub mod jobs;
pub mod level_map;
pub mod library;
pub mod make;
pub mod open;
pub mod prove;
pub mod qr;
pub mod ready;
pub mod render;
pub mod sample;
pub mod serve;
pub mod song;
pub mod theme_sheet;
pub mod words;

pub use check::faults;
pub use error::AppError;
pub use export::{
    ExportOptions, Exported, embed_snippet, export_folder, export_html, export_zip, has_web_player, web_build,
};
pub use files::{open_project, read_replay, save_project, write_file};
pub use hash::{HashLine, state_hashes};
pub use hero::{HeroFiles, HeroOptions, import_hero, make_hero};
pub use inspect::{GameSummary, inspect, printable};
pub use make::{HeroFrom, MadeGame, MakeOptions, make_game};
pub use open::open_export;
pub use prove::{Judge, Verdict, keep_proofs, proof_of, prove_game};
pub use qr::{qr_code_png, qr_code_svg};
pub use ready::compile_project;
pub use render::{Scene, level_start, render_gif, render_png, render_preview};
pub use sample::first_steps;
pub use serve::{ServeOptions, ServedFile, Serving, link_as_blocks, open_in_browser, serve};
pub use snapcade_game::Project;
pub use snapcade_play::TICKS_PER_SECOND;
pub use song::{SongOptions, song_as_text, song_as_wav};
pub use theme_sheet::{ThemeSheet, theme_sheet, theme_sheet_as_png};
pub use words::{EXAMPLES, WordsChange, WordsError, change_by_words};
