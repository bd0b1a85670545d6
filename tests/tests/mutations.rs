//! How much of what goes wrong in letters is found: each operator damages the fixture letters one place at a time,
//! and a share of the damage, printed as a table, must be found there. Harmless changes change no finding.
//!
//! `cargo test -p lora-tests --test mutations -- --nocapture` prints the table.

#![allow(clippy::print_stdout, reason = "the table is printed for whoever asks for it")]

use std::collections::BTreeMap;
use std::ops::Range;

use lora_core::Analyzer;
use lora_core::profile::Pronouns;
use lora_core::report::LetterReport;
use lora_core::text::SectionKind;
use lora_tests::{Fixture, check, fixtures};

/// Places of one letter that an operator damages at most.
const SITES: usize = 4;

/// A damaged letter, and the bytes of the damage in it.
struct Mutant {
    text: String,
    damage: Range<usize>,
}

/// What an operator does, where its damage may be found, and the share that must be.
struct Operator {
    name: &'static str,
    packs: &'static [&'static str],
    floor: f64,
    mutate: fn(&Letter<'_>) -> Vec<Mutant>,
}

const OPERATORS: &[Operator] = &[
    Operator { name: "one surname swapped", packs: &["name"], floor: 0.86, mutate: surname_swapped },
    Operator { name: "one first name swapped", packs: &["name"], floor: 0.75, mutate: first_name_swapped },
    Operator { name: "every name swapped", packs: &["name"], floor: 0.85, mutate: every_name_swapped },
    Operator { name: "subject names another", packs: &["name"], floor: 0.9, mutate: subject_swapped },
    Operator { name: "surname misspelt", packs: &["name"], floor: 0.95, mutate: surname_misspelt },
    Operator { name: "title of the other sex", packs: &["name"], floor: 0.95, mutate: title_swapped },
    Operator { name: "one pronoun flipped", packs: &["pronoun"], floor: 0.82, mutate: pronoun_flipped },
    Operator { name: "rotation a year off", packs: &["date"], floor: 0.95, mutate: year_shifted },
    Operator { name: "range turned round", packs: &["date"], floor: 0.95, mutate: range_turned },
    Operator { name: "weekday wrong", packs: &["date"], floor: 0.95, mutate: weekday_wrong },
    Operator { name: "impossible day", packs: &["date"], floor: 0.95, mutate: impossible_day },
    Operator { name: "letter before its rotation", packs: &["date"], floor: 0.95, mutate: letter_too_early },
    Operator { name: "another month", packs: &["date"], floor: 0.98, mutate: month_left },
    Operator { name: "duration doubled", packs: &["date"], floor: 0.95, mutate: duration_doubled },
    Operator {
        name: "target specialty swapped",
        packs: &["specialty"],
        floor: 0.95,
        mutate: specialty_swapped,
    },
    Operator { name: "site swapped", packs: &["institution"], floor: 0.95, mutate: site_swapped },
    Operator { name: "another house thanked", packs: &["institution"], floor: 0.95, mutate: house_left },
    Operator { name: "school swapped", packs: &["institution"], floor: 0.95, mutate: school_swapped },
    Operator { name: "name left as a field", packs: &["placeholder"], floor: 0.95, mutate: field_left },
    Operator { name: "note to the writer left", packs: &["placeholder"], floor: 0.95, mutate: note_left },
    Operator { name: "dictation left", packs: &["placeholder"], floor: 0.98, mutate: dictation_left },
    Operator { name: "patient named", packs: &["phi"], floor: 0.95, mutate: patient_named },
    Operator { name: "day of a patient", packs: &["phi"], floor: 0.95, mutate: patient_dated },
    Operator { name: "trait told", packs: &["protected"], floor: 0.98, mutate: trait_told },
    Operator { name: "record number left", packs: &["phi"], floor: 0.95, mutate: record_number },
];

/// A fixture with what the operators look for.
struct Letter<'a> {
    fixture: &'a Fixture,
    body: Vec<Range<usize>>,
}

impl<'a> Letter<'a> {
    fn new(analyzer: &Analyzer, fixture: &'a Fixture) -> Self {
        let doc = analyzer.document(&fixture.text);
        let body = doc.sections().iter().filter(|s| s.kind == SectionKind::Body);
        let body = body.map(|s| s.span.start as usize..s.span.end as usize).collect();
        Self { fixture, body }
    }

