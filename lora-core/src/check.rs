//! One check, step by step: document, facts, phrases, evidence, findings, score, report.

use crate::analyzer::CheckOptions;
use crate::facts::{Facts, PersonRole, Scene};
use crate::finding::Finding;
use crate::judge::{self, Evidence, Form, Structure};
use crate::letter::Letter;
use crate::profile::Profile;
use crate::reading::{self, Reading};
use crate::report::{
    FindingReport, LetterReport, PersonReport, ProfileSource, ProfileUsed, Quote, RelatedReport, SpanReport,
    Stage, Strength,
};
use crate::reuse::{self, Earlier, Known};
use crate::rules::RuleSet;
use crate::score::{self, Measures};
use crate::settle;
use crate::slips;
use crate::span::Span;
use crate::text::Document;

/// Bytes of a sentence that are quoted beside a finding.
const LONGEST_CONTEXT: usize = 4096;

pub(crate) fn check(
    rules: &RuleSet,
    letter: &Letter,
    options: &CheckOptions,
    earlier: &Earlier,
) -> LetterReport {
    let given = options.profile.as_ref().is_some_and(|p| !p.is_empty());
    let none = Profile::default();
    let profile = options.profile.as_ref().unwrap_or(&none);
    reading::read(rules, letter.text(), profile, options.today, |reading| {
        judge(reading, letter, options, earlier, given)
    })
}

/// From what was read to the report.
fn judge(
    mut reading: Reading<'_>,
    letter: &Letter,
    options: &CheckOptions,
    earlier: &Earlier,
    given: bool,
) -> LetterReport {
    let mut lexical = judge::appraisal::appraise(&reading, reading.lexical());
    let Reading { scene, phrases, facts, evidence, .. } = &mut reading;
    let empty = judge::empty::discount(scene, phrases, &mut lexical, &facts.findings, evidence);
    let competencies = judge::competency::read(&reading);
    let doubts = judge::appraisal::doubts(&reading);
    let Reading { scene, phrases, mut facts, evidence, .. } = reading;
    let Scene { doc, rules, profile, .. } = scene;
    let endorsement = judge::endorsement::read(&scene, phrases, &empty);
    let structure = Structure {
        scene: &scene,
        phrases,
        facts: &facts,
        evidence: &evidence,
        endorsement: &endorsement,
        competencies: &competencies,
    };

    let form = structure.form();
    let mut findings = lexical;
    findings.extend(slips::findings(&scene, &facts, &options.slips));
    findings.retain(|f| structure.stands_in(form, f));
    findings.extend(structure.findings(form));
    let mut notices = structure.notices(form);
    let writer = profile.writer.name.clone().or_else(|| structure.signed_by());
    if let Some(file) = &options.file {
        notices.extend(judge::properties::notices(&scene, &facts, file));
    }
    findings.extend(judge::competency::findings(&scene, &competencies));
    if form == Form::Letter {
        findings.extend(judge::endorsement::findings(&scene, &endorsement, &evidence));
    }
    if let Some(file) = options.file.as_ref().filter(|_| options.stage == Stage::Final) {
        findings.extend(judge::portal::findings(&scene, file));
    }
    // A fact that is wrong here and stands in the source was copied from it.
    let is_fact = |f: &&Finding| matches!(f.pack(), "date" | "specialty" | "institution" | "name");
    let wrong: Vec<Span> = facts.findings.iter().filter(is_fact).filter_map(|f| f.span).collect();
    let confirmed = if form == Form::Letter { structure.checked(&facts.findings) } else { Vec::new() };
    findings.append(&mut facts.findings);
    facts.checked.extend(confirmed);
    notices.append(&mut facts.notices);
    let known = Known {
        name: if facts.applicant.given { &facts.applicant.words } else { &[] },
        pronouns: profile.applicant.pronouns,
        wrong: &wrong,
        schools: &facts.schools,
    };
    let shared = reuse::compare(rules, doc, &letter.path, earlier, known);
    findings.extend(reuse::findings(rules, doc, &shared));
    let settled = settle::settle(doc, rules, findings, options);

    let measures = Measures {
        episodes: evidence.episodes().len(),
        doubts,
        competencies: &competencies,
        endorsement: &endorsement,
        profile_complete: is_complete(profile),
        fact_suppressed: settled.fact_suppressed,
    };
    let score = score::score(rules, &settled.findings, &measures);
    let cases = judge::cases::read(&scene, &competencies);
    LetterReport {
        path: letter.path.clone(),
        words: doc.words(&[]),
        stage: options.stage,
        profile: ProfileUsed {
            source: match (given, &facts.applicant.name) {
                (true, _) => ProfileSource::Given,
                (false, Some(_)) => ProfileSource::Inferred,
                (false, None) => ProfileSource::None,
            },
            path: options.profile_path.clone(),
            applicant: facts.applicant.name.clone(),
            writer,
        },
        score,
        strengths: strengths(doc, &evidence, &endorsement),
        competencies,
        cases,
        findings: report_findings(doc, rules, &settled),
        checked: facts.checked.clone(),
        people: people(&facts),
        reuse: shared.reuse,
        own: shared.own,
        boilerplate: shared.boilerplate,
        notices,
        not_run: facts.not_run,
        suppressed: settled.suppressed,
    }
}

