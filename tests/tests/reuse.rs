//! Comparison with earlier letters: what was copied is found in spite of swaps and tricks, what any two letters
//! share accuses nobody.

#![allow(clippy::expect_used, reason = "a test may panic")]

use lora_core::report::{LetterReport, PassageReport};
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter};
use proptest::prelude::*;

const HEAD: &str =
    "Pine Hollow Medical Center\nDepartment of Medicine\n\nOctober 4, 2023\n\nDear Program Director:\n\n";
const OPENING: &str = "I am pleased to recommend Dr. Amara Nwosu for a position in your residency program. I have been an \
    attending physician and core faculty member at Pine Hollow for twelve years.";
const EPISODE: &str = "On her second night a retired bookbinder was sent up from the emergency room with a cough and a \
    label of bronchitis. Dr. Nwosu sat down, asked what glue he had used, and drew the layout of the shop while he talked. \
    She found clubbing that three of us had missed, ordered the scan, and rang the pathologist before breakfast. The \
    diagnosis came back on Thursday, and the family sent a hand-bound notebook to the ward.";
const WORK: &str = "Nwosu keeps her lists on index cards, one color for each floor, and hands the stack over at seven \
    without a word missing. Our pharmacist copied the system, and so did two of the surgeons. In eleven weeks I never \
    saw a pending result fall between two shifts, which I cannot say of my own fellows.";
const CLOSING: &str = "Please do not hesitate to contact me if you have any further questions.";
const TAIL: &str = "\n\nSincerely,\n\nIngrid Solheim, MD\nAttending Physician\n";

const OTHER: &str = "Kestrel Bay Hospital\n\nMay 2, 2025\n\nDear Colleagues,\n\nMr. Teo Varga spent June on our stroke \
    service, and I write because he asked me to and because I want him to do well. Varga is slow to speak and quick to \
    act.\n\nA ferry pilot came in with a drifting left arm, and Varga noticed that the watch on the other wrist had \
    stopped at ten past four, which gave us the hour of onset when nobody on board could. The drug went in with nine \
    minutes to spare. He then walked to the pier to tell the crew.\n\nHe writes too little in the chart, and I have told \
    him so. The notes of his last week were what they should be.\n\nYours,\n\nMarit Haugen, MD\n";

fn source() -> String {
    format!("{HEAD}{OPENING}\n\n{EPISODE}\n\n{WORK}\n\n{CLOSING}{TAIL}")
}

/// The source with another applicant put in, as a careless copyist would.
fn swapped() -> String {
    source()
        .replace("Amara Nwosu", "Pavel Ruzicka")
        .replace("Nwosu", "Ruzicka")
        .replace("On her", "On his")
        .replace("She found", "He found")
        .replace("keeps her", "keeps his")
        .replace("October 4, 2023", "March 9, 2026")
        .replace("twelve", "fifteen")
}

fn check(draft: &str, earlier: &[(&str, &str)]) -> LetterReport {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let letters = earlier.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    let earlier = Earlier::new(analyzer.rules(), letters);
    let letter = Letter::new("draft.txt", draft).expect("drafts are short");
    analyzer.check(&letter, &CheckOptions::default(), &earlier)
}

fn slice<'a>(text: &'a str, passage: &PassageReport) -> &'a str {
    text.get(passage.start as usize..passage.end as usize).expect("spans lie on character boundaries")
}

fn source_slice<'a>(text: &'a str, passage: &PassageReport) -> &'a str {
    text.get(passage.source_start as usize..passage.source_end as usize)
        .expect("spans lie on character boundaries")
}

#[test]
fn a_search_and_replace_copy_is_found_whole() {
    let (draft, source) = (swapped(), source());
    let report = check(&draft, &[("a.txt", &source)]);
    assert_eq!(report.reuse.len(), 1);
    let found = &report.reuse[0];
    assert!(found.containment > 0.95, "{}", found.containment);
    assert_eq!(found.passages.len(), 1);
    assert!(slice(&draft, &found.passages[0]).contains("retired bookbinder"));
    assert!(
        slice(&draft, &found.passages[0]).ends_with("two shifts, which I cannot say of my own fellows.")
            || slice(&draft, &found.passages[0]).ends_with("questions.")
    );
    assert!(source_slice(&source, &found.passages[0]).contains("Nwosu"));
}

