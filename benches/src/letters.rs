//! Letters from a generator: shaped like letters (letterhead, stock opening and closing, four paragraphs, some 450
//! words), of a vocabulary as uneven as a language's (Zipf), nearly all of them sharing nothing but stock sentences.
//! One in forty holds a paragraph of another. The same number gives the same letter on every machine.

/// Words of the vocabulary beneath the function words.
const VOCABULARY: usize = 30_000;
/// One letter in so many has a paragraph of an earlier one.
const COPIES: u64 = 40;
/// Function words, the most used first.
const FUNCTION: [&str; 40] = [
    "the", "of", "and", "to", "a", "in", "was", "that", "for", "with", "on", "as", "he", "his", "had", "she",
    "her", "it", "at", "by", "from", "who", "not", "when", "which", "this", "were", "before", "after",
    "would", "could", "one", "all", "their", "they", "been", "into", "more", "what", "without",
];
const ONSETS: [&str; 20] = [
    "b", "br", "c", "ch", "d", "f", "g", "gr", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v",
];
const NUCLEI: [&str; 10] = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "ie", "oo"];
const CODAS: [&str; 12] = ["", "n", "r", "l", "s", "t", "nd", "rm", "ck", "st", "ng", "m"];

/// A generator of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// From 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The word of a rank, from syllables.
fn word(rank: usize) -> String {
    let mut dice = Dice(rank as u64 ^ 0x1e77_e25a);
    let mut word = String::new();
    for _ in 0..2 + dice.below(2) {
        for part in [&ONSETS[..], &NUCLEI[..], &CODAS[..]] {
            let at = usize::try_from(dice.below(part.len() as u64)).unwrap_or_default();
            word.push_str(part[at]);
        }
    }
    word
}

/// A word, as often as its rank allows: nearly half of all are function words.
fn any(dice: &mut Dice) -> String {
    if dice.part() < 0.45 {
        let at = (dice.part() * dice.part() * FUNCTION.len() as f64) as usize;
        return FUNCTION[at.min(FUNCTION.len() - 1)].to_owned();
    }
    // Of a Zipf distribution with exponent 1 the logarithm of the rank is even.
    let rank = (VOCABULARY as f64).powf(dice.part()) as usize;
    word(rank)
}

fn sentence(dice: &mut Dice) -> String {
    let mut sentence = String::new();
    for at in 0..9 + dice.below(18) {
        let mut next = any(dice);
        if at == 0 {
            next[..1].make_ascii_uppercase();
        } else {
            sentence.push(' ');
        }
        sentence.push_str(&next);
    }
    sentence.push('.');
    sentence
}

/// A paragraph of a letter's own.
fn paragraph(letter: u64, number: u64) -> String {
    let mut dice = Dice(letter.wrapping_mul(97).wrapping_add(number));
    let sentences: Vec<String> = (0..4 + dice.below(3)).map(|_| sentence(&mut dice)).collect();
    sentences.join(" ")
}

fn name(dice: &mut Dice) -> String {
    let mut name = word(40_000 + usize::try_from(dice.below(5_000)).unwrap_or_default());
    name[..1].make_ascii_uppercase();
    name
}

/// The letter of a number.
#[must_use]
pub fn letter(number: u64) -> String {
    let mut dice = Dice(number ^ 0xa5a5_5a5a_0f0f_f0f0);
    let (first, last, writer, place) = (name(&mut dice), name(&mut dice), name(&mut dice), name(&mut dice));
    let mut paragraphs: Vec<String> = (0..4).map(|n| paragraph(number, n)).collect();
    if number > 0 && number % COPIES == 0 {
        paragraphs[2] = paragraph(dice.below(number), dice.below(4));
    }
    format!(
        "{place} Medical Center\nDepartment of Medicine\n\nMarch {day}, 2026\n\nDear Program Director:\n\nIt is my great \
         pleasure to recommend Dr. {first} {last} for a position in your residency program.\n\n{body}\n\nPlease do not \
         hesitate to contact me should you need any additional information.\n\nSincerely,\n\n{writer} {last}, MD\nAttending \
         Physician\n",
        day = 1 + dice.below(28),
        body = paragraphs.join("\n\n"),
    )
}

/// A draft that has the second paragraph of one letter and the last of another, with a word in nine changed; the rest
/// is its own.
#[must_use]
pub fn draft(number: u64, sources: [u64; 2]) -> String {
    let mut dice = Dice(number);
    let mut edited = |text: String| -> String {
        let words: Vec<String> =
            text.split(' ').map(|w| if dice.below(9) == 0 { any(&mut dice) } else { w.to_owned() }).collect();
        words.join(" ")
    };
    let (a, b) = (edited(paragraph(sources[0], 1)), edited(paragraph(sources[1], 3)));
    let own = letter(u64::MAX / 2 + number);
    let (head, tail) = own.split_once("\n\nPlease").unwrap_or((&own, ""));
    format!("{head}\n\n{a}\n\n{b}\n\nPlease{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_length_of_letters_and_differ() {
        let words: Vec<usize> = (0..200).map(|n| letter(n).split_whitespace().count()).collect();
        let mean = words.iter().sum::<usize>() / words.len();
        assert!((380..520).contains(&mean), "{mean}");
        assert_ne!(letter(1), letter(2));
        assert_eq!(letter(7), letter(7));
    }
}
