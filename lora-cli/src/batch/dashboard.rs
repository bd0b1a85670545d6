//! The batch as a page: scores, competencies, findings, clusters, groups, and every letter.

use askama::Template;
use lora_core::RuleSet;
use lora_core::report::{Level, Verdict};

use super::Batch;
use super::clusters::{self, Cluster};
use super::groups::{self, Dimension, FEWEST, Group};
use super::summary::{Summary, common_folder};
use crate::emit::names::short_name;
use crate::failure::Failure;

/// Findings, clusters, and letters of a cluster that are listed; more are counted.
const FINDINGS: usize = 20;
const CLUSTERS: usize = 40;
const MEMBERS: usize = 30;

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Page<'a> {
    batch: &'a Batch<'a>,
    all: Group,
    bars: Vec<Bar>,
    competencies: Vec<&'a str>,
    findings: Vec<Finding>,
    more_findings: usize,
    clusters: Vec<Shown<'a>>,
    more_clusters: usize,
    dimensions: Vec<Dimension>,
    letters: &'a [Summary<'a>],
    /// What the letters' paths start with, said once.
    folder: &'a str,
    left_out: usize,
    fewest: usize,
}

/// Letters of ten points of the score.
struct Bar {
    from: usize,
    to: usize,
    count: usize,
    /// Share of the highest, 0 to 100.
    height: usize,
    tone: &'static str,
}

/// A rule that fires in many letters.
struct Finding {
    rule: String,
    message: String,
    severity: &'static str,
    letters: usize,
}

struct Shown<'a> {
    cluster: &'a Cluster,
    letters: Vec<&'a Summary<'a>>,
    more: usize,
}

/// The page. `top` letters are listed; everything else counts them all.
pub fn render(batch: &Batch<'_>, rules: &RuleSet, top: usize) -> Result<String, Failure> {
    let letters: Vec<&Summary<'_>> = batch.letters.iter().collect();
    let all = Group::of("All letters", &letters);
    let found = groups::rules(&letters);
    let clusters = clusters::find(&batch.letters);
    let listed = top.min(batch.letters.len());
    let page = Page {
        bars: bars(&all),
        competencies: competencies(batch),
        more_findings: found.len().saturating_sub(FINDINGS),
        findings: found.into_iter().take(FINDINGS).filter_map(|(rule, n)| finding(rules, &rule, n)).collect(),
        more_clusters: clusters.len().saturating_sub(CLUSTERS),
        clusters: clusters.iter().take(CLUSTERS).map(|c| shown(batch, c)).collect(),
        dimensions: groups::dimensions(&batch.letters),
        letters: batch.letters.get(..listed).unwrap_or_default(),
        folder: common_folder(&batch.letters),
        left_out: batch.letters.len() - listed,
        fewest: FEWEST,
        all,
        batch,
    };
    page.render().map_err(|e| Failure::about("report", format!("the dashboard can't be written: {e}")))
}

fn bars(all: &Group) -> Vec<Bar> {
    let highest = all.tens.iter().copied().max().unwrap_or_default().max(1);
    let bar = |(ten, count): (usize, &usize)| Bar {
        from: ten * 10,
        to: if ten == 9 { 100 } else { ten * 10 + 9 },
        count: *count,
        height: count * 100 / highest,
        tone: match ten {
            0..=4 => "bad",
            5..=7 => "fair",
            _ => "good",
        },
    };
    all.tens.iter().enumerate().map(bar).collect()
}

fn competencies<'a>(batch: &'a Batch<'_>) -> Vec<&'a str> {
    let names = batch.letters.first().map(|l| l.competencies.iter().map(|c| short_name(&c.id, &c.id)));
    names.map(Iterator::collect).unwrap_or_default()
}

fn finding(rules: &RuleSet, id: &str, letters: usize) -> Option<Finding> {
    let rule = rules.rule(id)?;
    Some(Finding {
        rule: rule.id.to_string(),
        message: without_slots(&rule.message),
        severity: rule.severity.name(),
        letters,
    })
}

/// A rule's message with an ellipsis for what each letter fills in.
fn without_slots(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some((before, tail)) = rest.split_once('{') {
        let Some((_, after)) = tail.split_once('}') else { break };
        out.push_str(before);
        out.push('…');
        rest = after;
    }
    out.push_str(rest);
    out.replace("….", "…")
}

fn shown<'a>(batch: &'a Batch<'a>, cluster: &'a Cluster) -> Shown<'a> {
    let letters = cluster.letters.iter().take(MEMBERS).filter_map(|n| batch.letters.get(*n)).collect();
    Shown { cluster, letters, more: cluster.letters.len().saturating_sub(MEMBERS) }
}

/// "12", and from ten letters on "12 (40 %)".
fn count(part: &usize, whole: &usize) -> String {
    if *whole < FEWEST {
        part.to_string()
    } else {
        format!("{part} ({} %)", (part * 100 + whole / 2) / whole)
    }
}

/// A share as a part of 100, for colours.
fn hundredth(part: &usize, whole: &usize) -> usize {
    (part * 100).checked_div(*whole).unwrap_or_default()
}

/// How high a bar of a small histogram is, of 100.
fn of_highest(count: &usize, all: &[usize; 10]) -> usize {
    count * 100 / all.iter().copied().max().unwrap_or_default().max(1)
}

fn verdict(letter: &Summary<'_>) -> (&'static str, &'static str) {
    match letter.score.verdict {
        Verdict::Ready => ("ready", "good"),
        Verdict::Revise => ("revise", "fair"),
        Verdict::DoNotSend => ("do not send", "bad"),
    }
}

fn dot(level: &Level) -> (&'static str, &'static str) {
    match level {
        Level::Evidenced => ("●", "shown"),
        Level::Mentioned => ("◐", "named"),
        Level::Absent => ("○", "open"),
    }
}

fn percent(share: &f32) -> String {
    format!("{:.0} %", share * 100.0)
}
