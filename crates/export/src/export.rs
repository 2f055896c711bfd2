//! A game as a web build.

use std::{io::Write as _, sync::Arc, thread};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use flate2::{Compression, write::DeflateEncoder};
use serde_json::json;
use snapcade_game::Project;
use snapcade_paint::PictureError;
use snapcade_play::Pack;

use crate::{
    ExportError, Player,
    html::escaped,
    itch, page,
    page::{Page, Place},
    pictures::{
        card,
        color::{css, of_sky},
        hero::Cutout,
        icon::icon,
        png, title_screen,
    },
    remix, url, zipped,
};

/// The names of a web build's files. `docs/web-build.md` says what each is for.
pub mod names {
    /// The page.
    pub const PAGE: &str = "index.html";
    /// Rules, draw list and synth.
    pub const WASM: &str = "player.wasm";
    /// The game, ready to be played.
    pub const PACK: &str = "game.pack";
    /// The rest of the editable game.
    pub const REMIX: &str = "game.remix";
    /// What a phone needs to know to install it.
    pub const MANIFEST: &str = "manifest.webmanifest";
    /// What makes it play without a connection.
    pub const WORKER: &str = "sw.js";
    /// The icon.
    pub const ICON: &str = "icon-192.png";
    /// The icon, large.
    pub const LARGE_ICON: &str = "icon-512.png";
    /// The picture for links.
    pub const CARD: &str = "card.png";
    /// Every file that a folder may have.
    pub const ALL: [&str; 9] = [PAGE, WASM, PACK, REMIX, MANIFEST, WORKER, ICON, LARGE_ICON, CARD];
}

/// In which language the words around a game are.
const LANGUAGE: &str = "en";
/// Width of the icon in the tab of a single page.
const FAVICON_PX: usize = 48;
/// Phones cut off the names below icons.
const SHORT_NAME_CHARS: usize = 14;

/// How a game is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether others may open the game and change it.
    pub remix: bool,
    /// Where it is going to be, for the picture beside its link.
    pub url: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { remix: true, url: None }
    }
}

/// A file of a web build.
pub type File = (&'static str, Vec<u8>);

/// A game ready to be written in any form.
#[derive(Debug)]
pub struct Export<'a> {
    player: Player<'a>,
    options: Options,
    title: String,
    author: String,
    description: String,
    pack: Vec<u8>,
    remix: Option<Vec<u8>>,
    sky: u32,
    hero: Cutout,
    card: snapcade_paint::Canvas,
}

impl<'a> Export<'a> {
    /// Works out what all forms share. `pack` is the project compiled.
    pub fn new(
        project: &Project,
        pack: &Arc<Pack>,
        player: Player<'a>,
        options: &Options,
    ) -> Result<Self, ExportError> {
        if let Some(address) = &options.url {
            url::check(address)?;
        }
        let game = &project.game;
        let ((remix, title_screen), pack_bytes) = beside(
            // To pack the game takes longer than all the rest.
            || pack.encode(),
            || (options.remix.then(|| remix::write(project, pack)).transpose(), title_screen(pack)),
        );
        let sky = of_sky(&title_screen);
        let levels = game.levels.len();
        let plural = if levels == 1 { "" } else { "s" };
        Ok(Self {
            player,
            options: options.clone(),
            title: game.title.clone(),
            author: game.author.clone(),
            description: format!("{}: a game of {levels} level{plural}, made with Snapcade.", game.title),
            pack: pack_bytes,
            remix: remix?,
            sky,
            hero: Cutout::of_hero(pack),
            card: card::card(&title_screen, sky),
        })
    }

    /// The files of a folder.
    pub fn folder(&self) -> Result<Vec<File>, ExportError> {
        let mut files = vec![
            (names::PAGE, self.page(Place::Beside)?.into_bytes()),
            (names::WASM, self.player.wasm.to_vec()),
            (names::PACK, self.pack.clone()),
            (names::MANIFEST, self.manifest().into_bytes()),
            (names::ICON, png::indexed(&icon(&self.hero, self.sky, 192), 1)?),
            (names::LARGE_ICON, png::indexed(&icon(&self.hero, self.sky, 512), 1)?),
        ];
        let worker = self.worker(&files)?;
        files.push((names::WORKER, worker.into_bytes()));
        files.push((names::CARD, png::indexed(&self.card, card::SCALE)?));
        files.extend(self.remix.clone().map(|remix| (names::REMIX, remix)));
        Ok(files)
    }

    /// The folder as a zip that itch.io takes as it is.
    pub fn zip(&self) -> Result<Vec<u8>, ExportError> {
        let bytes = zipped::write(&self.folder()?)?;
        let violations = itch::check(&bytes);
        if violations.is_empty() { Ok(bytes) } else { Err(ExportError::Itch(violations)) }
    }

    /// Everything in one page, which plays from a file.
    pub fn html(&self) -> Result<Vec<u8>, ExportError> {
        Ok(self.page(Place::Inside)?.into_bytes())
    }

