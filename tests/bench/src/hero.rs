//! From a photo's file to a hero's files, beside ImageMagick, which only makes the same photo small and reduces its
//! colours.
//!
//! ImageMagick is a program of its own, so its time holds about a hundredth of a second for starting it; ours holds
//! reading the photo and writing PNG and JSON as well. The photos are made from samples when the benchmark runs, by
//! ImageMagick too: enlarged, and once more with a camera's grain, which makes a JPEG as large as real ones are.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use snapcade_game::sheet::aseprite;
use snapcade_gen::hero::{HeroRequest, make_hero};

use crate::{
    table::{Amount, Row, Target},
    timing::{Timing, Work, in_turn},
};

/// What the documents promise for a photo of 12 megapixels, and for one of 512 x 512.
const LARGE_S: f64 = 300e-3;
const SMALL_S: f64 = 80e-3;
/// How much longer the whole way may take than ImageMagick's part of it.
const PEER_RATIO: f64 = 3.0;
/// What the documents promise for a photo of 50 megapixels.
const MEMORY_BYTES: f64 = 400e6;
const ROUNDS: u32 = 9;

const LARGE: &[&str] = &["-resize", "4000x3000^", "-gravity", "center", "-extent", "4000x3000"];
const SMALL: &[&str] = &["-resize", "512x512^", "-gravity", "center", "-extent", "512x512"];
const GRAIN: &[&str] = &["-seed", "1", "-attenuate", "0.15", "+noise", "Gaussian"];

/// Under what name ImageMagick is installed. `convert` is not asked for: other programs have that name, too.
fn imagemagick() -> Result<&'static str> {
    let answers = |name: &&&str| {
        let version = Command::new(name).arg("-version").output();
        version.is_ok_and(|version| String::from_utf8_lossy(&version.stdout).contains("ImageMagick"))
    };
    let names = ["magick", "convert-im7.q16", "convert-im6.q16"];
    names.iter().find(answers).copied().context("ImageMagick is missing; on Debian: apt-get install imagemagick")
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("could not start {command:?}"))?;
    ensure!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// A photo with a face.
const PERSON: &str = "astronaut.png";
/// One without, which takes longest: faces are looked for in every size and the photo turned, and where the subject is
/// has to be guessed.
const TOY: &str = "teddy.jpg";

/// A sample photo.
pub fn sample(name: &str) -> Result<PathBuf> {
    let here = std::env::var("CARGO_MANIFEST_DIR").context("run the benchmarks with `cargo xtask bench`")?;
    Ok(Path::new(&here).join("../../assets/samples/photos").join(name))
}

/// The whole way: from the file of a photo to the two files of a hero, in bytes written.
fn photo_to_files(photo: &Path, folder: &Path) -> Result<usize> {
    let hero = make_hero(&fs::read(photo)?, &HeroRequest::default())?;
    let (image, json) = aseprite::encode(&hero.sheet, "hero")?;
    fs::write(folder.join("hero.png"), &image)?;
    fs::write(folder.join("hero.json"), &json)?;
    Ok(image.len() + json.len())
}

/// How long heroes take.
pub fn times() -> Result<Vec<Row>> {
    let magick = imagemagick()?;
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let made = |name: &str, of: &str, arguments: &[&[&str]]| -> Result<PathBuf> {
        let path = folder.join(name);
        run(Command::new(magick).arg(sample(of)?).args(arguments.concat()).args(["-quality", "90"]).arg(&path))?;
        Ok(path)
    };
    let photos = [
        ("12-megapixel JPEG", made("large.jpg", PERSON, &[LARGE])?, LARGE_S),
        ("12-megapixel JPEG with grain", made("grain.jpg", PERSON, &[LARGE, GRAIN])?, LARGE_S),
        ("12-megapixel JPEG of a toy", made("toy.jpg", TOY, &[LARGE])?, LARGE_S),
        ("512 x 512 JPEG", made("small.jpg", PERSON, &[])?, SMALL_S),
        ("512 x 512 PNG", sample(PERSON)?, SMALL_S),
        ("512 x 512 JPEG of a toy", made("small-toy.jpg", TOY, &[SMALL])?, SMALL_S),
    ];
    let mut rows = Vec::new();
    for (what, photo, limit) in photos {
        rows.extend(beside_imagemagick(what, &photo, limit, magick, folder)?);
    }
    Ok(rows)
}

