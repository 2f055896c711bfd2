//! `snapcade doctor`.

use std::{io::Write, path::Path, process::ExitCode};

use clap::Args;
use snapcade_app::library::{self, DoctorReport, Repaired, Severity};

use crate::library::Place;

/// The arguments of `snapcade doctor`.
#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    /// Make a whole library of a damaged one; the damaged files are kept as they were
    #[arg(long)]
    repair: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Looks at the library, and repairs it when that is asked for. Fails when there is something to do.
pub fn run(args: &Doctor, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let folder = args.place.folder()?;
    if args.repair {
        let report = library::repair(&folder)?;
        if args.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
        } else {
            say_repaired(&report, out)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let report = library::doctor(&folder);
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        say_found(&folder, &report, out)?;
    }
    Ok(if report.healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say_found(folder: &Path, report: &DoctorReport, out: &mut impl Write) -> std::io::Result<()> {
    if !report.checks.is_empty() {
        writeln!(out, "Looked at the library in {}:", folder.display())?;
    }
    for check in &report.checks {
        writeln!(out, "  {check}")?;
    }
    if !report.findings.is_empty() {
        writeln!(out, "Found:")?;
    }
    for finding in &report.findings {
        let mark = match finding.severity {
            Severity::Note => "note",
            Severity::Advice => "advice",
            Severity::Danger => "DANGER",
        };
        writeln!(out, "  {mark:<7} {}", finding.sentence)?;
        writeln!(out, "          {}{}", finding.remedy, command_for(&finding.code))?;
    }
    let end = if report.healthy { "The library is healthy." } else { "The library needs you." };
    writeln!(out, "{end}")
}

/// The command that does what a remedy says, where there is one.
fn command_for(code: &str) -> &'static str {
    match code {
        "library.damaged" | "doctor.pages" | "doctor.search" | "doctor.no_vacuum" => ": `snapcade doctor --repair`",
        "doctor.assets" | "doctor.loose_rows" => ": `snapcade restore-backup latest --game GAME`",
        "doctor.no_library" => ": `snapcade make --save`, `snapcade import`",
        "doctor.no_backup" | "doctor.old_backup" | "doctor.bad_backups" => ": `snapcade backup`",
        _ => "",
    }
}

fn say_repaired(report: &Repaired, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "What is there:")?;
    for table in report.tables.iter().filter(|table| table.rows > 0) {
        let from = match table.from_backup {
            0 => String::new(),
            some => format!(", {some} from the backup"),
        };
        let lost = if table.lost { "; some could not be read" } else { "" };
        writeln!(out, "  {:<12} {:>7}{from}{lost}", table.name, table.rows)?;
    }
    if let Some(backup) = &report.backup {
        writeln!(out, "What could not be read was taken from the backup {backup}, where it was there")?;
    }
    writeln!(out, "The damaged files are kept in {}", report.kept)?;
    let all =
        if report.complete { "Everything is there again." } else { "Some of it may be missing: look at your games." };
    writeln!(out, "{all}")
}
