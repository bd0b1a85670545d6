//! Forms of English verbs, so that packs list a verb once.

/// The forms of a verb: all of them, and those of the past.
pub(super) struct Forms {
    pub(super) all: Vec<String>,
    pub(super) past: Vec<String>,
    pub(super) base: Vec<String>,
    pub(super) gerund: Vec<String>,
}

/// Forms of a verb given as its base and its irregular forms, separated by spaces: forms that end in `ing` are
/// gerunds, the others past forms. What is not given is derived. `look_up` style verbs keep their particle:
/// `"look up"` is not one verb here; list it as a phrase.
pub(super) fn forms(entry: &str) -> Forms {
    let mut words = entry.split_whitespace();
    let base = words.next().unwrap_or_default().to_owned();
    let given: Vec<&str> = words.collect();
    let mut gerund: Vec<String> =
        given.iter().filter(|w| w.ends_with("ing")).map(|w| (*w).to_owned()).collect();
    let mut past: Vec<String> =
        given.iter().filter(|w| !w.ends_with("ing")).map(|w| (*w).to_owned()).collect();
    if past.is_empty() {
        past.push(regular_past(&base));
    }
    if gerund.is_empty() {
        gerund.push(regular_gerund(&base));
    }
    let mut all = vec![base.clone(), third_person(&base)];
    all.extend(past.iter().cloned());
    all.extend(gerund.iter().cloned());
    Forms { all, past, base: vec![base], gerund }
}

fn ends_in_consonant_y(word: &str) -> bool {
    let mut end = word.chars().rev();
    end.next() == Some('y') && end.next().is_some_and(|c| !"aeiou".contains(c))
}

fn third_person(base: &str) -> String {
    if ends_in_consonant_y(base) {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    if ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| base.ends_with(end)) {
        return format!("{base}es");
    }
    format!("{base}s")
}

fn regular_past(base: &str) -> String {
    if base.ends_with('e') {
        return format!("{base}d");
    }
    if ends_in_consonant_y(base) {
        return format!("{}ied", &base[..base.len() - 1]);
    }
    format!("{base}ed")
}

fn regular_gerund(base: &str) -> String {
    if base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("ye") {
        return format!("{}ing", &base[..base.len() - 1]);
    }
    format!("{base}ing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_forms() {
        assert_eq!(forms("notice").past, ["noticed"]);
        assert_eq!(forms("carry").all, ["carry", "carries", "carried", "carrying"]);
        assert_eq!(forms("take took taken").all, ["take", "takes", "took", "taken", "taking"]);
        assert_eq!(forms("admit admitted admitting").gerund, ["admitting"]);
        assert_eq!(forms("see saw seen").gerund, ["seeing"]);
    }
}
