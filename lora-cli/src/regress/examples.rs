//! `lora rules test`: every rule fires on its firing examples, exactly where they are marked, and is silent on
//! the silent ones.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lora_core::profile::Profile;
use lora_core::report::Stage;
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, FileFacts, Letter, RuleSet};
use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;

use crate::emit::text::{BAD, BOLD, Canvas, PLAIN, Text};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::inputs::read_own;
use crate::{output, rule_source, terminal};

/// The day on which examples are read that name none.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

/// What a pack file says of its examples; the rest of it is read elsewhere.
#[derive(Debug, Deserialize)]
struct PackFile {
    pack: Option<Head>,
    #[serde(default)]
    rule: Vec<RuleExamples>,
}

#[derive(Debug, Deserialize)]
struct Head {
    id: String,
}

#[derive(Debug, Deserialize)]
struct RuleExamples {
    id: String,
    fires: Vec<Spanned<String>>,
    silent: Vec<Spanned<String>>,
}

/// An example that doesn't hold.
struct Miss {
    file: String,
    line: usize,
    rule: String,
    what: String,
    example: String,
}

/// Runs the examples of packs, or of the built-in ones where none are given.
pub fn run(packs: &[PathBuf]) -> Result<Exit, Failure> {
    let files = files(packs)?;
    let rules = if packs.is_empty() { lora_rules::builtin() } else { rule_source::load(&files)? };
    let sources = if packs.is_empty() {
        lora_rules::sources().iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
    } else {
        let read = files.iter().map(|path| Ok((path.display().to_string(), read_own(path)?)));
        read.collect::<Result<Vec<_>, Failure>>()?
    };
    let analyzer = Analyzer::new(rules);
    let (mut examples, mut ran_rules) = (0, 0);
    let mut misses = Vec::new();
    for (file, text) in &sources {
        let pack: PackFile =
            toml::from_str(text).map_err(|e| Failure::about(file, format!("{}: correct it", e.message())))?;
        let Some(head) = pack.pack else { continue };
        for rule in &pack.rule {
            ran_rules += 1;
            let id = format!("{}/{}", head.id, rule.id);
            let fires = rule.fires.iter().map(|e| (e, true));
            for (example, fires) in fires.chain(rule.silent.iter().map(|e| (e, false))) {
                examples += 1;
                if let Err(what) = holds(&analyzer, &head.id, &id, example.get_ref(), fires) {
                    let before = text.get(..example.span().start).unwrap_or_default();
                    misses.push(Miss {
                        file: file.clone(),
                        line: before.matches('\n').count() + 1,
                        rule: id.clone(),
                        what,
                        example: example.get_ref().clone(),
                    });
                }
            }
        }
    }
    let page = terminal::page(crate::args::ColorArg::Auto, false, false);
    let mut canvas = Canvas::new(page.width, page.color);
    for miss in &misses {
        let place = Text::styled(format!("{}:{}: ", miss.file, miss.line), BOLD).add(&miss.rule, BAD);
        canvas.wrapped(0, 2, &place.add(format!(" {}", miss.what), PLAIN));
        canvas.wrapped(4, 4, &Text::of(&miss.example));
    }
    canvas.blank();
    let held = examples - misses.len();
    canvas.line(
        0,
        Text::styled(
            format!("{ran_rules} rules, {examples} examples: {held} hold, {} don't", misses.len()),
            BOLD,
        ),
    );
    output::print(canvas.finish().as_bytes())?;
    Ok(if misses.is_empty() { Exit::Clean } else { Exit::Tripped })
}

/// The packs that the arguments name; of a folder, every TOML file that is shaped like one.
fn files(arguments: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for argument in arguments {
        if !argument.is_dir() {
            files.push(argument.clone());
            continue;
        }
        let entries = std::fs::read_dir(argument).map_err(|e| Failure::io(argument, "searched", &e))?;
        let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        found.retain(|path| path.extension().is_some_and(|e| e == "toml") && !path.ends_with("Cargo.toml"));
        found.sort();
        if found.is_empty() {
            return Err(Failure::new(argument, "no pack is in this folder: packs are its .toml files"));
        }
        files.extend(found);
    }
    Ok(files)
}

