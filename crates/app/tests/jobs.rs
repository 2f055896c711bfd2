//! Long work in the background, while a child goes on playing.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
        mpsc,
    },
};

use snapcade_app::jobs::{
    Clock, JobProgress, Made, PREVIEW, Preview, ProgressStream, Runner, Shared, StepContext, THUMBNAIL, Thumbnail,
    Work, WorkError, lock, picture_job,
};
use snapcade_store::{
    Library,
    doc::{Source, Stamp},
    library::{ArtefactKey, JobFilter, JobState, NewJob, OpenOptions},
};

const NOW_MS: i64 = 1_790_000_000_000;

fn library(folder: &Path) -> Shared {
    Arc::new(Mutex::new(Library::open(folder, OpenOptions::new(NOW_MS)).unwrap()))
}

/// A clock that an hour goes by on whenever one looks.
fn clock() -> Clock {
    let now = AtomicI64::new(NOW_MS);
    Arc::new(move || now.fetch_add(3_600_000, Ordering::Relaxed))
}

/// Everything until a job comes to its end.
fn until_over(stream: &mut ProgressStream) -> Vec<JobProgress> {
    let mut all = Vec::new();
    while all.last().is_none_or(|progress: &JobProgress| !progress.state.is_over()) {
        all.push(stream.wait().unwrap());
    }
    all
}

type Step = Box<dyn Fn(&StepContext<'_>) -> Result<Made, WorkError> + Send + Sync>;

/// Work of two steps that a test writes. The first makes an artefact of the job's request.
struct TwoSteps {
    first: Step,
    second: Step,
}

impl Work for TwoSteps {
    fn kind(&self) -> &'static str {
        "two steps"
    }

    fn steps(&self) -> &'static [&'static str] {
        &["one", "two"]
    }

    fn artefact(&self, step: &StepContext<'_>) -> Result<Option<ArtefactKey>, WorkError> {
        Ok((step.n == 0).then(|| ArtefactKey::of("one", &[step.job.request.as_bytes()])))
    }

    fn run(&self, step: &StepContext<'_>) -> Result<Made, WorkError> {
        if step.n == 0 { (self.first)(step) } else { (self.second)(step) }
    }
}

fn nothing() -> Step {
    Box::new(|_| Ok(Made::Nothing))
}

/// Writes a line into a file each time it is run.
fn counted(file: PathBuf) -> Step {
    Box::new(move |_| {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&file).unwrap();
        writeln!(file, "ran").unwrap();
        Ok(Made::Artefact(b"made by step one".to_vec()))
    })
}

fn lines(file: &Path) -> usize {
    fs::read_to_string(file).unwrap().lines().count()
}

/// Not a test of its own: the program that is killed in the next one.
#[test]
fn the_program_that_is_killed() {
    let Some(folder) = std::env::var_os("SNAPCADE_TEST_JOBS") else { return };
    let folder = PathBuf::from(folder);
    let shared = library(&folder.join("library"));
    let second: Step = Box::new(|_| {
        println!("in step two");
        loop {
            std::thread::park();
        }
    });
    let work = TwoSteps { first: counted(folder.join("first")), second };
    let runner = Runner::start(shared, vec![Box::new(work)], clock()).unwrap();
    runner.add(&NewJob::new("two steps", "{}")).unwrap();
    loop {
        std::thread::park();
    }
}

#[test]
fn a_killed_program_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["the_program_that_is_killed", "--exact", "--nocapture"])
        .env("SNAPCADE_TEST_JOBS", folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    assert!(output.lines().any(|line| line.unwrap().contains("in step two")));
    child.kill().unwrap();
    child.wait().unwrap();

    let shared = library(&folder.path().join("library"));
    let (sender, receiver) = mpsc::channel();
    let second: Step = Box::new(move |step| {
        sender.send(step.artefact(0)?.1).unwrap();
        Ok(Made::Nothing)
    });
    let work = TwoSteps { first: counted(folder.path().join("first")), second };
    let runner = Runner::start(Arc::clone(&shared), vec![Box::new(work)], clock()).unwrap();
    assert_eq!(receiver.recv().unwrap(), b"made by step one");
    runner.stop();
    assert_eq!(lines(&folder.path().join("first")), 1, "the first step was not run again");
    let job = lock(&shared).jobs(&JobFilter::default()).unwrap().remove(0);
    assert_eq!(job.attempts, if job.state == JobState::Done { 2 } else { 1 });
}

#[test]
fn a_worker_taken_for_dead_disturbs_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let shared = library(folder.path());
    let (go, gate) = mpsc::channel::<()>();
    let (gate, (arrived, arrival)) = (Mutex::new(gate), mpsc::channel());
    let second: Step = Box::new(move |_| {
        arrived.send(()).unwrap();
        let _ = gate.lock().unwrap().recv();
        Ok(Made::Nothing)
    });
    let slow = TwoSteps { first: counted(folder.path().join("first")), second };
    let slow = Runner::start(Arc::clone(&shared), vec![Box::new(slow)], clock()).unwrap();
    let job = slow.add(&NewJob::new("two steps", "{}")).unwrap();
    arrival.recv().unwrap();
    let (gate, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let second: Step = Box::new(move |_| {
        let _ = wait.lock().unwrap().recv();
        Ok(Made::Nothing)
    });
    let quick = TwoSteps { first: counted(folder.path().join("first")), second };
    let quick = Runner::start(Arc::clone(&shared), vec![Box::new(quick)], clock()).unwrap();
    let mut stream = quick.watch();
    drop(gate);
    assert_eq!(until_over(&mut stream).last().unwrap().state, JobState::Done);
    drop(go);
    slow.stop();
    assert_eq!(lock(&shared).job(job).unwrap().state, JobState::Done);
    assert_eq!(lines(&folder.path().join("first")), 1);
}

