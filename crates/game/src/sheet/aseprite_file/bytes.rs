//! Numbers and words in a row of bytes, little-endian.

/// What has not been read yet.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

/// What is said when the bytes end before what they should hold does.
pub(super) const TOO_SHORT: &str = "it ends too soon; the file is damaged or incomplete";

impl Bytes<'_> {
    /// The next so many bytes, to be read by themselves.
    pub(super) fn part(&mut self, length: usize) -> Result<Self, &'static str> {
        let (part, rest) = self.0.split_at_checked(length).ok_or(TOO_SHORT)?;
        self.0 = rest;
        Ok(Self(part))
    }

    pub(super) fn skip(&mut self, length: usize) -> Result<(), &'static str> {
        self.part(length).map(drop)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], &'static str> {
        let (array, rest) = self.0.split_first_chunk().ok_or(TOO_SHORT)?;
        self.0 = rest;
        Ok(*array)
    }

    pub(super) fn u8(&mut self) -> Result<u8, &'static str> {
        self.array().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Result<u16, &'static str> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn i16(&mut self) -> Result<i16, &'static str> {
        self.array().map(i16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, &'static str> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn i32(&mut self) -> Result<i32, &'static str> {
        self.array().map(i32::from_le_bytes)
    }

    /// A length in four bytes. What is larger than the memory is larger than the file, too.
    pub(super) fn length(&mut self) -> Result<usize, &'static str> {
        Ok(usize::try_from(self.u32()?).unwrap_or(usize::MAX))
    }

    /// A text with its length before it.
    pub(super) fn text(&mut self) -> Result<String, &'static str> {
        let length = self.u16()?;
        Ok(String::from_utf8_lossy(self.part(length.into())?.0).into_owned())
    }
}
