//! Lexicons of packs as terms of a rule set.

use std::collections::BTreeMap;

use super::compile::{Builder, Src};
use super::inflect::forms;
use super::phrase::parse_term;
use super::ruleset::Term;
use super::terms::NewTerm;
use crate::pack::PackError;
use crate::pack::schema::{LexiconDef, PackFile};

/// Lexicons that the program fills itself.
const RESERVED: [&str; 8] =
    ["number", "applicant", "bearer", "bearers", "person", "specialty", "practitioner", "abbreviation"];

impl Builder {
    /// Numbers every lexicon before any phrase names one.
    pub(super) fn declare(&mut self, packs: &[(Src<'_>, PackFile)]) {
        let mut names: Vec<String> = RESERVED.iter().map(|n| (*n).to_owned()).collect();
        for (_, pack) in packs {
            for (name, def) in &pack.lexicon {
                names.push(name.get_ref().clone());
                if !def.verbs.is_empty() {
                    names.extend(
                        ["past", "base", "ing"].iter().map(|form| format!("{}.{form}", name.get_ref())),
                    );
                }
            }
        }
        for name in names {
            let next = u16::try_from(self.classes.len()).unwrap_or(u16::MAX);
            self.classes.entry(name).or_insert(next);
        }
    }

    pub(super) fn lexicons(&mut self, source: &Src<'_>, pack: &PackFile) -> Result<(), PackError> {
        for (name, def) in &pack.lexicon {
            let class = self.classes[name.get_ref()];
            self.lexicon(source, pack, name.get_ref(), class, def, 0)?;
        }
        Ok(())
    }

    fn lexicon(
        &mut self,
        source: &Src<'_>,
        pack: &PackFile,
        name: &str,
        class: u16,
        def: &LexiconDef,
        depth: usize,
    ) -> Result<(), PackError> {
        for (term, at) in crate::pack::plain(&def.terms) {
            let (words, exact) = parse_term(term);
            if words.is_empty() || words.len() > 12 {
                return Err(source.error(
                    &at,
                    format!("`{term}` is no term"),
                    "give from one to twelve words",
                ));
            }
            self.term(class, &words, exact, Term::Plain);
        }
        for (verb, _) in crate::pack::plain(&def.verbs) {
            let forms = forms(verb);
            let mut add = |class: u16, list: &[String]| {
                for form in list {
                    self.term(class, std::slice::from_ref(form), None, Term::Plain);
                }
            };
            add(class, &forms.all);
            let sub: Vec<Option<u16>> =
                ["past", "base", "ing"].iter().map(|f| self_class(&self.classes, name, f)).collect();
            for (sub, list) in sub.iter().zip([&forms.past, &forms.base, &forms.gerund]) {
                if let Some(sub) = sub {
                    for form in list {
                        self.term(*sub, std::slice::from_ref(form), None, Term::Plain);
                    }
                }
            }
        }
        for (other, at) in crate::pack::plain(&def.include) {
            let found = pack.lexicon.iter().find(|(n, _)| n.get_ref() == other);
            let Some((_, included)) = found else {
                return Err(source.error(
                    &at,
                    format!("no lexicon `{other}` in this file"),
                    "include one of this file",
                ));
            };
            if depth > 4 {
                return Err(source.error(&at, "lexicons include each other", "remove one of the includes"));
            }
            self.lexicon(source, pack, name, class, included, depth + 1)?;
        }
        Ok(())
    }

    fn term(&mut self, class: u16, words: &[String], exact: Option<&str>, payload: Term) {
        let words: Vec<u32> = words.iter().map(|w| self.vocabulary.intern(w)).collect();
        let stored = NewTerm { class, words, exact: exact.map(Into::into) };
        let known = self.terms.iter().zip(&self.payloads).any(|(t, p)| {
            t.class == stored.class && t.words == stored.words && t.exact == stored.exact && *p == payload
        });
        if !known {
            self.terms.push(stored);
            self.payloads.push(payload);
        }
    }

    pub(super) fn specialty_terms(&mut self) {
        let specialty = self.classes["specialty"];
        let practitioner = self.classes["practitioner"];
        let list = std::mem::take(&mut self.specialties.specialty);
        for (number, def) in (0_u16..).zip(&list) {
            for name in std::iter::once(&def.name).chain(&def.aliases) {
                let (words, exact) = parse_term(name);
                self.term(specialty, &words, exact, Term::Specialty(number));
            }
            for name in &def.practitioners {
                let (words, exact) = parse_term(name);
                self.term(practitioner, &words, exact, Term::Specialty(number));
            }
        }
        self.specialties.specialty = list;
    }
}

fn self_class(classes: &BTreeMap<String, u16>, name: &str, form: &str) -> Option<u16> {
    classes.get(&format!("{name}.{form}")).copied()
}
