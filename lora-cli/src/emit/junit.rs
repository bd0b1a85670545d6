//! JUnit XML: a suite a letter, a case a finding. A case fails where the finding makes the exit code 1.

use std::io;

use lora_core::report::Failed;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::entry::{Entry, Listed};
use crate::exit::Limits;
use crate::failure::Failure;
use crate::sanitize::clean;

/// Every letter as a suite; what could not be read as a suite with an error.
pub fn render(letters: &[Listed<'_>], failed: &[Failed], limits: Limits) -> Result<String, Failure> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut xml, letters, failed, limits)
        .map_err(|e| Failure::about("report", format!("XML can't be written: {e}")))?;
    let mut text = String::from_utf8(xml.into_inner())
        .map_err(|e| Failure::about("report", format!("XML can't be written: {e}")))?;
    text.push('\n');
    Ok(text)
}

/// A case of a suite.
struct Case<'a> {
    name: String,
    class: &'a str,
    failure: Option<(&'a str, String)>,
    details: String,
}

fn write(
    xml: &mut Writer<Vec<u8>>,
    letters: &[Listed<'_>],
    failed: &[Failed],
    limits: Limits,
) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites: Vec<(&Listed<'_>, Vec<Case<'_>>)> = letters.iter().map(|l| (l, cases(l, limits))).collect();
    let fail = |cases: &[Case<'_>]| cases.iter().filter(|c| c.failure.is_some()).count();
    let tests: usize = suites.iter().map(|(_, cases)| cases.len()).sum();
    let failures: usize = suites.iter().map(|(_, cases)| fail(cases)).sum();
    let office = letters.iter().any(|l| l.score.is_some()) || !failed.is_empty();
    let counted = |name, title: &str, tests: usize, failures: usize, errors: usize| {
        counted(name, title, tests, office.then_some((failures, errors)))
    };
    let root = counted("testsuites", "lora", tests + failed.len(), failures, failed.len());
    xml.write_event(Event::Start(root))?;
    for (letter, cases) in &suites {
        xml.write_event(Event::Start(counted("testsuite", letter.path, cases.len(), fail(cases), 0)))?;
        for case in cases {
            write_case(xml, case)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    for failed in failed {
        xml.write_event(Event::Start(counted("testsuite", &failed.path, 1, 0, 1)))?;
        xml.write_event(Event::Start(element("testcase", &[("name", "read"), ("classname", "lora")])))?;
        xml.write_event(Event::Empty(element("error", &[("message", &failed.error), ("type", "unread")])))?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))?;
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))
}

fn cases<'a>(letter: &'a Listed<'a>, limits: Limits) -> Vec<Case<'a>> {
    let case = |entry: &'a Entry<'a>| {
        let class = entry.office.as_ref().map_or(entry.kind, |o| o.rule);
        let severity = entry.office.as_ref().map(|o| o.severity);
        let place = entry.span.map_or_else(
            || "whole letter".to_owned(),
            |s| format!("paragraph {}, line {}, column {}", s.paragraph, s.line, s.column),
        );
        let details = format!("{place}: {} {}", entry.message, entry.help);
        let fails = severity.is_some_and(|s| limits.trips_at(s));
        Case {
            name: format!("{place}: {}", entry.message),
            class,
            failure: fails.then(|| (entry.kind, entry.message.to_owned())),
            details,
        }
    };
    let mut cases: Vec<Case<'a>> = letter.entries.iter().map(case).collect();
    let below = letter.score.filter(|s| limits.is_below(s.overall));
    if let Some(score) = letter.score {
        cases.push(Case {
            name: "score".to_owned(),
            class: "score",
            failure: below.map(|s| ("score", format!("the score is {}", s.overall))),
            details: format!("score {}, verdict {}", score.overall, score.verdict.name()),
        });
    } else if cases.is_empty() {
        cases.push(Case { name: "read".to_owned(), class: "lora", failure: None, details: String::new() });
    }
    cases
}

fn write_case(xml: &mut Writer<Vec<u8>>, case: &Case<'_>) -> io::Result<()> {
    let start = element("testcase", &[("name", &case.name), ("classname", case.class)]);
    xml.write_event(Event::Start(start))?;
    if let Some((kind, message)) = &case.failure {
        let failure = element("failure", &[("message", message), ("type", kind)]);
        xml.write_event(Event::Start(failure))?;
        xml.write_event(Event::Text(BytesText::new(&printable(&case.details))))?;
        xml.write_event(Event::End(BytesEnd::new("failure")))?;
    } else if !case.details.is_empty() {
        xml.write_event(Event::Start(BytesStart::new("system-out")))?;
        xml.write_event(Event::Text(BytesText::new(&printable(&case.details))))?;
        xml.write_event(Event::End(BytesEnd::new("system-out")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

/// An element with its counts. What failed is told in the office only.
fn counted<'a>(name: &'a str, title: &str, tests: usize, failed: Option<(usize, usize)>) -> BytesStart<'a> {
    let mut element = element(name, &[("name", title), ("tests", &tests.to_string())]);
    if let Some((failures, errors)) = failed {
        element.push_attribute(("failures", failures.to_string().as_str()));
        element.push_attribute(("errors", errors.to_string().as_str()));
    }
    element
}

fn element<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, printable(value).as_str()));
    }
    element
}

/// Text of characters that XML can hold; the writer escapes the rest.
fn printable(text: &str) -> String {
    clean(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