#[test]
fn the_diff_holds_what_was_swapped() {
    let (draft, source) = (swapped(), source());
    let report = check(&draft, &[("a.txt", &source)]);
    let diff = &report.reuse[0].passages[0].diff;
    assert!(diff.iter().any(|p| p.tag == "draft" && p.text.contains("Ruzicka")), "{diff:?}");
    assert!(diff.iter().any(|p| p.tag == "source" && p.text.contains("Nwosu")), "{diff:?}");
    assert!(
        diff.iter().any(|p| p.tag == "same" && p.text.contains("retired bookbinder was sent up")),
        "{diff:?}"
    );
}

#[test]
fn one_copied_paragraph_is_found_where_it_stands() {
    let draft = OTHER.replace("He writes too little", &format!("{EPISODE}\n\nHe writes too little"));
    let source = source();
    let report = check(&draft, &[("a.txt", &source)]);
    let passage = &report.reuse[0].passages[0];
    assert_eq!(slice(&draft, passage), EPISODE);
    assert_eq!(source_slice(&source, passage), EPISODE);
}

#[test]
fn an_independent_letter_is_not_accused() {
    assert!(check(OTHER, &[("a.txt", &source())]).reuse.is_empty());
}

#[test]
fn boilerplate_of_one_writer_accuses_nobody() {
    let body = OTHER.split("\n\n").skip(4).take(2).collect::<Vec<_>>().join("\n\n");
    let opening = OPENING.replace("Amara Nwosu", "Teo Varga");
    let draft = format!("{HEAD}{opening}\n\n{body}\n\n{CLOSING}{TAIL}");
    let report = check(&draft, &[("a.txt", &source())]);
    assert!(report.reuse.is_empty(), "{:?}", report.reuse);
    assert_eq!(report.boilerplate.len(), 1);
    assert_eq!(report.boilerplate[0].reason, "same-writer");
}

#[test]
fn stock_text_and_official_wording_accuse_nobody() {
    let stock = |name: &str, episode: &str| {
        format!(
            "Dear Program Director:\n\nIt is my great pleasure to write this letter of recommendation in support of {name}'s \
             application to your residency program in internal medicine. I have had the privilege of working with {name} \
             during a four-week rotation at our hospital, where I serve as an attending physician. Our hospital is a \
             450-bed tertiary care academic medical center that serves a diverse urban population.\n\n{episode}\n\nPatient \
             Care: Residents must be able to provide patient care that is compassionate, appropriate, and effective for the \
             treatment of health problems and the promotion of health.\n\nIn summary, I recommend {name} to your program \
             with the highest enthusiasm and without any reservation. Please do not hesitate to contact me by phone or \
             email should you need any additional information.\n\nSincerely,\n\nA. Writer, MD\n"
        )
    };
    let source = stock(
        "Dr. Varga",
        "A ferry pilot came in with a drifting arm, and the stopped watch gave us the hour.",
    );
    let draft = stock(
        "Ms. Lind",
        "A widow kept losing weight until somebody asked who cooked, and that was the answer.",
    );
    let report = check(&draft, &[("a.txt", &source)]);
    assert!(report.reuse.is_empty(), "{:?}", report.reuse);
}

#[test]
fn a_letter_contains_itself_and_is_skipped_under_its_own_path() {
    let source = source();
    let report = check(&source, &[("a.txt", &source)]);
    assert!((report.reuse[0].containment - 1.0).abs() < f32::EPSILON);
    assert!(check(&source, &[("draft.txt", &source)]).reuse.is_empty());
}

#[test]
fn versions_of_one_letter_do_not_make_it_common() {
    let (first, second) = (source(), source().replace("bookbinder", "tailor"));
    let third = source().replace("pharmacist", "librarian");
    let report =
        check(&swapped(), &[("a.txt", &first), ("b.txt", &second), ("c.txt", &third), ("d.txt", OTHER)]);
    assert_eq!(report.reuse.len(), 3);
}

