//! What is wrong with a game.

use snapcade_game::{Fault, Project};

use crate::{AppError, compile_project};

/// Every fault that keeps a game from being played, with its place; none means that it can be played.
pub fn faults(project: &Project) -> Vec<Fault> {
    let mut faults = project.faults();
    if faults.is_empty() {
        match compile_project(project) {
            Ok(_) => {}
            Err(AppError::Faults(more)) => faults.extend(more),
            Err(error) => faults.push(Fault::new("art", error.to_string())),
        }
    }
    faults.sort();
    faults.dedup();
    faults
}
