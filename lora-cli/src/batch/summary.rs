//! What a batch keeps of a letter once its report has gone.

use std::collections::BTreeMap;

use lora_core::Analyzer;
use lora_core::pack::Severity;
use lora_core::profile::Profile;
use lora_core::report::{Corrected, LetterReport, Level, ProfileSource, Stage, Verdict};
use serde::Serialize;

use super::rank;
use crate::engine::Checked;

/// The reason of boilerplate that one writer repeats from letter to letter.
const SAME_WRITER: &str = "same-writer";

/// A letter in a line. The keys that `lora.report/1` has too mean the same here.
#[derive(Debug, Clone, Serialize)]
pub struct Summary<'a> {
    pub path: String,
    pub words: usize,
    pub stage: Stage,
    pub profile: Known,
    pub score: Marks,
    pub competencies: Vec<Competency>,
    /// Findings by severity.
    pub findings: Counts,
    /// Findings by rule.
    pub rules: BTreeMap<&'a str, u16>,
    /// Letters that it shares passages with, the most of it first.
    pub shares: Vec<Share>,
    /// Whether it trips `--fail-on` or `--min-score`.
    pub trips: bool,
    /// Where its full report was written.
    pub report: Option<String>,
}

/// A competency without its evidence.
#[derive(Debug, Clone, Serialize)]
pub struct Competency {
    pub id: String,
    pub level: Level,
}

/// A category of the score without its reason.
#[derive(Debug, Clone, Serialize)]
pub struct Category {
    pub id: String,
    pub score: u8,
}

/// What is known of the letter, for sorting it into groups.
#[derive(Debug, Clone, Serialize)]
pub struct Known {
    pub source: ProfileSource,
    pub path: Option<String>,
    pub applicant: Option<String>,
    pub writer: Option<String>,
    pub writer_rank: Option<&'static str>,
    pub season: Option<i16>,
    pub specialty: Vec<String>,
    pub site: Option<String>,
    pub waived: Option<bool>,
}

/// The score without its reasons.
#[derive(Debug, Clone, Serialize)]
pub struct Marks {
    pub overall: u8,
    pub verdict: Verdict,
    pub corrected: Corrected,
    pub categories: Vec<Category>,
}

/// How many findings of which severity.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counts {
    pub error: usize,
    pub warning: usize,
    pub info: usize,
}

/// A letter that shares passages.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    pub with: String,
    /// Share of this letter's word shingles that the other holds, 0 to 1; none where the writer's own
    /// boilerplate is all that they share.
    pub containment: Option<f32>,
}

impl<'a> Summary<'a> {
    /// Keeps what a line needs.
    pub fn of(checked: &Checked, analyzer: &'a Analyzer, trips: bool) -> Self {
        let Checked { report, profile, .. } = checked;
        let mut findings = Counts::default();
        let mut rules: BTreeMap<&str, u16> = BTreeMap::new();
        for finding in &report.findings {
            match finding.severity {
                Severity::Error => findings.error += 1,
                Severity::Warning => findings.warning += 1,
                Severity::Info => findings.info += 1,
            }
            if let Some(rule) = analyzer.rules().rule(&finding.rule) {
                let count = rules.entry(&rule.id).or_default();
                *count = count.saturating_add(1);
            }
        }
        Self {
            path: report.path.clone(),
            words: report.words,
            stage: report.stage,
            profile: Known::of(report, profile.as_ref()),
            score: Marks {
                overall: report.score.overall,
                verdict: report.score.verdict,
                corrected: report.score.corrected,
                categories: report
                    .score
                    .categories
                    .iter()
                    .map(|c| Category { id: c.id.clone(), score: c.score })
                    .collect(),
            },
            competencies: report
                .competencies
                .iter()
                .map(|c| Competency { id: c.id.clone(), level: c.level })
                .collect(),
            findings,
            rules,
            shares: shares(report),
            trips,
            report: None,
        }
    }

    /// Competencies of a level.
    pub fn count(&self, level: Level) -> usize {
        self.competencies.iter().filter(|c| c.level == level).count()
    }

    /// Its path from a folder that holds it.
    pub fn below(&self, folder: &str) -> &str {
        self.path.strip_prefix(folder).unwrap_or(&self.path)
    }

    /// The most that it shares with one letter, 0 to 1.
    pub fn reuse(&self) -> f32 {
        self.shares.iter().filter_map(|s| s.containment).fold(0.0, f32::max)
    }
}

/// The folder that all letters lie in, to be said once.
pub fn common_folder<'a>(letters: &'a [Summary<'_>]) -> &'a str {
    let mut paths = letters.iter().map(|l| l.path.as_str());
    let Some(first) = paths.next() else { return "" };
    let mut folder = first.rfind('/').map_or("", |at| &first[..=at]);
    for path in paths {
        while !path.starts_with(folder) {
            folder = folder.trim_end_matches('/').rfind('/').map_or("", |at| &folder[..=at]);
        }
    }
    folder
}

impl Known {
    fn of(report: &LetterReport, profile: Option<&Profile>) -> Self {
        let used = &report.profile;
        let known = profile.cloned().unwrap_or_default();
        Self {
            source: used.source,
            path: used.path.clone(),
            applicant: used.applicant.clone(),
            writer: used.writer.clone(),
            writer_rank: known.writer.role.as_deref().and_then(rank::of),
            season: known.target.season,
            specialty: known.target.specialty,
            site: known.rotation.site.or(known.writer.institution),
            waived: known.letter.waived,
        }
    }
}

/// Letters that share substance, then those that share what the same writer always says.
fn shares(report: &LetterReport) -> Vec<Share> {
    let reuse = report.reuse.iter();
    let reuse = reuse.map(|r| Share { with: r.source.clone(), containment: Some(r.containment) });
    let template = report.boilerplate.iter().filter(|b| b.reason == SAME_WRITER);
    reuse.chain(template.map(|b| Share { with: b.source.clone(), containment: None })).collect()
}
