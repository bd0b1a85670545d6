//! Headers and footers of pages, told from the text between them.

use super::layout::Line;
use crate::paragraphs::is_page_number;

/// Lines at the top and the bottom of a page that are looked at.
const EDGE: usize = 4;

/// The lines of a document by where they stand.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) header: Vec<Line>,
    pub(super) body: Vec<Line>,
    pub(super) footer: Vec<Line>,
}

/// Parts headers and footers from the body. What repeats from page to page stands once, page numbers not at
/// all; a text that runs over a page is whole.
pub(super) fn part(pages: Vec<Vec<Line>>) -> Parts {
    let mut parts = Parts::default();
    let edges: Vec<Vec<String>> = pages
        .iter()
        .map(|lines| {
            let edge = (0..lines.len()).filter(|i| is_edge(*i, lines.len()));
            edge.map(|i| shape(&lines[i].text)).collect()
        })
        .collect();
    let several = pages.len() > 1;
    for (number, lines) in pages.into_iter().enumerate() {
        let count = lines.len();
        for (i, mut line) in lines.into_iter().enumerate() {
            line.page = u32::try_from(number + 1).unwrap_or(u32::MAX);
            let (top, bottom) = (i < EDGE && line.height < 0.2, i + EDGE >= count && line.height > 0.8);
            if (top || bottom) && is_page_number(line.text.trim()) {
                continue;
            }
            let shape = shape(&line.text);
            let repeats = several
                && (top || bottom)
                && edges.iter().enumerate().any(|(other, edge)| other != number && edge.contains(&shape));
            // "Farah, page 2" stands on the second page alone.
            let continues = number > 0 && (top || bottom) && names_page(&line.text);
            let place = match (repeats || continues, top) {
                (true, true) => &mut parts.header,
                (true, false) => &mut parts.footer,
                (false, _) => &mut parts.body,
            };
            let seen = (repeats || continues) && place.iter().any(|l| self::shape(&l.text) == shape);
            if !seen {
                place.push(line);
            }
        }
    }
    parts
}

fn is_edge(i: usize, count: usize) -> bool {
    i < EDGE || i + EDGE >= count
}

/// A line with any number in place of its numbers.
fn shape(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

fn names_page(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        if word == "page" && words.peek().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit())) {
            return line.len() < 100;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[(&str, f32)]) -> Vec<Line> {
        let line = |(text, height): &(&str, f32)| Line { text: (*text).into(), height: *height, ..Line::default() };
        lines.iter().map(line).collect()
    }

    #[test]
    fn what_repeats_stands_once_and_page_numbers_never() {
        let parts = part(vec![
            page(&[("Lakeside Hospital", 0.05), ("She saw", 0.5), ("1 Main Street", 0.93), ("Page 1 of 2", 0.95)]),
            page(&[("Re: Farah, page 2", 0.05), ("the rash.", 0.5), ("1 Main Street", 0.93), ("Page 2 of 2", 0.95)]),
        ]);
        let texts = |lines: &[Line]| lines.iter().map(|l| l.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&parts.header), ["Re: Farah, page 2"]);
        assert_eq!(texts(&parts.body), ["Lakeside Hospital", "She saw", "the rash."]);
        assert_eq!(texts(&parts.footer), ["1 Main Street"]);
    }
}