    fn page(&self, place: Place) -> Result<String, ExportError> {
        let (head, data) = match place {
            Place::Beside => (self.head_beside(), Vec::new()),
            Place::Inside => (self.head_inside()?, self.data()?),
        };
        let page = Page {
            title: &self.title,
            description: &self.description,
            author: &self.author,
            language: LANGUAGE,
            is_remixable: self.options.remix,
            head,
            data,
            place,
        };
        page.to_html(&self.player)
    }

    fn data(&self) -> Result<Vec<(&'static str, String)>, ExportError> {
        let io = |error: std::io::Error| ExportError::Player { file: "player.wasm", message: error.to_string() };
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        let wasm = deflate.write_all(self.player.wasm).and_then(|()| deflate.finish()).map_err(io)?;
        let mut data = vec![(page::WASM, wasm.as_slice()), (page::PACK, self.pack.as_slice())];
        data.extend(self.remix.as_deref().map(|remix| (page::REMIX, remix)));
        Ok(data.into_iter().map(|(id, bytes)| (id, BASE64_STANDARD.encode(bytes))).collect())
    }

    /// What the head of a page says that lies in a folder.
    fn head_beside(&self) -> String {
        format!(
            "{}<link rel=\"manifest\" href=\"{}\"><link rel=\"icon\" type=\"image/png\" href=\"{icon}\">\
             <link rel=\"apple-touch-icon\" href=\"{icon}\">{}",
            self.theme_color(),
            names::MANIFEST,
            self.social(),
            icon = names::ICON,
        )
    }

    fn head_inside(&self) -> Result<String, PictureError> {
        let icon = BASE64_STANDARD.encode(png::indexed(&icon(&self.hero, self.sky, FAVICON_PX), 1)?);
        Ok(format!(
            "{}<link rel=\"icon\" type=\"image/png\" href=\"data:image/png;base64,{icon}\">{}",
            self.theme_color(),
            self.social()
        ))
    }

    fn theme_color(&self) -> String {
        format!("<meta name=\"theme-color\" content=\"{}\">", css(self.sky))
    }

    /// What is shown beside a link. Pictures there need a whole address.
    fn social(&self) -> String {
        let property = |name: &str, value: &str| format!("<meta property=\"{name}\" content=\"{}\">", escaped(value));
        let mut head = property("og:title", &self.title) + &property("og:description", &self.description);
        head += &property("og:type", "website");
        if let Some(address) = &self.options.url {
            head += &property("og:url", address);
            head += &property("og:image", &url::beside(address, names::CARD));
            head += &property("og:image:width", &card::WIDTH.to_string());
            head += &property("og:image:height", &card::HEIGHT.to_string());
            head += "<meta name=\"twitter:card\" content=\"summary_large_image\">";
        }
        head
    }

    fn manifest(&self) -> String {
        let icon = |src: &str, side: u32, purpose: &str| json!({ "src": src, "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": purpose });
        json!({
            "name": self.title,
            "short_name": short_name(&self.title),
            "description": self.description,
            "lang": LANGUAGE,
            "start_url": "./",
            "scope": "./",
            "display": "fullscreen",
            "orientation": "landscape",
            "background_color": css(self.sky),
            "theme_color": css(self.sky),
            "categories": ["games", "kids"],
            "icons": [
                icon(names::ICON, 192, "any"),
                icon(names::LARGE_ICON, 512, "any"),
                icon(names::LARGE_ICON, 512, "maskable"),
            ],
        })
        .to_string()
    }

    /// The service worker, with what it keeps and a digest that changes whenever that does.
    fn worker(&self, files: &[File]) -> Result<String, ExportError> {
        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in files {
            // With its length, so that bytes cannot move from one file to the next unnoticed.
            hasher.update(format!("{name} {}\n", bytes.len()).as_bytes()).update(bytes);
        }
        let digest = hasher.finalize().to_hex().as_str().get(..16).unwrap_or_default().to_owned();
        // The page is asked for by its folder's address; some servers send whoever asks for index.html there.
        let kept = files.iter().map(|&(name, _)| if name == names::PAGE { "./" } else { name });
        let list = kept.collect::<Vec<_>>().join("\",\"");
        page::fill(self.player.worker, "sw.js", |name, _| match name {
            "digest" => Some(digest.clone()),
            "files" => Some(list.clone()),
            _ => None,
        })
    }
}

/// What two pieces of work give: the second's and the first's. The first is done by a thread of its own, when there can be one.
fn beside<A: Send, B>(first: impl Fn() -> A + Copy + Send, second: impl FnOnce() -> B) -> (B, A) {
    thread::scope(|scope| {
        let helper = thread::Builder::new().spawn_scoped(scope, first);
        let second = second();
        let first = helper.ok().and_then(|helper| helper.join().ok()).unwrap_or_else(first);
        (second, first)
    })
}

/// As many whole words of a title as fit below an icon.
fn short_name(title: &str) -> String {
    let mut short = String::new();
    for word in title.split_whitespace() {
        if short.chars().count() + 1 + word.chars().count() > SHORT_NAME_CHARS && !short.is_empty() {
            break;
        }
        short = if short.is_empty() { word.to_owned() } else { format!("{short} {word}") };
    }
    snapcade_game::text::shortened(&short, SHORT_NAME_CHARS)
}
