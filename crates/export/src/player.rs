//! The web player's files: the same for every game.

use crate::ExportError;

/// What `cargo xtask player` builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Player<'a> {
    /// Rules, draw list and synth.
    pub wasm: &'a [u8],
    /// The page, with a placeholder such as `{{title}}` where something of the game goes.
    pub page: &'a str,
    /// Its style.
    pub style: &'a str,
    /// Its script.
    pub script: &'a str,
    /// What very old browsers run: it only says that they are too old.
    pub old: &'a str,
    /// The service worker, which makes a folder play without a connection.
    pub worker: &'a str,
}

const EMBEDDED: Player<'static> = Player {
    wasm: include_bytes!(concat!(env!("OUT_DIR"), "/player.wasm")),
    page: include_str!(concat!(env!("OUT_DIR"), "/page.html")),
    style: include_str!(concat!(env!("OUT_DIR"), "/page.css")),
    script: include_str!(concat!(env!("OUT_DIR"), "/page.js")),
    old: include_str!(concat!(env!("OUT_DIR"), "/old.js")),
    worker: include_str!(concat!(env!("OUT_DIR"), "/sw.js")),
};

impl Player<'static> {
    /// The player that is part of this program.
    pub const fn embedded() -> Result<Self, ExportError> {
        let Self { wasm, page, style, script, old, worker } = EMBEDDED;
        let is_whole = !wasm.is_empty()
            && !page.is_empty()
            && !style.is_empty()
            && !script.is_empty()
            && !old.is_empty()
            && !worker.is_empty();
        if is_whole { Ok(EMBEDDED) } else { Err(ExportError::NoPlayer) }
    }
}