    fn text(&self) -> &'a str {
        &self.fixture.text
    }

    /// Where whole words stand in the body.
    fn places(&self, words: &str) -> Vec<Range<usize>> {
        let text = self.text();
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let found = text.match_indices(words).map(|(at, _)| at..at + words.len());
        let whole = found.filter(|r| {
            !words.is_empty()
                && !letter(text[..r.start].chars().next_back())
                && !letter(text[r.end..].chars().next())
        });
        whole.filter(|r| self.body.iter().any(|b| b.start <= r.start && r.end <= b.end)).collect()
    }

    fn replace(&self, place: &Range<usize>, by: &str) -> Mutant {
        let text = self.text();
        let text = format!("{}{by}{}", &text[..place.start], &text[place.end..]);
        Mutant { text, damage: place.start..place.start + by.len() }
    }

    fn replace_each(&self, places: &[Range<usize>], by: &str) -> Vec<Mutant> {
        places.iter().take(SITES).map(|p| self.replace(p, by)).collect()
    }

    fn name(&self) -> Vec<&'a str> {
        self.fixture.profile.applicant.name.as_deref().unwrap_or_default().split(' ').collect()
    }

    /// The applicant's surname as the letter writes it after a title.
    fn titled(&self) -> Vec<Range<usize>> {
        let last = self.name().last().copied().unwrap_or_default();
        let titles = ["Mr. ", "Ms. ", "Dr. ", "Mx. ", "Mr ", "Ms ", "Mrs. "];
        let whole = |t: &str| format!("{t}{last}");
        let mut places: Vec<_> = titles.iter().flat_map(|t| self.places(&whole(t))).collect();
        places.sort_by_key(|p| p.start);
        places
    }

    fn other_first_name(&self) -> &'static str {
        if self.fixture.profile.applicant.pronouns == Some(Pronouns::He) { "Gregory" } else { "Priscilla" }
    }

    /// A stretch of the rotation as "March 2 to March 27", with its parts.
    fn rotation(&self) -> Vec<(Range<usize>, String, String, &'static str)> {
        let rotation = &self.fixture.profile.rotation;
        let Some((start, end)) = rotation.start.zip(rotation.end) else { return Vec::new() };
        let forms = ["%B %-d", "%-d %B"];
        let joints = [" to ", " through ", " until "];
        let all = forms.iter().flat_map(|f| joints.iter().map(move |j| (*f, *j)));
        let found = all.filter_map(|(form, joint)| {
            let (from, to) = (start.strftime(form).to_string(), end.strftime(form).to_string());
            let place = self.places(&format!("{from}{joint}{to}")).into_iter().next()?;
            Some((place, from, to, joint))
        });
        found.collect()
    }

    /// The date above the letter, as it is written there.
    fn date(&self) -> Option<(Range<usize>, jiff::civil::Date)> {
        let date = self.fixture.profile.letter.date?;
        ["%B %-d, %Y", "%-d %B %Y"].iter().find_map(|form| {
            let written = date.strftime(form).to_string();
            let at = self.text().find(&written)?;
            let before = self.text()[..at].chars().next_back();
            let first = self.body.first().is_some_and(|b| at < b.start);
            (first && before.is_none_or(|c| c == '\n')).then_some((at..at + written.len(), date))
        })
    }
}

fn surname_swapped(letter: &Letter<'_>) -> Vec<Mutant> {
    let titled = letter.titled();
    let swap = |p: &Range<usize>| {
        let title = letter.text()[p.clone()].split(' ').next().unwrap_or_default();
        letter.replace(p, &format!("{title} Lindqvist"))
    };
    titled.iter().take(SITES).map(swap).collect()
}

fn first_name_swapped(letter: &Letter<'_>) -> Vec<Mutant> {
    let Some(first) = letter.fixture.profile.applicant.aliases.iter().find(|a| !a.contains(' ')) else {
        return Vec::new();
    };
    let mut places = letter.places(first);
    // Beside the surname it is a middle name.
    places.retain(|p| !letter.text()[p.end..].trim_start().starts_with(char::is_uppercase));
    letter.replace_each(&places, letter.other_first_name())
}

