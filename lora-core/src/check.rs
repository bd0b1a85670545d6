//! One check, step by step.

use crate::analyzer::CheckOptions;
use crate::judge::Evidence;
use crate::letter::Letter;
use crate::lexical::{Lexical, Phrases};
use crate::report::{
    Corrected, FindingReport, LetterReport, ProfileSource, ProfileUsed, Score, SpanReport, Verdict,
};
use crate::reuse::{self, Earlier, Mask};
use crate::rules::RuleSet;
use crate::text::Document;

pub(crate) fn check(rules: &RuleSet, letter: &Letter, options: &CheckOptions, earlier: &Earlier) -> LetterReport {
    let doc = Document::new(letter.text().to_owned(), rules);
    let lexicon = rules.terms(&doc);
    let phrases = Phrases::new(rules.phrases(&doc, &lexicon));
    let evidence = Evidence::default();
    let lexical = Lexical { doc: &doc, rules, lexicon: &lexicon, phrases: &phrases, evidence: &evidence };
    let mut findings = lexical.findings();
    let shared = reuse::compare(rules, &doc, &letter.path, earlier, &Mask::default());
    findings.extend(shared.left_behind.iter().filter_map(|l| l.finding(rules)));
    LetterReport {
        path: letter.path.clone(),
        words: doc.words(&[]),
        stage: options.stage,
        profile: ProfileUsed { source: ProfileSource::None, path: None, applicant: None },
        score: Score {
            overall: 0,
            verdict: Verdict::Revise,
            corrected: Corrected { overall: 0, verdict: Verdict::Revise, corrections: 0 },
            categories: Vec::new(),
        },
        competencies: Vec::new(),
        findings: findings
            .into_iter()
            .map(|f| FindingReport {
                text: f.span.map(|s| doc.text_of(s).to_owned()),
                span: f.span.map(|s| {
                    let at = doc.locate(s.start);
                    SpanReport {
                        start: s.start,
                        end: s.end,
                        line: at.line,
                        column: at.column,
                        paragraph: at.paragraph,
                        sentence: at.sentence,
                    }
                }),
                rule: f.rule,
                severity: f.severity,
                points: 0.0,
                message: f.message,
                help: f.help,
                fingerprint: String::new(),
                cause: None,
                context: None,
                related: Vec::new(),
            })
            .collect(),
        checked: Vec::new(),
        people: Vec::new(),
        strengths: Vec::new(),
        reuse: shared.reuse,
        boilerplate: shared.boilerplate,
        notices: Vec::new(),
        not_run: Vec::new(),
        suppressed: 0,
    }
}
