//! Long work outlives the program: crashes, failures, changed minds.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use snapcade_game::{Game, GameId, Project};
use snapcade_store::{
    Library, StoreError,
    doc::{Source, Stamp},
    library::{ArtefactKey, BatchId, JobError, JobFilter, JobState, NewJob, OpenOptions, WorkerId},
};

const NOW_MS: i64 = 1_790_000_000_000;
const YEAR_MS: i64 = 365 * 86_400_000;

fn library() -> (Library, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Library::open(folder.path(), OpenOptions::new(NOW_MS)).unwrap(), folder)
}

fn reopened(library: Library, folder: &tempfile::TempDir) -> Library {
    drop(library);
    Library::open(folder.path(), OpenOptions::new(NOW_MS)).unwrap()
}

fn error() -> JobError {
    JobError { code: "disk.slow".into(), sentence: "The disk took too long.".into() }
}

#[test]
fn jobs_come_in_their_order_and_the_urgent_ones_first() {
    let (mut library, _folder) = library();
    let worker = WorkerId::random().unwrap();
    let first = library.add_job(&NewJob::new("preview", "{}"), 1).unwrap();
    let second = library.add_job(&NewJob::new("preview", "{}"), 1).unwrap();
    let urgent = library.add_job(&NewJob::new("make_game", "{\"seed\":7}").with_priority(5), 2).unwrap();
    library.add_job(&NewJob::new("of a later version", "{}").with_priority(9), 3).unwrap();
    let kinds = ["make_game", "preview"];
    for expected in [urgent, first, second] {
        let job = library.claim_job(worker, &kinds, NOW_MS).unwrap().unwrap();
        assert_eq!((job.id, job.state, job.attempts), (expected, JobState::Running, 1));
    }
    assert_eq!(library.claim_job(worker, &kinds, NOW_MS).unwrap(), None, "nobody here can do the fourth");
    assert_eq!(library.job(urgent).unwrap().request, "{\"seed\":7}");
}

#[test]
fn work_that_waits_already_is_not_added_again() {
    let (mut library, _folder) = library();
    let worker = WorkerId::random().unwrap();
    let once = library.add_job_once(&NewJob::new("thumbnail", "{}"), 1).unwrap();
    assert_eq!(library.add_job_once(&NewJob::new("thumbnail", "{}"), 2).unwrap(), once);
    assert_ne!(library.add_job_once(&NewJob::new("thumbnail", "{\"level\":2}"), 2).unwrap(), once);
    library.claim_job(worker, &["thumbnail"], 3).unwrap().unwrap();
    // The one that runs may have looked at the game before it was changed.
    assert_ne!(library.add_job_once(&NewJob::new("thumbnail", "{}"), 4).unwrap(), once);
}

#[test]
fn after_a_crash_the_steps_that_are_done_stay_done() {
    let (mut library, folder) = library();
    let worker = WorkerId::random().unwrap();
    let id = library.add_job(&NewJob::new("make_game", "{}"), NOW_MS).unwrap();
    library.claim_job(worker, &["make_game"], NOW_MS).unwrap().unwrap();
    library.step_started(id, worker, (0, "hero"), 0, NOW_MS).unwrap();
    let key = ArtefactKey::of("hero", &[b"photo"]);
    library.keep_artefact(key, b"a sheet", NOW_MS).unwrap();
    library.step_done(id, worker, 0, Some(key), NOW_MS).unwrap();
    library.step_started(id, worker, (1, "make"), 500, NOW_MS).unwrap();

    let mut library = reopened(library, &folder);
    let resumed = library.resume_after_crash(&[], NOW_MS).unwrap();
    assert_eq!((resumed.queued, resumed.failed), (vec![id], vec![]));
    let another = WorkerId::random().unwrap();
    let job = library.claim_job(another, &["make_game"], NOW_MS).unwrap().unwrap();
    assert_eq!((job.id, job.attempts, job.progress_permille, job.step.as_deref()), (id, 2, 500, Some("make")));
    let steps = library.job_steps(id).unwrap();
    assert_eq!(steps.iter().map(|step| step.done_ms.is_some()).collect::<Vec<_>>(), [true, false]);
    assert_eq!(steps[0].artefact, Some(key));
    assert_eq!(library.artefact(key).unwrap().unwrap().1, b"a sheet");
    // Whoever comes back from the dead finds its place taken.
    assert!(matches!(library.job_progress(id, worker, 900, NOW_MS), Err(StoreError::JobLost { .. })));
    assert!(matches!(library.step_done(id, worker, 1, None, NOW_MS), Err(StoreError::JobLost { .. })));
    assert!(matches!(library.finish_job(id, worker, NOW_MS), Err(StoreError::JobLost { .. })));
    library.finish_job(id, another, NOW_MS).unwrap();
    assert_eq!(library.job(id).unwrap().progress_permille, 1000);
}

