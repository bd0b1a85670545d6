//! The structure of a letter: sections, paragraphs, sentences and tokens on text as people leave it.

use lora_core::Analyzer;
use lora_core::text::{Document, SectionKind};

fn document(text: &str) -> Document {
    Analyzer::new(lora_rules::builtin()).document(text)
}

fn sentences(text: &str) -> Vec<String> {
    let doc = document(text);
    let tidy = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    doc.sentences().iter().map(|s| tidy(doc.text_of(s.span))).collect()
}

fn folded(text: &str) -> Vec<String> {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let doc = analyzer.document(text);
    analyzer.folded_words(&doc)
}

fn section_texts(doc: &Document, kind: SectionKind) -> Vec<&str> {
    doc.sections().iter().filter(|s| s.kind == kind).map(|s| doc.text_of(s.span)).collect()
}

#[test]
fn full_stops_that_end_no_sentence() {
    for text in [
        "I have worked with Dr. Lee on the wards for a year.",
        "She earned her M.D. degree in Nairobi after six years.",
        "He rotated at St. Mary's Hospital in the spring of last year.",
        "Her U.S. clinical experience is broad and recent.",
        "My colleague J. Q. Lee saw the same thing that evening.",
        "At 3 a.m. the pager went off and he answered it.",
        "From Sept. 4 to Oct. 3 she was on our service.",
        "The dose was 2.5 mg, and the ratio 1.2 vs. 3.4 in the chart.",
        "She asked, “Why now?” before anyone else did, e.g. on rounds.",
        "Mr. and Mrs. Roe came with their son.",
    ] {
        assert_eq!(sentences(text).len(), 1, "{text}: {:?}", sentences(text));
    }
}

#[test]
fn full_stops_that_do() {
    for (text, count) in [
        ("She left at 3 a.m. She came back at six.", 2),
        ("He trained in the U.S. He then went home.", 2),
        ("“I was afraid.” The patient said so twice.", 2),
        ("She asked why. (Nobody had.) Then she wrote it down.", 3),
        ("Was it sepsis? It was! He knew.", 3),
        ("She saw Dr. Lee. Dr. Lee agreed.", 2),
        ("It works... Then it does not.", 2),
    ] {
        assert_eq!(sentences(text).len(), count, "{text}: {:?}", sentences(text));
    }
}

#[test]
fn a_short_line_amid_a_letter_greets_nobody() {
    let prose = "He kept the list, the list was right, and he was there at five every day of the month.\n\n";
    for line in ["Good hands, good head.", "Colleagues of mine agree:", "Good Samaritan Hospital"] {
        let text = format!("May 6, 2026\n\n{prose}{prose}{prose}{line}\n\n{prose}");
        let doc = document(&text);
        assert!(section_texts(&doc, SectionKind::Salutation).is_empty(), "{line}");
        let body = section_texts(&doc, SectionKind::Body);
        assert!(body[0].starts_with("He kept the list"), "{line}: {body:?}");
    }
    let doc = document(&format!("May 6, 2026\n\nGood morning, colleagues!\n\n{prose}"));
    assert_eq!(section_texts(&doc, SectionKind::Salutation), ["Good morning, colleagues!"]);
}

#[test]
fn a_wrapped_sentence_is_one() {
    let wrapped = "Dear Program Director:\n\nShe rounded with us every morning of the month and wrote\nthe notes that we still use. Nobody had asked her to.\n\nSincerely,\n\nAnn Lee, MD\n";
    let doc = document(wrapped);
    let body: Vec<_> = doc.sentences().iter().filter(|s| s.section == SectionKind::Body).collect();
    assert_eq!(body.len(), 2);
    assert!(doc.text_of(body[0].span).ends_with("still use."));
}

#[test]
fn words_fold_alike_however_they_were_typed() {
    let plain = folded("She is compassionate and doesn't complain about Jose's notes.");
    for text in [
        "She is compas-\nsionate and doesn\u{2019}t complain about Jos\u{e9}\u{2019}s notes.",
        "She is compas\u{ad}sionate and doesn't complain about Jose\u{301}'s notes.",
        "She\u{a0}is compassionate and doesn't\r\ncomplain about JOSE's notes.",
        "She is com\u{200b}passionate and doesn't complain about \u{201c}Jos\u{e9}'s\u{201d} notes.",
    ] {
        assert_eq!(folded(text), plain, "{text:?}");
    }
}

#[test]
fn sections_of_a_full_letter() {
    let doc = document(
        "LAKESIDE COMMUNITY HOSPITAL\nDepartment of Medicine\n12 Pier Road\n\nApril 10, 2026\n\nERAS Program Directors\n\nRe: Amina Farah, AAMC ID 12345678\nInternal Medicine\n\nDear Program Director:\n\nI worked with Ms. Farah for four weeks on our wards and saw her every day.\n\nShe asked good questions.\n\nSincerely,\n\nDaniel Okafor, MD\nAssociate Program Director\n\nP.S. She may call me at any time.\n",
    );
    assert!(section_texts(&doc, SectionKind::Letterhead)[0].starts_with("LAKESIDE"));
    assert_eq!(section_texts(&doc, SectionKind::DateLine), ["April 10, 2026"]);
    assert_eq!(section_texts(&doc, SectionKind::Addressee), ["ERAS Program Directors"]);
    assert!(section_texts(&doc, SectionKind::Subject)[0].ends_with("Internal Medicine"));
    assert_eq!(section_texts(&doc, SectionKind::Salutation), ["Dear Program Director:"]);
    assert!(section_texts(&doc, SectionKind::Body)[0].starts_with("I worked"));
    assert_eq!(section_texts(&doc, SectionKind::Closing), ["Sincerely,"]);
    assert!(section_texts(&doc, SectionKind::Signature)[0].starts_with("Daniel Okafor"));
    assert!(section_texts(&doc, SectionKind::Postscript)[0].starts_with("P.S."));
}

#[test]
fn lists_and_headings_stand_alone() {
    let doc = document(
        "Dear Program Director:\n\nWhat I saw:\n1. She admitted a man with chest pain and stayed with him until he left.\n2. She taught the students every day and wrote down what they asked.\n\nPROFESSIONALISM\nShe came early on every one of the twenty days that we worked together.\n\nSincerely,\n\nAnn Lee, MD\n",
    );
    let body: Vec<&str> = doc
        .paragraphs()
        .iter()
        .filter(|p| p.section == SectionKind::Body)
        .map(|p| doc.text_of(p.span))
        .collect();
    assert_eq!(body.len(), 5, "{body:?}");
    assert!(body[1].starts_with("1. She") && body[2].starts_with("2. She"));
    assert_eq!(body[3], "PROFESSIONALISM");
}

#[test]
fn a_salutation_on_the_line_of_the_body() {
    let doc = document(
        "Dear Program Director, I am writing about Ms. Farah, who worked with me for a month. She did well.\n",
    );
    assert_eq!(section_texts(&doc, SectionKind::Salutation), ["Dear Program Director,"]);
    assert!(section_texts(&doc, SectionKind::Body)[0].starts_with("I am writing"));
}

#[test]
fn paragraphs_without_blank_lines() {
    let long = "She came to our clinic in the spring and saw patients with me for four weeks, on every day but one of them.";
    let doc = document(&format!("Dear Program Director:\n{long}\n{long} {long}\nSincerely,\nAnn Lee, MD\n"));
    let body = doc.paragraphs().iter().filter(|p| p.section == SectionKind::Body).count();
    assert_eq!(body, 2);
}
