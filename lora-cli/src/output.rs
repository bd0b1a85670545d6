//! Everything that leaves the program: standard output, standard error, and files of its own.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::sanitize::clean;

/// Prints to standard output. A reader that went away is no error.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Failure::about(
            "standard output",
            format!("writing failed ({e}): check the disk or the reader"),
        )),
        _ => Ok(()),
    }
}

/// A line on standard error, free of anything that a terminal would act on. Failing there can be told nobody.
pub fn complain(message: impl Display) {
    let message = message.to_string();
    let _ = writeln!(io::stderr().lock(), "lora: {}", clean(&message));
}

/// Writes a file whole or not at all, readable by its owner alone. `inputs` are files it must not be.
pub fn write_file(path: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<(), Failure> {
    let existing = fs::metadata(path).ok();
    if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(Failure::new(path, "--output names a folder: name a file in it"));
    }
    // Through links, so that neither an input behind one is overwritten nor the link itself replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if inputs.iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == target)) {
        return Err(Failure::new(path, "--output would overwrite a file that was read: name another file"));
    }
    let wrong = |e: &io::Error| match e.kind() {
        ErrorKind::NotFound => {
            Failure::new(path, "its folder does not exist: create it or name another file")
        }
        _ => Failure::io(path, "written", e),
    };
    if existing.is_some_and(|m| !m.is_file()) {
        // A device or pipe can't be replaced by a file, only written to.
        return fs::OpenOptions::new()
            .write(true)
            .open(&target)
            .and_then(|mut file| file.write_all(bytes))
            .map_err(|e| wrong(&e));
    }
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Created with 0600, in the same folder so that the renaming is atomic, and removed if that fails.
    let mut file = tempfile::Builder::new().prefix(".lora-").tempfile_in(folder).map_err(|e| wrong(&e))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|e| wrong(&e))?;
    file.persist(&target).map_err(|e| wrong(&e.error))?;
    Ok(())
}

/// Writes a new file, readable by its owner alone; one that is there already stays as it is.
pub fn create_file(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

/// Replaces the panic message, which could quote the letter, by the place in the program.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        let _ = writeln!(
            io::stderr().lock(),
            "lora: internal error{place}: report it with this line; it holds nothing of the letter"
        );
    }));
}
