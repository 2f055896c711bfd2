//! `snapcade serve`.

use std::io::{IsTerminal as _, Write};

use clap::Args;
use snapcade_app::{self as app, ExportOptions, ServeOptions};

use crate::library::Game;

/// The arguments of `snapcade serve`.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    game: Game,
    /// Let other devices in your home network play too; this computer alone otherwise
    #[arg(long)]
    pub wifi: bool,
    /// The port to listen on [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Let nobody open and change the game
    #[arg(long)]
    pub no_remix: bool,
    /// Open the game in the browser
    #[arg(long)]
    pub open: bool,
}

/// Serves a game as a web build until the command is stopped.
pub fn run(args: &Serve, out: &mut impl Write) -> anyhow::Result<()> {
    let project = args.game.open()?;
    let files = app::web_build(&project, &ExportOptions { remix: !args.no_remix, url: None })?;
    let options = ServeOptions { wifi: args.wifi, port: args.port, ..ServeOptions::default() };
    let serving = app::serve(&files, options)?;
    let links = serving.links();
    let best = links.first().map_or("", String::as_str);
    // A code of an address that only this computer has would help nobody.
    let code = args.wifi.then(|| app::link_as_blocks(best, std::io::stdout().is_terminal()));
    if let Some(blocks) = code.flatten() {
        writeln!(out, "{blocks}")?;
    }
    writeln!(out, "Play at {best}")?;
    for other in links.iter().skip(1) {
        writeln!(out, "     or {other}")?;
    }
    let who = if args.wifi {
        "Everybody in your home network can play until you stop with Ctrl+C."
    } else {
        "Only this computer can play, until you stop with Ctrl+C. --wifi lets others in your home in."
    };
    writeln!(out, "{who}")?;
    out.flush()?;
    if args.open {
        let local = serving.addresses().iter().find(|address| address.ip().is_loopback());
        let link = local.map_or_else(|| best.to_owned(), |address| format!("http://localhost:{}/", address.port()));
        // The server is of use without it.
        if let Err(error) = app::open_in_browser(&link) {
            writeln!(out, "{error}")?;
        }
    }
    serving.wait();
    Ok(())
}
