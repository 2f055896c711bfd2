//! A link as a QR code in a terminal.

use fast_qr::{ECL, QRBuilder};

/// Light cells around the code; a scanner needs them to find it.
const QUIET: i32 = 2;

/// A QR code of block characters, two rows of cells to a line of text. Terminals are dark or light, so with `colors` it
/// sets black and white itself; without, it suits a dark one. `None` when the link is longer than a code holds.
pub fn link_as_blocks(link: &str, colors: bool) -> Option<String> {
    let code = QRBuilder::new(link).ecl(ECL::L).build().ok()?;
    let size = code.size as i32;
    let is_light = |x: i32, y: i32| {
        let inside = (0..size).contains(&x) && (0..size).contains(&y);
        !inside || !code[y as usize][x as usize].value()
    };
    let mut blocks = String::new();
    for y in (-QUIET..size + QUIET).step_by(2) {
        if colors {
            blocks.push_str("\u{1b}[97;40m");
        }
        for x in -QUIET..size + QUIET {
            blocks.push(match (is_light(x, y), is_light(x, y + 1)) {
                (true, true) => '\u{2588}',
                (true, false) => '\u{2580}',
                (false, true) => '\u{2584}',
                (false, false) => ' ',
            });
        }
        blocks.push_str(if colors { "\u{1b}[0m\n" } else { "\n" });
    }
    Some(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_a_square_of_blocks_with_a_light_edge() {
        let blocks = link_as_blocks("http://192.168.178.23:45678/", false).unwrap();
        let lines: Vec<&str> = blocks.lines().collect();
        let columns = lines.first().unwrap().chars().count();
        assert!(lines.iter().all(|line| line.chars().count() == columns));
        assert_eq!(lines.len(), columns.div_ceil(2));
        assert_eq!(columns, 25 + 2 * QUIET as usize, "small enough for any terminal");
        assert!(lines.first().unwrap().chars().all(|cell| cell == '\u{2588}'));
        assert_eq!(link_as_blocks(&"x".repeat(5000), true), None);
    }
}
