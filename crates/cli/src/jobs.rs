//! `snapcade jobs`.

use std::{io::Write, process::ExitCode};

use anyhow::bail;
use clap::Args;
use snapcade_app::{
    self as app,
    library::{self, CancelJob, JobCard, ListJobs, RetryJob, Session},
};

use crate::library::Place;

/// The arguments of `snapcade jobs`.
#[derive(Args)]
pub struct Jobs {
    #[command(flatten)]
    place: Place,
    /// Run what waits, and show how far it is
    #[arg(long)]
    run: bool,
    /// Cancel a job: the beginning of its id
    #[arg(long, value_name = "ID", conflicts_with = "run")]
    cancel: Option<String>,
    /// Try a job again that failed or was cancelled: the beginning of its id
    #[arg(long, value_name = "ID", conflicts_with_all = ["run", "cancel"])]
    retry: Option<String>,
    /// Also list what is over
    #[arg(long, conflicts_with = "run")]
    all: bool,
    /// As JSON
    #[arg(long, conflicts_with = "run")]
    json: bool,
}

/// Lists jobs, or runs them; fails when one of them does.
pub fn run(args: &Jobs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let session = args.place.open()?;
    if args.run {
        return run_all(&session, out);
    }
    if let Some(said) = &args.cancel {
        let job = find(&session, said)?;
        let state = session.ask_now(CancelJob { job: job.id })?;
        writeln!(out, "{}: {state}", job.kind)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(said) = &args.retry {
        let job = find(&session, said)?;
        session.ask_now(RetryJob { job: job.id })?;
        writeln!(out, "{}: queued", job.kind)?;
        return Ok(ExitCode::SUCCESS);
    }
    let jobs = session.ask_now(ListJobs { over: args.all, ..ListJobs::default() })?;
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&jobs)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if jobs.is_empty() {
        writeln!(out, "Nothing waits.")?;
    }
    for job in &jobs {
        writeln!(out, "{}", line(job))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn run_all(session: &Session, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let jobs = session.ask_now(ListJobs { over: false, limit: 1000 })?;
    let mut said = Ok(());
    let is_here = session.run_jobs(|progress| {
        let about = jobs.iter().find(|job| job.id == progress.job).and_then(|job| job.game.as_deref());
        let about = about.map_or(String::new(), |title| format!(" of \"{}\"", app::printable(title)));
        let state = match progress.step {
            Some(step) => format!("{step}, {} %", progress.permille / 10),
            None => progress.state.name().to_owned(),
        };
        if said.is_ok() {
            said = writeln!(out, "{:.8}  {}{about}: {state}", progress.job.to_string(), progress.kind);
        }
    })?;
    said?;
    if !is_here {
        writeln!(out, "The program that has the library open runs them.")?;
        return Ok(ExitCode::SUCCESS);
    }
    if jobs.is_empty() {
        writeln!(out, "Nothing waits.")?;
    }
    let mut code = ExitCode::SUCCESS;
    for job in session.ask_now(ListJobs::default())? {
        if jobs.iter().any(|run| run.id == job.id) && job.state == "failed" {
            writeln!(out, "{}", line(&job))?;
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

fn find(session: &Session, said: &str) -> anyhow::Result<JobCard> {
    let jobs = session.ask_now(ListJobs { over: true, limit: 1000 })?;
    let mut found = jobs.into_iter().filter(|job| said.len() >= 4 && job.id.to_string().starts_with(said));
    match (found.next(), found.next()) {
        (Some(job), None) => Ok(job),
        _ => bail!("\"{}\" is no job; `snapcade jobs --all` lists them", app::printable(said)),
    }
}

fn line(job: &JobCard) -> String {
    let about = job.game.as_ref().map_or(String::new(), |title| format!(" of \"{}\"", app::printable(title)));
    let far = if job.state == "running" { format!(", {} %", job.progress_permille / 10) } else { String::new() };
    let error = job.error.as_ref().map_or(String::new(), |error| format!(" ({})", app::printable(error)));
    let when = library::in_words(job.created_ms);
    format!("{:.8}  {}{about}: {}{far}{error}, asked for {when}", job.id.to_string(), job.kind, job.state)
}
