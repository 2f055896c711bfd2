//! The player as the page sees it: functions over numbers and addresses (`docs/web-build.md`).
//!
//! There is one player. Addresses are those of its buffers; they hold until a call changes the buffer.

use std::sync::{Mutex, MutexGuard, PoisonError};

use snapcade_play::{Input, Start};

use crate::Player;

static PLAYER: Mutex<Player> = Mutex::new(Player::new());

fn player() -> MutexGuard<'static, Player> {
    PLAYER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The address of a buffer as the page counts it: WebAssembly's are 32 bit.
fn address<T>(buffer: &[T]) -> u32 {
    buffer.as_ptr() as usize as u32
}

macro_rules! exports {
    ($($(#[$doc:meta])* fn $name:ident($player:ident $(, $argument:ident: $type:ty)*) $(-> $result:ty)? $body:block)*) => {
        $(
            $(#[$doc])*
            #[allow(unsafe_code, reason = "the page finds the function by this name; no other of this name is linked")]
            #[cfg_attr(target_arch = "wasm32", unsafe(export_name = stringify!($name)))]
            pub extern "C" fn $name($($argument: $type),*) $(-> $result)? {
                #[allow(unused_mut, reason = "some only look")]
                let mut $player = player();
                $body
            }
        )*
    };
}

exports! {
    /// Room for bytes from the page; 0 when it is too much.
    fn inbox(player, length: u32) -> u32 {
        if player.make_inbox(length as usize) { address(&player.inbox) } else { 0 }
    }

    /// Reads the pack in the inbox; a code of [`crate::player::Loaded`].
    fn load(player) -> u32 { player.load() as u32 }

    /// The last text, UTF-8.
    fn text_address(player) -> u32 { address(player.text.as_bytes()) }

    /// Its length in bytes.
    fn text_length(player) -> u32 { player.text.len() as u32 }

    /// Every sprite: RGBA, not premultiplied.
    fn atlas_address(player) -> u32 { player.pack().map_or(0, |pack| address(&pack.atlas().rgba)) }

    /// The atlas's width in pixels.
    fn atlas_width(player) -> u32 { player.pack().map_or(0, |pack| pack.atlas().width.into()) }

    /// The atlas's height in pixels.
    fn atlas_height(player) -> u32 { player.pack().map_or(0, |pack| pack.atlas().height.into()) }

    /// Where each sprite lies: x, y, width, height as `u16`.
    fn sprites_address(player) -> u32 { address(&player.sprites) }

    /// How many sprites there are.
    fn sprites_count(player) -> u32 { player.sprites.len() as u32 }

    /// Begins anew: at the title (-1), or in a level counted from 0.
    fn start(player, level: i32, seed_low: u32, seed_high: u32) {
        let start = u16::try_from(level).map_or(Start::Title, Start::Level);
        player.start(start, u64::from(seed_high) << 32 | u64::from(seed_low));
    }

    /// One tick; how many cues were heard.
    fn tick(player, buttons: u32) -> u32 {
        player.tick(Input::from_bits(buttons as u8));
        player.cues.len() as u32
    }

    /// The cues, a byte each.
    fn cues_address(player) -> u32 { address(&player.cues) }

    /// Draws the moment; how many quads it takes.
    fn draw(player) -> u32 { player.draw().len() as u32 }

    /// The quads, 16 bytes each.
    fn quads_address(player) -> u32 { address(&player.list.quads) }

    /// The colour below them, 0xRRGGBB.
    fn clear_color(player) -> u32 {
        let [r, g, b] = player.list.clear;
        u32::from_be_bytes([0, r, g, b])
    }

    /// The moment in numbers.
    fn moment_address(player) -> u32 { address(&player.moment) }

    /// Puts what can be seen into the text.
    fn describe(player) { player.describe(); }

    /// The synth at a sample rate in Hz.
    fn sound_start(player, rate_hz: u32) { player.sound_start(rate_hz); }

    /// The next samples of the music.
    fn music(player, samples: u32) -> u32 {
        player.music(samples as usize);
        address(&player.music_pcm)
    }

    /// Renders the sound of a cue; how many samples it has.
    fn effect(player, cue: u32) -> u32 {
        player.effect(cue as usize);
        player.effect_pcm.len() as u32
    }

    /// Its samples.
    fn effect_address(player) -> u32 { address(&player.effect_pcm) }

    /// Plays a level's proof; how many state hashes were taken.
    fn prove(player, level: u32) -> u32 {
        player.prove(level as usize);
        player.hashes.len() as u32
    }

    /// The hashes, `u64` each.
    fn hashes_address(player) -> u32 { address(&player.hashes) }

    /// How long that proof is, in ticks: when the last hash was taken.
    fn proof_ticks(player) -> u32 { player.proof_ticks }

    /// 1 when that proof cleared its level.
    fn proof_beats(player) -> u32 { player.proof_beats.into() }
}
