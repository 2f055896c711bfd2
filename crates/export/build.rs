//! Puts the player's files into the program. `cargo xtask player` makes them; without them everything else still builds.

use std::{env, fs, path::Path};

/// What `cargo xtask player` writes into `out/player`.
const FILES: [&str; 6] = ["player.wasm", "page.js", "old.js", "page.css", "page.html", "sw.js"];

fn main() -> std::io::Result<()> {
    let [Ok(house), Ok(out)] = ["CARGO_MANIFEST_DIR", "OUT_DIR"].map(env::var) else {
        return Err(std::io::Error::other("cargo names the folders of a build script"));
    };
    let built = Path::new(&house).join("../../out/player");
    // Cargo builds anew each time when what it watches is not there. Where nothing can be written, it just does so.
    let _ = fs::create_dir_all(&built);
    println!("cargo::rerun-if-changed={}", built.display());
    let mut missing = Vec::new();
    for name in FILES {
        let file = built.join(name);
        let bytes = if file.is_file() {
            println!("cargo::rerun-if-changed={}", file.display());
            fs::read(&file)?
        } else {
            missing.push(name);
            Vec::new()
        };
        fs::write(Path::new(&out).join(name), bytes)?;
    }
    if !missing.is_empty() {
        println!("cargo::warning=no web player in it ({} missing): run `cargo xtask player` first", missing.join(", "));
    }
    Ok(())
}
