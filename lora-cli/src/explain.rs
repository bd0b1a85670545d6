//! `lora explain`.

use lora_core::rules::Rule;

use crate::args::{ColorArg, ExplainArgs};
use crate::emit::text::{BOLD, Canvas, DIM, PLAIN, Text};
use crate::exit::Exit;
use crate::failure::{Failure, did_you_mean};
use crate::rules::{style_of, table};
use crate::{grammar, output, rule_source, terminal};

/// Explains a rule, or lists the rules of a pack.
pub fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let mut rules = rule_source::load(&args.pack)?;
    // Those of `--grammar` are slower to read, so they are looked at last.
    let mut on_demand = false;
    if rules.rule(&args.rule).is_none()
        && let Ok(optional) = grammar::pack()
    {
        rules = rule_source::load_with(Some(optional), &args.pack)?;
        on_demand = true;
    }
    let page = terminal::page(ColorArg::Auto, false, false);
    let mut canvas = Canvas::new(page.width, page.color);
    if let Some(rule) = rules.rule(&args.rule) {
        explain(&mut canvas, rule, on_demand);
    } else if rules.packs().iter().any(|p| p.id == args.rule) {
        table(&mut canvas, &rules, &args.rule);
    } else {
        let near = did_you_mean(&args.rule, rule_source::known_names(&rules));
        return Err(Failure::about(
            &args.rule,
            format!("there is no such rule{near}: `lora rules` lists all"),
        ));
    }
    output::print(canvas.finish().as_bytes())?;
    Ok(Exit::Clean)
}

fn explain(canvas: &mut Canvas, rule: &Rule, on_demand: bool) {
    let head = Text::styled(&rule.id, BOLD)
        .add("  ", PLAIN)
        .add(rule.severity.name(), style_of(rule.severity))
        .add(format!(", weighs {} in “{}”", rule.weight, rule.category), DIM);
    canvas.line(0, head);
    if on_demand {
        canvas.line(0, Text::styled("Only with --grammar.", DIM));
    }
    let grounds = rule.grounds();
    for (title, text) in [
        ("Message", rule.message.as_str()),
        ("What to do", rule.help.as_str()),
        ("Why", &grounds.rationale),
        ("Source", &grounds.source),
    ] {
        canvas.blank();
        canvas.line(0, Text::styled(title, BOLD));
        canvas.wrapped(2, 2, &Text::of(text));
    }
    for conflict in lora_rules::conflicts().iter().filter(|c| c.rules.contains(&rule.id.to_string())) {
        canvas.blank();
        canvas.line(0, Text::styled(format!("Where sources disagree: {}", conflict.question), BOLD));
        conflict.sides.iter().for_each(|side| canvas.wrapped(2, 4, &Text::of(format!("- {side}"))));
        canvas.wrapped(2, 2, &Text::of(format!("What lora does: {}", conflict.lora)));
    }
    for (title, texts) in [("It fires in", &grounds.fires), ("It is silent in", &grounds.silent)] {
        if !texts.is_empty() {
            canvas.blank();
            canvas.line(0, Text::styled(title, BOLD));
            texts.iter().for_each(|text| canvas.wrapped(2, 4, &Text::of(text)));
        }
    }
}