/// Whether an example holds; `Err` says what happened instead and what to do.
fn holds(analyzer: &Analyzer, pack: &str, rule: &str, example: &str, fires: bool) -> Result<(), String> {
    let read = Example::read(analyzer.rules(), pack, example)?;
    let (text, marked) = unmark(&read.text);
    let letter = Letter::new("example", text).map_err(|e| e.to_string())?;
    let earlier = Earlier::new(analyzer.rules(), read.earlier).with_own(analyzer.rules(), read.own);
    let report = analyzer.check(&letter, &read.options, &earlier);
    let found: Vec<_> = report.findings.iter().filter(|f| f.rule == rule).collect();
    let texts: Vec<String> = found.iter().map(|f| f.text.clone().unwrap_or_default()).collect();
    let quoted = |texts: &[String]| texts.iter().map(|t| format!("“{t}”")).collect::<Vec<_>>().join(", ");
    match (fires, found.is_empty()) {
        (false, true) => Ok(()),
        (false, false) => Err(format!(
            "must be silent and fires on {}: narrow its phrases or add an exception",
            quoted(&texts)
        )),
        (true, true) => {
            let others = report.findings.iter().filter(|f| f.span.is_some());
            let others: BTreeSet<&str> = others.map(|f| f.rule.as_str()).collect();
            let others: Vec<&str> = others.into_iter().collect();
            let instead =
                if others.is_empty() { String::new() } else { format!(" ({} fires)", others.join(", ")) };
            Err(format!("must fire and is silent{instead}: widen its phrases or correct the example"))
        }
        (true, false) if !marked.is_empty() && marked != texts => Err(format!(
            "fires on {} where {} is marked: correct its phrases or the marks",
            quoted(&texts),
            quoted(&marked)
        )),
        (true, false) => Ok(()),
    }
}

/// The text without its guillemets, and the marked words.
fn unmark(example: &str) -> (String, Vec<String>) {
    let marked = example.split('«').skip(1).filter_map(|part| part.split_once('»'));
    let marked = marked.map(|(marked, _)| marked.to_owned()).collect();
    (example.replace(['«', '»'], ""), marked)
}

/// An example as its header lines say that it is to be read; docs/packs.md describes them.
struct Example {
    options: CheckOptions,
    earlier: Vec<(String, String)>,
    own: Vec<(String, String)>,
    text: String,
}

impl Example {
    fn read(rules: &RuleSet, pack: &str, example: &str) -> Result<Self, String> {
        let profile = rules.packs().iter().find(|p| p.id == pack).and_then(|p| p.example_profile.as_deref());
        let mut profile: Option<Value> =
            profile.map(serde_json::from_str).transpose().map_err(|e| e.to_string())?;
        let mut options = CheckOptions { today: Some(TODAY), stage: Stage::Final, ..CheckOptions::default() };
        let (mut earlier, mut own) = (Vec::new(), Vec::new());
        let mut text = example;
        while let Some((key, value)) = text.split('\n').next().and_then(|l| l.split_once(": ")) {
            let wrong = |what: &str| format!("has `{key}: {value}` at its head, which is {what}: correct it");
            match key {
                "today" => options.today = Some(value.parse().map_err(|_| wrong("no date"))?),
                "stage" if value == "draft" => options.stage = Stage::Draft,
                "profile" if value == "none" => profile = None,
                "profile" => {
                    let more = Profile::from_toml(value).map_err(|e| wrong(&e.message))?;
                    let more = serde_json::to_value(more).map_err(|e| wrong(&e.to_string()))?;
                    overlay(profile.get_or_insert_default(), more);
                }
                "file" => options.file = Some(file(value).ok_or_else(|| wrong("not known"))?),
                "earlier" => {
                    let number = earlier.len() + 1;
                    earlier.push((format!("earlier-{number}"), value.replace("\\n", "\n")));
                }
                "own" => own.push(("own".to_owned(), value.replace("\\n", "\n"))),
                _ => break,
            }
            text = text.split_once('\n').map_or("", |(_, rest)| rest);
        }
        options.profile =
            profile.map(|p| Profile::from_json(&p.to_string())).transpose().map_err(|e| e.message)?;
        Ok(Self { options, earlier, own, text: text.trim_start_matches('\n').to_owned() })
    }
}

/// Puts what a second profile says over the first.
fn overlay(below: &mut Value, above: Value) {
    match (below, above) {
        (_, Value::Null) => {}
        (_, Value::Array(list)) if list.is_empty() => {}
        (Value::Object(below), Value::Object(above)) => {
            for (key, value) in above {
                overlay(below.entry(key).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}

/// `name=letter.pdf, bytes=180000, kind=pdf, encrypted, page=8.5x11`
fn file(text: &str) -> Option<FileFacts> {
    let mut facts = FileFacts {
        name: "letter.pdf".to_owned(),
        bytes: 100_000,
        kind: "pdf".to_owned(),
        ..FileFacts::default()
    };
    for part in text.split(", ") {
        match part.split_once('=').unwrap_or((part, "")) {
            ("name", name) => facts.name = name.to_owned(),
            ("bytes", bytes) => facts.bytes = bytes.parse().ok()?,
            ("kind", kind) => facts.kind = kind.to_owned(),
            ("encrypted", _) => facts.encrypted = true,
            ("page", size) => {
                let (width, height) = size.split_once('x')?;
                facts.page = Some((width.parse().ok()?, height.parse().ok()?));
            }
            _ => return None,
        }
    }
    Some(facts)
}