fn every_name_swapped(letter: &Letter<'_>) -> Vec<Mutant> {
    let mut text = letter.text().to_owned();
    let applicant = &letter.fixture.profile.applicant;
    let mut words: Vec<&str> = letter.name();
    words.extend(applicant.aliases.iter().flat_map(|a| a.split(' ')));
    words.retain(|w| w.len() > 2 && !w.ends_with('.'));
    let last = letter.name().last().copied().unwrap_or_default();
    for word in words {
        text = text.replace(word, if word == last { "Lindqvist" } else { letter.other_first_name() });
    }
    let damage = 0..text.len();
    if text == letter.text() { Vec::new() } else { vec![Mutant { text, damage }] }
}

fn surname_misspelt(letter: &Letter<'_>) -> Vec<Mutant> {
    let last = letter.name().last().copied().unwrap_or_default();
    let chars: Vec<char> = last.chars().collect();
    if chars.len() < 6 || last.contains('-') {
        return Vec::new();
    }
    // One letter in the middle is left out.
    let slip: String =
        chars.iter().enumerate().filter(|(n, _)| *n != chars.len() / 2).map(|(_, c)| *c).collect();
    letter.replace_each(&letter.places(last), &slip)
}

fn title_swapped(letter: &Letter<'_>) -> Vec<Mutant> {
    let swap = |p: &Range<usize>| {
        let form = &letter.text()[p.clone()];
        let other = if form.starts_with("Mr.") {
            form.replacen("Mr.", "Ms.", 1)
        } else if form.starts_with("Ms.") {
            form.replacen("Ms.", "Mr.", 1)
        } else {
            return None;
        };
        Some(letter.replace(p, &other))
    };
    letter.titled().iter().take(SITES).filter_map(swap).collect()
}

/// At the start of a sentence that follows one with the applicant's name, in a paragraph without the other pronoun.
fn pronoun_flipped(letter: &Letter<'_>) -> Vec<Mutant> {
    let (own, other) = match letter.fixture.profile.applicant.pronouns {
        Some(Pronouns::She) => ("She", "He"),
        Some(Pronouns::He) => ("He", "She"),
        _ => return Vec::new(),
    };
    let names = letter.name();
    let lone = |p: &&Range<usize>| {
        let text = letter.text();
        let paragraph = text[..p.start].rfind("\n\n").map_or(0, |at| at + 2)
            ..text[p.end..].find("\n\n").map_or(text.len(), |at| p.end + at);
        let before = &text[paragraph.start..p.start];
        let lower = other.to_lowercase();
        let others = ["he", "she", "his", "him", "her", "hers"];
        let foreign = if lower == "he" { &others[..1] } else { &others[1..2] };
        let words = || text[paragraph.clone()].split(|c: char| !c.is_alphanumeric());
        before.ends_with([' ', '\n'])
            && before.trim_end().ends_with('.')
            && names.iter().any(|n| before.contains(n))
            && !words().any(|w| foreign.contains(&w.to_lowercase().as_str()))
    };
    let places: Vec<_> = letter.places(own).iter().filter(lone).cloned().collect();
    letter.replace_each(&places, other)
}

fn year_shifted(letter: &Letter<'_>) -> Vec<Mutant> {
    let year = letter.fixture.profile.rotation.end.map(jiff::civil::Date::year).unwrap_or_default();
    let shift = |(place, ..): &(Range<usize>, String, String, &str)| {
        let written = format!(", {year}");
        let rest = &letter.text()[place.end..];
        let gap = [written.as_str(), &written[1..]].into_iter().find(|w| rest.starts_with(w))?;
        let whole = place.start..place.end + gap.len();
        let by = format!(
            "{}{}",
            &letter.text()[place.clone()],
            gap.replace(&year.to_string(), &(year - 1).to_string())
        );
        Some(letter.replace(&whole, &by))
    };
    letter.rotation().iter().filter_map(shift).collect()
}

fn range_turned(letter: &Letter<'_>) -> Vec<Mutant> {
    let turn = |(place, from, to, joint): &(Range<usize>, String, String, &str)| {
        letter.replace(place, &format!("{to}{joint}{from}"))
    };
    letter.rotation().iter().map(turn).collect()
}

