//! The score: a pure function of findings and measures, with its weights in rules/data/score.toml.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::finding::{Finding, fill};
use crate::judge::Endorsement;
use crate::pack::{PackError, Severity, Source};
use crate::report::{CategoryScore, CompetencyReport, Corrected, Level, Score, Verdict};
use crate::rules::{Rule, RuleSet};

/// Weights and bands of the score.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreTable {
    schema: u32,
    /// Score from which a letter is ready.
    pub(crate) ready_at: u8,
    /// Points of a category by number of episodes, from none.
    pub(crate) episodes: Vec<f32>,
    /// Points by rung of the endorsement ladder, from none.
    pub(crate) ladder: Vec<f32>,
    /// Points for a comparison with a group.
    pub(crate) comparison: f32,
    /// Points for readiness.
    pub(crate) readiness: f32,
    /// Points that a finding costs in its category, by severity.
    pub(crate) cost: Costs,
    /// What many doubts cost beside their category.
    pub(crate) doubts: Doubts,
    /// The categories.
    #[serde(rename = "category")]
    pub(crate) categories: Vec<Category>,
}

/// Points that a finding costs.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Costs {
    pub(crate) info: f32,
    pub(crate) warning: f32,
    pub(crate) error: f32,
}

/// What many doubts cost: a letter that speaks against the applicant is worth less than one that says nothing, however
/// much it tells.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Doubts {
    /// Pack of the category that says so.
    pub(crate) pack: String,
    /// So many cost nothing beside their category.
    pub(crate) free: usize,
    /// Share of the overall score, 0 to 1, for each one more.
    pub(crate) each: f32,
    /// So many doubts is a finding of a rule that is firm.
    pub(crate) firm: usize,
    /// Why, for people.
    pub(crate) reason: String,
}

/// One category.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Category {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) weight: f32,
    /// Why it weighs that much, for people.
    pub(crate) reason: String,
}

impl ScoreTable {
    pub(crate) fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|c| c.id == id)
    }

    /// Ids of the categories, in the order of the breakdown.
    pub fn category_ids(&self) -> impl Iterator<Item = &str> {
        self.categories.iter().map(|c| c.id.as_str())
    }

    /// Gives categories other weights and scales all so that they add up to 1 again.
    pub(crate) fn set_weights(&mut self, weights: &[(&str, f32)]) -> Result<(), WeightError> {
        for (id, weight) in weights {
            let category = self.categories.iter_mut().find(|c| c.id == *id);
            category.ok_or_else(|| WeightError::Unknown((*id).to_owned()))?.weight = *weight;
        }
        let sum: f32 = self.categories.iter().map(|c| c.weight).sum();
        if !sum.is_finite() || sum <= 0.0 || self.categories.iter().any(|c| c.weight < 0.0) {
            return Err(WeightError::NoShare);
        }
        self.categories.iter_mut().for_each(|c| c.weight /= sum);
        Ok(())
    }
}

/// Why the score can't be given other weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// There is no category of that id.
    #[error("the score has no category `{0}`")]
    Unknown(String),
    /// Negative, or nothing weighs anything.
    #[error("weights are numbers from 0, and one at least is above 0")]
    NoShare,
}

/// Reads the score file.
pub(crate) fn parse_score(file: &str, text: &str) -> Result<ScoreTable, PackError> {
    toml::from_str(text).map_err(|e| {
        let source = Source { file, text };
        source.error(&e.span().unwrap_or(0..0), e.message().trim(), "correct the TOML at that line")
    })
}

/// What the score is made from, besides the findings.
pub(crate) struct Measures<'a> {
    pub(crate) episodes: usize,
    /// Sentences that raise a doubt by their own words, whatever stands beside them: so no other sentence's coming or
    /// going changes their number.
    pub(crate) doubts: usize,
    pub(crate) competencies: &'a [CompetencyReport],
    pub(crate) endorsement: &'a Endorsement,
    /// Given name, pronouns, specialty and rotation dates: without them a letter is never ready.
    pub(crate) profile_complete: bool,
    /// A fact finding was suppressed.
    pub(crate) fact_suppressed: bool,
}

