//! How wide the page is and whether it shows colours.

use std::io::IsTerminal;

use anstream::AutoStream;
use anstream::ColorChoice;

use crate::args::ColorArg;
use crate::emit::text::Page;

/// Columns of a page that goes into a pipe or a file.
const PIPED: usize = 100;

/// The page that a report is printed on; `to_file` when it doesn't go to standard output.
pub fn page(color: ColorArg, to_file: bool, all: bool) -> Page {
    let stdout = std::io::stdout();
    let color = match color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        // Knows NO_COLOR, CLICOLOR_FORCE, TERM=dumb and whether anybody looks.
        ColorArg::Auto => !to_file && AutoStream::choice(&stdout) != ColorChoice::Never,
    };
    let width = if !to_file && stdout.is_terminal() {
        terminal_size::terminal_size().map_or(PIPED, |(width, _)| usize::from(width.0).clamp(40, PIPED))
    } else {
        PIPED
    };
    Page { width, color, all }
}
