//! Reading and writing compact binary data: numbers of variable length (LEB128), texts and lists with their length.
//!
//! A reader never trusts a length: what it allocates is bounded by the bytes that are there.

/// Bytes from outside, read from front to back.
///
/// A reader remembers the first thing that cannot be there. From then on it reads as though the bytes had ended: numbers are the least that
/// they may be, lists are empty. So whoever reads asks once, with [`Reader::check`] or [`Reader::finish`], before anything of it is believed;
/// to ask after every number would make the web player's code half as large again.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
    fault: Option<ReadError>,
}

/// Why bytes could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes end too early.
    #[error("it ends at byte {0}, in the middle of something")]
    End(usize),
    /// A value that cannot be there.
    #[error("what stands at byte {0} cannot be there")]
    Value(usize),
}

impl<'a> Reader<'a> {
    /// A reader at the front of `bytes`.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, position: 0, fault: None }
    }

    /// How many bytes were read.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// How many bytes are left; none after a fault.
    pub const fn left(&self) -> usize {
        if self.fault.is_some() { 0 } else { self.bytes.len() - self.position }
    }

    /// The first fault so far.
    pub fn check(&self) -> Result<(), ReadError> {
        self.fault.map_or(Ok(()), Err)
    }

    /// As [`Reader::check`], and nothing may be left.
    pub fn finish(mut self) -> Result<(), ReadError> {
        if self.left() > 0 {
            self.refuse();
        }
        self.check()
    }

    /// What was read last cannot be there.
    pub fn refuse(&mut self) {
        self.fail(ReadError::Value(self.position));
    }

    fn fail(&mut self, fault: ReadError) {
        self.fault.get_or_insert(fault);
    }

    /// The next `count` bytes; none when there are fewer.
    pub fn bytes(&mut self, count: usize) -> &'a [u8] {
        if count > self.left() {
            self.fail(ReadError::End(self.position));
            return &[];
        }
        let start = self.position;
        self.position += count;
        &self.bytes[start..self.position]
    }

    /// One byte.
    pub fn u8(&mut self) -> u8 {
        self.bytes(1).first().copied().unwrap_or(0)
    }

    /// A number of variable length.
    pub fn varint(&mut self) -> u64 {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8();
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return value;
            }
        }
        self.refuse();
        0
    }

    /// A number of at most `limit`.
    pub fn at_most(&mut self, limit: usize) -> usize {
        match usize::try_from(self.varint()) {
            Ok(value) if value <= limit => value,
            _ => {
                self.refuse();
                0
            }
        }
    }

    /// Yes or no.
    pub fn bool(&mut self) -> bool {
        self.at_most(1) == 1
    }

    /// A number of 16 bits.
    pub fn u16(&mut self) -> u16 {
        self.at_most(usize::from(u16::MAX)) as u16
    }

    /// A number of 32 bits.
    pub fn u32(&mut self) -> u32 {
        self.at_most(u32::MAX as usize) as u32
    }

    /// A signed number of 32 bits, zigzag coded.
    pub fn i32(&mut self) -> i32 {
        let value = self.u32();
        (value >> 1) as i32 ^ -((value & 1) as i32)
    }

    /// A signed number between two bounds.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let value = self.i32();
        if (low..=high).contains(&value) {
            value
        } else {
            self.refuse();
            low
        }
    }

    /// One of a few things, by its number; there is at least one.
    pub fn one_of<T: Copy, const N: usize>(&mut self, all: &[T; N]) -> T {
        let code = usize::from(self.u8());
        if code >= N {
            self.refuse();
        }
        all[if code < N { code } else { 0 }]
    }

    /// A text of at most `limit` bytes.
    pub fn text(&mut self, limit: usize) -> String {
        let length = self.at_most(limit);
        let text = std::str::from_utf8(self.bytes(length));
        if text.is_err() {
            self.refuse();
        }
        text.unwrap_or_default().to_owned()
    }

    /// A list of at most `limit` entries.
    pub fn list<T>(&mut self, limit: usize, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.at_most(limit);
        // Every entry takes at least a byte, so a false length cannot make us reserve more than the input's size.
        let mut list = Vec::with_capacity(count.min(self.left()));
        while list.len() < count && self.fault.is_none() {
            list.push(read(self));
        }
        list
    }

    /// Something that may be absent.
    pub fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.bool().then(|| read(self))
    }
}

/// Bytes in the making.
#[derive(Debug, Clone, Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    /// One byte.
    pub fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    /// A number of variable length.
    pub fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// A number of variable length.
    pub fn count(&mut self, value: usize) {
        self.varint(value as u64);
    }

    /// A signed number, zigzag coded.
    pub fn i32(&mut self, value: i32) {
        self.varint(u64::from(((value << 1) ^ (value >> 31)) as u32));
    }

    /// A text with its length.
    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A list with its length.
    pub fn list<T>(&mut self, list: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.count(list.len());
        for item in list {
            write(self, item);
        }
    }

    /// Something that may be absent.
    pub fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.u8(u8::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }
}

/// CRC-32 (IEEE 802.3) of `bytes`: finds what was altered by accident.
pub fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0_u32; 16];
        let mut i = 0;
        while i < 16 {
            let mut value = i as u32;
            let mut bit = 0;
            while bit < 4 {
                value = if value & 1 == 1 { (value >> 1) ^ 0xedb8_8320 } else { value >> 1 };
                bit += 1;
            }
            table[i] = value;
            i += 1;
        }
        table
    };
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        let crc = crc ^ u32::from(byte);
        let crc = (crc >> 4) ^ TABLE[(crc & 15) as usize];
        (crc >> 4) ^ TABLE[(crc & 15) as usize]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc_of_the_check_text_is_the_published_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn numbers_come_back() {
        let mut writer = Writer::default();
        let numbers = [0, 1, -1, 127, -128, 300, i32::MAX, i32::MIN];
        for n in numbers {
            writer.i32(n);
        }
        writer.varint(u64::MAX);
        let mut reader = Reader::new(&writer.0);
        for n in numbers {
            assert_eq!(reader.i32(), n);
        }
        assert_eq!(reader.varint(), u64::MAX);
        assert_eq!(reader.finish(), Ok(()));
        assert_eq!(reader.u8(), 0);
        assert_eq!(reader.check(), Err(ReadError::End(writer.0.len())));
    }

    #[test]
    fn a_false_length_reserves_nothing() {
        let mut reader = Reader::new(&[0xff, 0xff, 0xff, 0x7f, 1]);
        let list = reader.list(usize::MAX, Reader::u8);
        assert!(list.capacity() < 9);
        assert_eq!(reader.check(), Err(ReadError::End(5)));
    }

    #[test]
    fn the_first_fault_is_the_one_that_is_told() {
        let mut reader = Reader::new(&[9, 200, 1, 7]);
        assert_eq!(reader.at_most(5), 0);
        assert_eq!((reader.u8(), reader.between(3, 8), reader.text(9)), (0, 3, String::new()));
        assert_eq!((reader.left(), reader.position()), (0, 1));
        reader.refuse();
        assert_eq!(reader.finish(), Err(ReadError::Value(1)));
    }
}
