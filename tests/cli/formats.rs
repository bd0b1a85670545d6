//! Every format on the same reports: well-formed, complete, and harmless whatever stands in a letter.

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use serde_json::Value;

use crate::support::{LETTER, Office};

/// A letter whose words would act in HTML, Markdown, CSV, XML, on a terminal or in a log.
const HOSTILE: &str = "March 30, 2026\n\nRe: <script>alert(1)</script> Amina Farah\n\nDear Program Director:\n\n\
    Amina is a true team player</mark><img src=x onerror=alert(1)> & a \"star\" | **bold** [link](http://e.org).\n\
    =HYPERLINK(\"http://e.org\") is hard-working\u{202e}gnihton\u{1b}[31m and ::error::a pleasure to work with %0A.\n\n\
    ]]> She is --> kind, hardworking and dedicated.\u{0}\u{fffe}\n\nSincerely,\n\nDaniel Okafor, MD\n";

fn hostile() -> Office {
    let office = Office::new();
    office.write("letter.txt", HOSTILE);
    office.write("other.txt", LETTER);
    office
}

fn out(office: &Office, args: &str) -> String {
    let ran = office.lora(&format!("check {args} --today 2026-11-22 --fail-on never"));
    assert_eq!(ran.code, 0, "{args}: {ran:?}");
    ran.out
}

/// Validates against a schema file.
fn validate(schema: Value, values: &[Value]) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("mem://schema.json", schema).unwrap();
    let index = compiler.compile("mem://schema.json", &mut schemas).unwrap();
    for value in values {
        if let Err(e) = schemas.validate(value, index) {
            panic!("{e:#}");
        }
    }
}

#[test]
fn html_needs_nothing_and_runs_nothing() {
    let office = hostile();
    for args in ["letter.txt other.txt", "letter.txt --for writer", "letter.txt --no-quotes"] {
        let page = out(&office, &format!("{args} --format html"));
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"), "{args}");
        for tag in tags(&page) {
            let known = [
                "!doctype",
                "html",
                "head",
                "meta",
                "title",
                "style",
                "body",
                "a",
                "main",
                "nav",
                "header",
                "footer",
                "article",
                "section",
                "figure",
                "figcaption",
                "div",
                "span",
                "p",
                "h1",
                "h2",
                "h3",
                "h4",
                "ol",
                "ul",
                "li",
                "b",
                "q",
                "mark",
                "table",
                "caption",
                "thead",
                "tbody",
                "tr",
                "th",
                "td",
                "svg",
                "rect",
                "line",
                "text",
            ];
            let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
            assert!(known.contains(&name), "{args}: {tag}");
            assert!(
                ![" onerror=", " onload=", " src", "href=\"h", "xlink"].iter().any(|a| tag.contains(a)),
                "{args}: {tag}"
            );
        }
        assert!(!page.contains("url(") && !page.contains("@import"), "{args}");
        assert!(page.contains("default-src 'none'"), "{args}");
        assert!(!page.chars().any(|c| c != '\n' && c.is_control() || c == '\u{202e}'), "{args}");
        assert_balanced(&page);
    }
    let page = out(&office, "letter.txt --format html");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the letter is shown as it is");
    // Every note is linked from the letter, and every link leads somewhere.
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link}");
    }
    let note = page.find("could be said of any applicant").unwrap();
    assert!(page[..note].contains("<mark class=\"could\">"), "marked in place");
}

/// What stands between angle brackets.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).map(|t| t.split('>').next().unwrap())
}