fn beside_imagemagick(what: &str, photo: &Path, limit: f64, magick: &str, folder: &Path) -> Result<[Row; 2]> {
    let bytes = fs::metadata(photo)?.len();
    photo_to_files(photo, folder).with_context(|| what.to_owned())?;
    let small = folder.join("small.png");
    let mut peer = Command::new(magick);
    peer.arg(photo).args(["-resize", "48x48", "-colors", "16"]).arg(&small);
    run(&mut peer)?;
    let [ours, peer] =
        in_turn(ROUNDS, [Work::new(1, || drop(photo_to_files(photo, folder))), Work::new(1, || drop(run(&mut peer)))]);
    let row = |what: String, timing: &Timing| Row::new(what, Amount::Seconds(timing.median())).noise(timing.noise());
    let (median, peer) = (ours.median(), peer.median());
    Ok([
        row(format!("{what} ({} kB) to sheet, median", bytes / 1000), &ours)
            .beside("limit", Amount::Seconds(limit), median / limit)
            .target(Target::AtMost(1.0)),
        row("the same beside resizing and 16 colours".to_owned(), &ours)
            .beside("ImageMagick", Amount::Seconds(peer), median / peer)
            .target(Target::AtMost(PEER_RATIO)),
    ])
}

/// How much memory heroes of the largest photos take: the largest part of it that was ever in use, of a process that
/// does nothing else.
pub fn memory() -> Result<Vec<Row>> {
    let magick = imagemagick()?;
    let folder = tempfile::tempdir()?;
    let large: &[&str] = &["-resize", "8160x6120!"];
    // Smooth shades of 16 bits would make a file larger than photos may be; steps do not.
    let steps: &[&str] = &["-sample", "8160x6120!", "-depth", "16"];
    let photos: [(&str, &str, &[&[&str]]); 5] = [
        ("50-megapixel JPEG", "large.jpg", &[large, &["-quality", "90"]]),
        ("50-megapixel progressive JPEG", "progressive.jpg", &[large, &["-quality", "90", "-interlace", "JPEG"]]),
        ("50-megapixel PNG, 16 bits, with opacity", "PNG64:large.png", &[steps, &["-quality", "15"]]),
        ("50-megapixel WebP", "large.webp", &[large, &["-quality", "80", "-define", "webp:method=0"]]),
        // As phones take it. Writing a larger one takes minutes.
        ("12-megapixel HEIC", "large.heic", &[LARGE, &["-quality", "50"]]),
    ];
    let mut rows = Vec::new();
    for (what, name, arguments) in photos {
        let path = folder.path().join(name.trim_start_matches("PNG64:"));
        let target =
            if name.starts_with("PNG64:") { format!("PNG64:{}", path.display()) } else { path.display().to_string() };
        let written = run(Command::new(magick).arg(sample(PERSON)?).args(arguments.concat()).arg(target));
        if let Err(error) = written {
            // Not every ImageMagick writes every format.
            eprintln!("no {what} to measure: {error:#}");
            continue;
        }
        let bytes = fs::metadata(&path)?.len();
        let child = Command::new(std::env::current_exe()?).arg(PEAK_OF).arg(&path).output()?;
        let what = format!("{what} ({} kB), peak memory", bytes / 1000);
        let limit = Amount::Bytes(MEMORY_BYTES as usize);
        let said = String::from_utf8_lossy(&child.stdout);
        let (row, ratio) = if let Ok(kibibytes) = said.trim().parse::<u32>() {
            let row = Row::new(what, Amount::Bytes(kibibytes as usize * 1024));
            (row, f64::from(kibibytes) * 1024.0 / MEMORY_BYTES)
        } else {
            let error = String::from_utf8_lossy(&child.stderr);
            eprintln!("{what}: {}", error.lines().next().unwrap_or_default());
            (Row::new(format!("{what}: no hero"), Amount::Bytes(0)), f64::INFINITY)
        };
        rows.push(row.beside("limit", limit, ratio).target(Target::AtMost(1.0)));
    }
    Ok(rows)
}

/// The argument with which the benchmark starts itself to measure memory.
pub const PEAK_OF: &str = "--peak-memory-of";

/// Makes a hero and prints the most memory that this process ever had, in kibibytes. Source: `proc_pid_status(5)`.
pub fn print_peak(photo: &Path) -> Result<()> {
    make_hero(&fs::read(photo)?, &HeroRequest::default())?;
    let status = fs::read_to_string("/proc/self/status").context("memory is measured on Linux only")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.and_then(|peak| peak.split_whitespace().next()).context("no VmHWM")?);
    Ok(())
}
