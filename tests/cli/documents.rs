//! Documents of every kind, by the programs that people write letters with: fixtures/documents.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::Office;

/// The documents that hold one letter; `letter.txt` is the first.
const LETTERS: [&str; 13] = [
    "letter.txt",
    "letter.md",
    "letter.html",
    "letter-python-docx.docx",
    "letter-libreoffice.docx",
    "letter-libreoffice.odt",
    "letter-libreoffice.rtf",
    "letter-libreoffice.pdf",
    "letter-reportlab.pdf",
    "letter-two-columns.pdf",
    "letter-form.pdf",
    "letter-fpdf2.pdf",
    "letter-weasyprint.pdf",
];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/documents").join(name)
}

/// An office with some of the documents and the profile of their letter.
fn office(names: &[&str]) -> Office {
    let office = Office::new();
    for name in names.iter().chain(&["profile.toml"]) {
        office.write(name, fs::read(fixture(name)).unwrap());
    }
    office
}

/// What is found, without places: rule and words.
fn findings(report: &Value) -> Vec<(String, String)> {
    let words =
        |f: &Value| f["text"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let findings = report["letters"][0]["findings"].as_array().unwrap();
    findings.iter().map(|f| (f["rule"].as_str().unwrap().to_owned(), words(f))).collect()
}

fn notices(office: &Office, args: &str) -> Vec<(String, String)> {
    let (report, _) = office.json(args);
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let notices = report["letters"][0]["notices"].as_array().unwrap_or_else(|| panic!("{report}")).clone();
    notices.iter().map(|n| (text(&n["id"]), text(&n["message"]))).collect()
}

#[test]
fn every_document_gives_the_findings_of_its_text() {
    let office = office(&LETTERS);
    let check = |name: &str| {
        let args = format!("{name} --profile profile.toml --stage draft --today 2026-11-22 --fail-on never");
        office.json(&args).0
    };
    let expected = check("letter.txt");
    assert!(findings(&expected).len() > 8, "{expected}");
    for name in LETTERS {
        let report = check(name);
        assert_eq!(findings(&report), findings(&expected), "{name}");
        let measures = |report: &Value| {
            let letter = &report["letters"][0];
            let levels: Vec<Value> =
                letter["competencies"].as_array().unwrap().iter().map(|c| c["level"].clone()).collect();
            (letter["score"]["overall"].clone(), letter["words"].clone(), levels)
        };
        assert_eq!(measures(&report), measures(&expected), "{name}");
        // Offsets are those of the text that `lora extract` prints.
        let text = office.lora(&format!("extract {name}")).out;
        for finding in report["letters"][0]["findings"].as_array().unwrap() {
            if let Some(words) = finding["text"].as_str() {
                let at = |key: &str| usize::try_from(finding["span"][key].as_u64().unwrap()).unwrap();
                assert_eq!(&text[at("start")..at("end")], words, "{name}");
            }
        }
    }
}

#[test]
fn parts_of_a_word_document_are_read_in_their_order() {
    let office = office(&["parts-word.docx", "parts.txt"]);
    let ran = office.lora("extract parts-word.docx");
    assert_eq!(ran.out, office.read("parts.txt"));
    assert!(
        ran.err.contains("5 tracked changes and 1 comment") && ran.err.contains("hidden text"),
        "{ran:?}"
    );
    let map = office.lora("extract parts-word.docx --format json").out;
    let map: Value = serde_json::from_str(&map).unwrap();
    let text = map["text"].as_str().unwrap();
    let piece = |words: &str| {
        let at = u64::try_from(text.find(words).unwrap()).unwrap();
        let pieces = map["map"]["pieces"].as_array().unwrap();
        pieces
            .iter()
            .find(|p| p["start"].as_u64().unwrap() <= at && at < p["end"].as_u64().unwrap())
            .unwrap()
            .clone()
    };
    assert_eq!(piece("Department")["part"], "header");
    assert_eq!(piece("Fax")["part"], "text-box");
    assert_eq!(piece("more than most")["part"], "note");
    // The third paragraph of the story, text boxes counted; deleted text is a run, too.
    assert_eq!((&piece("Nwosu")["part"], &piece("Nwosu")["run"]), (&"body".into(), &3.into()));
    assert_eq!(piece("Nwosu")["paragraph"], piece("player")["paragraph"]);
}

#[test]
fn what_a_file_tells_of_itself_is_a_notice() {
    let office = office(&["parts-word.docx", "letter-reportlab.pdf", "letter.txt"]);
    let found = notices(&office, "parts-word.docx --profile profile.toml");
    let message = |id: &str| found.iter().find(|(found, _)| found == id).map_or("", |(_, message)| message);
    assert!(message("tracked-changes").contains("5 tracked changes and 1 comment"), "{found:?}");
    assert!(message("hidden-text").contains("hidden"), "{found:?}");
    assert!(message("file-by-applicant").contains("Ifeoma Nwosu"), "{found:?}");
    assert!(message("file-title").contains("“LOR Wei Chen 2025”"), "{found:?}");
    let ids = |args: &str| notices(&office, args).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert!(ids("letter-reportlab.pdf --profile profile.toml").is_empty());
    assert!(ids("letter.txt --profile profile.toml").is_empty());
    office.write("Letter_Guadarrama.txt", office.read("letter.txt"));
    assert_eq!(ids("Letter_Guadarrama.txt --profile profile.toml"), ["file-name"]);
    office.write("letter.docx", fs::read(fixture("letter-reportlab.pdf")).unwrap());
    assert_eq!(ids("letter.docx --profile profile.toml"), ["file-type"]);
}

#[test]
fn the_portal_reads_the_file_itself() {
    let office = office(&["letter-fpdf2.pdf", "restricted.pdf", "letter-python-docx.docx"]);
    let portal = |args: &str| {
        let (report, _) = office.json(&format!("{args} --select portal --fail-on never"));
        let found = findings(&report).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
        (found, report["letters"][0]["stage"].as_str().unwrap().to_owned())
    };
    // A PDF is what is uploaded; a document is still written on.
    assert_eq!(portal("letter-fpdf2.pdf"), (vec![], "final".to_owned()));
    assert_eq!(portal("letter-python-docx.docx"), (vec![], "draft".to_owned()));
    assert_eq!(portal("letter-python-docx.docx --stage final").0, ["portal/not-pdf"]);
    assert_eq!(portal("restricted.pdf").0, ["portal/encrypted"]);
    let pdf = fs::read(fixture("letter-fpdf2.pdf")).unwrap();
    let at = pdf.windows(17).position(|w| w == b"/MediaBox [0 0 61").unwrap();
    let mut a4 = pdf.clone();
    a4[at + 15..at + 18].copy_from_slice(b"595");
    office.write("a4.pdf", a4);
    assert_eq!(portal("a4.pdf").0, ["portal/page-size"]);
    // A comment that no program reads.
    let end = pdf.windows(9).rposition(|w| w == b"startxref").unwrap();
    let mut large = pdf;
    large.splice(end..end, [b"%".as_slice(), &[b'x'; 1_200_000], b"\n"].concat());
    office.write("large*.pdf", large);
    assert_eq!(portal("large*.pdf").0, ["portal/file-name", "portal/too-large"]);
}

#[test]
fn documents_are_compared_with_documents() {
    let office = office(&["letter-reportlab.pdf", "letter-python-docx.docx", "letter-libreoffice.odt"]);
    office.write("earlier/old.odt", fs::read(fixture("letter-libreoffice.odt")).unwrap());
    office.write("drafts/new.pdf", fs::read(fixture("letter-reportlab.pdf")).unwrap());
    // Word keeps a file beside one that is open.
    office.write("drafts/~$new.docx", "x");
    let (report, _) = office.json("drafts --against earlier --name Somebody --fail-on never");
    assert_eq!(report["letters"].as_array().unwrap().len(), 1, "{report}");
    assert!(report["failed"].as_array().unwrap().is_empty(), "{report}");
    let shared = &report["letters"][0];
    assert!(
        !shared["reuse"].as_array().unwrap().is_empty()
            || !shared["boilerplate"].as_array().unwrap().is_empty()
    );
}

/// The parts of a package.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(n, _)| n == name).unwrap();
    String::from_utf8(found.1).unwrap()
}