/// The score of a letter.
pub(crate) fn score(rules: &RuleSet, findings: &[Finding], measures: &Measures<'_>) -> Score {
    let table = rules.score_table();
    let findings: Vec<Ruled<'_>> =
        findings.iter().map(|finding| Ruled { finding, rule: rules.rule(&finding.rule) }).collect();
    let firm = findings.iter().filter(|f| f.rule.is_some_and(|rule| rule.firm)).count();
    let scorer = Scorer { rules, table, measures, doubts: measures.doubts + firm * table.doubts.firm };
    let points = |corrected: bool| -> Vec<f32> {
        table.categories.iter().map(|c| scorer.points(c, &findings, corrected)).collect()
    };
    let (now, corrected) = (points(false), points(true));
    let total = |points: &[f32]| -> f32 {
        let sum: f32 = table.categories.iter().zip(points).map(|(c, p)| c.weight * p).sum();
        let weights: f32 = table.categories.iter().map(|c| c.weight).sum();
        if weights > 0.0 { sum / weights * (1.0 - scorer.doubts()) } else { 0.0 }
    };
    let overall = percent(total(&now));
    let after = percent(total(&corrected));
    let mut open = Verdict::Ready;
    for ruled in &findings {
        if ruled.finding.severity == Severity::Error {
            open = open.min(Verdict::DoNotSend);
        } else if ruled.is_fact() && ruled.finding.severity == Severity::Warning {
            open = open.min(Verdict::Revise);
        }
    }
    let capped = |verdict: Verdict, score: u8| {
        let by_score = if score >= table.ready_at { Verdict::Ready } else { Verdict::Revise };
        let by_profile = if measures.profile_complete { Verdict::Ready } else { Verdict::Revise };
        let by_ignored = if measures.fact_suppressed { Verdict::Revise } else { Verdict::Ready };
        verdict.min(by_score).min(by_profile).min(by_ignored)
    };
    Score {
        overall,
        verdict: capped(open, overall),
        corrected: Corrected {
            overall: after,
            verdict: capped(Verdict::Ready, after),
            corrections: corrections(findings.iter().filter(|f| f.is_correction()).map(|f| f.finding)),
        },
        categories: table.categories.iter().zip(&now).map(|(c, p)| scorer.report(c, &findings, *p)).collect(),
    }
}

/// Points of the overall score that mending a finding would bring, before any floor or cap.
pub(crate) fn points(rules: &RuleSet, finding: &Finding) -> f32 {
    let table = rules.score_table();
    let Some(rule) = rules.rule(&finding.rule) else { return 0.0 };
    let Some(category) = table.category(&rule.category) else { return 0.0 };
    let cost = match rule.category.as_str() {
        "competencies" => 100.0 / 6.0,
        "endorsement" | "substance" => rule.weight * 10.0,
        _ => table.cost_of(finding.severity) * rule.weight,
    };
    (cost * category.weight * 10.0).round() / 10.0
}

impl ScoreTable {
    fn cost_of(&self, severity: Severity) -> f32 {
        match severity {
            Severity::Info => self.cost.info,
            Severity::Warning => self.cost.warning,
            Severity::Error => self.cost.error,
        }
    }
}

/// Findings of one cause are one correction.
fn corrections<'a>(findings: impl Iterator<Item = &'a Finding>) -> usize {
    let mut causes: FxHashSet<&'a str> = FxHashSet::default();
    findings.map(|f| &f.cause).filter(|c| c.as_ref().is_none_or(|cause| causes.insert(cause))).count()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
fn percent(points: f32) -> u8 {
    points.round().clamp(0.0, 100.0) as u8
}

struct Scorer<'a> {
    rules: &'a RuleSet,
    table: &'a ScoreTable,
    measures: &'a Measures<'a>,
    /// Sentences that raise a doubt, and what firm findings are worth of them.
    doubts: usize,
}