/// Whether the facts are given without which a letter is never ready.
fn is_complete(profile: &Profile) -> bool {
    profile.applicant.name.is_some()
        && profile.applicant.pronouns.is_some()
        && !profile.target.specialty.is_empty()
        && profile.rotation.start.is_some()
        && profile.rotation.end.is_some()
}

fn quote(doc: &Document, span: Span) -> Quote {
    Quote { start: span.start, end: span.end, text: doc.text_of(span).to_owned() }
}

/// The sentence of a finding; of a text without full stops, the words around the finding.
fn context(doc: &Document, sentence: Span, finding: Option<Span>) -> Quote {
    let Some(finding) = finding.filter(|_| sentence.len() > LONGEST_CONTEXT) else {
        return quote(doc, sentence);
    };
    let half = u32::try_from(LONGEST_CONTEXT / 2).unwrap_or(u32::MAX);
    let first = doc.token_at(finding.start.saturating_sub(half).max(sentence.start));
    let last = doc.token_at(finding.end.saturating_add(half).min(sentence.end).saturating_sub(1));
    quote(doc, doc.span_of(first..last + 1))
}

fn report_findings(doc: &Document, rules: &RuleSet, settled: &settle::Settled) -> Vec<FindingReport> {
    let report = |(finding, fingerprint): (&Finding, &String)| FindingReport {
        text: finding.span.map(|s| doc.text_of(s).to_owned()),
        span: finding.span.map(|s| {
            let at = doc.locate(s.start);
            let (end_line, end_column) = doc.position(s.end);
            SpanReport {
                start: s.start,
                end: s.end,
                line: at.line,
                column: at.column,
                end_line,
                end_column,
                paragraph: at.paragraph,
                sentence: at.sentence,
            }
        }),
        context: finding
            .span
            .and_then(|s| doc.sentence_of(doc.token_at(s.start)))
            .map(|s| context(doc, doc.sentences()[s].span, finding.span)),
        rule: finding.rule.clone(),
        severity: finding.severity,
        category: rules.rule(&finding.rule).map(|r| r.category.to_string()).unwrap_or_default(),
        points: score::points(rules, finding),
        message: finding.message.clone(),
        help: finding.help.clone(),
        fingerprint: fingerprint.clone(),
        cause: settled.root_of(finding).filter(|root| *root != fingerprint).map(str::to_owned),
        related: finding
            .related
            .iter()
            .map(|r| RelatedReport {
                source: r.source.clone(),
                text: r.text.clone(),
                start: r.span.map(|s| s.start),
                end: r.span.map(|s| s.end),
            })
            .collect(),
    };
    settled.findings.iter().zip(&settled.fingerprints).map(report).collect()
}

fn strengths(doc: &Document, evidence: &Evidence, endorsement: &judge::Endorsement) -> Vec<Strength> {
    let strength = |kind: &str, span: Span| Strength {
        kind: kind.to_owned(),
        start: span.start,
        end: span.end,
        text: doc.text_of(span).to_owned(),
    };
    let mut found: Vec<Strength> =
        evidence.episodes().iter().map(|e| strength("episode", doc.sentences()[e.best].span)).collect();
    let whole =
        |span: Span| doc.sentence_of(doc.token_at(span.start)).map_or(span, |s| doc.sentences()[s].span);
    found.extend(endorsement.comparison.map(|s| strength("comparison", whole(s))));
    found.extend(
        endorsement.span.filter(|_| endorsement.level >= 4).map(|s| strength("endorsement", whole(s))),
    );
    found
}

fn people(facts: &Facts) -> Vec<PersonReport> {
    facts
        .people
        .list
        .iter()
        .filter(|p| !matches!(p.role, PersonRole::Applicant | PersonRole::Writer))
        .map(|p| PersonReport { name: p.name.clone(), role: p.role.name().to_owned(), mentions: p.mentions })
        .collect()
}
