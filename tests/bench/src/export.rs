//! Exporting the standard game: everything that `snapcade export` does between reading the project and writing files.

use std::{hint::black_box, sync::Arc};

use anyhow::{Result, ensure};
use snapcade_app::compile_project;
use snapcade_export::{Export, File, Options, Player, remix};
use snapcade_game::Project;

use crate::{
    five_levels,
    sizes::gzipped,
    table::{Amount, Row, Target},
    timing::{Timing, Work, in_turn},
};

/// What the documents promise for each form.
const EXPORT_S: f64 = 150e-3;
const ROUNDS: u32 = 9;

/// What is exported again and again.
struct Standard {
    project: Project,
    player: Player<'static>,
    options: Options,
}

impl Standard {
    /// The whole way to one form.
    fn export<T>(&self, form: impl FnOnce(&Export<'static>) -> Result<T, snapcade_export::ExportError>) -> Result<T> {
        let pack = Arc::new(compile_project(&self.project)?);
        Ok(form(&Export::new(&self.project, &pack, self.player, &self.options)?)?)
    }
}

/// How long an export takes, where that time goes, and how long `gzip -9` takes for the same content.
pub fn times() -> Result<Vec<Row>> {
    let project = five_levels::game()?.project;
    let standard = Standard { project, player: Player::embedded()?, options: Options::default() };
    let files = standard.export(Export::folder)?;
    ensure!(standard.export(Export::folder)? == files, "the same game gives the same bytes");
    let pack = Arc::new(compile_project(&standard.project)?);
    let body = pack.encode_body();
    let ready = Export::new(&standard.project, &pack, standard.player, &standard.options)?;
    let timings = in_turn(
        ROUNDS,
        [
            Work::new(1, || drop(black_box(standard.export(Export::folder)))),
            Work::new(1, || drop(black_box(standard.export(Export::zip)))),
            Work::new(1, || drop(black_box(standard.export(Export::html)))),
            Work::new(1, || drop(black_box(gzip_alike(&files, &body)))),
            Work::new(1, || drop(black_box(compile_project(black_box(&standard.project))))),
            Work::new(1, || drop(black_box(black_box(&pack).encode()))),
            Work::new(1, || drop(black_box(remix::write(black_box(&standard.project), &pack)))),
            Work::new(1, || drop(black_box(ready.folder()))),
            Work::new(1, || drop(black_box(ready.zip()))),
            Work::new(1, || drop(black_box(ready.html()))),
        ],
    );
    let [folder, zip, html, gzip, parts @ ..] = &timings;
    let whole = |what: &str, timing: &Timing| {
        let time = timing.median();
        let row = Row::new(what, Amount::Seconds(time)).beside("limit", Amount::Seconds(EXPORT_S), time / EXPORT_S);
        row.target(Target::AtMost(1.0)).noise(timing.noise())
    };
    let mut rows = vec![
        whole("five levels as a folder, median", folder),
        whole("the same as a zip", zip),
        whole("the same as one page", html),
        Row::new("the folder, quickest", Amount::Seconds(folder.seconds())).beside(
            "gzip -9",
            Amount::Seconds(gzip.seconds()),
            folder.ratio_to(gzip),
        ),
    ];
    let names = [
        "of that: document to pack",
        "of that, at the same time: LZMA of the pack",
        "of that, at the same time: remix and its check",
        "of that: the rest of a folder",
        "of that: the rest of a zip",
        "of that: the rest of one page",
    ];
    rows.extend(names.iter().zip(parts).map(|(name, part)| Row::new(*name, Amount::Seconds(part.median()))));
    let packed = files.iter().find(|(name, _)| *name == snapcade_export::names::PACK).map_or(0, |(_, file)| file.len());
    let zipped = gzipped(&body)?;
    let ratio = packed as f64 / zipped as f64;
    rows.push(Row::new("the pack", Amount::Bytes(packed)).beside("its body, gzip -9", Amount::Bytes(zipped), ratio));
    Ok(rows)
}

/// `gzip -9` of every file of a folder, of the pack as it is before it is packed.
fn gzip_alike(files: &[File], body: &[u8]) -> Result<usize> {
    let content = files.iter().map(|(name, file)| if *name == snapcade_export::names::PACK { body } else { file });
    content.map(gzipped).sum()
}