fn weekday_wrong(letter: &Letter<'_>) -> Vec<Mutant> {
    let wrong = |(place, date): (Range<usize>, jiff::civil::Date)| {
        let weekday = date.tomorrow().map(|d| d.strftime("%A").to_string()).unwrap_or_default();
        letter.replace(&place, &format!("{weekday}, {}", &letter.text()[place.clone()]))
    };
    letter.date().map(wrong).into_iter().collect()
}

fn impossible_day(letter: &Letter<'_>) -> Vec<Mutant> {
    letter
        .date()
        .map(|(place, date)| letter.replace(&place, &format!("June 31, {}", date.year())))
        .into_iter()
        .collect()
}

fn letter_too_early(letter: &Letter<'_>) -> Vec<Mutant> {
    let Some(start) = letter.fixture.profile.rotation.start else { return Vec::new() };
    let early = start.strftime("%B %-d, %Y").to_string();
    letter.date().map(|(place, _)| letter.replace(&place, &early)).into_iter().collect()
}

/// In the sentences that tell of the contact.
fn duration_doubled(letter: &Letter<'_>) -> Vec<Mutant> {
    let pairs = [("four weeks", "eight weeks"), ("four-week", "ten-week"), ("eight weeks", "sixteen weeks")];
    let contact =
        ["with me", "with us", "elective", "rotation", "sub-internship", "externship", "my service"];
    let mut mutants = Vec::new();
    for (right, wrong) in pairs {
        let mut places = letter.places(right);
        places.retain(|p| {
            let from = letter.text()[..p.start].rfind('.').map_or(0, |at| at + 1);
            let to = letter.text()[p.end..].find('.').map_or(letter.text().len(), |at| p.end + at);
            contact.iter().any(|c| letter.text()[from..to].contains(c))
        });
        mutants.extend(letter.replace_each(&places, wrong));
    }
    mutants
}

fn specialty_swapped(letter: &Letter<'_>) -> Vec<Mutant> {
    let Some(target) = letter.fixture.profile.target.specialty.first().map(|s| s.to_lowercase()) else {
        return Vec::new();
    };
    let wrong = if target == "dermatology" { "urology" } else { "dermatology" };
    let leads = [
        "residency in ",
        "recommend her for ",
        "recommend him for ",
        "recommend them for ",
        "career in ",
        "applying in ",
    ];
    leads
        .iter()
        .flat_map(|lead| {
            letter.replace_each(&letter.places(&format!("{lead}{target}")), &format!("{lead}{wrong}"))
        })
        .collect()
}

/// In the words that tell of the contact, by the site's first word.
fn site_swapped(letter: &Letter<'_>) -> Vec<Mutant> {
    let Some(site) = &letter.fixture.profile.rotation.site else { return Vec::new() };
    let forms = [site.as_str(), site.split_whitespace().next().unwrap_or_default()];
    let leads = ["at ", "at the "];
    let places = leads.iter().flat_map(|lead| {
        let found = forms.iter().map(|f| letter.places(&format!("{lead}{f}"))).find(|p| !p.is_empty());
        found.unwrap_or_default().into_iter().map(move |p| (*lead, p))
    });
    let swap = |(lead, place): (&str, Range<usize>)| {
        let rest = &letter.text()[place.end..];
        // The rest of the name goes with its first word.
        let name = rest.split(['.', ',', ';', '\n']).next().unwrap_or_default();
        let capitals = name.split(' ').take_while(|w| w.is_empty() || w.starts_with(char::is_uppercase));
        let more: usize = capitals.map(|w| w.len() + 1).sum::<usize>().saturating_sub(1).min(name.len());
        letter.replace(&(place.start..place.end + more), &format!("{lead}Cedar Hollow Regional Hospital"))
    };
    places.map(swap).take(SITES).collect()
}

fn school_swapped(letter: &Letter<'_>) -> Vec<Mutant> {
    let Some(school) = &letter.fixture.profile.applicant.school else { return Vec::new() };
    letter.replace_each(&letter.places(school), "Cedar Hollow College of Medicine")
}

