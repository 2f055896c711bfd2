//! Reading and writing compact binary data: numbers of variable length (LEB128), texts and lists with their length.
//!
//! A reader never trusts a length: what it allocates is bounded by the bytes that are there.

/// Bytes from outside, read from front to back.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
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
        Self { bytes, position: 0 }
    }

    /// How many bytes were read.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// How many bytes are left.
    pub const fn left(&self) -> usize {
        self.bytes.len() - self.position
    }

    /// The error that says that the last value cannot be there.
    pub const fn value_error(&self) -> ReadError {
        ReadError::Value(self.position)
    }

    /// The next `count` bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], ReadError> {
        let end = self.position.checked_add(count).ok_or(ReadError::End(self.position))?;
        let bytes = self.bytes.get(self.position..end).ok_or(ReadError::End(self.position))?;
        self.position = end;
        Ok(bytes)
    }

    /// One byte.
    pub fn u8(&mut self) -> Result<u8, ReadError> {
        Ok(self.bytes(1)?[0])
    }

    /// A number of variable length.
    pub fn varint(&mut self) -> Result<u64, ReadError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(self.value_error())
    }

    /// A number of at most `limit`.
    pub fn at_most(&mut self, limit: u64) -> Result<u64, ReadError> {
        let value = self.varint()?;
        if value <= limit { Ok(value) } else { Err(self.value_error()) }
    }

    /// A number of 16 bits.
    pub fn u16(&mut self) -> Result<u16, ReadError> {
        self.at_most(u64::from(u16::MAX)).map(|value| value as u16)
    }

    /// A number of 32 bits.
    pub fn u32(&mut self) -> Result<u32, ReadError> {
        self.at_most(u64::from(u32::MAX)).map(|value| value as u32)
    }

    /// A signed number of 32 bits, zigzag coded.
    pub fn i32(&mut self) -> Result<i32, ReadError> {
        let value = self.u32()?;
        Ok((value >> 1) as i32 ^ -((value & 1) as i32))
    }

    /// A signed number between two bounds.
    pub fn between(&mut self, low: i32, high: i32) -> Result<i32, ReadError> {
        let value = self.i32()?;
        if (low..=high).contains(&value) { Ok(value) } else { Err(self.value_error()) }
    }

    /// A text of at most `limit` bytes.
    pub fn text(&mut self, limit: usize) -> Result<String, ReadError> {
        let length = self.at_most(limit as u64)? as usize;
        let bytes = self.bytes(length)?;
        std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| self.value_error())
    }

    /// A list of at most `limit` entries.
    pub fn list<T, E: From<ReadError>>(
        &mut self,
        limit: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        let count = self.at_most(limit as u64)? as usize;
        // Every entry takes at least a byte, so a false length cannot make us reserve more than the input's size.
        let mut list = Vec::with_capacity(count.min(self.left()));
        for _ in 0..count {
            list.push(read(self)?);
        }
        Ok(list)
    }

    /// Something that may be absent.
    pub fn option<T, E: From<ReadError>>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        if self.at_most(1)? == 1 { read(self).map(Some) } else { Ok(None) }
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
            assert_eq!(reader.i32(), Ok(n));
        }
        assert_eq!(reader.varint(), Ok(u64::MAX));
        assert_eq!(reader.u8(), Err(ReadError::End(writer.0.len())));
    }

    #[test]
    fn a_false_length_reserves_nothing() {
        let mut reader = Reader::new(&[0xff, 0xff, 0xff, 0x7f, 1]);
        let list: Result<Vec<u8>, ReadError> = reader.list(usize::MAX, Reader::u8);
        assert_eq!(list, Err(ReadError::End(5)));
    }
}
