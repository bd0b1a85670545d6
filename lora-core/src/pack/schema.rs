//! The shape of a rule pack file; docs/packs.md describes it for people who write packs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

/// How bad a finding is. The order is meaningful: `Info < Warning < Error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Worth a look: a single empty phrase, length, balance.
    Info,
    /// Costs the applicant something: doubt, faint praise, a missing competency, an inferred wrong fact.
    Warning,
    /// Must not be sent like this: a wrong fact, a placeholder, a patient identifier.
    Error,
}

impl Severity {
    /// The word used in reports and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One pack file as read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// Version of this schema; 1.
    pub schema: Spanned<u32>,
    /// Who the pack is. Absent in a file that holds only lexicons and signals.
    pub pack: Option<PackHead>,
    /// Word classes that phrases name as `{class}`; shared by all packs.
    #[serde(default)]
    pub lexicon: BTreeMap<Spanned<String>, LexiconDef>,
    /// Named phrase sets that the reasoning reads and that raise no finding themselves.
    #[serde(default)]
    pub signal: BTreeMap<Spanned<String>, SignalDef>,
    /// Wording that is no rule's message: notices, questions to the writer, lines of the report. Shared by all
    /// packs; a later pack replaces it.
    #[serde(default)]
    pub text: BTreeMap<String, String>,
    /// Numbers that the checks compare with. Shared by all packs; a later pack replaces them.
    #[serde(default)]
    pub limit: BTreeMap<String, f64>,
    /// The rules.
    #[serde(default)]
    pub rule: Vec<RuleDef>,
}

/// The head of a pack.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackHead {
    /// First half of the pack's rule ids.
    pub id: Spanned<String>,
    /// The pack's own version.
    pub version: String,
    /// A line for people.
    pub title: String,
    /// Score category that its rules count in; see rules/data/score.toml.
    pub category: String,
    /// From that many findings of the pack in one letter on, each of them is a warning at least.
    pub warning_from: Option<u32>,
    /// A profile under which the pack's examples are read, as a TOML table like `profile.toml`.
    pub example_profile: Option<toml::Table>,
}

/// A word class.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconDef {
    /// Words and fixed phrases. A leading `=` makes the term match only in exactly this spelling and case.
    #[serde(default)]
    pub terms: Vec<Spanned<String>>,
    /// Verbs in their base form, each followed by its irregular forms if any: `"admit admitted admitting"`,
    /// `"take took taken taking"`; regular forms are derived. `{name}` matches every form, `{name.past}` the
    /// past forms only.
    #[serde(default)]
    pub verbs: Vec<Spanned<String>>,
    /// Other lexicons whose terms belong to this one too.
    #[serde(default)]
    pub include: Vec<Spanned<String>>,
    /// What belongs here, for people.
    pub note: Option<String>,
    /// Where the list comes from.
    pub source: Option<String>,
}

/// A named set of phrases.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalDef {
    /// Phrases, any of which raises the signal.
    pub any: Vec<Spanned<String>>,
    /// Phrases that silence it where they overlap it.
    #[serde(default)]
    pub except: Vec<Spanned<String>>,
    /// Phrases that silence it anywhere in the same sentence.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// What it means, for people.
    pub note: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// One rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleDef {
    /// Second half of the rule's id; names the fault, so that it reads after "no".
    pub id: Spanned<String>,
    /// How bad a finding of it is.
    pub severity: Severity,
    /// What it costs relative to the other rules of its category.
    #[serde(default = "one")]
    pub weight: f32,
    /// Whether a finding stands however the sentence sounds as a whole.
    #[serde(default)]
    pub firm: bool,
    /// One line, with slots such as `{match}`, `{expected}`, `{found}`.
    pub message: String,
    /// What to do instead.
    pub help: String,
    /// Why it matters.
    pub rationale: String,
    /// Where that is known from.
    pub source: String,
    /// What it matches.
    #[serde(rename = "match")]
    pub matcher: MatcherDef,
    /// Texts in which the rule must fire; «guillemets» mark exactly what it must match, where they are given.
    pub fires: Vec<Spanned<String>>,
    /// Texts in which it must not.
    pub silent: Vec<Spanned<String>>,
}

fn one() -> f32 {
    1.0
}

