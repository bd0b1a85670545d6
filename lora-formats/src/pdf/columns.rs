//! Columns of prose side by side, which are read one after the other. Tables and letterheads are no columns: their
//! cells belong to their row.

use super::glyphs::Glyph;

/// Share of the type size that is free between columns in every row.
const GUTTER: f32 = 0.8;
/// Share of the text's width, from either side, in which no gutter is looked for.
const SIDE: f32 = 0.25;
/// Rows that a column has at least, and glyphs of its rows on average.
const ROWS: usize = 4;
const GLYPHS: usize = 24;
/// Share of a column's width that a row of prose fills, and share of rows that do.
const FILLED: f32 = 0.7;
const MOSTLY: f32 = 0.6;
/// Rows of a page that are looked through together; print too small to read would have more.
const TALLEST: usize = 200;
/// Distance between rows, in type sizes, that columns may always have, and how much wider what parts them from other
/// lines is than the widest in them.
const APART: f32 = 1.6;
const WIDER: f32 = 1.25;

/// Glyphs of a line and the column that it stands in: 0 for a line across the page.
pub(super) type Row = (u8, Vec<Glyph>);

/// Rows from top to bottom, with those of two columns as the one column and then the other.
pub(super) fn part(rows: Vec<Vec<Glyph>>) -> Vec<Row> {
    let edges = rows.iter().flatten().fold((f32::MAX, f32::MIN), |(l, r), g| (l.min(g.x), r.max(g.end)));
    let mut out = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        match stretch(&rows[at..], edges) {
            Some((columns, gutter)) => {
                let stretch = &rows[at + columns.start..at + columns.end];
                out.extend(rows[at..at + columns.start].iter().map(|row| (0, row.clone())));
                for (column, side) in [(1, Side::Left), (2, Side::Right)] {
                    let halves = stretch.iter().map(|row| (column, half(row, gutter, side)));
                    out.extend(halves.filter(|(_, half)| !half.is_empty()));
                }
                at += columns.end;
            }
            None => {
                out.push((0, rows[at].clone()));
                at += 1;
            }
        }
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

fn half(row: &[Glyph], gutter: f32, side: Side) -> Vec<Glyph> {
    row.iter().filter(|g| (g.x < gutter) == (side == Side::Left)).copied().collect()
}

/// Which rows stand in two columns, and where these part.
fn stretch(rows: &[Vec<Glyph>], (left, right): (f32, f32)) -> Option<(std::ops::Range<usize>, f32)> {
    let width = right - left;
    let mut free = vec![(left + SIDE * width, right - SIDE * width)];
    let mut count = 0;
    for row in rows.iter().take(TALLEST) {
        let next = common(&free, &gaps(row));
        if next.is_empty() {
            break;
        }
        free = next;
        count += 1;
    }
    if count < ROWS {
        return None;
    }
    let (from, to) = free.into_iter().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
    let gutter = f32::midpoint(from, to);
    let inside = without_ends(&rows[..count], gutter);
    let columns = [Side::Left, Side::Right].map(|side| {
        let halves = rows[inside.clone()].iter().map(|row| half(row, gutter, side));
        halves.filter(|half| !half.is_empty()).collect::<Vec<_>>()
    });
    columns.iter().all(|column| is_prose(column)).then_some((inside, gutter))
}

/// Where nothing stands in a row.
fn gaps(row: &[Glyph]) -> Vec<(f32, f32)> {
    let mut glyphs: Vec<&Glyph> = row.iter().collect();
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut gaps = Vec::new();
    let mut end = f32::MIN;
    for glyph in glyphs {
        if glyph.x - end >= GUTTER * glyph.size {
            gaps.push((end, glyph.x));
        }
        end = end.max(glyph.end);
    }
    gaps.push((end, f32::MAX));
    gaps
}

fn common(a: &[(f32, f32)], b: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let both = a.iter().flat_map(|a| b.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))));
    // Half a gutter may go to a letter that leans over.
    both.filter(|(from, to)| to - from > 4.0).collect()
}