#[test]
fn tricks_of_typing_hide_nothing() {
    let copy = swapped();
    let tricks = [
        copy.replace("bookbinder", "book\u{ad}binder").replace("found", "fo\u{200b}und"),
        copy.replace(' ', "\u{a0}"),
        copy.replace(". ", ".\n").replace(" the ", " the\t "),
        copy.replace('a', "\u{430}").replace('o', "\u{3bf}").replace('p', "\u{440}"),
        copy.replace("pathologist", "patholo-\ngist").replace("diagnosis", "diag-\nnosis"),
        // Other scripts: Armenian, Cherokee, mathematical letters; and marks that overlay.
        copy.replace('o', "\u{585}").replace('n', "\u{578}").replace('h', "\u{570}"),
        copy.replace('a', "\u{1d41a}").replace('s', "\u{1d42c}").replace("E", "\u{13ac}"),
        copy.replace('e', "e\u{335}").replace('i', "i\u{34f}").replace('t', "t\u{e0041}"),
        copy.replace("sat down", "\u{201c}sat down\u{201d}").replace("'", "\u{2019}").to_uppercase(),
        copy.split(' ').collect::<Vec<_>>().join("\n"),
    ];
    for draft in &tricks {
        let report = check(draft, &[("a.txt", &source())]);
        assert_eq!(report.reuse.len(), 1, "{draft}");
        assert!(report.reuse[0].containment > 0.8, "{} in {draft}", report.reuse[0].containment);
    }
}

const PACK: &str = r#"
schema = 1
[pack]
id = "reuse"
version = "0.1.0"
title = "Reuse"
category = "accuracy"
[[rule]]
id = "left-behind"
severity = "error"
message = "“{match}” stands in an earlier letter."
help = "Put the applicant's own."
rationale = "A test."
source = "A test."
fires = ["x"]
silent = ["y"]
[rule.match.check]
"#;

fn left_behind(draft: &str) -> Vec<String> {
    let rules =
        lora_rules::with_packs(&[("reuse.toml".to_owned(), PACK.to_owned())]).expect("the pack is sound");
    let analyzer = Analyzer::new(rules);
    let earlier = Earlier::new(analyzer.rules(), [("a.txt".to_owned(), source())]);
    let letter = Letter::new("draft.txt", draft).expect("drafts are short");
    let report = analyzer.check(&letter, &CheckOptions::default(), &earlier);
    let found = report.findings.into_iter().filter(|f| f.rule == "reuse/left-behind");
    found.filter_map(|f| f.text).collect()
}

#[test]
fn names_and_pronouns_of_the_source_are_left_behind() {
    assert_eq!(left_behind(&swapped().replace("Ruzicka keeps", "Nwosu keeps")), ["Nwosu"]);
    // The words of a clean copy are the new applicant's, or somebody else's, or nobody's.
    assert!(left_behind(&swapped()).is_empty());
    let more = " He teaches well. He reads. He rests. His hands are steady.";
    let careless = swapped()
        .replace("keeps his lists", "keeps her lists")
        .replace("floor, and", &format!("floor.{more} He"));
    assert_eq!(left_behind(&careless), ["her"]);
}