/// A document's XML without marks of comments from a number on, and with runs that a mark had cut in two joined.
fn without_marks(xml: &str, first: usize) -> String {
    let mut xml = xml.to_owned();
    for id in first..first + 100 {
        for mark in [
            format!("<w:commentRangeStart w:id=\"{id}\"/>"),
            format!("<w:commentRangeEnd w:id=\"{id}\"/>"),
            format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>"),
        ] {
            xml = xml.replace(&mark, "");
        }
    }
    xml = xml.replace(" xml:space=\"preserve\"", "");
    let mut at = 0;
    while let Some(found) = xml[at..].find("</w:r><w:r").map(|n| at + n) {
        at = found + 1;
        let open = |from: usize| {
            let tag = from + xml[from..].find('>').unwrap() + 1;
            let rest = &xml[tag..];
            let end =
                rest.strip_prefix("<w:rPr>").map_or(0, |r| "<w:rPr>".len() + r.find("</w:rPr>").unwrap() + 8);
            xml[from..tag + end].to_owned()
        };
        let second = open(found + "</w:r>".len());
        let before = &xml[..found];
        let Some(start) = before.rfind("<w:r>").max(before.rfind("<w:r ")) else { continue };
        if open(start) == second {
            xml.replace_range(found..found + "</w:r>".len() + second.len(), "");
            let text = "</w:t><w:t>";
            if xml[..found + "<w:t>".len()].ends_with(text) {
                let end = found + "<w:t>".len();
                xml.replace_range(end - text.len()..end, "");
            }
            at = 0;
        }
    }
    xml
}