/// The rows without those at the start and at the end that stand on one side alone, behind a gap that is wider than
/// those between paragraphs of the columns: a date above, a signature below.
fn without_ends(rows: &[Vec<Glyph>], gutter: f32) -> std::ops::Range<usize> {
    let on = |side| move |row: &Vec<Glyph>| !half(row, gutter, side).is_empty();
    let first = |side| rows.iter().position(on(side)).unwrap_or(0);
    let after = |side| rows.iter().rposition(on(side)).map_or(0, |at| at + 1);
    let upper = first(Side::Left).max(first(Side::Right));
    let lower = after(Side::Left).min(after(Side::Right));
    // Between a row and the one above it, in type sizes.
    let gap = |at: usize| match (rows[at - 1].first(), rows[at].first()) {
        (Some(above), Some(row)) => (row.y - above.y) / row.size,
        _ => 0.0,
    };
    let inside = (upper + 1..lower).map(gap).fold(APART, f32::max);
    let wide = |at: &usize| gap(*at) > WIDER * inside;
    let start = (1..=upper.min(rows.len() - 1)).rev().find(wide).unwrap_or(0);
    let end = (lower.max(start + 1)..rows.len()).find(wide).unwrap_or(rows.len());
    start..end
}

fn ends(row: &[Glyph]) -> (f32, f32) {
    row.iter().fold((f32::MAX, f32::MIN), |(left, right), g| (left.min(g.x), right.max(g.end)))
}

fn is_prose(column: &[Vec<Glyph>]) -> bool {
    let ends = |row: &Vec<Glyph>| ends(row);
    let (left, right) =
        column.iter().map(ends).fold((f32::MAX, f32::MIN), |a, b| (a.0.min(b.0), a.1.max(b.1)));
    let filled = column.iter().map(ends).filter(|(from, to)| to - from >= FILLED * (right - left)).count();
    #[expect(clippy::cast_precision_loss, reason = "rows of a page are few")]
    let mostly = filled as f32 >= MOSTLY * column.len() as f32;
    column.len() >= ROWS && column.iter().map(Vec::len).sum::<usize>() >= GLYPHS * column.len() && mostly
}

#[cfg(test)]
mod tests {
    use super::super::glyphs::Page;
    use super::super::layout::lines;

    fn page(words: &[(f32, f32, &str)]) -> Vec<String> {
        let mut page = Page::default();
        for (x, y, text) in words {
            for (i, c) in (0_u8..).zip(text.chars()) {
                let x = x + f32::from(i) * 5.0;
                page.put(x, x + 5.0, *y, 10.0, &c.to_string());
            }
        }
        lines(&page).into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn columns_of_prose_are_read_one_after_the_other() {
        let left = "She read through nine years of notes one by";
        let right = "one and found that a clinic had doubled it";
        let mut words = vec![(72.0, 40.0, "Coldwater Regional Medical Center")];
        for row in 0_u8..5 {
            words.push((72.0, 80.0 + 12.0 * f32::from(row), left));
            words.push((310.0, 80.0 + 12.0 * f32::from(row), right));
        }
        words.push((72.0, 200.0, "Sincerely,"));
        let found = page(&words);
        assert_eq!(found[0], "Coldwater Regional Medical Center");
        assert_eq!(found[1..6], [left; 5]);
        assert_eq!(found[6..11], [right; 5]);
        assert_eq!(found[11..], ["Sincerely,"]);
    }

    #[test]
    fn rows_of_a_table_stay_rows() {
        let table: Vec<(f32, f32, &str)> = (0_u8..6)
            .flat_map(|row| {
                let y = 80.0 + 14.0 * f32::from(row);
                let label = ["Patient care", "Medical knowledge, as shown in conference", "Teamwork"];
                [(72.0, y, label[usize::from(row) % 3]), (310.0, y, "Top 10 % of all students of the year")]
            })
            .collect();
        assert!(page(&table).iter().all(|line| line.contains('\t')), "{:?}", page(&table));
    }
}
