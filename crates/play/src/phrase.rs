//! Texts put together from parts and numbers.
//!
//! What `format!` does, without its code, which would be 2 kB of every web player.

/// The parts, one after the other.
pub fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// A number.
pub fn number(value: i32) -> String {
    let digits = padded(value.unsigned_abs(), 1);
    if value < 0 { joined(&["-", &digits]) } else { digits }
}

/// A number with zeros before it, `width` digits at least.
pub fn padded(mut value: u32, width: usize) -> String {
    let mut digits = Vec::new();
    while value > 0 || digits.len() < width {
        digits.push(char::from(b'0' + (value % 10) as u8));
        value /= 10;
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{joined, number, padded};

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for value in [0, 7, 10, 65_535, -1, -420, i32::MAX, i32::MIN] {
            assert_eq!(number(value), value.to_string());
        }
        assert_eq!([padded(0, 2), padded(7, 2), padded(123, 2), padded(0, 0)], ["00", "07", "123", ""]);
        assert_eq!(joined(&["x", &number(3)]), "x3");
    }
}
