//! Packs → [`RuleSet`]: interning words, flattening phrases, choosing hooks.

use std::collections::BTreeMap;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::asked_classes::AskedClasses;
use super::common_words::CommonWords;
use super::concepts::{Concepts, ConceptsBuilder};
use super::expression::Expression;
use super::grounds::Grounds;
use super::lex_hits::ClassBits;
use super::matcher::{Automaton, Role, Variant};
use super::numbers::Numbers;
use super::packed::Text;
use super::phrase::{Coded, Element, PhraseContext, Sets, parse_phrase};
use super::ruleset::{Body, Matcher, Owner, PackInfo, PhraseOptions, Rule, RuleSet, Signal, Term};
use super::sought::Sought;
use super::terms::{NewTerm, Terms};
use super::vocabulary::Vocabulary;
use super::word_sets::WordSets;
use crate::pack::schema::{MatcherDef, PackFile, RuleDef, SpecialtiesFile};
use crate::pack::{PackError, parse_pack, parse_specialties};
use crate::score::{ScoreTable, parse_score};
use crate::tenor::Tenor;
use crate::text::SectionKind;

/// Marks that end a clause: no `..` crosses them.
const BARRIERS: [&str; 6] = [";", ":", "(", ")", "?", "!"];

/// One file of rules, by what it holds.
#[derive(Debug, Clone, Copy)]
pub enum PackSource<'a> {
    /// A pack, or a file of lexicons and signals.
    Pack {
        /// Name of the file, for errors.
        file: &'a str,
        /// Its text.
        text: &'a str,
    },
    /// The list of specialties.
    Specialties {
        /// Name of the file, for errors.
        file: &'a str,
        /// Its text.
        text: &'a str,
    },
    /// Words that stand for one another when a letter is told again.
    Synonyms {
        /// Name of the file, for errors.
        file: &'a str,
        /// Its text.
        text: &'a str,
    },
    /// How many letters use which word.
    Frequency {
        /// Name of the file, for errors.
        file: &'a str,
        /// Its text.
        text: &'a str,
    },
    /// Words that are no names when they are written with a capital.
    CommonWords {
        /// Name of the file, for errors.
        file: &'a str,
        /// Its text.
        text: &'a str,
    },
    /// Settings of the model of sentences.
    Tenor {
        /// Name of the file, for errors.
        file: &'a str,
        /// Its text.
        text: &'a str,
    },
    /// Weights and bands of the score.
    Score {
        /// Name of the file, for errors.
        file: &'a str,
        /// Its text.
        text: &'a str,
    },
}

/// Compiles packs into one rule set. A rule whose full id an earlier pack has replaces that rule; a lexicon or
/// signal of an earlier name adds to it.
///
/// # Errors
/// The first [`PackError`], naming file, line and remedy.
pub fn compile(sources: &[PackSource<'_>]) -> Result<RuleSet, PackError> {
    let mut builder = Builder::default();
    let mut packs = Vec::new();
    let mut digest = Sha256::new();
    let mut concepts = ConceptsBuilder::default();
    for source in sources {
        match *source {
            PackSource::Pack { file, text } => {
                digest.update(text);
                packs.push((crate::pack::Source { file, text }, parse_pack(file, text)?));
            }
            PackSource::Specialties { file, text } => {
                digest.update(text);
                builder.specialties = parse_specialties(file, text)?;
            }
            PackSource::Synonyms { file, text } => {
                digest.update(text);
                concepts.synonyms(file, text)?;
            }
            PackSource::Frequency { file, text } => {
                digest.update(text);
                concepts.frequency(file, text)?;
                builder.frequent = concepts.by_count();
            }
            PackSource::CommonWords { file, text } => {
                digest.update(text);
                builder.common_words = CommonWords::parse(file, text)?;
            }
            PackSource::Tenor { file, text } => {
                digest.update(text);
                builder.tenor = crate::tenor::parse(file, text)?;
            }
            PackSource::Score { file, text } => {
                digest.update(text);
                builder.score = parse_score(file, text)?;
            }
        }
    }
    builder.concepts = concepts.finish();
    builder.digest = digest.finalize()[..8].iter().map(|b| format!("{b:02x}")).collect();
    builder.declare(&packs);
    for (source, pack) in &packs {
        builder.lexicons(source, pack)?;
    }
    builder.specialty_terms();
    for (source, pack) in &packs {
        builder.pack(source, pack)?;
    }
    Ok(builder.finish())
}

pub(super) struct Builder {
    pub(super) vocabulary: Vocabulary,
    /// Words that many letters use, the commonest first.
    pub(super) frequent: Vec<String>,
    pub(super) sets: Sets,
    pub(super) classes: BTreeMap<String, u16>,
    pub(super) terms: Vec<NewTerm>,
    pub(super) payloads: Vec<Term>,
    pub(super) elements: Vec<Element>,
    pub(super) variants: Vec<Variant>,
    rules: Vec<Rule>,
    signals: Vec<Signal>,
    packs: Vec<PackInfo>,
    texts: BTreeMap<Text, Text>,
    limits: BTreeMap<Text, f64>,
    pub(super) specialties: SpecialtiesFile,
    score: ScoreTable,
    tenor: Tenor,
    concepts: Concepts,
    common_words: CommonWords,
    digest: String,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            vocabulary: Vocabulary::default(),
            frequent: Vec::new(),
            sets: Sets::default(),
            classes: BTreeMap::new(),
            terms: Vec::new(),
            payloads: Vec::new(),
            elements: Vec::new(),
            variants: Vec::new(),
            rules: Vec::new(),
            signals: Vec::new(),
            packs: Vec::new(),
            texts: BTreeMap::new(),
            limits: BTreeMap::new(),
            specialties: SpecialtiesFile { schema: 1, specialty: Vec::new() },
            score: ScoreTable::default(),
            tenor: Tenor::default(),
            concepts: Concepts::default(),
            common_words: CommonWords::default(),
            digest: String::new(),
        }
    }
}

