//! `lora rules`.

use lora_core::RuleSet;
use lora_core::pack::Severity;
use lora_core::rules::{Grounds, Rule};
use serde::Serialize;

use crate::args::{ColorArg, ListFormat, RulesArgs, RulesCommand};
use crate::emit::json;
use crate::emit::text::{BAD, BOLD, Canvas, DIM, FAIR, PLAIN, Text, row};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::regress::run_examples;
use crate::{grammar, output, rule_source, terminal};

/// A rule as `lora rules --format json` prints it.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    id: &'a str,
    pack: &'a str,
    severity: Severity,
    weight: f32,
    category: &'a str,
    message: &'a str,
    help: &'a str,
    #[serde(flatten)]
    grounds: Grounds,
}

#[derive(Debug, Serialize)]
struct Pack<'a> {
    id: &'a str,
    version: &'a str,
    title: &'a str,
    category: &'a str,
}

#[derive(Debug, Serialize)]
struct Listing<'a> {
    schema: &'static str,
    ruleset: &'a str,
    packs: Vec<Pack<'a>>,
    rules: Vec<Listed<'a>>,
}

/// Lists every rule.
pub fn run(args: &RulesArgs) -> Result<Exit, Failure> {
    if let Some(RulesCommand::Test { packs }) = &args.command {
        return run_examples(packs);
    }
    let optional = if args.grammar { Some(grammar::pack()?) } else { None };
    let rules = rule_source::load_with(optional, &args.pack)?;
    let rendered = match args.format {
        ListFormat::Json => json::render(&listing(&rules))?,
        ListFormat::Text => {
            let page = terminal::page(ColorArg::Auto, false, false);
            let mut canvas = Canvas::new(page.width, page.color);
            for pack in rules.packs() {
                table(&mut canvas, &rules, &pack.id);
            }
            canvas.finish()
        }
    };
    output::print(rendered.as_bytes())?;
    Ok(Exit::Clean)
}

/// The rules of a pack: id, severity, what.
pub fn table(canvas: &mut Canvas, rules: &RuleSet, pack: &str) {
    let of_pack: Vec<&Rule> = rules.rules().iter().filter(|r| r.pack == pack).collect();
    let Some(info) = rules.packs().iter().find(|p| p.id == pack) else { return };
    canvas.blank();
    canvas.line(0, Text::styled(&info.title, BOLD).add(format!(" ({} {})", info.id, info.version), DIM));
    let widest = of_pack.iter().map(|r| r.id.chars().count()).max().unwrap_or(0);
    for rule in of_pack {
        let style = style_of(rule.severity);
        let cells = [(Text::of(&rule.id), widest + 2), (Text::styled(rule.severity.name(), style), 9)];
        canvas.line(2, row(&cells).join(&Text::of(&rule.message)));
    }
}

/// The colour of a severity.
pub fn style_of(severity: Severity) -> anstyle::Style {
    match severity {
        Severity::Error => BAD,
        Severity::Warning => FAIR,
        Severity::Info => PLAIN,
    }
}

fn listing(rules: &RuleSet) -> Listing<'_> {
    let packs = rules.packs().iter();
    Listing {
        schema: "lora.rules/1",
        ruleset: rules.digest(),
        packs: packs
            .map(|p| Pack { id: &p.id, version: &p.version, title: &p.title, category: &p.category })
            .collect(),
        rules: rules
            .rules()
            .iter()
            .map(|r| Listed {
                id: &r.id,
                pack: &r.pack,
                severity: r.severity,
                weight: r.weight,
                category: &r.category,
                message: &r.message,
                help: &r.help,
                grounds: r.grounds(),
            })
            .collect(),
    }
}
