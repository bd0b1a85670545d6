//! A small writer: plain paragraphs with comments on their words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::comment::{self, Comment};
use super::{W, comment::printable};

const ROOT_RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A document of plain text: a blank line ends a paragraph, a line end inside one is a line break, and a paragraph that
/// starts with a number, a full stop and a tab hangs below its text. US Letter, margins of an inch. No author, no date: the same text gives the same bytes.
///
/// # Errors
/// None in practice: the bytes are written to memory.
pub fn write(text: &str, comments: &[Comment]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut part = |name: &str, content: &str| -> io::Result<()> {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())
    };
    part("[Content_Types].xml", &content_types(!comments.is_empty()))?;
    part("_rels/.rels", ROOT_RELATIONSHIPS)?;
    part("word/document.xml", &document(text, comments))?;
    part("word/_rels/document.xml.rels", &relationships(!comments.is_empty()))?;
    part("word/styles.xml", &styles())?;
    if !comments.is_empty() {
        part("word/comments.xml", &comment::part(&comment::elements(comments, 0, false), false))?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(comments: bool) -> String {
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{main}.document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{main}.styles+xml\"/>"
    );
    if comments {
        let _ = write!(
            out,
            "<Override PartName=\"/word/comments.xml\" ContentType=\"{}\"/>",
            comment::CONTENT_TYPE
        );
    }
    out + "</Types>"
}

fn relationships(comments: bool) -> String {
    let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{base}/styles\" Target=\"styles.xml\"/>"
    );
    if comments {
        let _ = write!(
            out,
            "<Relationship Id=\"rId2\" Type=\"{}\" Target=\"comments.xml\"/>",
            comment::RELATIONSHIP
        );
    }
    out + "</Relationships>"
}

fn styles() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"{W}\"><w:docDefaults>\
         <w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
         w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"23\"/><w:szCs w:val=\"23\"/>\
         <w:lang w:val=\"en-US\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"200\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
         </w:styles>"
    )
}

/// A place of the text where something besides text goes.
#[derive(Default)]
struct Marks {
    ends: String,
    starts: String,
}

fn document(text: &str, comments: &[Comment]) -> String {
    let mut marks: BTreeMap<usize, Marks> = BTreeMap::new();
    for (id, comment) in comments.iter().enumerate() {
        match &comment.span {
            Some(span) => {
                let start = floor(text, span.start);
                let end = floor(text, span.end.max(span.start));
                let at = marks.entry(start).or_default();
                at.starts.push_str(&comment::start_mark("w:", id));
                if end == start {
                    at.starts.push_str(&comment::end_mark("w:", id));
                } else {
                    marks.entry(end).or_default().ends.push_str(&comment::end_mark("w:", id));
                }
            }
            None => marks.entry(0).or_default().starts.push_str(&comment::reference("w:", id)),
        }
    }
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{W}\"><w:body><w:p>"
    );
    let mut at = 0;
    // Whether the paragraph has content: blank lines at the start and in a row make no empty paragraphs.
    let mut filled = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let blank = content.trim().is_empty();
        if blank && filled {
            out.push_str("</w:p><w:p>");
            filled = false;
        } else if filled {
            out.push_str("<w:r><w:br/></w:r>");
        }
        let end = at + content.len();
        let mut from = at;
        if out.ends_with("<w:p>") && is_item(content) {
            out.push_str("<w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr>");
        }
        for (place, marks) in marks.range(at..at + line.len()) {
            let place = (*place).min(end);
            run(&mut out, &text[from..place]);
            from = from.max(place);
            out.push_str(&marks.ends);
            out.push_str(&marks.starts);
        }
        if !blank {
            run(&mut out, &text[from..end]);
            filled = true;
        }
        at += line.len();
    }
    for marks in marks.range(at..).map(|(_, marks)| marks) {
        out.push_str(&marks.ends);
        out.push_str(&marks.starts);
    }
    out.push_str(
        "</w:p><w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" \
         w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr>\
         </w:body></w:document>",
    );
    out
}

/// Whether a line is an item of a numbered list.
fn is_item(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && line[digits..].starts_with(".\t")
}

fn run(out: &mut String, text: &str) {
    for (i, part) in text.trim_start_matches('\u{feff}').split('\t').enumerate() {
        if i > 0 {
            out.push_str("<w:r><w:tab/></w:r>");
        }
        if !part.is_empty() {
            let _ = write!(
                out,
                "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                escape(printable(part).replace('\r', " "))
            );
        }
    }
}

/// The nearest place at or before `at` where a character starts.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(span: Option<std::ops::Range<usize>>) -> Comment {
        Comment { span, text: vec!["Say <what> happened.".into()] }
    }

    #[test]
    fn marks_stand_around_exactly_the_words() {
        let xml = document("Dear all,\n\nShe & he are superb.\n", &[comment(Some(11..14)), comment(None)]);
        let run = |t: &str| format!("<w:r><w:t xml:space=\"preserve\">{t}</w:t></w:r>");
        let words = format!(
            "<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/>{}",
            run("She"),
            comment::reference("w:", 0)
        );
        assert!(xml.contains(&words), "{xml}");
        assert!(xml.contains(&run(" &amp; he are superb.")), "{xml}");
        assert!(xml.contains(&format!("<w:p>{}{}", comment::reference("w:", 1), run("Dear all,"))), "{xml}");
        assert_eq!(xml.matches("<w:p>").count(), 2, "{xml}");
    }

    #[test]
    fn items_of_a_list_hang() {
        let xml = document("Please:\n\n1.\tWhich is right?\n\n2. June was dry.", &[]);
        assert_eq!(xml.matches("<w:pPr><w:ind ").count(), 1, "{xml}");
        assert!(xml.contains("<w:p><w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr><w:r>"), "{xml}");
    }

    #[test]
    fn spans_that_fit_nowhere_still_give_a_document() {
        for span in [0..0, 3..3, 4..5, 5..900, 900..901] {
            let xml = document("é\n\nü\n", &[comment(Some(span))]);
            assert_eq!(xml.matches("<w:commentReference ").count(), 1, "{xml}");
            assert_eq!(xml.matches("commentRangeStart").count(), 1);
            assert_eq!(xml.matches("commentRangeEnd").count(), 1);
        }
    }

    #[test]
    fn the_same_text_gives_the_same_bytes() {
        let write = || write("Dear all", &[comment(Some(0..4))]).unwrap_or_default();
        assert!(write().starts_with(b"PK") && write() == write());
    }
}