pub(super) type Src<'a> = crate::pack::Source<'a>;

impl Builder {
    fn pack(&mut self, source: &Src<'_>, pack: &PackFile) -> Result<(), PackError> {
        for (name, def) in &pack.signal {
            let known = self.signals.iter().position(|s| s.name == *name.get_ref());
            let number = known.unwrap_or_else(|| {
                self.signals.push(Signal { name: name.get_ref().clone().into() });
                self.signals.len() - 1
            });
            let owner = Owner::Signal(u16::try_from(number).unwrap_or(u16::MAX));
            self.phrases(source, owner, &def.any, Role::Any)?;
            self.phrases(source, owner, &def.except, Role::Except)?;
            self.phrases(source, owner, &def.unless, Role::Unless)?;
        }
        self.texts.extend(pack.text.clone().into_iter().map(|(name, text)| (name.into(), text.into())));
        self.limits.extend(pack.limit.clone().into_iter().map(|(name, limit)| (name.into(), limit)));
        let Some(head) = &pack.pack else { return Ok(()) };
        if self.score.category(&head.category).is_none() {
            return Err(source.error(
                &head.id.span(),
                format!("no score category is named `{}`", head.category),
                "use one that rules/data/score.toml lists",
            ));
        }
        self.packs.retain(|p| p.id != *head.id.get_ref());
        self.packs.push(PackInfo {
            id: head.id.get_ref().clone(),
            version: head.version.clone(),
            title: head.title.clone(),
            category: head.category.clone(),
            warning_from: head.warning_from,
            example_profile: head.example_profile.as_ref().and_then(|t| serde_json::to_string(t).ok()),
        });
        for rule in &pack.rule {
            self.rule(source, head.id.get_ref(), &head.category, rule)?;
        }
        Ok(())
    }

    fn rule(&mut self, source: &Src<'_>, pack: &str, category: &str, def: &RuleDef) -> Result<(), PackError> {
        let id = format!("{pack}/{}", def.id.get_ref());
        let known = self.rules.iter().position(|r| r.id == id);
        let number = known.unwrap_or(self.rules.len());
        let owner = Owner::Rule(u16::try_from(number).unwrap_or(u16::MAX));
        self.variants.retain(|v| v.owner != owner);
        let matcher = self.matcher(source, owner, &def.matcher)?;
        let examples = |list: &[toml::Spanned<String>]| list.iter().map(|s| s.get_ref().clone()).collect();
        let grounds = Grounds {
            rationale: def.rationale.clone(),
            source: def.source.clone(),
            fires: examples(&def.fires),
            silent: examples(&def.silent),
        };
        let rule = Rule {
            id: id.into(),
            pack: pack.into(),
            severity: def.severity,
            weight: def.weight,
            firm: def.firm,
            category: category.into(),
            message: def.message.clone().into(),
            help: def.help.clone().into(),
            grounds: (&grounds).into(),
            matcher,
        };
        if known.is_some() {
            self.rules[number] = rule;
        } else {
            self.rules.push(rule);
        }
        Ok(())
    }

