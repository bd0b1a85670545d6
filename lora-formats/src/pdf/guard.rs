//! What is looked at before a PDF is read: streams that unpack to more than any letter.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::ReadError;

/// Most that all streams besides pictures may unpack to, in bytes. Fonts of a letter take some hundred kB.
const MOST: u64 = 64 << 20;
/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY: usize = 1024;

/// Refuses a PDF whose streams unpack to more than a letter could hold.
pub(super) fn check(bytes: &[u8]) -> Result<(), ReadError> {
    let mut left = MOST;
    let mut at = 0;
    let mut buffer = vec![0; 1 << 16];
    for found in memmem::find_iter(bytes, b"stream") {
        let start = found + b"stream".len();
        if found < at || bytes[..found].ends_with(b"end") {
            continue;
        }
        let Some([b'\r', b'\n', data @ ..] | [b'\n' | b'\r', data @ ..]) = bytes.get(start..) else {
            continue;
        };
        let before = &bytes[found.saturating_sub(DICTIONARY)..found];
        let dictionary = memmem::rfind(before, b" obj").map_or(before, |at| &before[at..]);
        // A picture is not unpacked. Two filters in a row multiply what they unpack to.
        if memmem::find(dictionary, b"/Image").is_some() || !data.starts_with(b"\x78") {
            continue;
        }
        let chained = memmem::find_iter(dictionary, b"FlateDecode").count()
            + memmem::find_iter(dictionary, b"LZWDecode").count()
            > 1;
        if chained {
            return Err(ReadError::TooMuchText);
        }
        let mut decoder = ZlibDecoder::new(data);
        while let Ok(read @ 1..) = decoder.read(&mut buffer) {
            left = left.checked_sub(read as u64).ok_or(ReadError::TooMuchText)?;
        }
        at = start + usize::try_from(decoder.total_in()).unwrap_or(0);
    }
    Ok(())
}
