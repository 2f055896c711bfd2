//! Finds, in the crates that must do the same on every machine, what would differ: clocks, threads, files,
//! collections in random order and, in the rules of play, floating point.
//!
//! The source is read as tokens, so that comments and texts do not count and `use std::{fs, thread}` does.
//! Tests may do as they like: what stands under `#[cfg(test)]` and files named `tests.rs` are left out.

use std::fs;
use std::str::FromStr;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Ident, Literal, Spacing, TokenStream, TokenTree};

use super::files::{rust_files, shown};
use crate::layers::{SAME_EVERYWHERE, WITHOUT_FLOATS};
use crate::{shell, workspace};

/// Paths that must not occur, as consecutive parts of a path, and what to do instead.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (&["HashMap"], "its order differs from run to run; use BTreeMap"),
    (&["HashSet"], "its order differs from run to run; use BTreeSet"),
    (&["time", "Instant"], "time comes in as ticks"),
    (&["SystemTime"], "time comes in as ticks"),
    (&["std", "time", "*"], "time comes in as ticks"),
    (&["std", "collections", "*"], "name the collections, none of which may be in random order"),
    (&["std", "thread"], "the caller owns the threads"),
    (&["std", "fs"], "bytes come in as arguments"),
    (&["std", "net"], "bytes come in as arguments"),
    (&["std", "env"], "settings come in as arguments"),
    (&["std", "process"], "the caller owns the process"),
];

/// Reports every place in the crates of the table that uses what is forbidden there.
pub fn check() -> Result<()> {
    let root = workspace::root();
    let mut faults = Vec::new();
    for name in SAME_EVERYWHERE {
        let source_folder = root.join("crates").join(name).join("src");
        // Crates appear when the work needs them.
        if !source_folder.is_dir() {
            continue;
        }
        for file in rust_files(&source_folder)? {
            if file.file_name().is_some_and(|name| name == "tests.rs") {
                continue;
            }
            let found = scan(&fs::read_to_string(&file)?, WITHOUT_FLOATS.contains(name));
            let found = found.map_err(|error| anyhow!("{}: {error}", shown(&root, &file)))?;
            faults.extend(found.iter().map(|fault| format!("{}:{fault}", shown(&root, &file))));
        }
    }
    shell::none_of(&faults)
}

/// The faults of one source file, each as `line: what and why`.
fn scan(source: &str, without_floats: bool) -> Result<Vec<String>> {
    let tokens = TokenStream::from_str(source).map_err(|error| anyhow!("could not be read as Rust: {error}"))?;
    let mut reader = Reader { without_floats, faults: Vec::new() };
    reader.read(tokens, &[]);
    Ok(reader.faults)
}

struct Reader {
    without_floats: bool,
    faults: Vec<String>,
}

impl Reader {
    /// Reads tokens; `prefix` is the path before the braces when they are those of a `use` tree.
    fn read(&mut self, tokens: TokenStream, prefix: &[String]) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut path = prefix.to_vec();
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            let follows = |text: &str| ends_with(&trees[..at], text);
            match tree {
                TokenTree::Punct(mark) if mark.as_char() == '#' && is_cfg_test(trees.get(at + 1)) => {
                    at = end_of_item(&trees, at + 2);
                    continue;
                }
                TokenTree::Punct(mark) if mark.as_char() == '*' && follows("::") => {
                    path.push("*".into());
                    self.judge_path(&path, mark.span().start().line);
                }
                TokenTree::Ident(ident) => {
                    if !follows("::") {
                        path = prefix.to_vec();
                    }
                    path.push(ident.to_string());
                    self.judge_path(&path, ident.span().start().line);
                    self.judge_ident(ident);
                }
                // `pair.0.1` reaches us as `pair`, `.`, `0.1`.
                TokenTree::Literal(literal) if !follows(".") || follows("..") => self.judge_literal(literal),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                TokenTree::Group(group) => {
                    let is_use_tree = group.delimiter() == Delimiter::Brace && follows("::");
                    self.read(group.stream(), if is_use_tree { &path } else { &[] });
                }
            }
            at += 1;
        }
    }

    /// Judges a path by what its newest part completes.
    fn judge_path(&mut self, path: &[String], line: usize) {
        for (forbidden, instead) in FORBIDDEN {
            if path.len() >= forbidden.len() && path[path.len() - forbidden.len()..] == **forbidden {
                self.faults.push(format!("{line}: {} ({instead})", path.join("::")));
            }
        }
    }

    fn judge_ident(&mut self, ident: &Ident) {
        if self.without_floats && (ident == "f32" || ident == "f64") {
            self.faults
                .push(format!("{}: {ident} (the rules of play count in whole numbers)", ident.span().start().line));
        }
    }

    fn judge_literal(&mut self, literal: &Literal) {
        let text = literal.to_string();
        if self.without_floats && is_float(&text) {
            let line = literal.span().start().line;
            self.faults.push(format!("{line}: {text} (the rules of play count in whole numbers)"));
        }
    }
}