fn field_left(letter: &Letter<'_>) -> Vec<Mutant> {
    let fields = ["[Last Name]", "{{last_name}}", "<<LAST NAME>>", "____"];
    letter
        .titled()
        .iter()
        .zip(fields)
        .map(|(place, field)| {
            let title = letter.text()[place.clone()].split(' ').next().unwrap_or_default();
            letter.replace(place, &format!("{title} {field}"))
        })
        .collect()
}

fn note_left(letter: &Letter<'_>) -> Vec<Mutant> {
    let Some(at) = after_first_sentence(letter) else { return Vec::new() };
    let notes = [
        "(please add an example here) ",
        "[insert rotation dates] ",
        "(Paragraph on teamwork: 2-3 sentences) ",
        "XXX ",
    ];
    notes.iter().map(|note| letter.replace(&(at..at), note)).collect()
}

/// Where a sentence of the body ends.
fn after_first_sentence(letter: &Letter<'_>) -> Option<usize> {
    let body = letter.body.first()?;
    let text = &letter.text()[body.clone()];
    // A full stop after a word, and not after "Dr".
    let word = |at: &usize| text[..*at].chars().rev().take_while(|c| c.is_lowercase()).count() >= 4;
    Some(body.start + text.match_indices(". ").map(|(at, _)| at).find(word)? + 2)
}

/// Sentences of another letter, put in after the first of this one; `{name}` is the applicant.
fn put_in(letter: &Letter<'_>, sentences: &[&str]) -> Vec<Mutant> {
    let Some(at) = after_first_sentence(letter) else { return Vec::new() };
    let name = letter.name().last().copied().unwrap_or_default();
    let title = if letter.fixture.profile.applicant.pronouns == Some(Pronouns::He) { "Mr." } else { "Ms." };
    let filled = sentences.iter().map(|s| s.replace("{name}", &format!("{title} {name}")));
    filled.map(|sentence| letter.replace(&(at..at), &format!("{sentence} "))).collect()
}

fn subject_swapped(letter: &Letter<'_>) -> Vec<Mutant> {
    let full = letter.fixture.profile.applicant.name.as_deref().unwrap_or_default();
    let Some(at) = letter.text().find(full) else { return Vec::new() };
    let line = letter.text()[..at].rfind('\n').map_or(0, |n| n + 1);
    let label = &letter.text()[line..at].to_lowercase();
    if full.is_empty()
        || !["re:", "subject:", "applicant:", "regarding:"].iter().any(|l| label.starts_with(l))
    {
        return Vec::new();
    }
    vec![letter.replace(&(at..at + full.len()), &format!("{} Lindqvist", letter.other_first_name()))]
}

/// A month that the rotation does not touch.
fn month_left(letter: &Letter<'_>) -> Vec<Mutant> {
    let rotation = &letter.fixture.profile.rotation;
    let Some((start, end)) = rotation.start.zip(rotation.end) else { return Vec::new() };
    if start.year() != end.year() || end.month() - start.month() > 3 {
        return Vec::new();
    }
    let month = (end.month() + 3) % 12 + 1;
    let Ok(other) = jiff::civil::Date::new(end.year(), month, 1) else { return Vec::new() };
    let month = other.strftime("%B").to_string();
    let told = [
        format!("During her {month} rotation {{name}} wrote every note."),
        format!("{{name}} rotated with us in {month}."),
        format!("{{name}} was the best student of the {month} block."),
        format!("In {month}, on the ward, {{name}} kept a list of every lesson."),
        format!("All through that busy {month} {{name}} was never late."),
        format!("{{name}} was our sub-intern for a month this past {month}."),
        format!("The {month} weeks went by quickly for {{name}}."),
    ];
    put_in(letter, &told.each_ref().map(String::as_str))
}

fn house_left(letter: &Letter<'_>) -> Vec<Mutant> {
    put_in(
        letter,
        &[
            "We enjoyed having {name} with us here at Cedar Hollow Regional Hospital.",
            "Everyone at Cedar Hollow Regional Hospital wishes {name} well.",
            "It was a privilege for Cedar Hollow Regional Hospital to host {name}.",
            "We at Cedar Hollow will miss {name}.",
            "The staff of Cedar Hollow Regional Hospital concur.",
            "All of Cedar Hollow is talking about {name}.",
        ],
    )
}

