//! How children write: plurals, adjectives and slips.

/// Whether a word of a description is one of ours: the same, or its plural or adjective.
pub fn is_meant(said: &str, ours: &str) -> bool {
    if let Some(rest) = said.strip_prefix(ours) {
        // "Card" is no plural of "car", so short words take no endings but a plural's.
        let endings: &[&str] =
            if ours.len() < 4 { &["", "s", "es"] } else { &["", "s", "es", "y", "ed", "land", "ing", "ish", "world"] };
        return endings.contains(&rest);
    }
    let stem_of_y = ours.strip_suffix('y').and_then(|stem| said.strip_prefix(stem));
    stem_of_y == Some("ies")
}

/// Words shorter than this are not taken for slips: too many others are near them.
const SLIP_CHARS: usize = 5;
/// From this length on two letters may be wrong.
const TWO_SLIPS_CHARS: usize = 8;

/// Whether a word is likely one of ours with a slip: one letter too many, too few, wrong or swapped with its neighbour;
/// two in long words. The first letter is right.
pub fn is_misspelt(said: &str, ours: &str) -> bool {
    let plural = said.strip_suffix('s').unwrap_or(said);
    let near = |said: &str| {
        let shorter = said.len().min(ours.len());
        let allowed = if shorter >= TWO_SLIPS_CHARS { 2 } else { 1 };
        shorter >= SLIP_CHARS
            && said.as_bytes().first() == ours.as_bytes().first()
            && said.len().abs_diff(ours.len()) <= allowed
            && slips(said.as_bytes(), ours.as_bytes()) <= allowed
    };
    near(said) || near(plural)
}

/// How many slips lead from one word to the other (optimal string alignment distance).
pub fn slips(one: &[u8], other: &[u8]) -> usize {
    let columns = other.len() + 1;
    let mut rows = vec![vec![0_usize; columns]; one.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..columns).collect();
    for i in 1..=one.len() {
        for j in 1..columns {
            let same = usize::from(one[i - 1] != other[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + same);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_adjectives_are_meant_and_other_words_are_not() {
        for (said, ours) in [("caves", "cave"), ("snowy", "snow"), ("fairies", "fairy"), ("beaches", "beach")] {
            assert!(is_meant(said, ours), "{said}");
        }
        for (said, ours) in [("card", "car"), ("seal", "sea"), ("spaceship", "space"), ("", "cave")] {
            assert!(!is_meant(said, ours), "{said}");
        }
    }

    #[test]
    fn slips_are_forgiven_in_long_words() {
        for (said, ours) in
            [("dinosour", "dinosaur"), ("casle", "castle"), ("jugnle", "jungle"), ("choclate", "chocolate")]
        {
            assert!(is_misspelt(said, ours), "{said}");
        }
        for (said, ours) in [("cat", "car"), ("peach", "beach"), ("moon", "mood"), ("🦖🦖", "dino")] {
            assert!(!is_misspelt(said, ours), "{said}");
        }
    }
}