#[test]
fn a_job_that_kills_the_program_three_times_is_left() {
    let (mut library, folder) = library();
    let id = library.add_job(&NewJob::new("make_game", "{}"), NOW_MS).unwrap();
    for crash in 1..=3 {
        let worker = WorkerId::random().unwrap();
        assert!(library.claim_job(worker, &["make_game"], NOW_MS).unwrap().is_some(), "attempt {crash}");
        library = reopened(library, &folder);
        library.resume_after_crash(&[], NOW_MS).unwrap();
    }
    let job = library.job(id).unwrap();
    assert_eq!((job.state, job.error.unwrap().code.as_str()), (JobState::Failed, "job.crashed"));
    // A grown-up who wants to try again may.
    library.retry_job(id).unwrap();
    assert!(library.claim_job(WorkerId::random().unwrap(), &["make_game"], NOW_MS).unwrap().is_some());
}

#[test]
fn a_living_worker_keeps_its_job_until_it_is_silent_for_too_long() {
    let (mut library, _folder) = library();
    let worker = WorkerId::random().unwrap();
    let id = library.add_job(&NewJob::new("make_game", "{}"), NOW_MS).unwrap();
    library.claim_job(worker, &["make_game"], NOW_MS).unwrap().unwrap();
    library.resume_after_crash(&[worker], NOW_MS + 60_000).unwrap();
    assert!(!library.job_progress(id, worker, 100, NOW_MS + 60_000).unwrap());
    let resumed = library.resume_after_crash(&[worker], NOW_MS + 3_600_000).unwrap();
    assert_eq!(resumed.queued, [id]);
}

#[test]
fn what_went_wrong_is_tried_again_after_longer_and_longer_rests() {
    let (mut library, _folder) = library();
    let worker = WorkerId::random().unwrap();
    let id = library.add_job(&NewJob::new("export", "{}"), NOW_MS).unwrap();
    let claim = |library: &mut Library, now_ms| library.claim_job(worker, &["export"], now_ms).unwrap().is_some();
    assert!(claim(&mut library, NOW_MS));
    assert_eq!(library.fail_job(id, worker, &error(), true, NOW_MS).unwrap(), JobState::Queued);
    assert!(!claim(&mut library, NOW_MS + 1_999));
    assert!(claim(&mut library, NOW_MS + 2_000));
    assert_eq!(library.fail_job(id, worker, &error(), true, NOW_MS).unwrap(), JobState::Queued);
    assert!(!claim(&mut library, NOW_MS + 7_999));
    assert!(claim(&mut library, NOW_MS - YEAR_MS), "a clock that was set back does not make it rest for a year");
    assert_eq!(library.fail_job(id, worker, &error(), true, NOW_MS).unwrap(), JobState::Failed);
    let job = library.job(id).unwrap();
    assert_eq!((job.attempts, job.error), (3, Some(error())));
    library.retry_job(id).unwrap();
    assert!(claim(&mut library, NOW_MS));
    assert_eq!(library.fail_job(id, worker, &error(), false, NOW_MS).unwrap(), JobState::Failed, "no try could help");
}

#[test]
fn somebody_changes_their_mind() {
    let (mut library, folder) = library();
    let worker = WorkerId::random().unwrap();
    let add = |library: &mut Library| library.add_job(&NewJob::new("export", "{}"), NOW_MS).unwrap();
    let claim = |library: &mut Library| library.claim_job(worker, &["export"], NOW_MS).unwrap().unwrap().id;
    // In line: at once.
    let waiting = add(&mut library);
    assert_eq!(library.cancel_job(waiting, NOW_MS).unwrap(), JobState::Cancelled);
    assert_eq!(library.claim_job(worker, &["export"], NOW_MS).unwrap(), None);
    // Running: its worker is asked.
    add(&mut library);
    let running = claim(&mut library);
    assert_eq!(library.cancel_job(running, NOW_MS).unwrap(), JobState::Running);
    assert!(library.job_progress(running, worker, 10, NOW_MS).unwrap());
    library.job_was_cancelled(running, worker, NOW_MS).unwrap();
    assert_eq!(library.job(running).unwrap().state, JobState::Cancelled);
    // The worker dies before it listens.
    add(&mut library);
    let dying = claim(&mut library);
    library.cancel_job(dying, NOW_MS).unwrap();
    library = reopened(library, &folder);
    library.resume_after_crash(&[], NOW_MS).unwrap();
    assert_eq!(library.job(dying).unwrap().state, JobState::Cancelled);
    // Over: nothing changes.
    add(&mut library);
    let done = claim(&mut library);
    library.finish_job(done, worker, NOW_MS).unwrap();
    assert_eq!(library.cancel_job(done, NOW_MS).unwrap(), JobState::Done);
    assert!(matches!(library.retry_job(done), Err(StoreError::JobNotOver { .. })));
    // And the mind changes back.
    library.retry_job(waiting).unwrap();
    assert_eq!(claim(&mut library), waiting);
}

