//! The web player: rules, draw list and synth as one small WebAssembly module without imports.
//!
//! [`Player`] is what the page can ask for, in plain Rust; [`abi`] is the same in numbers and addresses, as `docs/web-build.md` describes.

pub mod abi;
pub mod cues;
mod describe;
pub mod moment;
mod music;
pub mod player;

pub use player::Player;

// The usual allocator weighs 6 kB, a tenth of the module.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
#[allow(unsafe_code, reason = "there are no threads in the page")]
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };
