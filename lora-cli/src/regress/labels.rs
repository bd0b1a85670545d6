//! Findings against labels: precision and recall by rule over labelled folders, counted as docs/labels.md says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lora_core::RuleSet;
use lora_core::report::{FindingReport, LetterReport};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::inputs::{folder_of, holds_one_letter, read_own};

/// Bytes from which on a span points at nothing in particular.
const LONGEST: usize = 300;

#[derive(Debug, Default, Deserialize)]
struct Kinds {
    kind: Vec<Kind>,
}

#[derive(Debug, Deserialize)]
struct Kind {
    id: String,
    group: String,
    rules: Vec<String>,
}

/// Read from the data file, which a test reads too: a damaged one never leaves the build.
static KINDS: LazyLock<Vec<Kind>> =
    LazyLock::new(|| toml::from_str::<Kinds>(include_str!("../../data/kinds.toml")).unwrap_or_default().kind);

fn kind_of(rule: &str) -> Option<&'static Kind> {
    let pack = rule.split('/').next().unwrap_or_default();
    KINDS.iter().find(|kind| kind.rules.iter().any(|r| r == rule || r == pack))
}

/// The labels of a letter.
#[derive(Debug, Deserialize)]
struct File {
    defects: Vec<Label>,
    #[serde(default)]
    not_defects: Vec<Label>,
}

/// A defect, or a trap: what looks like one and is none.
#[derive(Debug, Deserialize)]
struct Label {
    kind: String,
    quote: String,
    #[serde(default = "yes")]
    evident_without_profile: bool,
}

fn yes() -> bool {
    true
}

/// The labels beside a letter.
pub struct Labels {
    path: PathBuf,
    file: File,
}

/// Counts of one letter.
pub struct OfLetter {
    /// By kind: labelled, and found.
    kinds: BTreeMap<String, (usize, usize)>,
    /// By rule.
    rules: BTreeMap<String, OfRule>,
}

#[derive(Debug, Clone, Copy, Default)]
struct OfRule {
    findings: usize,
    right: usize,
    traps: usize,
    /// Labelled defects that it found.
    found: usize,
}

impl Labels {
    /// `labels.json` in a folder of one letter.
    pub fn beside(letter: &Path) -> Result<Option<Self>, Failure> {
        let path = letter.with_file_name("labels.json");
        if !path.is_file() || !holds_one_letter(folder_of(letter)) {
            return Ok(None);
        }
        let text = read_own(&path)?;
        let file = serde_json::from_str(&text).map_err(|e| {
            Failure::new(&path, format!("{e}: correct that line; docs/labels.md describes the file"))
        })?;
        Ok(Some(Self { path, file }))
    }

    /// Counts a report against them.
    pub fn count(self, text: &str, report: &LetterReport, profile: bool) -> Result<OfLetter, Failure> {
        let place = |label: &Label| -> Result<Option<(usize, usize)>, Failure> {
            if label.quote.is_empty() {
                return Ok(None);
            }
            let start = text.find(&label.quote).ok_or_else(|| {
                let message = format!("the letter holds no “{}”: copy the quote from it", label.quote);
                Failure::new(&self.path, message)
            })?;
            Ok(Some((start, start + label.quote.len())))
        };
        for label in self.file.defects.iter().chain(&self.file.not_defects) {
            if !KINDS.iter().any(|k| k.id == label.kind) {
                let message = format!("there is no kind `{}`: docs/labels.md lists them", label.kind);
                return Err(Failure::new(&self.path, message));
            }
        }
        let seen = |label: &&Label| profile || label.evident_without_profile;
        let mut defects = Vec::new();
        for label in self.file.defects.iter().filter(seen) {
            defects.push((label.kind.as_str(), place(label)?));
        }
        let mut traps = Vec::new();
        for label in &self.file.not_defects {
            traps.push((label.kind.as_str(), place(label)?));
        }
        let mut counted = OfLetter { kinds: BTreeMap::new(), rules: BTreeMap::new() };
        let mut hit = vec![false; defects.len()];
        let mut hit_by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for finding in &report.findings {
            let Some(kind) = kind_of(&finding.rule) else { continue };
            let of_rule = counted.rules.entry(finding.rule.clone()).or_default();
            of_rule.findings += 1;
            let hits = |(of, quote): &(&str, Option<(usize, usize)>)| {
                *of == kind.id && quote.is_none_or(|quote| overlaps(quote, finding))
            };
            let mut right = false;
            for (number, _) in defects.iter().enumerate().filter(|(_, defect)| hits(defect)) {
                hit[number] = true;
                right = true;
                let by = hit_by.entry(&finding.rule).or_default();
                if !by.contains(&number) {
                    by.push(number);
                }
            }
            of_rule.right += usize::from(right);
            let sprung = |(of, quote): &(&str, Option<(usize, usize)>)| {
                *of == kind.id && quote.is_some_and(|quote| overlaps(quote, finding))
            };
            of_rule.traps += usize::from(!right && traps.iter().any(sprung));
        }
        for (rule, defects) in hit_by {
            counted.rules.entry(rule.to_owned()).or_default().found += defects.len();
        }
        for ((kind, _), hit) in defects.iter().zip(hit) {
            let (labelled, found) = counted.kinds.entry((*kind).to_owned()).or_default();
            *labelled += 1;
            *found += usize::from(hit);
        }
        Ok(counted)
    }
}

/// Whether a finding points at the quote.
fn overlaps((start, end): (usize, usize), finding: &FindingReport) -> bool {
    finding.span.is_some_and(|span| {
        let (first, last) = (span.start as usize, span.end as usize);
        first < end && start < last && (last - first).max(end - start) <= LONGEST
    })
}

/// Counts of all letters.
#[derive(Default)]
pub struct Tally {
    letters: usize,
    kinds: BTreeMap<String, (usize, usize)>,
    rules: BTreeMap<String, OfRule>,
}

/// Findings against labels.
#[derive(Debug, Serialize)]
pub struct Counted {
    /// Labelled letters.
    pub letters: usize,
    pub kinds: Vec<KindCounts>,
}

/// A kind of label, and the rules of that kind.
#[derive(Debug, Serialize)]
pub struct KindCounts {
    pub kind: String,
    pub group: String,
    /// Labelled defects.
    pub labelled: usize,
    /// Those that some finding hits.
    pub found: usize,
    /// Findings that hit none.
    pub wrong: usize,
    pub precision: Option<f64>,
    pub recall: Option<f64>,
    pub rules: Vec<RuleCounts>,
}

/// A rule.
#[derive(Debug, Serialize)]
pub struct RuleCounts {
    pub rule: String,
    pub findings: usize,
    /// Findings that hit a labelled defect.
    pub right: usize,
    /// Findings on what was labelled as looking like a defect and being none.
    pub traps: usize,
    /// Labelled defects of the kind that it found.
    pub found: usize,
    pub precision: Option<f64>,
    /// Share of the labelled defects of its kind; the other rules of the kind may find the rest.
    pub recall: Option<f64>,
}

impl Tally {
    /// Adds a letter's counts, if it is labelled.
    pub fn add(&mut self, letter: Option<OfLetter>) {
        let Some(letter) = letter else { return };
        self.letters += 1;
        for (kind, (labelled, found)) in letter.kinds {
            let sum = self.kinds.entry(kind).or_default();
            sum.0 += labelled;
            sum.1 += found;
        }
        for (rule, counts) in letter.rules {
            let sum = self.rules.entry(rule).or_default();
            sum.findings += counts.findings;
            sum.right += counts.right;
            sum.traps += counts.traps;
            sum.found += counts.found;
        }
    }

    /// All of it, in the order of the kinds and of the rules.
    pub fn counted(&self, rules: &RuleSet) -> Option<Counted> {
        if self.letters == 0 {
            return None;
        }
        let kinds = KINDS.iter().map(|kind| {
            let (labelled, found) = self.kinds.get(&kind.id).copied().unwrap_or_default();
            let of_kind = rules.rules().iter().filter(|r| kind_of(&r.id).is_some_and(|k| k.id == kind.id));
            let rules: Vec<RuleCounts> = of_kind
                .filter_map(|rule| {
                    let counts = self.rules.get(rule.id.as_str())?;
                    Some(RuleCounts {
                        rule: rule.id.to_string(),
                        findings: counts.findings,
                        right: counts.right,
                        traps: counts.traps,
                        found: counts.found,
                        precision: share(counts.right, counts.findings),
                        recall: share(counts.found, labelled),
                    })
                })
                .collect();
            let wrong = rules.iter().map(|r| r.findings - r.right).sum();
            KindCounts {
                kind: kind.id.clone(),
                group: kind.group.clone(),
                labelled,
                found,
                wrong,
                precision: share(found, found + wrong),
                recall: share(found, labelled),
                rules,
            }
        });
        Some(Counted { letters: self.letters, kinds: kinds.collect() })
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of findings are small")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64 * 1000.0).round() / 1000.0)
}
