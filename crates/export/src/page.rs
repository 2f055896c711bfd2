//! The page: the player's template filled with a game, and the Content-Security-Policy that fits what came out.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    ExportError, Player,
    html::{self, blocks, escaped, json_in_script},
};

/// The ids of the page's data blocks.
pub const ABOUT: &str = "game-about";
/// The player, deflated, in base64.
pub const WASM: &str = "player-wasm";
/// The pack in base64.
pub const PACK: &str = "game-pack";
/// The remix in base64.
pub const REMIX: &str = "game-remix";

/// Where the rest of a game is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In files beside the page.
    Beside,
    /// In the page.
    Inside,
}

/// What a page tells about its game before it runs, and what stands in it.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// The game's title.
    pub title: &'a str,
    /// A sentence about it.
    pub description: &'a str,
    /// The maker's nickname.
    pub author: &'a str,
    /// As in the attribute `lang`.
    pub language: &'a str,
    /// Whether the editable game comes with it.
    pub is_remixable: bool,
    /// What goes into the page's head: links and meta tags, as HTML.
    pub head: String,
    /// Data blocks by id; base64.
    pub data: Vec<(&'static str, String)>,
    /// Where the rest is.
    pub place: Place,
}

impl Page<'_> {
    /// The page as HTML.
    pub fn to_html(&self, player: &Player<'_>) -> Result<String, ExportError> {
        for (file, text) in [("page.js", player.script), ("old.js", player.old), ("page.css", player.style)] {
            inline(file, text)?;
        }
        let about = json_in_script(&self.about());
        let block = |(id, text): &_| format!("<script type=\"application/octet-stream\" id=\"{id}\">{text}</script>\n");
        let data = self.data.iter().map(block).collect::<Vec<String>>().concat();
        let mut policy_at = None;
        let mut page = fill(player.page, "page.html", |name, so_far| {
            Some(match name {
                "csp" => {
                    policy_at = Some(so_far.len());
                    String::new()
                }
                "title" => escaped(self.title),
                "description" => escaped(self.description),
                "author" => escaped(self.author),
                "language" => escaped(self.language),
                "head" => self.head.clone(),
                "style" => player.style.to_owned(),
                "about" => about.clone(),
                "data" => data.clone(),
                "old" => player.old.to_owned(),
                "script" => player.script.to_owned(),
                _ => return None,
            })
        })?;
        let missing = || ExportError::Player { file: "page.html", message: "it has no {{csp}}".to_owned() };
        let policy = policy(&page, self.place);
        page.insert_str(policy_at.ok_or_else(missing)?, &policy);
        Ok(page)
    }

    fn about(&self) -> Value {
        let mut about = json!({ "title": self.title, "author": self.author, "language": self.language });
        if !self.is_remixable {
            about["remix"] = Value::Bool(false);
        }
        about
    }
}

/// Replaces each `{{name}}` of a template in one pass: what is put in is not looked at again.
pub fn fill(
    template: &str,
    file: &'static str,
    mut value: impl FnMut(&str, &str) -> Option<String>,
) -> Result<String, ExportError> {
    let fault = |message: String| ExportError::Player { file, message };
    let (mut out, mut rest) = (String::with_capacity(template.len()), template);
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (name, after) = after.split_once("}}").ok_or_else(|| fault("a {{ without its }}".to_owned()))?;
        let value = value(name, &out).ok_or_else(|| fault(format!("nothing is known of {{{{{name}}}}}")))?;
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Refuses text that would end the block it is put into, or that the browser reads as something else: it turns carriage
/// returns into line feeds, which would spoil the hashes of the policy.
fn inline(file: &'static str, text: &str) -> Result<(), ExportError> {
    let lower = text.to_ascii_lowercase();
    let found = ["</script", "</style", "<!--", "\r"].into_iter().find(|bad| lower.contains(bad));
    found.map_or(Ok(()), |bad| Err(ExportError::Player { file, message: format!("it contains {bad:?}") }))
}

/// What the page may do: run exactly its own scripts, and load nothing but the files beside it.
fn policy(page: &str, place: Place) -> String {
    let hashes = |is_style: bool| -> String {
        let live = blocks(page).filter(|block| block.is_style == is_style && block.is_live());
        let hash = |block: html::Block<'_>| BASE64_STANDARD.encode(Sha256::digest(block.text));
        live.map(|block| format!(" 'sha256-{}'", hash(block))).collect::<Vec<String>>().concat()
    };
    let (scripts, styles) = (hashes(false), hashes(true));
    let loads = match place {
        Place::Beside => "img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'",
        Place::Inside => "img-src data:",
    };
    format!(
        "default-src 'none'; script-src{scripts} 'wasm-unsafe-eval'; style-src{styles}; {loads}; base-uri 'none'; \
         form-action 'none'"
    )
}
