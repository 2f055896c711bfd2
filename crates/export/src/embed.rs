//! A snippet of HTML that shows a game on another page.

use crate::{ExportError, html::escaped, url};

/// An `<iframe>` for a game at an address.
///
/// What it may do: run its scripts, and keep its settings in its own origin's storage. It cannot open windows, send
/// forms or leave its frame. Where it stands is not told to the game's server.
pub fn embed_snippet(address: &str, title: &str) -> Result<String, ExportError> {
    url::check(address)?;
    Ok(format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"960\" height=\"540\" \
         style=\"border:0;width:100%;max-width:960px;height:auto;aspect-ratio:16/9\" \
         sandbox=\"allow-scripts allow-same-origin\" allow=\"autoplay; fullscreen; gamepad\" allowfullscreen \
         loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>",
        escaped(address),
        escaped(title),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_attribute() {
        let snippet = embed_snippet("https://a.org/?a=1&b=2", "\"><script>alert(1)</script>").unwrap();
        assert!(
            snippet.starts_with("<iframe src=\"https://a.org/?a=1&amp;b=2\" title=\"&quot;&gt;&lt;script"),
            "{snippet}"
        );
        assert_eq!(snippet.matches('<').count(), 2, "{snippet}");
        assert!(embed_snippet("javascript:alert(1)", "x").is_err());
    }
}
