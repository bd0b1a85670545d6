//! Every rule behind `--grammar` fires on its examples, exactly where they are marked, and is silent on the others.
#![allow(clippy::expect_used, reason = "a test may panic")]

use std::sync::LazyLock;

use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter};
use lora_grammar::{Grammar, Unchecked};

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::new);
static ANALYZER: LazyLock<Analyzer> = LazyLock::new(|| {
    let (file, text) = lora_rules::grammar();
    Analyzer::new(lora_rules::with_packs(&[(file.to_owned(), text.to_owned())]).expect("the pack compiles"))
});

/// Rule and words of the findings that only `--grammar` has.
fn found(text: &str) -> Vec<(String, String)> {
    let builtin = lora_rules::builtin();
    let slips = GRAMMAR.slips(text).expect("harper reads it");
    let options = CheckOptions { slips, ..CheckOptions::default() };
    let letter = Letter::new("example", text).expect("a small text");
    let report = ANALYZER.check(&letter, &options, &Earlier::default());
    let added = report.findings.into_iter().filter(|f| builtin.rule(&f.rule).is_none());
    added.map(|f| (f.rule, f.text.unwrap_or_default())).collect()
}

#[test]
fn every_rule_keeps_its_examples() {
    let builtin = lora_rules::builtin();
    let mut ran = 0;
    for rule in ANALYZER.rules().rules().iter().filter(|r| builtin.rule(&r.id).is_none()) {
        let grounds = rule.grounds();
        for example in &grounds.fires {
            let marked: Vec<&str> =
                example.split('«').skip(1).filter_map(|part| part.split_once('»')).map(|(m, _)| m).collect();
            assert!(!marked.is_empty(), "{}: nothing is marked in: {example}", rule.id);
            let found = found(&example.replace(['«', '»'], ""));
            let own: Vec<&str> =
                found.iter().filter(|(id, _)| rule.id == *id).map(|(_, t)| t.as_str()).collect();
            assert_eq!(own, marked, "{} in: {example}; all that was found: {found:?}", rule.id);
            ran += 1;
        }
        for example in &grounds.silent {
            assert_eq!(found(example), [], "{} must be silent in: {example}", rule.id);
            ran += 1;
        }
        assert!(grounds.silent.len() >= 2, "{} has too few silent examples", rule.id);
    }
    assert!(ran >= 8 * 4, "only {ran} examples ran");
}

#[test]
fn names_quotations_letterhead_and_signature_are_left_alone() {
    let slip = "in free reign";
    let letter = |head: &str, body: &str, foot: &str| {
        format!(
            "{head}\n12 Mill Road\n\nMarch 30, 2026\n\nDear Program Director:\n\nI have worked with Amina Farah for \
             a year. {body}\n\nI recommend her.\n\nSincerely,\n\nDaniel Okafor, MD\n{foot}\n"
        )
    };
    assert_eq!(found(&letter("Ward", &format!("She acted {slip} there."), "Chief")).len(), 1);
    assert_eq!(found(&letter(&format!("Clinic {slip}"), "She acted well.", "Chief")), []);
    assert_eq!(found(&letter("Ward", "She acted well.", &format!("Chief {slip}"))), []);
    assert_eq!(found(&letter("Ward", &format!("She said: “I acted {slip} there.”"), "Chief")), []);
    assert_eq!(found(&letter("Ward", "She studied at the Free Reign Institute.", "Chief")), []);
}

#[test]
fn british_spelling_and_medical_words_are_no_slips() {
    let text = "Dear Program Director:\n\nShe practised, recognised and organised our anaesthesia, paediatric and \
        oesophageal clinics; the hypotensive, oliguric neonate with haematemesis on dobutamine and the patient \
        with an NSTEMI on apixaban were hers, whilst the foetus' CTG she learnt to judge. His favourite colour \
        grey, in so far as that matters, was none the less towards the programme's centre.\n";
    assert_eq!(found(text), []);
}

#[test]
fn spans_are_bytes_of_the_letter_whatever_its_characters() {
    let text = "Dear Program Director:\r\n\r\nZoë’s café, “à point”, was hers: she\u{a0}had free\r\nreign there.\r\n";
    let slips = GRAMMAR.slips(text).expect("harper reads it");
    let words: Vec<&str> = slips.iter().map(|s| &text[s.span.range()]).collect();
    assert_eq!(words, ["free\r\nreign"]);
}

#[test]
fn no_text_makes_it_fail() {
    for text in
        ["", "\u{0}", "’’’", "-", "\u{202e}\u{200d}👩‍⚕️", "１th 999999999999999999999999th", "a\u{301}self"]
    {
        GRAMMAR.slips(text).expect("harper reads it");
    }
    assert_eq!(GRAMMAR.slips(&"a ".repeat(1 << 20)), Err(Unchecked::TooLong));
}
