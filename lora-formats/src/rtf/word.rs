//! What the control words of RTF change.

use super::charset::{code_page_of_font, of_code_page};
use super::reader::Reader;
use super::state::{Destination, Font};
use crate::Part;

impl Reader {
    /// Does what a control word says.
    pub(super) fn word(&mut self, name: &str, number: Option<i32>, ignorable: bool) {
        let on = number != Some(0);
        if self.state().destination == Destination::Skipped && name != "shptxt" {
            return;
        }
        match name {
            "fonttbl" => self.state().destination = Destination::FontTable,
            "f" => self.state().font = number.unwrap_or(0),
            "fcharset" if self.state().destination == Destination::FontTable => {
                let font = self.state().font;
                let charset = number.unwrap_or(0);
                let found = Font {
                    encoding: code_page_of_font(charset).map(of_code_page),
                    symbols: charset == 2,
                    name: String::new(),
                };
                self.fonts.insert(font, found);
            }
            "ansicpg" => self.encoding = of_code_page(number.unwrap_or(1252)),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "uc" => self.state().fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "colortbl" | "stylesheet" | "pict" | "objdata" | "nonshppict" | "fldinst" | "themedata"
            | "sp" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl" | "generator" | "filetbl"
            | "xe" | "tc" | "bkmkstart" | "bkmkend" | "comment" | "keywords" | "subject" | "company"
            | "manager" | "doccomm" | "category" | "creatim" | "revtim" | "printim" | "buptim"
            | "userprops" | "datastore" | "latentstyles" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc"
            | "nosupersub" | "annotation" | "atnid" | "atnauthor" | "atntime" | "atndate" | "atnref"
            | "atrfstart" | "atrfend" => {
                self.found.comments += usize::from(name == "annotation");
                self.found.pictures |= name == "pict";
                self.state().destination = Destination::Skipped;
            }
            "info" => {}
            "title" => self.state().destination = Destination::Title,
            "author" => self.state().destination = Destination::Author,
            "operator" => self.state().destination = Destination::Operator,
            "listtext" | "pntext" => self.state().destination = Destination::Label,
            "header" | "headerf" | "headerl" | "headerr" => self.start_story(Part::Header),
            "footer" | "footerf" | "footerl" | "footerr" => self.start_story(Part::Footer),
            "footnote" => self.start_story(Part::Note),
            "shptxt" => {
                self.state().destination = Destination::Text;
                self.start_story(Part::TextBox);
            }
            "shpinst" | "shp" | "shppict" | "fldrslt" | "field" | "do" | "dptxbxtext" | "rtf" => {}
            "par" | "sect" => self.end_paragraph(),
            "page" => {
                self.end_paragraph();
                self.page += 1;
            }
            "pagebb" => self.page += 1,
            "line" | "lbr" => self.put("\n"),
            "tab" if self.state().destination == Destination::Label => self.put(" "),
            "tab" => self.put("\t"),
            "emdash" => self.put("—"),
            "endash" => self.put("–"),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            "lquote" => self.put("‘"),
            "rquote" => self.put("’"),
            "ldblquote" => self.put("“"),
            "rdblquote" => self.put("”"),
            "bullet" => self.put("•"),
            "zwj" | "zwnj" | "zwbo" | "zwnbo" => {}
            "pard" => {
                let state = self.state();
                (state.before, state.after, state.in_table) = (0, 0, false);
            }
            "plain" => {
                let state = self.state();
                (state.hidden, state.deleted) = (false, false);
                self.revised = false;
            }
            "sb" => self.state().before = u32::try_from(number.unwrap_or(0)).unwrap_or(0),
            "sa" => self.state().after = u32::try_from(number.unwrap_or(0)).unwrap_or(0),
            "v" => {
                self.state().hidden = on;
                self.found.hidden |= on;
            }
            "deleted" => {
                self.state().deleted = on;
                self.found.changes += usize::from(on);
            }
            "revised" => {
                self.found.changes += usize::from(on && !self.revised);
                self.revised = on;
            }
            "intbl" => self.state().in_table = true,
            "trowd" => {
                let sink = &mut self.story().sink;
                if !sink.in_table() {
                    sink.open_table();
                    sink.open_cell();
                }
            }
            "cell" | "nestcell" => {
                self.state().in_table = true;
                self.end_paragraph();
                self.story().sink.open_cell();
            }
            "row" | "nestrow" => {
                let sink = &mut self.story().sink;
                sink.close_row();
                sink.open_cell();
            }
            "paperw" => self.size.0 = number,
            "paperh" => self.size.1 = number,
            _ if ignorable => self.state().destination = Destination::Skipped,
            _ => {}
        }
    }
}
