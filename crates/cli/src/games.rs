//! `snapcade games`.

use std::io::Write;

use clap::{Args, ValueEnum};
use snapcade_app::{
    self as app,
    library::{self, GameCard, ListGames, Order},
};

use crate::library::{Place, columns, count, padded};

/// The arguments of `snapcade games`.
#[derive(Args)]
pub struct Games {
    #[command(flatten)]
    place: Place,
    /// Only games with these words, or their beginnings, in title, author, theme or tags
    #[arg(long, value_name = "WORDS", default_value = "", hide_default_value = true)]
    search: String,
    /// Only games with this tag; may be given several times
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// The order
    #[arg(long, value_enum, default_value_t = Sort::Edited)]
    sort: Sort,
    /// What is in the trash
    #[arg(long)]
    trash: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Sort {
    /// What was changed last comes first
    Edited,
    /// What was made last comes first
    Created,
    /// By title
    Title,
}

/// Lists the games in the library.
pub fn run(args: &Games, out: &mut impl Write) -> anyhow::Result<()> {
    let order = match args.sort {
        Sort::Edited => Order::Edited,
        Sort::Created => Order::Created,
        Sort::Title => Order::Title,
    };
    let request = ListGames {
        search: args.search.clone(),
        tags: args.tag.clone(),
        order,
        trashed: args.trash,
        ..ListGames::default()
    };
    let games = args.place.open()?.ask_now(request)?;
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&games)?)?;
        return Ok(());
    }
    if games.is_empty() {
        let none = match (args.trash, args.search.is_empty() && args.tag.is_empty()) {
            (true, _) => "The trash is empty.",
            (false, true) => "There is no game yet. `snapcade make photo.jpg --save` makes one.",
            (false, false) => "No game fits.",
        };
        writeln!(out, "{none}")?;
    }
    let width = games.iter().map(|game| columns(&app::printable(&game.title))).max().unwrap_or(0).min(TITLE_COLUMNS);
    for game in &games {
        writeln!(out, "{}", line(game, width))?;
    }
    Ok(())
}

/// A few long titles do not push everything to the right.
const TITLE_COLUMNS: usize = 40;

fn line(game: &GameCard, width: usize) -> String {
    let title = padded(&app::printable(&game.title), width);
    let by = if game.author.is_empty() { String::new() } else { format!(" by {}", app::printable(&game.author)) };
    let levels = count(game.levels.into(), "level");
    let remix = match (&game.remix_of_title, game.remix_of) {
        (Some(title), _) => format!(", a remix of \"{}\"", app::printable(title)),
        (None, Some(_)) => ", a remix of a game that is not here".to_owned(),
        (None, None) => String::new(),
    };
    let tags = game.tags.iter().fold(String::new(), |tags, tag| format!("{tags} #{}", app::printable(tag)));
    let when = match game.trashed_ms {
        None => format!("changed {}", library::in_words(game.edited_ms)),
        Some(time_ms) => format!("thrown away {}", library::in_words(time_ms)),
    };
    format!("{:.8}  {title}  {levels:<9}  {when}{by}{remix}{tags}", game.id.to_string())
}