/// Whether the tokens end with these marks, with nothing between them.
fn ends_with(trees: &[TokenTree], marks: &str) -> bool {
    let count = marks.chars().count();
    trees.len() >= count
        && trees[trees.len() - count..].iter().zip(marks.chars()).enumerate().all(|(index, (tree, mark))| match tree {
            TokenTree::Punct(found) => {
                found.as_char() == mark && (index + 1 == count || found.spacing() == Spacing::Joint)
            }
            _ => false,
        })
}

fn is_cfg_test(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

/// The place after an item: after its first braces or its semicolon.
fn end_of_item(trees: &[TokenTree], from: usize) -> usize {
    let is_end = |tree: &TokenTree| match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        _ => false,
    };
    trees[from..].iter().position(is_end).map_or(trees.len(), |length| from + length + 1)
}

/// Whether a literal is a floating point number: `1.5`, `1e3`, `2f32`; not `0x1e3` or `2usize`.
fn is_float(literal: &str) -> bool {
    let rest = literal.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '_');
    rest.len() < literal.len() && (rest.starts_with(['.', 'e', 'E']) || rest == "f32" || rest == "f64")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str, without_floats: bool) -> Result<Vec<String>> {
        Ok(scan(source, without_floats)?.iter().map(|fault| fault.split(" (").next().unwrap_or("").into()).collect())
    }

    #[test]
    fn what_differs_between_machines_is_reported_with_its_line() -> Result<()> {
        let source = "use std::collections::{BTreeMap, HashMap};\n\
                      use std::{fs, io::Read, time::{Duration, Instant}};\n\
                      fn now() -> u64 { std::thread::spawn(|| 1); time::SystemTime::now() }\n\
                      use std::collections::*;\n";
        let expected = [
            "1: std::collections::HashMap",
            "2: std::fs",
            "2: std::time::Instant",
            "3: std::thread",
            "3: time::SystemTime",
            "4: std::collections::*",
        ];
        assert_eq!(lines(source, false)?, expected);
        Ok(())
    }

    #[test]
    fn comments_texts_and_tests_do_not_count() -> Result<()> {
        let source = "//! A HashMap of 1.5 f32.\n\
                      /* std::fs */\n\
                      const WHY: &str = \"no std::thread, no 0.5\";\n\
                      #[cfg(test)]\n#[allow(dead_code)]\nmod tests { use std::collections::HashSet; fn half() -> f64 { 0.5 } }\n\
                      #[cfg(test)] mod more;\n\
                      struct Thread; fn fs() { crate::thread::run() }\n";
        assert_eq!(lines(source, true)?, Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn floats_are_reported_only_where_they_are_forbidden() -> Result<()> {
        let source = "fn half(x: f32) -> f64 { let y = 0.5; 1e3 + 2f32 + 1. }";
        assert_eq!(lines(source, true)?, ["1: f32", "1: f64", "1: 0.5", "1: 1e3", "1: 2f32", "1: 1."]);
        assert_eq!(lines(source, false)?, Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn whole_numbers_ranges_and_fields_are_no_floats() -> Result<()> {
        let source =
            "fn f(pair: ((i32, i32), i32)) { for i in 0..10 { pair.0.1 + 0x1e3 + 2usize + 1_000 - i; } 1..=2; }";
        assert_eq!(lines(source, true)?, Vec::<String>::new());
        Ok(())
    }
}