#[test]
fn moved_paragraphs_are_separate_passages() {
    let draft = swapped();
    let (episode, work) =
        (draft.find("On his").expect("it is there"), draft.find("Ruzicka keeps").expect("it is there"));
    let end = draft.find("\n\nPlease do").expect("it is there");
    let moved = format!(
        "{}{}\n\n{}{}",
        &draft[..episode],
        &draft[work..end],
        draft[episode..work].trim_end(),
        &draft[end..]
    );
    let source = source();
    let report = check(&moved, &[("a.txt", &source)]);
    let passages = &report.reuse[0].passages;
    assert!(passages.len() >= 2, "{passages:?}");
    assert!(passages.iter().any(
        |p| slice(&moved, p).contains("index cards") && source_slice(&source, p).contains("index cards")
    ));
    assert!(
        passages
            .iter()
            .any(|p| slice(&moved, p).contains("bookbinder")
                && source_slice(&source, p).contains("bookbinder"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Whatever is compared with whatever: no panic, and every span can be sliced.
    #[test]
    fn any_text_compares(words in prop::collection::vec("[a-zA-Zéß.\u{430}\u{200b}\n\"' -]{0,9}", 0..120), cut in 0_usize..900, times in 1_usize..4) {
        let source = source();
        let at = source.char_indices().map(|(i, _)| i).nth(cut).unwrap_or(0);
        let draft = format!("{} {} {}", words.join(" "), &source[at..], words.join("\n")).repeat(times);
        let report = check(&draft, &[("a.txt", &source), ("b.txt", &draft), ("c.txt", &words.join(" "))]);
        for found in &report.reuse {
            let text = if found.source == "a.txt" { &source } else { &draft };
            for passage in &found.passages {
                prop_assert!(!slice(&draft, passage).is_empty());
                if found.source != "c.txt" {
                    prop_assert!(!source_slice(text, passage).is_empty());
                }
            }
        }
    }
}

#[test]
fn moved_sentences_of_a_paragraph_are_still_its_copy() {
    let ends = [EPISODE.find(" Dr. Nwosu"), EPISODE.find(" She found"), EPISODE.find(" The diagnosis")];
    let [a, b, c] = ends.map(|at| at.expect("it is there"));
    let parts = [&EPISODE[..a], &EPISODE[a + 1..b], &EPISODE[b + 1..c], &EPISODE[c + 1..]];
    let moved = [parts[3], parts[1], parts[0], parts[2]].join(" ");
    let draft = OTHER.replace("He writes too little", &format!("{moved}\n\nHe writes too little"));
    let (report, source) = (check(&draft, &[("a.txt", &source())]), source());
    assert_eq!(report.reuse.len(), 1);
    for part in parts {
        let found =
            |p: &PassageReport| slice(&draft, p).contains(part) && source_slice(&source, p).contains(part);
        let passages = &report.reuse[0].passages;
        assert!(passages.iter().any(found), "{part}: {passages:?}");
    }
}

#[test]
fn synonyms_in_every_sentence_hide_nothing() {
    let copy = swapped()
        .replace("emergency room", "casualty")
        .replace("sketched", "drew")
        .replace("drew the layout", "sketched the layout")
        .replace("talked", "spoke")
        .replace("missed", "overlooked")
        .replace("rang the pathologist", "phoned pathology")
        .replace("came back", "returned")
        .replace("notebook", "notepad")
        .replace("pharmacist", "druggist")
        .replace("surgeons", "surgeon colleagues");
    let report = check(&copy, &[("a.txt", &source())]);
    assert_eq!(report.reuse.len(), 1);
    assert!(report.reuse[0].containment > 0.6, "{}", report.reuse[0].containment);
}

const RETOLD: &str = "Kestrel Bay Hospital\n\nMay 2, 2025\n\nDear Colleagues,\n\nMs. Ana Belmonte spent a month on our floor and I \
    am glad to write for her.\n\nAn elderly bookbinder had come to us from casualty, coughing, and somebody had written \
    bronchitis. While the old gentleman was speaking she made a diagram of his shop and inquired about the glues in it. \
    It was she who spotted his clubbed fingers; clubbing had escaped three doctors. The scan was requested at once, and \
    before anyone had eaten breakfast she was on the phone to pathology. By Thursday we had our diagnosis, and his people \
    gave the ward a notebook bound by hand.\n\nFor her lists she uses index cards, and each floor has its color. The stack \
    changes hands at seven, complete to the last word. That system has been copied by our pharmacists and by a couple of \
    surgeons. No pending result was dropped between shifts while she was here.\n\nYours,\n\nMarit Haugen, MD\n";

#[test]
fn a_letter_told_again_in_other_words_is_found() {
    let source = source();
    let report = check(RETOLD, &[("a.txt", &source), ("b.txt", OTHER)]);
    let [found] = report.reuse.as_slice() else { panic!("{:?}", report.reuse) };
    assert_eq!(found.source, "a.txt");
    assert!(found.passages.iter().all(|p| p.way == "retold"));
    assert!(report.findings.iter().any(|f| f.rule == "reuse/retold"));
    let glue = found.passages.iter().find(|p| slice(RETOLD, p).contains("glues")).expect("it is told again");
    assert!(source_slice(&source, glue).contains("glue he had used"));
}

#[test]
fn the_same_kind_of_case_is_no_retelling() {
    let other = "Kestrel Bay Hospital\n\nMay 2, 2025\n\nDear Colleagues,\n\nMs. Ana Belmonte spent a month on our floor.\n\nA \
        retired schoolteacher was sent up from the emergency room with a cough and a label of bronchitis that she did not \
        believe. She percussed the chest, found it dull, and had the tap done before lunch. The daughter cried and thanked \
        her.\n\nHer lists are neat and her pager is answered. She hands over at seven, reads what she is told to read, and \
        has the pharmacist's respect. In four weeks she missed one result, told me before I knew, and never missed \
        another.\n\nYours,\n\nMarit Haugen, MD\n";
    assert!(check(other, &[("a.txt", &source())]).reuse.is_empty());
}

#[test]
fn what_the_applicant_wrote_is_reported_apart() {
    let statement = "Personal statement. I was nine when the shop of my grandfather burned, and I learned to read from the \
        books that he saved and dried page by page on a line across the yard. I still turn a page by its corner.";
    let draft = OTHER.replace(
        "He writes too little",
        "He was nine when the shop of his grandfather burned, and he learned to read from the books that he saved and dried \
         page by page on a line across the yard.\n\nHe writes too little",
    );
    let analyzer = Analyzer::new(lora_rules::builtin());
    let earlier =
        Earlier::default().with_own(analyzer.rules(), [("ps.txt".to_owned(), statement.to_owned())]);
    let letter = Letter::new("draft.txt", draft.as_str()).expect("drafts are short");
    let report = analyzer.check(&letter, &CheckOptions::default(), &earlier);
    assert!(report.reuse.is_empty());
    let passage = &report.own[0].passages[0];
    assert!(slice(&draft, passage).starts_with("He was nine"));
    assert!(source_slice(statement, passage).starts_with("I was nine"));
    assert!(report.findings.iter().any(|f| f.rule == "reuse/own-document"));
}

#[test]
fn two_writers_on_one_applicant_are_told_from_two_applicants() {
    let first = source();
    let second = OTHER
        .replace("Teo Varga", "Amara Nwosu")
        .replace("Varga", "Nwosu")
        .replace("He writes too little", &format!("{EPISODE}\n\nHe writes too little"));
    let report = check(&second, &[("a.txt", &first)]);
    assert_eq!((report.reuse[0].same_applicant, report.reuse[0].same_writer), (Some(true), Some(false)));
    let rules: Vec<&str> =
        report.findings.iter().map(|f| f.rule.as_str()).filter(|r| r.starts_with("reuse/")).collect();
    assert_eq!(rules, ["reuse/same-applicant"]);
    let other = check(&swapped(), &[("a.txt", &first)]);
    assert_eq!((other.reuse[0].same_applicant, other.reuse[0].same_writer), (Some(false), Some(true)));
}

#[test]
fn what_many_letters_share_is_nobodys() {
    let paragraph = "She came to us through the old wing, where the lift sticks on humid days and the night kitchen \
        closes at nine, and like every newcomer she was asked to learn the names of the porters in her first week. Those who \
        do are forgiven much.";
    let bodies = [EPISODE, WORK, OTHER.split("\n\n").nth(4).unwrap_or_default()];
    let letters: Vec<String> = bodies
        .iter()
        .map(|body| format!("Dear Colleagues,\n\n{body}\n\n{paragraph}\n\nYours,\n\nA. B.\n"))
        .collect();
    let draft = format!(
        "Dear Colleagues,\n\nI write for Lena Ostrow. {paragraph} She knew them by Tuesday.\n\nYours,\n\nC. D.\n"
    );
    let earlier: Vec<(&str, &str)> =
        ["a", "b", "c"].into_iter().zip(letters.iter().map(String::as_str)).collect();
    assert!(check(&draft, &earlier).reuse.is_empty());
    assert_eq!(check(&draft, &earlier[..1]).reuse.len(), 1);
}

#[test]
fn dates_school_and_specialty_of_the_source_are_left_behind() {
    let with_facts = |text: &str| {
        text.replace(
            "On her second night",
            "She is a graduate of Calabar University and was with us in May 2023. On her second night",
        )
        .replace(
            "On his second night",
            "He is a graduate of Calabar University and was with us in May 2023. On his second night",
        )
        .replace(
            "Thursday, and",
            "Thursday. I recommend her for your residency program in psychiatry without reservation, and",
        )
    };
    let source = with_facts(&source());
    let draft = with_facts(&swapped()).replace("recommend her", "recommend him");
    let profile = lora_core::Profile::from_toml(
        "[applicant]\nname = \"Pavel Ruzicka\"\npronouns = \"he\"\nschool = \"Brno University\"\n[target]\nspecialty = \"Internal Medicine\"\n",
    );
    let analyzer = Analyzer::new(lora_rules::builtin());
    let earlier = Earlier::new(analyzer.rules(), [("a.txt".to_owned(), source)]);
    let letter = Letter::new("draft.txt", draft).expect("drafts are short");
    let options = CheckOptions { profile: profile.ok(), ..CheckOptions::default() };
    let report = analyzer.check(&letter, &options, &earlier);
    let left: Vec<String> = report
        .findings
        .into_iter()
        .filter(|f| f.rule == "reuse/left-behind")
        .filter_map(|f| f.text)
        .collect();
    assert_eq!(left, ["Calabar University", "May 2023", "psychiatry"]);
}