/// Every element that is opened is closed, in order.
fn assert_balanced(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(page) {
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
        } else if !tag.ends_with('/') && !tag.starts_with('!') && !matches!(name, "meta" | "br" | "input") {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn the_page_says_what_the_other_formats_say() {
    let office = hostile();
    let report: Value = serde_json::from_str(&out(&office, "other.txt --format json")).unwrap();
    let letter = &report["letters"][0];
    let page = out(&office, "other.txt --format html");
    let table = out(&office, "other.txt --format csv --findings");
    let markdown = out(&office, "other.txt --format markdown");
    for finding in letter["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        let later = rule == "structure/no-letterhead";
        assert!(later || page.contains(rule), "{rule}");
        assert!(later || markdown.contains(rule), "{rule}");
        assert!(table.contains(rule), "{rule}");
    }
    assert_eq!(table.lines().count(), letter["findings"].as_array().unwrap().len() + 1);
    assert!(
        page.contains("Patient care")
            && page.contains("How the score comes about")
            && page.contains("Before upload")
    );
}

#[test]
fn sarif_is_valid() {
    let office = hostile();
    office.write("damaged.txt", [0xff, 0xfe, 0x00, 0xd8, 0x00]);
    let runs = [
        "letter.txt other.txt --format sarif",
        "letter.txt other.txt --format sarif --quotes",
        "letter.txt --format sarif --for writer --quotes",
        "nowhere.txt other.txt --format sarif",
    ];
    let logs: Vec<Value> = runs
        .iter()
        .map(|args| {
            serde_json::from_str(&office.lora(&format!("check {args} --today 2026-11-22")).out).unwrap()
        })
        .collect();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/schemas/sarif-2.1.0.json");
    validate(serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap(), &logs);
    let quoted = &logs[1]["runs"][0];
    let result =
        quoted["results"].as_array().unwrap().iter().find(|r| r["ruleId"] == "generic/team-player").unwrap();
    let rule = &quoted["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], "generic/team-player");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    let line = HOSTILE.lines().nth(region["startLine"].as_u64().unwrap() as usize - 1).unwrap();
    let columns = |key: &str| region[key].as_u64().unwrap() as usize - 1;
    let words: String = line
        .chars()
        .skip(columns("startColumn"))
        .take(columns("endColumn") - columns("startColumn"))
        .collect();
    assert_eq!(region["snippet"]["text"], words.as_str());
    assert_eq!(logs[3]["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn the_published_schema_is_current_and_reports_keep_it() {
    let generator = || schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let office = hostile();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/shared");
    let against = format!("{0}/drafts --against {0}/earlier", shared.display());
    let lines = |args: &str| -> Vec<Value> {
        out(&office, args).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let schemas = [
        (
            "report.schema.json",
            generator().into_root_schema_for::<lora_core::report::Report>(),
            [
                lines("letter.txt other.txt --format jsonl"),
                lines(&format!("{against} --format jsonl")),
                lines(&format!("{against} --format jsonl --no-quotes")),
            ]
            .concat(),
        ),
        (
            "brief.schema.json",
            generator().into_root_schema_for::<lora_core::audience::Brief>(),
            lines(&format!("{against} --format jsonl --for writer")),
        ),
    ];
    for (name, schema, reports) in schemas {
        let schema = serde_json::to_value(schema).unwrap();
        let current = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("LORA_UPDATE").is_some() {
            fs::write(docs.join(name), &current).unwrap();
        }
        let published = fs::read_to_string(docs.join(name)).unwrap_or_default();
        assert!(published == current, "docs/{name} is not current: run this test with LORA_UPDATE=1");
        assert!(!reports.is_empty());
        validate(schema, &reports);
    }
}

#[test]
fn each_line_of_jsonl_is_a_report() {
    let office = hostile();
    let ran = office.lora("check letter.txt nowhere.txt other.txt --format jsonl");
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<&Value> = lines.iter().map(|l| &l["letters"][0]["path"]).collect();
    assert_eq!(paths, [&Value::from("letter.txt"), &"other.txt".into(), &Value::Null]);
    assert_eq!(lines[2]["failed"][0]["path"], "nowhere.txt");
    assert!(lines.iter().all(|l| l["schema"] == "lora.report/1"));
}

#[test]
fn csv_has_a_line_a_letter_and_no_formula() {
    let office = hostile();
    let ran = office.lora("check letter.txt nowhere.txt other.txt --format csv");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 4, "{ran:?}");
    let columns = lines[0].split(',').count();
    assert!(lines[0].starts_with("path,applicant,words,stage,verdict,score,"), "{}", lines[0]);
    assert!(lines[1].starts_with("letter.txt,") && lines[3].starts_with("nowhere.txt,"));
    assert_eq!(lines[2].split(',').count(), columns);
    office.write("=cmd.txt", LETTER.replace("a true team player", "=1+1 a true team player"));
    let table = out(&office, "=cmd.txt --format csv --findings");
    assert!(table.lines().skip(1).all(|l| l.starts_with("'=cmd.txt,")), "{table}");
}

#[test]
fn junit_fails_what_makes_the_exit_code() {
    let office = hostile();
    let xml = out(&office, "letter.txt other.txt --format junit --quotes");
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), "{xml}");
    assert!(!xml.contains("<script") && !xml.contains("<failure"), "{xml}");
    assert!(
        !xml.chars().any(|c| c != '\n' && c.is_control() || matches!(c, '\u{202e}' | '\u{fffe}')),
        "{xml}"
    );
    assert_balanced(xml.split_once("?>").unwrap().1);
    let ran = office.lora("check other.txt nowhere.txt --format junit --fail-on info --min-score 100");
    assert_eq!(ran.code, 2);
    let suite = ran.out.lines().find(|l| l.contains("<testsuite ")).unwrap();
    let tests = suite.split("tests=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(suite.contains(&format!("failures=\"{tests}\"")), "every finding and the score: {suite}");
    assert!(ran.out.contains("<error "), "{ran:?}");
}

#[test]
fn annotations_are_a_line_each() {
    let office = hostile();
    let log = out(&office, "letter.txt --format github --quotes");
    assert!(!log.is_empty());
    for line in log.lines() {
        let (head, _) = line[2..].split_once("::").unwrap();
        assert!(line.starts_with("::") && head.contains("file=letter.txt"), "{line}");
        assert!(["error ", "warning ", "notice "].iter().any(|c| head.starts_with(c)), "{line}");
    }
    assert!(log.contains("title=generic/pleasure-to-work-with"), "{log}");
    // The letter's own ::error:: is inside a message.
    assert!(!log.lines().any(|l| l.starts_with("::error::")), "{log}");
}

#[test]
fn markdown_shows_the_letter_as_text() {
    let office = hostile();
    let page = out(&office, "letter.txt --format markdown");
    assert!(page.starts_with("## "), "{page}");
    // The report has neither tags nor links of its own: each such mark is the letter's, and escaped.
    for (at, _) in page.match_indices(['<', '[', '`']) {
        assert!(page[..at].ends_with('\\'), "{}", &page[at..]);
    }
    assert!(page.contains("\\*\\*bold\\*\\*"), "{page}");
    assert!(!page.chars().any(|c| c != '\n' && c.is_control() || c == '\u{202e}'), "{page}");
}

#[test]
fn an_earlier_letter_is_never_overwritten() {
    let office = Office::with_letter();
    office.write("earlier/old.txt", LETTER);
    for (against, output) in [("earlier", "earlier/old.txt"), ("earlier/old.txt", "earlier/old.txt")] {
        for format in ["text", "html", "memo"] {
            let ran = office
                .lora(&format!("check letter.txt --against {against} --format {format} --output {output}"));
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.err.contains("would overwrite a file that was read"), "{ran:?}");
            assert_eq!(office.read("earlier/old.txt"), LETTER);
        }
    }
}
