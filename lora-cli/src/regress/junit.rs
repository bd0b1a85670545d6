//! The outcome of `lora test` as JUnit XML.

use quick_xml::Writer;
use quick_xml::events::{BytesText, Event};

use super::{Outcome, Run};
use crate::failure::Failure;

/// One suite, a case a letter.
pub fn render(run: &Run) -> Result<String, Failure> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    write(&mut out, run).map_err(|e| Failure::about("report", format!("JUnit can't be written: {e}")))?;
    let mut bytes = out.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(|e| Failure::about("report", format!("JUnit can't be written: {e}")))
}

fn write(out: &mut Writer<Vec<u8>>, run: &Run) -> std::io::Result<()> {
    let cases = (run.letters.len() + run.failed.len()).to_string();
    let failures = run.count(Outcome::Differs).to_string();
    let errors = run.failed.len().to_string();
    let skipped = run.count(Outcome::NothingExpected).to_string();
    let counts = [
        ("tests", cases.as_str()),
        ("failures", failures.as_str()),
        ("errors", errors.as_str()),
        ("skipped", skipped.as_str()),
    ];
    out.write_event(Event::Decl(quick_xml::events::BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites = out.create_element("testsuites").with_attribute(("name", "lora test"));
    suites.write_inner_content(|out| {
        let suite =
            out.create_element("testsuite").with_attribute(("name", "letters")).with_attributes(counts);
        suite.write_inner_content(|out| {
            for letter in &run.letters {
                let case = out
                    .create_element("testcase")
                    .with_attribute(("classname", "lora"))
                    .with_attribute(("name", legal(&letter.path).as_str()));
                match letter.outcome {
                    Outcome::Passed | Outcome::Accepted => {
                        case.write_empty()?;
                    }
                    Outcome::NothingExpected => {
                        case.write_inner_content(|out| {
                            out.create_element("skipped")
                                .with_attribute(("message", "nothing is expected of it"))
                                .write_empty()
                                .map(|_| ())
                        })?;
                    }
                    Outcome::Differs => {
                        let count = letter.problems.len() + letter.diff.len();
                        let message = format!("{count} lines are not as expected");
                        let lines: Vec<&str> =
                            letter.problems.iter().chain(&letter.diff).map(String::as_str).collect();
                        case.write_inner_content(|out| {
                            out.create_element("failure")
                                .with_attribute(("message", message.as_str()))
                                .write_text_content(BytesText::new(&legal(&lines.join("\n"))))
                                .map(|_| ())
                        })?;
                    }
                }
            }
            for failed in &run.failed {
                out.create_element("testcase")
                    .with_attribute(("classname", "lora"))
                    .with_attribute(("name", legal(&failed.path).as_str()))
                    .write_inner_content(|out| {
                        out.create_element("error")
                            .with_attribute(("message", legal(&failed.error).as_str()))
                            .write_empty()
                            .map(|_| ())
                    })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Without the characters that XML can't hold.
fn legal(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' => c,
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
            c => c,
        })
        .collect()
}
