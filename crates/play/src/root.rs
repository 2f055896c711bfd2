//! Square roots of whole numbers.

/// The greatest number whose square is at most `square`. Bit by bit: nobody asks often, and the one of the standard library is a page of code.
pub fn square_root(square: u64) -> u64 {
    let mut root = 0_u64;
    for bit in (0..32).rev() {
        let higher = root | 1 << bit;
        if higher * higher <= square {
            root = higher;
        }
    }
    root
}

#[cfg(test)]
mod tests {
    use super::square_root;

    #[test]
    fn roots_are_those_of_the_standard_library() {
        for root in [0_u64, 1, 2, 3, 46_340, 65_535, 8_388_608, u64::from(u32::MAX)] {
            for square in [(root * root).saturating_sub(1), root * root, (root * root).saturating_add(1)] {
                assert_eq!(square_root(square), square.isqrt());
            }
        }
        assert_eq!(square_root(u64::MAX), u64::from(u32::MAX));
    }
}
