//! Names that are like the applicant's without being a slip of the pen: begun or ended alike, or alike to the ear.

use super::applicant::Applicant;

impl Applicant {
    /// Whether a name is like one of the surnames, though further from it than a slip of the pen: "al-Hashimi" of an
    /// al-Hakimi.
    pub(super) fn is_like_family(&self, words: &[String]) -> bool {
        let [word] = words else { return false };
        self.family.iter().any(|own| {
            let begun = word.chars().zip(own.chars()).take_while(|(a, b)| a == b).count();
            let ended = word.chars().rev().zip(own.chars().rev()).take_while(|(a, b)| a == b).count();
            let long = word.chars().count().max(own.chars().count());
            begun >= 2 && ended >= 3 && (begun + ended) * 10 >= long * 6
        })
    }

    /// Whether a name begins as one of the surnames does: "Quiroga" of a Quispe, "Pettigrew" of a Pettibone.
    pub(super) fn begins_like_family(&self, words: &[String]) -> bool {
        let [word] = words else { return false };
        self.family.iter().chain(&self.joined).any(|own| {
            let begun = word.chars().zip(own.chars()).take_while(|(a, b)| a == b).count();
            let short = word.chars().count().min(own.chars().count());
            begun >= 3 && short >= 4 && begun * 2 >= short
        })
    }

    /// Whether a name sounds like one of the surnames: the same consonants in the same order, "Chaudhary" of a Chowdhury.
    pub(super) fn sounds_like_family(&self, words: &[String]) -> bool {
        let [word] = words else { return false };
        let heard = consonants(word);
        heard.len() >= 3
            && self
                .family
                .iter()
                .any(|own| own.chars().next() == word.chars().next() && consonants(own) == heard)
    }

    /// Whether a name sounds like a word of the applicant's name, as dictation and spell checkers make it: "Lawn" of a
    /// Lwin. What is no word of the language must be as long and end alike.
    pub(super) fn sounds_like_own(&self, words: &[String], common: bool) -> bool {
        let [word] = words else { return false };
        let (heard, length) = (consonants(word), word.chars().count());
        self.words.iter().any(|own| {
            let long = own.chars().count();
            let begins = word.chars().next() == own.chars().next();
            let ends = word.chars().last() == own.chars().last();
            begins
                && long >= 4
                && heard == consonants(own)
                && if common {
                    length.abs_diff(long) <= 2
                } else {
                    heard.len() >= 2 && length == long && ends
                }
        })
    }
}

/// The consonants of a name as they are heard: none twice in a row, and neither h, w nor y.
fn consonants(name: &str) -> Vec<char> {
    let alike = |c: char| match c {
        'c' | 'q' => 'k',
        'z' | 'x' => 's',
        'd' => 't',
        'v' => 'f',
        'j' => 'g',
        c => c,
    };
    let mut heard: Vec<char> = name.chars().filter(|c| !"aeiouhwy".contains(*c)).map(alike).collect();
    heard.dedup();
    heard
}
