//! Foreign bytes are tried out where a panic cannot take the library down.
//!
//! What reads them is a large library that may have faults nobody found yet. So they are merged into a copy first, and the copy is
//! read to its ground. A panic there may leave locks poisoned and may panic once more while it is cleaned up, which ends a
//! program; the safe place for that is another process ([`Guard::Program`]).

use std::{
    io::{Read, Write},
    mem::ManuallyDrop,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use snapcade_game::{GameId, text};

use super::{DocError, LoroReplica, Replica, Version, read};

/// The most bytes of a document and of an update to it.
const BYTES: u64 = 256 << 20;
/// How long a program may take; large documents take less than a second.
const TIMEOUT: Duration = Duration::from_secs(30);
/// What a program answers when nothing is wrong.
const FINE: &str = "fine";
/// So much of another answer is passed on.
const ANSWER_CHARS: usize = 200;
/// Room for trying out: half of what threads have by default.
const STACK_BYTES: usize = 1 << 20;

/// Where foreign bytes are tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// In this process. Holds back a panic, but not one that comes while another is cleaned up.
    Here,
    /// In a process of its own: a program that calls [`answer`] with its standard streams.
    Program {
        /// Where it is.
        path: PathBuf,
        /// What tells it to do so.
        arguments: Vec<String>,
    },
}

impl Guard {
    /// Tries out whether an update can be merged into a document. The document is a snapshot and the updates since.
    pub fn try_out(&self, game: GameId, snapshot: &[u8], updates: &[Vec<u8>], foreign: &[u8]) -> Result<(), DocError> {
        self.try_out_within(TIMEOUT, game, snapshot, updates, foreign)
    }

    /// The same for those who cannot wait so long. What is tried out in this process takes the time it takes.
    pub fn try_out_within(
        &self,
        timeout: Duration,
        game: GameId,
        snapshot: &[u8],
        updates: &[Vec<u8>],
        foreign: &[u8],
    ) -> Result<(), DocError> {
        match self {
            Self::Here => try_here(game, snapshot, updates, foreign),
            Self::Program { path, arguments } => {
                let mut message = game.0.to_le_bytes().to_vec();
                for part in [snapshot, foreign].into_iter().chain(updates.iter().map(Vec::as_slice)) {
                    message.extend((part.len() as u64).to_le_bytes());
                    message.extend(part);
                }
                ask(Command::new(path).args(arguments), message, timeout)
            }
        }
    }
}

/// Starts a program, sends it a message and waits for its answer.
fn ask(command: &mut Command, message: Vec<u8>, timeout: Duration) -> Result<(), DocError> {
    let failed =
        |error: std::io::Error| DocError::Engine(format!("the check of foreign bytes cannot be started: {error}"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (told, answer) = mpsc::channel();
    thread::spawn(move || {
        // A program that dies early hangs up; then there is no answer, which says enough.
        let _ = stdin.map(|mut stdin| stdin.write_all(&message));
        let mut text = String::new();
        let _ = stdout.map(|stdout| stdout.take(4096).read_to_string(&mut text));
        let _ = told.send(text);
    });
    let answer = answer.recv_timeout(timeout);
    let _ = child.kill();
    let _ = child.wait();
    match answer.as_deref() {
        Ok(FINE) => Ok(()),
        Ok("") => Err(DocError::Bytes("reading them ended the program that tried".to_owned())),
        Ok("foreign") => Err(DocError::Foreign),
        Ok(text) => Err(DocError::Bytes(text::shortened(text, ANSWER_CHARS))),
        Err(_) => Err(DocError::Bytes("reading them takes too long".to_owned())),
    }
}

/// What the program of [`Guard::Program`] does: reads a document and an update, tries them out, and answers.
pub fn answer(input: impl Read, mut output: impl Write) -> std::io::Result<()> {
    let mut message = Vec::new();
    input.take(BYTES).read_to_end(&mut message)?;
    // Whoever reads it afterwards may have less room on the stack than this process.
    let trying = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || answer_to(&message))?;
    let text = trying.join().unwrap_or_default();
    output.write_all(text.as_bytes())?;
    output.flush()
}

fn answer_to(message: &[u8]) -> String {
    let Some((game, snapshot, foreign, updates)) = parse(message) else { return "the message is damaged".to_owned() };
    match try_here(game, snapshot, &updates, foreign) {
        Ok(()) => FINE.to_owned(),
        Err(DocError::Foreign) => "foreign".to_owned(),
        Err(DocError::Bytes(why)) => why,
        Err(error) => error.to_string(),
    }
}

type Parts<'a> = (GameId, &'a [u8], &'a [u8], Vec<Vec<u8>>);

fn parse(message: &[u8]) -> Option<Parts<'_>> {
    let (game, mut rest) = message.split_first_chunk::<8>()?;
    let mut parts = Vec::new();
    while let Some((len, after)) = rest.split_first_chunk::<8>() {
        let (part, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*len)).ok()?)?;
        parts.push(part);
        rest = after;
    }
    let [snapshot, foreign, updates @ ..] = parts.as_slice() else { return None };
    Some((GameId(u64::from_le_bytes(*game)), snapshot, foreign, updates.iter().map(|bytes| bytes.to_vec()).collect()))
}

fn try_here(game: GameId, snapshot: &[u8], updates: &[Vec<u8>], foreign: &[u8]) -> Result<(), DocError> {
    let merge = || {
        // Never dropped while a panic unwinds: its locks may be poisoned then, and dropping it would panic again.
        let mut copy = ManuallyDrop::new(LoroReplica::load(game, 1, snapshot, updates)?);
        copy.import(foreign)?;
        let state = copy.state()?;
        let _ = (read(&state, game), copy.waiting()?, copy.updates_since(&Version::default())?);
        let again = ManuallyDrop::new(LoroReplica::load(game, 2, &copy.snapshot()?, &[])?);
        let same = again.state()? == state;
        drop(ManuallyDrop::into_inner(copy));
        drop(ManuallyDrop::into_inner(again));
        if same { Ok(()) } else { Err(DocError::Bytes("what it makes cannot be saved".to_owned())) }
    };
    let panicked = |_| Err(DocError::Bytes("reading them failed".to_owned()));
    catch_unwind(AssertUnwindSafe(merge)).unwrap_or_else(panicked)
}
