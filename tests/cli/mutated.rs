//! Damaged documents, five hundred of each kind: every one is read or refused, in little memory and time, and
//! none brings the program down.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::Office;

/// Files of each kind.
const FILES: usize = 500;
/// Memory that a run may use, in kB, and processor time, in seconds. Builds for tests are slow.
const LIMITS: &str = "ulimit -d 262144; ulimit -t 20";

/// The same numbers in every run: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % most.max(1)
    }
}

/// A few changes at random places; `words` are what the format gives meaning to.
fn mutated(bytes: &[u8], words: &[&[u8]], random: &mut Random) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if out.is_empty() {
        out.push(b' ');
    }
    for _ in 0..1 + random.below(6) {
        let at = random.below(out.len());
        let end = (at + 1 + random.below(64)).min(out.len());
        match random.below(7) {
            0 => out[at] ^= 1 << random.below(8),
            1 => out[at] = u8::try_from(random.below(256)).unwrap(),
            2 => drop(out.drain(at..end)),
            3 => {
                let copy = out[at..end].to_vec();
                out.splice(at..at, copy.repeat(1 + random.below(50)));
            }
            4 => drop(out.splice(at..at, words[random.below(words.len())].iter().copied())),
            5 if random.below(4) == 0 => out.truncate(at.max(8)),
            _ => out[at..end].reverse(),
        }
        if out.is_empty() {
            break;
        }
    }
    out
}

/// A package in which one part is damaged.
fn repacked(bytes: &[u8], words: &[&[u8]], random: &mut Random) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let damaged = random.below(old.len());
    for i in 0..old.len() {
        let mut file = old.by_index(i).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        // The text is what most damage is wanted in.
        let text = matches!(name.as_str(), "word/document.xml" | "content.xml") && random.below(2) == 0;
        if i == damaged || text {
            content = mutated(&content, words, random);
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// Writes the files and reads each with `lora extract`, in a process with limits.
fn try_all(sources: &[&str], words: &[&[u8]]) {
    let office = Office::new();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/documents");
    let sources: Vec<Vec<u8>> = sources.iter().map(|name| fs::read(folder.join(name)).unwrap()).collect();
    for i in 0..FILES {
        let source = &sources[i % sources.len()];
        let package = source.starts_with(b"PK") && random.below(4) > 0;
        let bytes =
            if package { repacked(source, words, &mut random) } else { mutated(source, words, &mut random) };
        office.write(&format!("{i:03}"), bytes);
    }
    let script = format!(
        "{LIMITS}; for f in ???; do \"$0\" extract $f >out 2>err; code=$?; echo $code; \
         if [ $code -gt 2 ] || grep -q internal err; then echo \"$f: $(cat err)\" >&2; fi; done"
    );
    let ran = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_lora")])
        .current_dir(office.path("."))
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(err.is_empty(), "{err}");
    let codes = String::from_utf8_lossy(&ran.stdout);
    assert_eq!(codes.lines().count(), FILES);
    let read = codes.lines().filter(|code| *code == "0").count();
    assert!(codes.lines().all(|code| matches!(code, "0" | "2")));
    // Some of the damage leaves text, else nothing beyond the first bytes was tried.
    assert!(read > FILES / 20, "{read} were read");
}

const XML: [&[u8]; 12] = [
    b"<w:p>",
    b"</w:p>",
    b"<w:tbl><w:tr><w:tc>",
    b"</w:tr>",
    b"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
    b"&amp;",
    b"&#x110000;",
    b"<!--",
    b"<![CDATA[",
    b"<text:list><text:list-item>",
    b"w:val=\"99999999999999999999\"",
    b"<w:txbxContent>",
];

#[test]
#[cfg(unix)]
fn word_documents() {
    try_all(&["parts-word.docx", "letter-libreoffice.docx"], &XML);
}

#[test]
#[cfg(unix)]
fn open_documents() {
    try_all(&["letter-libreoffice.odt"], &XML);
}

#[test]
#[cfg(unix)]
fn portable_documents() {
    let words: [&[u8]; 12] = [
        b"stream",
        b"endstream",
        b"endobj",
        b"<<",
        b">>",
        b"[[[[",
        b"/Length 99999999999",
        b" 0 R",
        b"-1",
        b"/FlateDecode",
        b"BT (x) Tj ET",
        b"/Kids[1 0 R]",
    ];
    try_all(
        &[
            "letter-reportlab.pdf",
            "letter-fpdf2.pdf",
            "letter-weasyprint.pdf",
            "letter-libreoffice.pdf",
            "restricted.pdf",
        ],
        &words,
    );
}

#[test]
#[cfg(unix)]
fn rich_text() {
    let words: [&[u8]; 9] = [
        b"{",
        b"}",
        b"\\bin99999999 ",
        b"\\u-10179?",
        b"\\'",
        b"\\trowd\\cell\\row",
        b"\\uc99 ",
        b"{\\*\\shptxt ",
        b"\\footnote",
    ];
    try_all(&["letter-libreoffice.rtf"], &words);
}

#[test]
#[cfg(unix)]
fn web_pages() {
    let words: [&[u8]; 8] = [
        b"<table><tr><td>",
        b"</table>",
        b"<!--",
        b"<script>",
        b"&#99999999;",
        b"<ol start=-9>",
        b"<pre>",
        b"\xff",
    ];
    try_all(&["letter.html"], &words);
}

#[test]
#[cfg(unix)]
fn plain_text() {
    let words: [&[u8]; 5] = [b"\0\0\0\0", b"\xff\xfe", b"%PDF-", b"PK\x03\x04", b"{\\rtf"];
    try_all(&["letter.txt", "letter.md"], &words);
}