/// A finding with its rule.
struct Ruled<'a> {
    finding: &'a Finding,
    rule: Option<&'a Rule>,
}

impl Ruled<'_> {
    fn category(&self) -> &str {
        self.rule.map_or("", |r| r.category.as_str())
    }

    fn is_fact(&self) -> bool {
        self.category() == "accuracy"
    }

    /// What putting the facts right takes away: wrong facts, and whatever else must not be sent.
    fn is_correction(&self) -> bool {
        let severity = self.finding.severity;
        severity == Severity::Error || self.is_fact() && severity == Severity::Warning
    }
}

impl Scorer<'_> {
    /// Points of a category; without what putting the facts right takes away, if `corrected`.
    fn points(&self, category: &Category, findings: &[Ruled<'_>], corrected: bool) -> f32 {
        let own =
            || findings.iter().filter(|f| f.category() == category.id && !(corrected && f.is_correction()));
        let mut causes: FxHashSet<&str> = FxHashSet::default();
        let mut cost = 0.0;
        for Ruled { finding, rule } in own() {
            if finding.cause.as_ref().is_some_and(|cause| !causes.insert(cause)) {
                continue;
            }
            let weight = rule.map_or(1.0, |r| r.weight);
            cost += self.table.cost_of(finding.severity) * weight;
        }
        let at = |list: &[f32], n: usize| list.get(n).or(list.last()).copied().unwrap_or(0.0);
        match category.id.as_str() {
            "substance" => at(&self.table.episodes, self.measures.episodes),
            "competencies" => {
                let shown = self.measures.competencies.iter().filter(|c| c.level == Level::Evidenced).count();
                #[expect(clippy::cast_precision_loss, reason = "at most six")]
                let share = shown as f32 / 6.0;
                share * 100.0
            }
            "endorsement" => {
                let e = self.measures.endorsement;
                let extra = if e.comparison.is_some() { self.table.comparison } else { 0.0 }
                    + if e.ready { self.table.readiness } else { 0.0 };
                at(&self.table.ladder, e.level as usize) + extra
            }
            _ => 100.0 - cost,
        }
        .clamp(0.0, 100.0)
    }

    /// Share of the overall score, 0 to 1, that many doubts take, whatever the letter tells besides.
    fn doubts(&self) -> f32 {
        let doubts = &self.table.doubts;
        #[expect(clippy::cast_precision_loss, reason = "letters have few sentences")]
        let over = self.doubts.saturating_sub(doubts.free) as f32;
        (over * doubts.each).clamp(0.0, 1.0)
    }

    /// The score of a category of so many points.
    fn report(&self, category: &Category, findings: &[Ruled<'_>], points: f32) -> CategoryScore {
        let doubts = self.doubts();
        let say = |text: &str, count: usize| {
            let slots = [("count", &*count.to_string()), ("share", &*percent(doubts * 100.0).to_string())];
            fill(self.rules.text(text), &slots)
        };
        let why = match category.id.as_str() {
            "substance" => say("score.substance", self.measures.episodes),
            "competencies" => {
                let shown = self.measures.competencies.iter().filter(|c| c.level == Level::Evidenced).count();
                say("score.competencies", shown)
            }
            "endorsement" if self.measures.endorsement.comparison.is_some() => {
                say("score.endorsement-compared", self.measures.endorsement.level.into())
            }
            "endorsement" => say("score.endorsement", self.measures.endorsement.level.into()),
            _ => {
                let own = || findings.iter().filter(|f| f.category() == category.id);
                let doubtful = doubts > 0.0 && own().any(|f| f.finding.pack() == self.table.doubts.pack);
                say(if doubtful { "score.findings-doubts" } else { "score.findings" }, own().count())
            }
        };
        CategoryScore {
            id: category.id.clone(),
            title: category.title.clone(),
            score: percent(points),
            weight: category.weight,
            why,
        }
    }
}
