//! Where finished paragraphs go: into the text, or into the cell of a table until its row is complete.

use crate::MAX_TEXT;
use crate::paragraphs::{MOST, Paragraph};

/// Bytes of the joined cells of a table row up to which they stand on one line.
const ROW: usize = 120;

/// Deepest nesting of tables that is followed; what is nested deeper stands in the cell around it.
const DEEPEST: usize = 50;

/// Finished paragraphs, with the tables that are still open.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    done: Vec<Paragraph>,
    /// The open row of each open table, cell by cell.
    tables: Vec<Vec<Vec<Paragraph>>>,
    /// Open tables that were not followed.
    deeper: usize,
    /// Bytes of text, and paragraphs with their runs, that were put in.
    bytes: usize,
    weight: usize,
}

impl Sink {
    /// Puts a finished paragraph in, unless there are far more than a letter has.
    pub(crate) fn push(&mut self, paragraph: Paragraph) {
        if !self.is_full() {
            self.bytes += paragraph.text.len();
            self.weight += paragraph.weight();
            self.paragraphs().push(paragraph);
        }
    }

    /// Whether there is far more than in a letter, so that nothing more is taken.
    pub(crate) fn is_full(&self) -> bool {
        self.bytes > MAX_TEXT || self.weight > MOST
    }

    /// The paragraph that was put in last, if it is still where the next one goes.
    pub(crate) fn last(&mut self) -> Option<&mut Paragraph> {
        self.paragraphs().last_mut()
    }

    /// Where the next paragraph goes.
    fn paragraphs(&mut self) -> &mut Vec<Paragraph> {
        let cell = self.tables.iter_mut().rev().find_map(|row| row.last_mut());
        cell.unwrap_or(&mut self.done)
    }

    pub(crate) fn open_table(&mut self) {
        if self.tables.len() < DEEPEST {
            self.tables.push(Vec::new());
        } else {
            self.deeper += 1;
        }
    }

    pub(crate) fn in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    pub(crate) fn open_cell(&mut self) {
        if self.deeper > 0 {
            return;
        }
        if let Some(row) = self.tables.last_mut() {
            row.push(Vec::new());
        }
    }

    /// A row stands on one line if its cells are short, else cell by cell.
    pub(crate) fn close_row(&mut self) {
        if self.deeper > 0 {
            return;
        }
        let Some(row) = self.tables.last_mut() else { return };
        let filled: Vec<Vec<Paragraph>> = std::mem::take(row)
            .into_iter()
            .map(|cell| cell.into_iter().filter(|p| !p.is_blank()).collect::<Vec<_>>())
            .filter(|cell| !cell.is_empty())
            .collect();
        let length: usize = filled.iter().flatten().map(|p| p.text.len()).sum();
        let one_line = length <= ROW && filled.iter().all(|c| c.len() == 1 && !c[0].text.contains('\n'));
        let mut cells = filled.into_iter().flatten();
        if one_line {
            let Some(mut row) = cells.next() else { return };
            cells.for_each(|cell| row.append("\t", cell));
            self.paragraphs().push(row);
        } else {
            let cells: Vec<Paragraph> = cells.collect();
            self.paragraphs().extend(cells);
        }
    }

    pub(crate) fn close_table(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        self.close_row();
        self.tables.pop();
    }

    /// Everything so far; tables that were never closed end here.
    pub(crate) fn take(&mut self) -> Vec<Paragraph> {
        self.deeper = 0;
        while self.in_table() {
            self.close_table();
        }
        std::mem::take(&mut self.done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_more_than_a_letter_is_dropped() {
        let mut sink = Sink::default();
        for _ in 0..2 * MOST {
            sink.push(Paragraph::default());
        }
        assert!(sink.is_full());
        assert_eq!(sink.take().len(), MOST + 1);
    }

    #[test]
    fn short_cells_share_a_line_and_long_ones_do_not() {
        let paragraph = |text: &str| Paragraph { text: text.into(), ..Paragraph::default() };
        let mut sink = Sink::default();
        sink.open_table();
        for cell in ["Patient care", "", "Top 10 %"] {
            sink.open_cell();
            sink.push(paragraph(cell));
        }
        sink.close_row();
        for cell in [&"a".repeat(70), &"b".repeat(70)] {
            sink.open_cell();
            sink.push(paragraph(cell));
        }
        sink.close_table();
        sink.push(paragraph("After"));
        let texts: Vec<String> = sink.take().into_iter().map(|p| p.text).collect();
        assert_eq!(texts, ["Patient care\tTop 10 %".into(), "a".repeat(70), "b".repeat(70), "After".into()]);
    }
}