#[test]
fn comments_go_into_the_given_document_and_change_nothing_else() {
    for (name, first) in
        [("letter-python-docx.docx", 0), ("letter-libreoffice.docx", 0), ("parts-word.docx", 1)]
    {
        let office = office(&[name]);
        let ran =
            office.lora(&format!("check {name} --profile profile.toml --format docx --output out.docx"));
        assert!(ran.code < 2, "{ran:?}");
        let (old, new) = (fs::read(office.path(name)).unwrap(), fs::read(office.path("out.docx")).unwrap());
        let touched =
            ["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"];
        let names = |bytes: &[u8]| {
            parts(bytes).into_iter().map(|(n, _)| n).filter(|n| n != touched[1]).collect::<Vec<_>>()
        };
        assert_eq!(names(&old), names(&new), "{name}");
        let packed = |bytes: &[u8]| {
            let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut raw = Vec::new();
            for i in 0..zip.len() {
                let mut file = zip.by_index_raw(i).unwrap();
                let mut content = Vec::new();
                file.read_to_end(&mut content).unwrap();
                raw.push((file.name().unwrap().into_owned(), content));
            }
            raw.retain(|(n, _)| !touched.contains(&n.as_str()));
            raw
        };
        assert_eq!(packed(&old), packed(&new), "{name}");
        let (before, after) = (part(&old, touched[0]), part(&new, touched[0]));
        assert_ne!(before, after, "{name}");
        assert_eq!(without_marks(&after, first), without_marks(&before, first), "{name}");
        // The text is the same, and the comments say what the report for the writer says, on its words.
        let text = |file: &str| office.lora(&format!("extract {file}")).out;
        assert_eq!(text("out.docx"), text(name));
        let (brief, _) = office.json(&format!("{name} --profile profile.toml --for writer"));
        let remarks = brief["letters"][0]["remarks"].as_array().unwrap();
        let comments = part(&new, "word/comments.xml").replace("&apos;", "'").replace("&quot;", "\"");
        for remark in remarks {
            let message = remark["message"].as_str().unwrap();
            assert!(comments.contains(message), "{name}: {message}");
        }
        let mut expected: Vec<&str> = remarks.iter().filter_map(|r| r["text"].as_str()).collect();
        let mut marked = marked(&after, first);
        expected.sort_unstable();
        marked.sort();
        // The number of a list's item is no text of the document.
        let unnumbered = |text: &str| match text.split_once(". ") {
            Some((number, rest)) if number.parse::<u32>().is_ok() => rest.to_owned(),
            _ => text.to_owned(),
        };
        let shown: Vec<String> = expected.iter().map(|text| unnumbered(text)).collect();
        for words in &marked {
            assert!(shown.contains(words), "{name}: {words}: {shown:?}");
        }
        // Only those in notes and text boxes can't bear one.
        assert!(marked.len() + 2 >= expected.len(), "{name}: {marked:?} of {expected:?}");
    }
}

/// The words between the marks of each comment from a number on, as shown.
fn marked(xml: &str, first: usize) -> Vec<String> {
    let shown = |xml: &str| {
        let xml = xml.replace("<w:tab/>", "<w:t>\t</w:t>");
        let xml = xml.replace("<w:noBreakHyphen/>", "<w:t>\u{2011}</w:t>");
        let texts = xml.split("<w:t").skip(1).filter(|t| t.starts_with(['>', ' ']));
        let texts = texts.map(|t| t.split_once('>').unwrap().1.split("</w:t>").next().unwrap());
        texts.collect::<String>().replace("&amp;", "&").replace("&apos;", "'")
    };
    (first..first + 100)
        .filter_map(|id| {
            let start = xml.find(&format!("<w:commentRangeStart w:id=\"{id}\"/>"))?;
            let end = xml.find(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).unwrap();
            Some(shown(&xml[start..end]))
        })
        .collect()
}