fn dictation_left(letter: &Letter<'_>) -> Vec<Mutant> {
    put_in(
        letter,
        &[
            "New paragraph.",
            "I saw {name} at the [inaudible] conference.",
            "{name} was prompt, scratch that, early.",
            "{name} is kind, comma, and quick.",
            "{name}, spelled L-I-N-D-Q, was early.",
            "{name} will be a fine doctor comma once this year is over.",
        ],
    )
}

fn trait_told(letter: &Letter<'_>) -> Vec<Mutant> {
    put_in(
        letter,
        &[
            "{name} is 34 years old.",
            "{name} is married with two small children.",
            "{name} speaks with a slight accent.",
            "{name} will need a J-1 visa.",
            "{name} is a devout Catholic.",
            "{name} told me of a hospitalization for depression.",
            "{name} is the child of refugees.",
        ],
    )
}

fn patient_dated(letter: &Letter<'_>) -> Vec<Mutant> {
    put_in(
        letter,
        &["A man with chest pain came to us on January 14.", "On January 14 we had a woman with a cold leg."],
    )
}

fn patient_named(letter: &Letter<'_>) -> Vec<Mutant> {
    letter.replace_each(&letter.places("The patient"), "The patient, Mr. Harold Quimby,")
}

fn record_number(letter: &Letter<'_>) -> Vec<Mutant> {
    letter.replace_each(&letter.places("The patient"), "The patient (MRN 00418827)")
}

fn found(report: &LetterReport, mutant: &Mutant, packs: &[&str]) -> bool {
    report.findings.iter().filter(|f| packs.contains(&f.rule.split('/').next().unwrap_or_default())).any(
        |f| {
            f.span.as_ref().is_some_and(|s| {
                (s.start as usize) < mutant.damage.end && mutant.damage.start < s.end as usize
            })
        },
    )
}

#[test]
fn damage_is_found_where_it_was_done() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let fixtures = fixtures();
    let mut missed = String::new();
    let mut too_few = Vec::new();
    println!("{:<30}{:>7}{:>7}{:>7}", "operator", "done", "found", "share");
    for operator in OPERATORS {
        let (mut done, mut hit) = (0_u32, 0_u32);
        for fixture in &fixtures {
            let letter = Letter::new(&analyzer, fixture);
            let before = check(&analyzer, &fixture.text, Some(&fixture.profile));
            // A letter that is about somebody else altogether cannot show a slip.
            if before.findings.iter().any(|f| f.rule == "name/other-letter") {
                continue;
            }
            for mutant in (operator.mutate)(&letter) {
                let after = check(&analyzer, &mutant.text, Some(&fixture.profile));
                done += 1;
                if found(&after, &mutant, operator.packs) {
                    hit += 1;
                } else {
                    let from = mutant.text[..mutant.damage.start].rfind(['.', '\n']).map_or(0, |at| at + 1);
                    let sentence: String = mutant.text[from..].chars().take(160).collect();
                    missed.push_str(&format!(
                        "{}: {}: {}\n",
                        operator.name,
                        fixture.name,
                        sentence.replace('\n', " ")
                    ));
                }
            }
        }
        let share = f64::from(hit) / f64::from(done.max(1));
        println!("{:<30}{done:>7}{hit:>7}{share:>7.2}", operator.name);
        if done == 0 || share < operator.floor {
            too_few.push(format!("{}: {hit} of {done}, at least {} wanted", operator.name, operator.floor));
        }
    }
    println!("{missed}");
    assert!(too_few.is_empty(), "{too_few:#?}");
}

/// Rule and words of every finding, wrapped or not.
fn findings(report: &LetterReport) -> BTreeMap<(String, String), usize> {
    let mut all = BTreeMap::new();
    for finding in &report.findings {
        let words = finding.text.as_deref().unwrap_or_default();
        let words = lora_core::text::folded(&words.split_whitespace().collect::<Vec<_>>().join(" "));
        *all.entry((finding.rule.clone(), words)).or_default() += 1;
    }
    all
}