/// The closed set of matchers.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MatcherDef {
    /// Phrases over tokens.
    Phrases(PhrasesDef),
    /// Regular expressions over the text.
    Pattern(PatternDef),
    /// Too many terms of a lexicon.
    Density(DensityDef),
    /// None of these phrases anywhere.
    Absence(AbsenceDef),
    /// Reasoned in Rust; the rule's id names the check.
    Check(CheckDef),
}

/// Phrases over tokens.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhrasesDef {
    /// The phrases.
    pub any: Vec<Spanned<String>>,
    /// A match is dropped where one of these overlaps it.
    #[serde(default)]
    pub except: Vec<Spanned<String>>,
    /// A match is dropped where one of these stands in the same sentence.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// A match is dropped where its sentence or the next one tells what was observed.
    #[serde(default)]
    pub unless_supported: bool,
    /// A match is dropped where its sentence belongs to an episode.
    #[serde(default)]
    pub unless_told: bool,
    /// Whom the sentence must be about.
    #[serde(default)]
    pub about: About,
    /// Whether words in quotation marks count.
    #[serde(default)]
    pub quotes: Quotes,
    /// Sections in which it looks; the body and a postscript unless given.
    #[serde(default)]
    pub sections: Vec<Spanned<String>>,
    /// What the finding points at.
    #[serde(default)]
    pub span: SpanOf,
}

/// Whom a phrase must be about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Nobody in particular.
    #[default]
    Anyone,
    /// The applicant: not a sentence whose subject is a patient, a colleague or the writer alone.
    Applicant,
}

/// Whether words in quotation marks count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quotes {
    /// They count as the letter's own.
    #[default]
    Check,
    /// They are left alone.
    Skip,
}

/// What a finding of a phrase rule points at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanOf {
    /// The matched words.
    #[default]
    Match,
    /// The clause around them, between commas, semicolons and sentence ends.
    Clause,
    /// The sentence.
    Sentence,
}

/// Regular expressions over the text, for what is no phrase: record numbers, template fields.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternDef {
    /// The expressions; a group named `m` narrows the span.
    pub regex: Vec<Spanned<String>>,
    /// Plain strings of which at least one stands in every match, so that the expressions are compiled only
    /// when one occurs. Compared without ASCII case.
    pub literals: Vec<Spanned<String>>,
    /// A match is dropped where one of these matches inside or around it.
    #[serde(default)]
    pub except: Vec<Spanned<String>>,
    /// Sections in which it looks; the whole letter unless given.
    #[serde(default)]
    pub sections: Vec<Spanned<String>>,
}

/// Too many terms of a lexicon.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DensityDef {
    /// The lexicon.
    pub lexicon: Spanned<String>,
    /// Terms per 100 words above which the rule fires.
    pub above: f32,
    /// Fewest terms that count at all.
    #[serde(default)]
    pub at_least: u32,
}

/// None of these phrases anywhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsenceDef {
    /// The phrases.
    pub any: Vec<Spanned<String>>,
    /// Sections in which it looks; the whole letter unless given.
    #[serde(default)]
    pub sections: Vec<Spanned<String>>,
    /// Letters with fewer words than this are left alone.
    #[serde(default)]
    pub min_words: u32,
}

/// A check that Rust reasons.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckDef {}

/// The specialties file, rules/data/specialties.toml.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialtiesFile {
    /// Version of this schema; 1.
    pub schema: u32,
    /// The list.
    pub specialty: Vec<SpecialtyDef>,
}

/// One specialty.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialtyDef {
    /// Its full name.
    pub name: String,
    /// Other names and abbreviations; a leading `=` matches only in exactly this spelling and case.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words for one who practises it.
    #[serde(default)]
    pub practitioners: Vec<String>,
    /// Full names of the specialties it can be reached from or belongs to, for a subspecialty.
    #[serde(default)]
    pub parents: Vec<String>,
    /// Full names of the specialties it combines.
    #[serde(default)]
    pub combines: Vec<String>,
    /// Residency applicants match into it directly.
    #[serde(default)]
    pub residency: bool,
    /// A first year that goes with another specialty: preliminary, transitional.
    #[serde(default)]
    pub first_year: bool,
}