#[test]
fn other_letters_get_a_document_of_their_text() {
    let office = office(&["letter-reportlab.pdf"]);
    let ran =
        office.lora("check letter-reportlab.pdf --profile profile.toml --format docx --output out.docx");
    assert!(ran.code < 2, "{ran:?}");
    let words = |file: &str| {
        office.lora(&format!("extract {file}")).out.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(words("out.docx"), words("letter-reportlab.pdf"));
    let new = fs::read(office.path("out.docx")).unwrap();
    assert!(marked(&part(&new, "word/document.xml"), 0).contains(&"[Hospital Name]".to_owned()));
    assert!(office.lora("check out.docx --fail-on never").err.is_empty());
}

#[test]
fn the_annotated_letter_is_one_letter_for_its_writer() {
    let office = office(&["letter-python-docx.docx", "parts-word.docx"]);
    for args in [
        "letter-python-docx.docx parts-word.docx",
        ".",
        "parts-word.docx --for applicant",
        "parts-word.docx --no-quotes",
    ] {
        let ran = office.lora(&format!("check {args} --format docx --output out.docx"));
        assert_eq!(ran.code, 2, "{args}: {ran:?}");
        assert!(!office.path("out.docx").exists(), "{args}");
    }
    let ran = office.lora("check parts-word.docx --format docx --output parts-word.docx");
    assert_eq!(ran.code, 2, "an input is never overwritten: {ran:?}");
    office.write("empty.docx", "");
    assert_eq!(office.lora("check empty.docx --format docx --output out.docx").code, 2);
    assert!(!office.path("out.docx").exists());
}

#[test]
fn what_cannot_be_read_is_said_and_why() {
    let office = Office::with_letter();
    let zip = |parts: &[(&str, &[u8])]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let rels = b"<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";
    let docx = |xml: &[u8]| {
        zip(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", rels), ("word/document.xml", xml)])
    };
    let body = |xml: &str| {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        format!("<w:document xmlns:w='{word}'><w:body>{xml}</w:body></w:document>")
    };
    let bomb = docx(&vec![b' '; 80 << 20]);
    assert!(bomb.len() < 1 << 20);
    let whole = fs::read(fixture("letter-python-docx.docx")).unwrap();
    let pdf = fs::read(fixture("letter-fpdf2.pdf")).unwrap();
    let table: &[(&str, Vec<u8>, &str)] = &[
        (
            "scan.pdf",
            fs::read(fixture("scan.pdf")).unwrap(),
            "holds pictures of pages and no text (a scan): ",
        ),
        ("password.pdf", fs::read(fixture("password.pdf")).unwrap(), "protected by a password: "),
        ("half.docx", whole[..whole.len() / 2].to_vec(), "this Word document (.docx) is damaged"),
        ("half.pdf", pdf[..pdf.len() / 3].to_vec(), "this PDF is damaged"),
        ("bomb.docx", bomb, "holds more than 32 MB of text"),
        ("lines.docx", docx(body(&"<w:p/>".repeat(300_000)).as_bytes()), "250000 paragraphs and runs: "),
        (
            "runs.rtf",
            format!("{{\\rtf1 {}}}", "{a}".repeat(300_000)).into_bytes(),
            "250000 paragraphs and runs: ",
        ),
        (
            "lines.html",
            format!("<html>{}", "<p>a".repeat(300_000)).into_bytes(),
            "250000 paragraphs and runs: ",
        ),
        ("broken.docx", docx(b"<w:document xmlns:w='x'><w:body><w:p>"), "damaged"),
        ("empty.docx", docx(b"<w:document xmlns:w='x'><w:body/></w:document>"), "holds no text: "),
        (
            "sheet.docx",
            zip(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")]),
            "this is a spreadsheet or presentation: ",
        ),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "this old Word document (.doc) can't be read: open it and save it as .docx",
        ),
        ("picture.rtf", b"{\\rtf1{\\pict 00}}".to_vec(), "holds pictures of pages"),
    ];
    for (name, bytes, what) in table {
        office.write(name, bytes);
        for command in ["check", "extract"] {
            let ran = office.lora(&format!("{command} {name}"));
            assert_eq!(ran.code, 2, "{name}: {ran:?}");
            assert!(
                ran.err.starts_with(&format!("lora: {name}: ")) && ran.err.contains(what),
                "{name}: {ran:?}"
            );
            assert_eq!(ran.err.lines().count(), 1, "{name}: {ran:?}");
        }
    }
    // The letter beside them is reported all the same.
    let (report, code) = office.json(".");
    assert_eq!((report["letters"].as_array().unwrap().len(), code), (1, 2));
    assert_eq!(report["failed"].as_array().unwrap().len(), table.len());
}

#[test]
fn a_web_of_forms_that_hold_each_other_ends() {
    // A form that draws itself exhausts the stack of a reader that follows it.
    let stream = |dictionary: &str, content: &str| {
        format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
    };
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
            .to_owned(),
        stream("", "/F Do"),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>", "/F Do /F Do"),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let table = pdf.len();
    pdf += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        pdf += &format!("{place:010} 00000 n \n");
    }
    pdf += &format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    let office = Office::new();
    office.write("self.pdf", pdf);
    let ran = office.lora("check self.pdf");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.starts_with("lora: self.pdf: this PDF "), "{ran:?}");
    assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
}
