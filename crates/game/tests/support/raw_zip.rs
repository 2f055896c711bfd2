//! Zips written byte by byte, so that they can lie. Source: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.

/// One file. What the two headers say is taken from here, whatever the content is.
#[derive(Debug, Clone)]
pub struct Entry {
    pub local_name: Vec<u8>,
    pub name: Vec<u8>,
    pub flags: u16,
    pub method: u16,
    pub content: Vec<u8>,
    pub crc: u32,
    pub packed_bytes: u32,
    pub bytes: u32,
    /// Unix file type and permissions.
    pub mode: u32,
    /// The local header that the directory points at instead of its own.
    pub header_of: Option<usize>,
}

impl Entry {
    /// A stored file that tells the truth.
    pub fn new(name: &str, content: &[u8]) -> Self {
        Self {
            local_name: name.into(),
            name: name.into(),
            flags: 0,
            method: 0,
            content: content.to_vec(),
            crc: crc32(content),
            packed_bytes: content.len() as u32,
            bytes: content.len() as u32,
            mode: 0o100_644,
            header_of: None,
        }
    }
}

/// The zip of these files.
pub fn write(entries: &[Entry]) -> Vec<u8> {
    let (mut out, mut starts) = (Vec::new(), Vec::new());
    for entry in entries {
        starts.push(out.len() as u32);
        out.extend(b"PK\x03\x04");
        put(&mut out, [20, entry.flags, entry.method, 0, 0x21]);
        put_long(&mut out, [entry.crc, entry.packed_bytes, entry.bytes]);
        put(&mut out, [entry.local_name.len() as u16, 0]);
        out.extend(&entry.local_name);
        out.extend(&entry.content);
    }
    let directory = out.len() as u32;
    for (i, entry) in entries.iter().enumerate() {
        out.extend(b"PK\x01\x02");
        put(&mut out, [0x0314, 20, entry.flags, entry.method, 0, 0x21]);
        put_long(&mut out, [entry.crc, entry.packed_bytes, entry.bytes]);
        put(&mut out, [entry.name.len() as u16, 0, 0, 0, 0]);
        put_long(&mut out, [entry.mode << 16, starts[entry.header_of.unwrap_or(i)]]);
        out.extend(&entry.name);
    }
    let end = out.len() as u32;
    out.extend(b"PK\x05\x06");
    put(&mut out, [0, 0, entries.len() as u16, entries.len() as u16]);
    put_long(&mut out, [end - directory, directory]);
    put(&mut out, [0]);
    out
}

fn put<const N: usize>(out: &mut Vec<u8>, numbers: [u16; N]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn put_long<const N: usize>(out: &mut Vec<u8>, numbers: [u32; N]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}
