//! Headers and footers of pages, told from the text between them.

use std::collections::HashMap;

use super::layout::Line;
use crate::paragraphs::is_page_number;

/// Lines at the top and the bottom of a page that are looked at.
const EDGE: usize = 4;
/// Share of the page's height by which the places of a repeated line may differ.
const SAME_HEIGHT: f32 = 0.01;

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
    // Pages on which a line of a shape stands at an edge, and how high.
    let mut edges: HashMap<(Edge, String), Vec<(usize, f32)>> = HashMap::new();
    for (number, lines) in pages.iter().enumerate() {
        // The last page may hold no more than the end of the signature.
        let lines = if lines.len() >= EDGE { &lines[..] } else { &[] };
        for (i, line) in lines.iter().enumerate() {
            if let Some(edge) = edge(i, lines.len(), line) {
                edges.entry((edge, shape(&line.text))).or_default().push((number, line.height));
            }
        }
    }
    for (number, lines) in pages.into_iter().enumerate() {
        let count = lines.len();
        for (i, mut line) in lines.into_iter().enumerate() {
            line.page = u32::try_from(number + 1).unwrap_or(u32::MAX);
            let Some(edge) = edge(i, count, &line) else {
                parts.body.push(line);
                continue;
            };
            if is_page_number(line.text.trim()) {
                continue;
            }
            let found = (edge, shape(&line.text));
            let same = |(other, height): &(usize, f32)| {
                *other != number && (height - line.height).abs() < SAME_HEIGHT
            };
            let repeats = edges.get(&found).is_some_and(|places| places.iter().any(same));
            // "Farah, page 2" stands on the second page alone.
            let continues = number > 0 && names_page(&line.text);
            let place = match edge {
                _ if !repeats && !continues => &mut parts.body,
                Edge::Top => &mut parts.header,
                Edge::Bottom => &mut parts.footer,
            };
            let seen = (repeats || continues) && place.iter().any(|l| shape(&l.text) == found.1);
            if !seen {
                place.push(line);
            }
        }
    }
    parts
}

/// Where headers and footers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Edge {
    Top,
    Bottom,
}

/// The edge of the page that a line stands at, if it stands at one.
fn edge(i: usize, count: usize, line: &Line) -> Option<Edge> {
    if i < EDGE && line.height < 0.2 {
        Some(Edge::Top)
    } else if i + EDGE >= count && line.height > 0.8 {
        Some(Edge::Bottom)
    } else {
        None
    }
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
        let line =
            |(text, height): &(&str, f32)| Line { text: (*text).into(), height: *height, ..Line::default() };
        lines.iter().map(line).collect()
    }

    #[test]
    fn what_repeats_stands_once_and_page_numbers_never() {
        let parts = part(vec![
            page(&[
                ("Lakeside Hospital", 0.05),
                ("She saw", 0.5),
                ("1 Main Street", 0.93),
                ("Page 1 of 2", 0.95),
            ]),
            page(&[
                ("Re: Farah, page 2", 0.05),
                ("the rash.", 0.5),
                ("1 Main Street", 0.93),
                ("Page 2 of 2", 0.95),
            ]),
        ]);
        let texts = |lines: &[Line]| lines.iter().map(|l| l.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&parts.header), ["Re: Farah, page 2"]);
        assert_eq!(texts(&parts.body), ["Lakeside Hospital", "She saw", "the rash."]);
        assert_eq!(texts(&parts.footer), ["1 Main Street"]);
    }
}
