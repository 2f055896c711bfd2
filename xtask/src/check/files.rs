//! What every crate and every source file must have: a README, a first paragraph, a readable length.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{shell, workspace};

/// Past this many lines a file is split by idea.
const MOST_LINES: usize = 600;
/// The length to aim at; a longer file is named, but passes.
const AIM_LINES: usize = 300;

/// Folders that hold no source of ours.
const NOT_OURS: &[&str] = &["target", "node_modules", "out", "corpus", "artifacts"];

/// Reports crates without a README or a first paragraph, and files that are too long.
pub fn check() -> Result<()> {
    let root = workspace::root();
    let mut faults = Vec::new();
    for folder in folders(&root.join("crates"))? {
        faults.extend(faults_of_crate(&root, &folder));
    }
    for file in rust_files(&root)? {
        match verdict(&fs::read_to_string(&file)?) {
            Length::Fine => {}
            Length::Long(lines) => {
                println!("    note: {} has {lines} lines; {AIM_LINES} is the aim", shown(&root, &file));
            }
            Length::TooLong(lines) => {
                faults.push(format!(
                    "{}: {lines} lines; split it by idea (the most is {MOST_LINES})",
                    shown(&root, &file)
                ));
            }
        }
    }
    shell::none_of(&faults)
}

fn faults_of_crate(root: &Path, folder: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    if !fs::read_to_string(folder.join("README.md")).is_ok_and(|text| !text.trim().is_empty()) {
        faults.push(format!(
            "{}: no README.md; a few lines: what it is for, what it may depend on, where to start reading",
            shown(root, folder)
        ));
    }
    let first_file =
        ["src/lib.rs", "src/main.rs"].map(|name| folder.join(name)).into_iter().find(|file| file.is_file());
    if let Some(file) = first_file
        && !fs::read_to_string(&file).is_ok_and(|text| starts_with_paragraph(&text))
    {
        faults.push(format!("{}: begin it with a `//!` paragraph that says what the crate is", shown(root, &file)));
    }
    faults
}

/// Whether the first thing in a source file says what it is.
fn starts_with_paragraph(source: &str) -> bool {
    source.trim_start().strip_prefix("//!").is_some_and(|rest| !rest.lines().next().unwrap_or("").trim().is_empty())
}

#[derive(Debug, PartialEq, Eq)]
enum Length {
    Fine,
    Long(usize),
    TooLong(usize),
}

fn verdict(source: &str) -> Length {
    match source.lines().count() {
        lines if lines > MOST_LINES => Length::TooLong(lines),
        lines if lines > AIM_LINES => Length::Long(lines),
        _ => Length::Fine,
    }
}

/// Every Rust file below a folder, in order, leaving out what is hidden, built or not ours.
pub fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))? {
        let entry = entry?;
        let (kind, name) = (entry.file_type()?, entry.file_name().to_string_lossy().into_owned());
        if kind.is_dir() && !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
            files.extend(rust_files(&entry.path())?);
        } else if kind.is_file() && Path::new(&name).extension().is_some_and(|extension| extension == "rs") {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn folders(parent: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(parent).with_context(|| format!("could not list {}", parent.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    folders.sort();
    Ok(folders)
}

/// A path as it is written in the house, on every platform.
pub fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_begins_with_a_paragraph() {
        assert!(starts_with_paragraph("//! What a game is.\n\nmod level;\n"));
        assert!(!starts_with_paragraph("mod level;\n//! Too late.\n"));
        assert!(!starts_with_paragraph("//!\nmod level;\n"));
        assert!(!starts_with_paragraph("// Not documentation.\n"));
    }

    #[test]
    fn length_is_noted_above_the_aim_and_refused_above_the_most() {
        assert_eq!(verdict(&"x\n".repeat(300)), Length::Fine);
        assert_eq!(verdict(&"x\n".repeat(301)), Length::Long(301));
        assert_eq!(verdict(&"x\n".repeat(600)), Length::Long(600));
        assert_eq!(verdict(&"x\n".repeat(601)), Length::TooLong(601));
    }

    #[test]
    fn a_crate_folder_without_a_readme_or_a_paragraph_is_reported() -> Result<()> {
        let root = std::env::temp_dir().join(format!("xtask-files-{}", std::process::id()));
        let folder = root.join("crates/attic");
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("src/lib.rs"), "pub fn dust() {}\n")?;
        let found = faults_of_crate(&root, &folder);
        let sources = rust_files(&root)?;
        fs::remove_dir_all(&root)?;
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("crates/attic: no README.md"), "{}", found[0]);
        assert!(found[1].starts_with("crates/attic/src/lib.rs: begin it"), "{}", found[1]);
        assert_eq!(sources, [folder.join("src/lib.rs")]);
        Ok(())
    }
}
