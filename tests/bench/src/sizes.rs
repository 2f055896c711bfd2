//! How large things are that people send each other.

use std::io::Write;

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};

use crate::table::{Amount, Row};

/// How many bytes `gzip -9` makes of some.
pub fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// The sample's pack and the replays that beat its levels.
pub fn sizes() -> Result<Vec<Row>> {
    let pack = snapcade_app::compile_project(&snapcade_app::first_steps()?)?;
    let bytes = pack.encode();
    let mut rows = vec![
        Row::new("the sample's pack", Amount::Bytes(bytes.len())),
        Row::new("the sample's pack, gzip -9", Amount::Bytes(gzipped(&bytes)?)),
    ];
    for (number, level) in (1..).zip(pack.levels()) {
        if let Some(proof) = &level.proof {
            let seconds = proof.ticks() / u64::from(snapcade_play::TICKS_PER_SECOND);
            let what = format!("replay that beats level {number} ({seconds} s of play)");
            rows.push(Row::new(what, Amount::Bytes(proof.encode().len())));
        }
    }
    Ok(rows)
}
