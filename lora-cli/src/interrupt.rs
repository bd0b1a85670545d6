//! Ctrl-C: the first stops the work in good order, the second at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::exit::Exit;

static STOP: AtomicBool = AtomicBool::new(false);

/// Set once the user has interrupted. From this call on, the first interrupt only sets it.
pub fn watch() -> &'static AtomicBool {
    // Where signals can't be watched an interrupt ends the program, as it would anyway.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted as i32);
        }
    });
    &STOP
}
