//! Just enough HTML: writing text safely, and finding the blocks of a page again.

/// A text for anywhere in HTML, attributes with quotes included.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// JSON for inside a script block: nothing in it can end the block or begin a comment.
pub fn json_in_script(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// A script or style of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block<'a> {
    /// Whether it is a `<style>`; otherwise a `<script>`.
    pub is_style: bool,
    /// What stands in its tag behind the name.
    attributes: &'a str,
    /// What stands between its tags.
    pub text: &'a str,
}

impl<'a> Block<'a> {
    /// An attribute's value as it is written, without its quotes.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            let key = &rest[..end];
            rest = rest[end..].trim_start();
            let value = match rest.strip_prefix('=').map(str::trim_start) {
                None => "",
                Some(after) => {
                    let quoted = after.starts_with(['"', '\'']).then(|| &after[..1]);
                    let body = quoted.map_or(after, |_| &after[1..]);
                    let end = quoted.map_or_else(|| body.find(|c: char| c.is_ascii_whitespace()), |q| body.find(q));
                    let end = end.unwrap_or(body.len());
                    rest = body.get(end + quoted.map_or(0, str::len)..).unwrap_or_default();
                    &body[..end]
                }
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(value);
            }
        }
    }

    /// Whether a browser runs it or styles the page by it, rather than keeping it as data.
    pub fn is_live(&self) -> bool {
        let kind = self.attribute("type").unwrap_or_default().to_ascii_lowercase();
        self.is_style || matches!(kind.as_str(), "" | "module" | "text/javascript" | "application/javascript")
    }
}

/// The scripts and styles of a page in their order. One pass; a page of any bytes is read in time that grows with its
/// length.
pub fn blocks(page: &str) -> Blocks<'_> {
    Blocks { rest: page }
}

/// The iterator of [`blocks`].
#[derive(Debug, Clone)]
pub struct Blocks<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        loop {
            let at = self.rest.find('<')?;
            self.rest = &self.rest[at + 1..];
            if let Some(comment) = self.rest.strip_prefix("!--") {
                self.rest = comment.split_once("-->")?.1;
                continue;
            }
            let name = ["script", "style"].into_iter().find(|name| begins_with_name(self.rest, name));
            let Some(name) = name else { continue };
            let (attributes, after) = tag_end(&self.rest[name.len()..])?;
            // A block that is never closed is none.
            let end = closing_tag(after, name)?;
            self.rest = &after[end..];
            return Some(Block { is_style: name == "style", attributes, text: &after[..end] });
        }
    }
}

fn begins_with_name(text: &str, name: &str) -> bool {
    let begins = text.as_bytes().get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
    let next = text.as_bytes().get(name.len());
    begins && next.is_some_and(|&next| next.is_ascii_whitespace() || next == b'>' || next == b'/')
}

/// The attributes of a tag and what follows its `>`, which may stand in quotes before.
fn tag_end(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let end = text.bytes().position(|byte| {
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None => return byte == b'>',
            Some(_) => {}
        }
        false
    })?;
    Some((&text[..end], &text[end + 1..]))
}

/// Where `</name` begins.
fn closing_tag(text: &str, name: &str) -> Option<usize> {
    let closings = text.match_indices("</").map(|(at, _)| at);
    closings.into_iter().find(|&at| begins_with_name(&text[at + 2..], name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blocks_are_found_whatever_their_tags_look_like() {
        let page = "<!-- <script>no</script> --><STYLE media='a>b'>p{}</STYLE >\
             <script type = module id=x>1<2</scripty></script\n><scripts>no</scripts><script id='y' type=\"a/b\">z</script>";
        let found: Vec<_> = blocks(page).collect();
        assert_eq!(found.iter().map(|block| block.text).collect::<Vec<_>>(), ["p{}", "1<2</scripty>", "z"]);
        assert_eq!(found[0].attribute("media"), Some("a>b"));
        assert_eq!((found[1].attribute("TYPE"), found[1].attribute("id")), (Some("module"), Some("x")));
        assert_eq!(found.iter().map(Block::is_live).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn what_is_cut_off_is_no_block() {
        let page = "<script id=a>text</script>";
        for cut in 0..page.len() - 1 {
            assert_eq!(blocks(&page[..cut]).count(), 0, "{}", &page[..cut]);
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_through(text in "[<>/=\"'! a-z-]{0,60}(<script|</script|<!--|-->|<style| id=)?[<>/=\"' é]{0,20}") {
            for block in blocks(&text) {
                let _ = (block.attribute("id"), block.is_live());
            }
        }

        #[test]
        fn escaped_text_has_no_markup(text: String) {
            prop_assert!(!escaped(&text).contains(['<', '>', '"', '\'']));
            prop_assert!(!json_in_script(&serde_json::json!(text)).contains('<'));
        }
    }
}