    fn matcher(&mut self, source: &Src<'_>, owner: Owner, def: &MatcherDef) -> Result<Matcher, PackError> {
        Ok(match def {
            MatcherDef::Phrases(p) => {
                self.phrases(source, owner, &p.any, Role::Any)?;
                self.phrases(source, owner, &p.except, Role::Except)?;
                self.phrases(source, owner, &p.unless, Role::Unless)?;
                let mut sections = sections(source, &p.sections)?;
                if sections.is_empty() {
                    sections = vec![SectionKind::Body, SectionKind::Postscript];
                }
                Matcher::Phrases(PhraseOptions {
                    unless_supported: p.unless_supported,
                    unless_told: p.unless_told,
                    about: p.about,
                    quotes: p.quotes,
                    sections,
                    span: p.span,
                })
            }
            MatcherDef::Pattern(p) => {
                let expressions = |list: &[toml::Spanned<String>]| {
                    let compiled = crate::pack::plain(list).map(|(expression, at)| {
                        Expression::new(expression).map_err(|e| {
                            source.error(
                                &at,
                                format!("`{expression}` is no regular expression: {e}"),
                                "correct it; look-around is not supported, use `except`",
                            )
                        })
                    });
                    compiled.collect::<Result<Vec<_>, _>>()
                };
                let (any, except) = (expressions(&p.regex)?, expressions(&p.except)?);
                if p.literals.is_empty() {
                    return Err(source.error(
                        &p.regex.first().map_or(0..0, toml::Spanned::span),
                        "a pattern without literals",
                        "give strings of which one stands in every match",
                    ));
                }
                Matcher::Pattern {
                    any,
                    literals: p.literals.iter().map(|s| s.get_ref().to_ascii_lowercase().into()).collect(),
                    except,
                    sections: sections(source, &p.sections)?,
                }
            }
            MatcherDef::Density(d) => {
                let Some(class) = self.classes.get(d.lexicon.get_ref()) else {
                    return Err(source.error(
                        &d.lexicon.span(),
                        format!("no lexicon is named `{}`", d.lexicon.get_ref()),
                        "add it, or correct the name",
                    ));
                };
                Matcher::Density { class: *class, above: d.above, at_least: d.at_least }
            }
            MatcherDef::Absence(a) => {
                self.phrases(source, owner, &a.any, Role::Any)?;
                Matcher::Absence { sections: sections(source, &a.sections)?, min_words: a.min_words }
            }
            MatcherDef::Check(_) => Matcher::Check,
        })
    }

    fn phrases(
        &mut self,
        source: &Src<'_>,
        owner: Owner,
        list: &[toml::Spanned<String>],
        role: Role,
    ) -> Result<(), PackError> {
        for (phrase, at) in crate::pack::plain(list) {
            let mut cx = PhraseContext {
                vocabulary: &mut self.vocabulary,
                sets: &mut self.sets,
                classes: &self.classes,
            };
            let variants = parse_phrase(phrase, &mut cx)
                .map_err(|(message, remedy)| source.error(&at, message, remedy))?;
            for elements in variants {
                let start = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
                let Ok(len) = u8::try_from(elements.len()) else {
                    return Err(source.error(&at, "the phrase is too long", "split it"));
                };
                self.elements.extend(elements);
                self.variants.push(Variant { owner, role, start, len });
            }
        }
        Ok(())
    }

    fn finish(mut self) -> RuleSet {
        for mark in BARRIERS {
            self.vocabulary.intern(mark);
        }
        self.number_by_use();
        let abbreviation = self.classes["abbreviation"];
        let abbreviations = self
            .terms
            .iter()
            .filter(|t| t.class == abbreviation && t.words.len() == 1)
            .map(|t| t.words[0])
            .collect();
        self.vocabulary.set_abbreviations(abbreviations);
        let barriers = BARRIERS.iter().filter_map(|mark| Some(self.vocabulary.find(mark)?.0)).collect();
        let mut classes = vec![String::new(); self.classes.len()];
        for (name, id) in &self.classes {
            classes[*id as usize].clone_from(name);
        }
        let class_bits = ClassBits::new(classes.iter().map(String::as_str));
        let hooks = self.hooks(&class_bits);
        let function_word = self.classes.get("function-word").copied();
        let terms = Terms::new(
            self.terms,
            self.vocabulary.len() as usize,
            self.classes["number"],
            &class_bits,
            |term| Some(term.class) != function_word,
        );
        let asked = AskedClasses::new(
            u16::try_from(classes.len()).unwrap_or(u16::MAX),
            self.vocabulary.len(),
            &terms,
            &hooks.by_class,
            |class| hooks.needed.contains(&class),
        );
        let automaton = Automaton {
            asked,
            elements: hooks.elements.iter().map(|e| Coded::new(*e)).collect(),
            sets: WordSets::new(&self.sets.list),
            by_word: hooks.by_word,
            by_class: hooks.by_class,
            hooks: hooks.hooks.into_iter().collect(),
            barriers,
        };
        let body = Body {
            terms,
            automaton,
            sought: Sought::new(&mut self.rules),
            rule_numbers: Numbers::new(self.rules.iter().map(|rule| rule.id.as_str())),
            rules: self.rules,
            signal_numbers: Numbers::new(self.signals.iter().map(|signal| signal.name.as_str())),
            signals: self.signals,
            class_numbers: Numbers::new(classes.iter().map(String::as_str)),
            classes: classes.into_iter().map(Text::from).collect(),
            payloads: self.payloads.into_iter().collect(),
            packs: self.packs,
            texts: self.texts,
            limits: self.limits,
            specialties: self.specialties.specialty,
            score: self.score,
            tenor: self.tenor,
            concepts: self.concepts,
            common_words: self.common_words,
            digest: self.digest,
        };
        RuleSet::new(self.vocabulary, body)
    }
}

fn sections(source: &Src<'_>, names: &[toml::Spanned<String>]) -> Result<Vec<SectionKind>, PackError> {
    let unknown = |name: &str, at: &Range<usize>| {
        source.error(
            at,
            format!("no section is named `{name}`"),
            format!("use one of {}", SectionKind::NAMES.join(", ")),
        )
    };
    crate::pack::plain(names)
        .map(|(name, at)| SectionKind::from_name(name).ok_or_else(|| unknown(name, &at)))
        .collect()
}