#[test]
fn a_program_that_ends_gives_its_job_back() {
    let (mut library, _folder) = library();
    let worker = WorkerId::random().unwrap();
    let id = library.add_job(&NewJob::new("export", "{}"), NOW_MS).unwrap();
    for _ in 0..5 {
        library.claim_job(worker, &["export"], NOW_MS).unwrap().unwrap();
        library.release_job(id, worker, NOW_MS).unwrap();
    }
    assert_eq!((library.job(id).unwrap().state, library.job(id).unwrap().attempts), (JobState::Queued, 0));
}

#[test]
fn a_batch_shows_how_far_it_is() {
    let (mut library, _folder) = library();
    let (worker, batch) = (WorkerId::random().unwrap(), BatchId::random().unwrap());
    for n in 0..5 {
        let job = NewJob { batch: Some(batch), ..NewJob::new("make_game", &format!("{{\"seed\":{n}}}")) };
        library.add_job(&job, NOW_MS).unwrap();
    }
    library.add_job(&NewJob::new("make_game", "{}"), NOW_MS).unwrap();
    let id = library.claim_job(worker, &["make_game"], NOW_MS).unwrap().unwrap().id;
    library.finish_job(id, worker, NOW_MS).unwrap();
    library.claim_job(worker, &["make_game"], NOW_MS).unwrap().unwrap();
    let mut states = library.batch(batch).unwrap();
    states.sort();
    assert_eq!(states, [(JobState::Queued, 3), (JobState::Running, 1), (JobState::Done, 1)]);
    let filter = JobFilter { batch: Some(batch), state: Some(JobState::Queued), ..JobFilter::default() };
    assert_eq!(library.jobs(&filter).unwrap().len(), 3);
}

#[test]
fn old_jobs_are_forgotten_with_what_they_made() {
    let (mut library, _folder) = library();
    let worker = WorkerId::random().unwrap();
    let key = |n: u64| ArtefactKey::of("export", &[&n.to_le_bytes()]);
    for n in 0..120 {
        let id = library.add_job(&NewJob::new("export", "{}"), NOW_MS).unwrap();
        library.claim_job(worker, &["export"], NOW_MS).unwrap().unwrap();
        library.step_started(id, worker, (0, "pack"), 0, NOW_MS).unwrap();
        library.keep_artefact(key(n), &n.to_le_bytes(), NOW_MS).unwrap();
        library.step_done(id, worker, 0, Some(key(n)), NOW_MS).unwrap();
        library.finish_job(id, worker, NOW_MS).unwrap();
    }
    assert_eq!(library.clean_up_jobs(NOW_MS + 86_400_000).unwrap(), 0, "a day is not long");
    assert_eq!(
        library.clean_up_jobs(NOW_MS + 10 * YEAR_MS).unwrap(),
        20,
        "the newest hundred stay whatever the clock says"
    );
    assert_eq!(library.artefact(key(0)).unwrap(), None);
    assert!(library.artefact(key(119)).unwrap().is_some());
}

#[test]
fn a_picture_of_a_game_goes_when_there_is_a_newer_one() {
    let (mut library, _folder) = library();
    let stamp = Stamp::new(NOW_MS, "Mia", Source::Hand, "made");
    let ids = [GameId(1), GameId(2)];
    for id in ids {
        library.create_game(&Project::new(Game::new(id, "Moon")), &stamp).unwrap();
    }
    let worker = WorkerId::random().unwrap();
    let keys = [(ids[0], 0), (ids[0], 1), (ids[1], 2)].map(|(game, n): (GameId, u64)| {
        let key = ArtefactKey::of("thumbnail", &[&n.to_le_bytes()]);
        let id = library.add_job(&NewJob { game: Some(game), ..NewJob::new("thumbnail", "{}") }, NOW_MS).unwrap();
        library.claim_job(worker, &["thumbnail"], NOW_MS).unwrap().unwrap();
        library.step_started(id, worker, (0, "draw"), 0, NOW_MS).unwrap();
        library.keep_artefact(key, &n.to_le_bytes(), NOW_MS).unwrap();
        library.step_done(id, worker, 0, Some(key), NOW_MS).unwrap();
        library.finish_job(id, worker, NOW_MS).unwrap();
        key
    });
    assert_eq!(library.clean_up_jobs(NOW_MS).unwrap(), 1);
    let left = keys.map(|key| library.artefact(key).unwrap().is_some());
    assert_eq!(left, [false, true, true]);
}
