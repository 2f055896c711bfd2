//! Bytes as a replay, in either form: what is read can be written in both forms and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_play::Replay;

fuzz_target!(|bytes: &[u8]| {
    let Ok(replay) = Replay::read(bytes) else { return };
    assert_eq!(Replay::decode(&replay.encode()).as_ref(), Ok(&replay));
    assert_eq!(Replay::parse(&replay.to_text()).as_ref(), Ok(&replay));
    let ticks = replay.ticks();
    assert_eq!(replay.inputs().count() as u64, ticks);
    if let Some(last) = replay.inputs().last() {
        assert_eq!(replay.input_at(ticks as u32 - 1), last);
    }
});
