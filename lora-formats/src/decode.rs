//! Bytes to text: UTF-8 as it is, everything else decoded with a note that says what it was taken for.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_16BE, UTF_16LE};

use crate::ReadError;

/// How much of a file the guesses look at; a letter is far shorter.
const SAMPLE: usize = 1 << 16;

/// A text, and what a reader should know about the decoding.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// `None` where the bytes were plain UTF-8.
    pub(crate) note: Option<String>,
}

pub(crate) fn decode(bytes: Vec<u8>) -> Result<Decoded, ReadError> {
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Err(ReadError::Utf32);
    }
    if bytes.starts_with(b"\xff\xfe") {
        return Ok(decoded(UTF_16LE, &bytes));
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Ok(decoded(UTF_16BE, &bytes));
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf_16_without_mark(sample) {
        return Ok(decoded(encoding, &bytes));
    }
    if is_binary(sample) {
        return Err(ReadError::Binary);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text, note: None }),
        Err(error) => error.into_bytes(),
    };
    if is_damaged_utf_8(&bytes) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let note =
            "some bytes are not valid UTF-8 and were replaced: save the letter again in UTF-8".to_owned();
        return Ok(Decoded { text, note: Some(note) });
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if is_mac_roman(sample) {
        return Ok(decoded(MACINTOSH, &bytes));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    Ok(decoded(detector.guess(None, Utf8Detection::Deny), &bytes))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    // A mark is kept as U+FEFF, as it is for UTF-8.
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let name = if name.starts_with("UTF") { name.to_owned() } else { name.to_lowercase() };
    let mut note =
        format!("the file is not in UTF-8 and was read as {name}: look over accents and quotation marks");
    if damaged {
        note.push_str("; some bytes could not be read and were replaced");
    }
    Decoded { text: text.into_owned(), note: Some(note) }
}

/// UTF-16 without a mark: in western text every other byte is 0, and always the same ones.
fn utf_16_without_mark(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.len() / 2;
    if pairs < 4 || !sample.len().is_multiple_of(2) && sample.len() < SAMPLE {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let most = pairs * 3 / 4;
    if second > most && first == 0 {
        Some(UTF_16LE)
    } else if first > most && second == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Text holds hardly any control characters besides white space; a stray one in a long letter is no proof.
fn is_binary(sample: &[u8]) -> bool {
    let odd = sample.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    odd * 20 > sample.len()
}

/// More well-formed sequences of several bytes than broken ones: UTF-8 that something damaged.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

/// Mac Roman writes quotation marks and the apostrophe as the bytes that windows-1252 has for Ò Ó Ô Õ: those
/// capitals right after a small letter ("didnÕt") are no word of any language.
fn is_mac_roman(sample: &[u8]) -> bool {
    let mac = sample
        .windows(2)
        .filter(|pair| matches!(pair[1], 0xd2..=0xd5) && matches!(pair[0], b'a'..=b'z' | b',' | b'.'))
        .count();
    let windows = sample.iter().filter(|b| matches!(b, 0x91..=0x97)).count();
    mac > windows
}
