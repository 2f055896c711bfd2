//! `snapcade doctor`.

use std::{io::Write, process::ExitCode};

use clap::Args;
use snapcade_app::library::{self, Severity};

use crate::library::Place;

/// The arguments of `snapcade doctor`.
#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    /// Make a whole library of a damaged one; the damaged files are kept as they were
    #[arg(long)]
    repair: bool,
}

/// Looks at the library, and repairs it when that is asked for.
pub fn run(args: &Doctor, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let folder = args.place.folder()?;
    if args.repair {
        let report = library::repair(&folder)?;
        for table in report.tables.iter().filter(|table| table.rows > 0 || !table.is_complete()) {
            let lost = if table.is_complete() { "" } else { ", some could not be read" };
            writeln!(out, "  {:<12} {:>7} rows{lost}", table.name, table.rows + table.from_backup)?;
        }
        if let Some(backup) = &report.backup {
            writeln!(out, "What was lost was taken from the backup {backup}")?;
        }
        writeln!(out, "The damaged files are kept in {}", report.kept)?;
        let all = if report.is_complete() { "Everything is there again." } else { "Not everything could be read." };
        writeln!(out, "{all}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let report = library::doctor(&folder);
    writeln!(out, "Looked at {}: {}", folder.display(), report.checks.join(", "))?;
    for finding in &report.findings {
        let mark = match finding.severity {
            Severity::Note => "note",
            Severity::Advice => "advice",
            Severity::Danger => "DANGER",
        };
        writeln!(out, "  {mark}: {}. {}", finding.sentence, finding.remedy)?;
    }
    if report.is_healthy() {
        writeln!(out, "The library is healthy.")?;
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::FAILURE)
    }
}
