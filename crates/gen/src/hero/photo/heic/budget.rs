//! Whether a HEIC file can be taken apart with as much memory and time as its size deserves.
//!
//! The parts of such a file are named by lists of places in it. The decoder copies every part before it looks at how
//! large the picture is, and a small list may name the same bytes thousands of times.

use std::collections::BTreeMap;

/// The lists of a photo of 50 megapixels have a few thousand bytes.
const MAX_LIST_BYTES: usize = 256 << 10;
/// Properties: sizes, colour profiles, parameters of the decoder.
const MAX_PROPERTY_BYTES: usize = 4 << 20;
/// What the copies of the decoder's parameters may take, which every tile gets.
const MAX_PARAMETER_BYTES: u64 = 32 << 20;

/// Whether all parts together are not much larger than the file. Lists that cannot be read are kept within the budget
/// too: the decoder cannot read them either.
pub fn is_kept(file: &[u8]) -> bool {
    boxes(file).filter(|(kind, _)| *kind == b"meta").all(|(_, meta)| meta.get(4..).is_none_or(|meta| keeps(meta, file)))
}

fn keeps(meta: &[u8], file: &[u8]) -> bool {
    let mut lengths = BTreeMap::new();
    let (mut list_bytes, mut parameter_bytes) = (0, 0);
    for (kind, body) in boxes(meta) {
        match kind {
            b"idat" => {}
            b"iprp" if body.len() > MAX_PROPERTY_BYTES => return false,
            b"iprp" => {
                let properties = boxes(body).filter(|(kind, _)| *kind == b"ipco").flat_map(|(_, body)| boxes(body));
                let parameters = properties.filter(|(kind, _)| *kind == b"hvcC").map(|(_, body)| body.len());
                parameter_bytes = parameters.max().unwrap_or(0).max(parameter_bytes);
            }
            b"iloc" => {
                list_bytes += body.len();
                // An empty list stands for one that cannot be read.
                let _ = item_lengths(body, &mut lengths);
            }
            _ => list_bytes += body.len(),
        }
    }
    if list_bytes > MAX_LIST_BYTES {
        return false;
    }
    let limit = 2 * file.len() as u64 + (1 << 20);
    let mut referred = Vec::new();
    for (_, body) in boxes(meta).filter(|(kind, _)| *kind == b"iref") {
        let _ = references(body, &mut referred);
    }
    let all = lengths.values().fold(0, |sum: u64, &length| sum.saturating_add(length));
    let copied =
        referred.iter().filter_map(|id| lengths.get(id)).fold(0, |sum: u64, &length| sum.saturating_add(length));
    all <= limit && copied <= limit && parameter_bytes as u64 * referred.len() as u64 <= MAX_PARAMETER_BYTES
}

/// The boxes in some bytes, by kind and content, up to the first that makes no sense (ISO/IEC 14496-12, 4.2).
fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (size, rest) = bytes.split_first_chunk()?;
        let (kind, rest) = rest.split_first_chunk::<4>()?;
        let (size, head, rest) = match u32::from_be_bytes(*size) {
            0 => (bytes.len(), 8, rest),
            1 => {
                let (size, rest) = rest.split_first_chunk()?;
                (usize::try_from(u64::from_be_bytes(*size)).ok()?, 16, rest)
            }
            size => (size as usize, 8, rest),
        };
        let length = size.checked_sub(head)?;
        // One that is cut off is still looked into.
        let (body, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        bytes = after;
        Some((kind, body))
    })
}

/// Takes a number of some bytes from the front.
fn number(bytes: &mut &[u8], count: usize) -> Option<u64> {
    let (number, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(number.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
}

/// How many bytes each item has, by its id, from an item location box (ISO/IEC 14496-12, 8.11.3).
fn item_lengths(mut bytes: &[u8], lengths: &mut BTreeMap<u64, u64>) -> Option<()> {
    let bytes = &mut bytes;
    let version = number(bytes, 4)? >> 24;
    let sizes = number(bytes, 2)?;
    let size = |shift: u32| (sizes >> shift & 15) as usize;
    let index_size = if version == 1 || version == 2 { size(0) } else { 0 };
    let id_size = if version < 2 { 2 } else { 4 };
    for _ in 0..number(bytes, id_size)? {
        let id = number(bytes, id_size)?;
        // How places are counted, and in which file.
        number(bytes, if version == 1 || version == 2 { 4 } else { 2 })?;
        number(bytes, size(4))?;
        for _ in 0..number(bytes, 2)? {
            number(bytes, index_size + size(12))?;
            let length = number(bytes, size(8))?;
            let sum = lengths.entry(id).or_insert(0);
            *sum = sum.saturating_add(length);
        }
    }
    Some(())
}

/// The items that are referred to, as often as they are, from an item reference box (ISO/IEC 14496-12, 8.11.12).
fn references(mut bytes: &[u8], referred: &mut Vec<u64>) -> Option<()> {
    let id_size = if number(&mut bytes, 4)? >> 24 == 0 { 2 } else { 4 };
    for (_, mut list) in boxes(bytes) {
        while !list.is_empty() {
            number(&mut list, id_size)?;
            for _ in 0..number(&mut list, 2)? {
                referred.push(number(&mut list, id_size)?);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
        [&(body.len() as u32 + 8).to_be_bytes()[..], &kind, body].concat()
    }

    /// A file that says it has items of `length` bytes in `parts` parts each, and a grid of `tiles` times the first.
    fn file(length: u32, parts: u16, tiles: u16) -> Vec<u8> {
        let mut iloc = vec![0, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 0];
        iloc.extend(parts.to_be_bytes());
        for _ in 0..parts {
            iloc.extend([0; 4]);
            iloc.extend(length.to_be_bytes());
        }
        let mut dimg = vec![0, 1];
        dimg.extend(tiles.to_be_bytes());
        dimg.extend([0, 7].repeat(usize::from(tiles)));
        let iref = [vec![0; 4], boxed(*b"dimg", &dimg)].concat();
        let meta = [vec![0; 4], boxed(*b"iloc", &iloc), boxed(*b"iref", &iref)].concat();
        [boxed(*b"ftyp", b"heic"), boxed(*b"meta", &meta)].concat()
    }

    #[test]
    fn a_part_that_is_named_once_is_within_the_budget() {
        assert!(is_kept(&file(500_000, 1, 1)));
        assert!(is_kept(b""));
        assert!(is_kept(b"\0\0\0\x01meta\xff\xff\xff\xff\xff\xff\xff\xff"));
    }

    #[test]
    fn a_part_that_is_named_a_thousand_times_is_not() {
        assert!(!is_kept(&file(500_000, 1000, 1)));
        assert!(!is_kept(&file(500_000, 1, 1000)));
        assert!(!is_kept(&[boxed(*b"ftyp", b"heic"), boxed(*b"meta", &vec![0; 1 << 20])].concat()));
    }
}
