//! The built-in rule packs of lora, as data. The build script has parsed, checked and compiled them, so that
//! loading them costs no parsing.
#![deny(missing_docs)]

use lora_core::RuleSet;
use lora_core::audience::Wording;
use lora_core::conflicts::Conflict;
use lora_core::pack::PackError;
use lora_core::rules::{PackSource, compile};
use lora_core::tenor::Weights;

static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ruleset.bin"));
static PACKS: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/packs.rs"));
static SPECIALTIES: &str = include_str!("../data/specialties.toml");
static SYNONYMS: &str = include_str!("../data/synonyms.toml");
static FREQUENCY: &str = include_str!("../data/frequency.toml");
static COMMON_WORDS: &str = include_str!("../data/common-words.toml");
static SCORE: &str = include_str!("../data/score.toml");
static TENOR: &str = include_str!("../data/tenor.toml");
/// On a line of the cache, so that no look-up needs two.
static WEIGHTS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/tenor.bin")));
static AUDIENCE: &str = include_str!("../data/audience.toml");
static CONFLICTS: &str = include_str!("../data/conflicts.toml");

#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

/// The built-in rule set.
///
/// # Panics
/// Never: the bytes were written by this very build.
#[must_use]
pub fn builtin() -> RuleSet {
    #[expect(clippy::expect_used, reason = "the bytes were written by this very build")]
    let rules = RuleSet::from_bytes(COMPILED).expect("the embedded rule set is of this build");
    rules.with_weights(Weights::from_static(&WEIGHTS.0))
}

/// The built-in packs together with others, each given as file name and text. A rule with a built-in rule's
/// full id replaces it; lexicons and signals of a known name are added to.
///
/// ```
/// let pack = r#"
/// schema = 1
/// [pack]
/// id = "office"
/// version = "1"
/// title = "What our office looks for"
/// category = "tone"
/// [[rule]]
/// id = "rock-star"
/// severity = "info"
/// message = "“{match}” could be said of anybody."
/// help = "Say what the applicant did."
/// rationale = "Readers skip it."
/// source = "our readers"
/// fires = ["She is a «rock star»."]
/// silent = ["The rocks shone like stars."]
/// [rule.match.phrases]
/// any = ["rock star"]
/// "#;
/// let rules = lora_rules::with_packs(&[("office.toml".to_owned(), pack.to_owned())])?;
/// assert!(rules.rule("office/rock-star").is_some());
///
/// let wrong = lora_rules::with_packs(&[("office.toml".to_owned(), pack.replace("any", "all"))]).unwrap_err();
/// assert_eq!((wrong.file.as_str(), wrong.line), ("office.toml", 18));
/// # Ok::<(), lora_core::pack::PackError>(())
/// ```
///
/// # Errors
/// The first thing wrong with the given packs.
pub fn with_packs(packs: &[(String, String)]) -> Result<RuleSet, PackError> {
    let mut sources = vec![
        PackSource::Specialties { file: "rules/data/specialties.toml", text: SPECIALTIES },
        PackSource::Synonyms { file: "rules/data/synonyms.toml", text: SYNONYMS },
        PackSource::Frequency { file: "rules/data/frequency.toml", text: FREQUENCY },
        PackSource::CommonWords { file: "rules/data/common-words.toml", text: COMMON_WORDS },
        PackSource::Score { file: "rules/data/score.toml", text: SCORE },
        PackSource::Tenor { file: "rules/data/tenor.toml", text: TENOR },
    ];
    sources.extend(PACKS.iter().map(|(file, text)| PackSource::Pack { file, text }));
    sources.extend(packs.iter().map(|(file, text)| PackSource::Pack { file, text }));
    Ok(compile(&sources)?.with_weights(Weights::from_static(&WEIGHTS.0)))
}

/// What a letter's writer and its applicant are told, read anew at each call: only their reports need it.
///
/// # Panics
/// Never: a test reads the embedded text.
#[must_use]
pub fn wording() -> Wording {
    #[expect(clippy::expect_used, reason = "a test reads the embedded text")]
    Wording::from_toml(AUDIENCE).expect("the embedded wording can be read")
}

/// Where the sources of the rules disagree, read anew at each call: only explanations need it.
///
/// # Panics
/// Never: a test reads the embedded text.
#[must_use]
pub fn conflicts() -> Vec<Conflict> {
    #[expect(clippy::expect_used, reason = "a test reads the embedded text")]
    Conflict::from_toml(CONFLICTS).expect("the embedded conflicts can be read")
}

/// The rules of slips that `harper-core` finds, as name and text of a pack for [`with_packs`]. They are no part of
/// [`builtin`]: nothing in this crate could fire them.
#[must_use]
pub fn grammar() -> (&'static str, &'static str) {
    ("rules/optional/grammar.toml", include_str!("../optional/grammar.toml"))
}

/// Which linters of `harper-core` may run, and for which of those rules each speaks, as TOML.
#[must_use]
pub fn grammar_linters() -> &'static str {
    include_str!("../data/harper.toml")
}

/// The built-in pack files as name and text.
#[must_use]
pub fn sources() -> &'static [(&'static str, &'static str)] {
    PACKS
}