/// Letters with an accent as a letter and a mark.
fn decomposed(text: &str) -> String {
    let pairs = [
        ('á', "a\u{301}"),
        ('é', "e\u{301}"),
        ('í', "i\u{301}"),
        ('ó', "o\u{301}"),
        ('ú', "u\u{301}"),
        ('ñ', "n\u{303}"),
        ('ã', "a\u{303}"),
        ('õ', "o\u{303}"),
        ('ü', "u\u{308}"),
        ('ö', "o\u{308}"),
        ('ä', "a\u{308}"),
        ('ç', "c\u{327}"),
        ('è', "e\u{300}"),
        ('ê', "e\u{302}"),
        ('Á', "A\u{301}"),
        ('Ö', "O\u{308}"),
        ('ý', "y\u{301}"),
        ('ž', "z\u{30c}"),
        ('š', "s\u{30c}"),
        ('č', "c\u{30c}"),
    ];
    let of = |c: char| pairs.iter().find(|(composed, _)| *composed == c).map(|(_, parts)| *parts);
    text.chars().fold(String::new(), |mut out, c| {
        match of(c) {
            Some(parts) => out.push_str(parts),
            None => out.push(c),
        }
        out
    })
}

/// A letter whose paragraphs of prose are wrapped at another width; lists, addresses and tables stay as they are.
fn rewrapped(text: &str, width: usize) -> String {
    let text = text.replace("\r\n", "\n");
    let item = |line: &str| {
        let first = line.split_whitespace().next().unwrap_or_default();
        first.starts_with(['-', '*', '+', '[', '\u{2022}']) || first.len() < 4 && first.ends_with(['.', ')'])
    };
    let blocks = text.split("\n\n").map(|block| {
        let lines: Vec<&str> = block.split('\n').collect();
        let last = lines.len() - 1;
        let short = lines[..last].iter().any(|l| l.chars().count() < 46);
        if block.len() < 160 || short || block.contains("  ") || lines.iter().any(|l| item(l)) {
            return block.to_owned();
        }
        let mut wrapped = String::new();
        let mut column = 0_usize;
        for word in block.split_whitespace() {
            let length = word.chars().count();
            let fits = column.saturating_add(length + 1) <= width;
            if column > 0 {
                wrapped.push(if fits { ' ' } else { '\n' });
            }
            column = if column > 0 && fits { column + 1 + length } else { length };
            wrapped.push_str(word);
        }
        wrapped
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn harmless_changes_change_no_finding() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    type Change = (&'static str, fn(&str) -> String);
    let changes: [Change; 6] = [
        ("CRLF", |t| t.replace("\r\n", "\n").replace('\n', "\r\n")),
        ("curly apostrophes", |t| t.replace('\'', "\u{2019}")),
        ("straight quotes", |t| t.replace(['\u{201c}', '\u{201d}'], "\"").replace('\u{2019}', "'")),
        ("decomposed accents", decomposed),
        ("wrapped narrowly", |t| rewrapped(t, 62)),
        ("paragraphs in one line", |t| rewrapped(t, usize::MAX)),
    ];
    for fixture in fixtures() {
        let before = findings(&check(&analyzer, &fixture.text, Some(&fixture.profile)));
        for (name, change) in changes {
            let text = change(&fixture.text);
            let after = findings(&check(&analyzer, &text, Some(&fixture.profile)));
            assert_eq!(before, after, "{}: {name}", fixture.name);
        }
    }
}

/// A colleague who is introduced is nobody's leftover, and nobody else's pronouns become the applicant's.
#[test]
fn a_colleague_more_is_no_finding() {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let facts = |report: &LetterReport| {
        let mut all = findings(report);
        all.retain(|(rule, _), _| {
            ["name/", "pronoun/", "date/", "institution/", "specialty/", "phi/"]
                .iter()
                .any(|p| rule.starts_with(p))
        });
        all
    };
    for fixture in fixtures() {
        let letter = Letter::new(&analyzer, &fixture);
        let before = facts(&check(&analyzer, &fixture.text, Some(&fixture.profile)));
        let Some(end) = letter.body.first().map(|b| b.end) else { continue };
        let sentence = " Our pharmacist, Dr. Ilse Brandt, and her colleague, Mr. Tomás Reyes, say the same.";
        let text = format!("{}{sentence}{}", &fixture.text[..end].trim_end(), &fixture.text[end..]);
        let after = facts(&check(&analyzer, &text, Some(&fixture.profile)));
        assert_eq!(before, after, "{}", fixture.name);
    }
}
