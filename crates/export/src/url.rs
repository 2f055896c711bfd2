//! Addresses of the web, as far as an export needs them.

use crate::ExportError;

/// Longer ones are refused by servers and browsers.
const LONGEST: usize = 2000;

/// Refuses what is no `http` or `https` address of printable ASCII.
pub fn check(url: &str) -> Result<(), ExportError> {
    let fault = |message| Err(ExportError::Url { url: snapcade_game::text::shortened(url, 80), message });
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return fault("it does not begin with https:// or http://") };
    if url.len() > LONGEST {
        return fault("it is too long");
    }
    if rest.bytes().any(|byte| !byte.is_ascii_graphic() || b"\"'<>\\`{}|^".contains(&byte)) {
        return fault("it has characters that have to be written with a percent sign");
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() || host.contains('@') { fault("it names no place") } else { Ok(()) }
}

/// The address of a file beside a page. `url` has been checked.
pub fn beside(url: &str, file: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let begin = path.find("://").map_or(0, |at| at + 3);
    let is_page = |name: &str| [".html", ".htm"].iter().any(|end| name.ends_with(end));
    match path.get(begin..).and_then(|rest| rest.rfind('/')) {
        Some(slash) if path.ends_with('/') || is_page(path) => format!("{}/{file}", &path[..begin + slash]),
        _ => format!("{path}/{file}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_beside_a_page_and_in_a_folder() {
        for (page, card) in [
            ("https://a.org", "https://a.org/card.png"),
            ("https://a.org/", "https://a.org/card.png"),
            ("https://a.org/game", "https://a.org/game/card.png"),
            ("http://a.org:8080/game/?x=1#y", "http://a.org:8080/game/card.png"),
            ("https://a.org/game/index.html?x", "https://a.org/game/card.png"),
        ] {
            assert_eq!(beside(page, "card.png"), card);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("https://a.org/{}", "x".repeat(LONGEST));
        for url in [
            "",
            "a.org",
            "ftp://a.org",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://a b",
            "https://a/\"",
            "https://me@a",
            "https://ä.org",
            &long,
        ] {
            assert!(check(url).is_err(), "{url}");
        }
        assert!(check("https://example.org/my-game/?a=1&b=2#c").is_ok());
    }
}