#[test]
fn progress_comes_in_order_and_what_was_made_is_not_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let shared = library(folder.path());
    let made = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&made);
    let first: Step = Box::new(move |step| {
        count.fetch_add(1, Ordering::Relaxed);
        for permille in [100, 50, 400, 1000] {
            step.progress(permille);
        }
        Ok(Made::Artefact(b"sheet".to_vec()))
    });
    let work = TwoSteps { first, second: nothing() };
    let runner = Runner::start(Arc::clone(&shared), vec![Box::new(work)], clock()).unwrap();
    let mut stream = runner.watch();
    runner.add(&NewJob::new("two steps", "{\"photo\":1}")).unwrap();
    let told = until_over(&mut stream);
    let told: Vec<_> = told.iter().map(|progress| (progress.step, progress.permille)).collect();
    let (one, two) = (Some("one"), Some("two"));
    assert_eq!(told, [(one, 0), (one, 50), (one, 200), (one, 500), (two, 500), (None, 1000)]);
    runner.add(&NewJob::new("two steps", "{\"photo\":1}")).unwrap();
    until_over(&mut stream);
    assert_eq!(made.load(Ordering::Relaxed), 1, "the second job found it");
    runner.add(&NewJob::new("two steps", "{\"photo\":2}")).unwrap();
    until_over(&mut stream);
    assert_eq!(made.load(Ordering::Relaxed), 2);
    runner.stop();
    assert_eq!(stream.wait(), None);
}

#[test]
fn somebody_cancels_what_runs_and_then_wants_it_after_all() {
    let folder = tempfile::tempdir().unwrap();
    let shared = library(folder.path());
    let (begun, begin) = mpsc::channel();
    let tries = AtomicUsize::new(0);
    let second: Step = Box::new(move |step| {
        begun.send(()).unwrap();
        while tries.load(Ordering::Relaxed) == 0 && !step.is_stopped() {
            std::thread::yield_now();
        }
        tries.fetch_add(1, Ordering::Relaxed);
        step.go_on().map(|()| Made::Nothing)
    });
    let work = TwoSteps { first: counted(folder.path().join("first")), second };
    let runner = Runner::start(Arc::clone(&shared), vec![Box::new(work)], clock()).unwrap();
    let mut stream = runner.watch();
    let job = runner.add(&NewJob::new("two steps", "{}")).unwrap();
    begin.recv().unwrap();
    assert_eq!(runner.cancel(job).unwrap(), JobState::Running);
    assert_eq!(until_over(&mut stream).last().unwrap().state, JobState::Cancelled);
    runner.retry(job).unwrap();
    assert_eq!(until_over(&mut stream).last().unwrap().state, JobState::Done);
    assert_eq!(lines(&folder.path().join("first")), 1, "what was done before is done");
}

#[test]
fn what_goes_wrong_is_tried_three_times_and_a_panic_once() {
    let folder = tempfile::tempdir().unwrap();
    let shared = library(folder.path());
    let tries = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tries);
    let second: Step = Box::new(move |step| {
        count.fetch_add(1, Ordering::Relaxed);
        assert_ne!(step.job.request, "\"panic\"", "a mistake of ours");
        Err(WorkError::Failed { code: "disk.slow".into(), sentence: "Too slow.".into(), could_help: true })
    });
    let work = TwoSteps { first: counted(folder.path().join("first")), second };
    let runner = Runner::start(Arc::clone(&shared), vec![Box::new(work)], clock()).unwrap();
    let mut stream = runner.watch();
    let slow = runner.add(&NewJob::new("two steps", "{}")).unwrap();
    assert_eq!(until_over(&mut stream).last().unwrap().state, JobState::Failed);
    assert_eq!(tries.load(Ordering::Relaxed), 3);
    assert_eq!(lock(&shared).job(slow).unwrap().error.unwrap().code, "disk.slow");
    let panicking = runner.add(&NewJob::new("two steps", "\"panic\"")).unwrap();
    assert_eq!(until_over(&mut stream).last().unwrap().state, JobState::Failed);
    assert_eq!(tries.load(Ordering::Relaxed), 4);
    assert_eq!(lock(&shared).job(panicking).unwrap().error.unwrap().code, "job.panic");
}

#[test]
fn a_game_gets_its_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let shared = library(folder.path());
    let project = snapcade_app::first_steps().unwrap();
    let id = project.game.id;
    lock(&shared).create_game(&project, &Stamp::new(NOW_MS, "Mia", Source::Hand, "made it")).unwrap();
    let own = Arc::clone(&shared);
    let load = move |game| Ok(lock(&own).project(game)?);
    let works: Vec<Box<dyn Work>> = vec![Box::new(Thumbnail(load.clone())), Box::new(Preview(load))];
    let runner = Runner::start(Arc::clone(&shared), works, clock()).unwrap();
    let mut stream = runner.watch();
    for kind in [THUMBNAIL, PREVIEW] {
        runner.add(&picture_job(kind, id)).unwrap();
        assert_eq!(until_over(&mut stream).last().unwrap().state, JobState::Done, "{kind}");
    }
    runner.stop();
    let library = lock(&shared);
    let card = library.game_card(id).unwrap();
    let png = library.asset(card.thumbnail.unwrap()).unwrap().unwrap();
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!([&png[16..20], &png[20..24]], [&320_u32.to_be_bytes(), &180_u32.to_be_bytes()]);
    let gif = library.asset(card.preview.unwrap()).unwrap().unwrap();
    assert!(gif.starts_with(b"GIF89a") && gif.len() < 4 << 20, "{} bytes", gif.len());
    eprintln!("thumbnail {} bytes, preview {} bytes", png.len(), gif.len());
}
