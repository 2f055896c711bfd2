//! Bytes as the remix of a game whose pack is known: what is read is whole, and can be written and read again.
//!
//! The bytes are tried as a whole remix and as what stands in its deflated part, which random bytes seldom are.

#![no_main]

use std::{io::Write as _, sync::OnceLock};

use libfuzzer_sys::fuzz_target;
use snapcade_export::remix;
use snapcade_play::Pack;

/// A small game, as its pack: a seed of the target `pack`.
fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| {
        let seed = include_bytes!("../corpus/pack/small.snpk");
        Pack::decode(seed).expect("a committed seed of the target `pack`")
    })
}

fuzz_target!(|bytes: &[u8]| {
    let mut made = b"SNRX\x01".to_vec();
    made.extend_from_slice(bytes.get(..9).unwrap_or_default());
    let mut deflate = flate2::write::DeflateEncoder::new(made, flate2::Compression::fast());
    let made = deflate.write_all(bytes.get(9..).unwrap_or_default()).and_then(|()| deflate.finish());
    for remix in [bytes, &made.unwrap_or_default()] {
        if let Ok(project) = remix::read(remix, pack()) {
            let again = remix::write(&project, pack()).expect("what was read can be written");
            assert_eq!(remix::read(&again, pack()).ok().as_ref(), Some(&project));
        }
    }
});
