//! Everything that leaves the program: standard output, standard error, and files of its own.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::Failure;
use crate::sanitize::clean;

/// Prints to standard output. A reader that went away is no error.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    Lines::Out.write(bytes).map(|_| ())
}

fn unprinted(error: &io::Error) -> Failure {
    Failure::about("standard output", format!("writing failed ({error}): check the disk or the reader"))
}

/// A line on standard error, free of anything that a terminal would act on. Failing there can be told nobody.
pub fn complain(message: impl Display) {
    let message = message.to_string();
    let _ = writeln!(io::stderr().lock(), "lora: {}", clean(&message));
}

/// Writes a file whole or not at all, readable by its owner alone. `inputs` are files it must not be.
pub fn write_file(path: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<(), Failure> {
    let mut file = NewFile::begin(path, inputs)?;
    file.write(bytes)?;
    file.finish()
}

/// A file in the making: it takes its name when it is finished, and is gone if it never is.
pub struct NewFile {
    path: PathBuf,
    to: To,
}

enum To {
    Temporary {
        file: NamedTempFile,
        target: PathBuf,
    },
    /// A device or pipe can't be replaced by a file, only written to.
    Device(fs::File),
}

impl NewFile {
    /// Begins a file that must not be one of `inputs`.
    pub fn begin(path: &Path, inputs: &[PathBuf]) -> Result<Self, Failure> {
        let existing = fs::metadata(path).ok();
        if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(Failure::new(path, "--output names a folder: name a file in it"));
        }
        // Through links, so that neither an input behind one is overwritten nor the link itself replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if inputs.iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == target)) {
            return Err(Failure::new(
                path,
                "--output would overwrite a file that was read: name another file",
            ));
        }
        let to = if existing.is_some_and(|m| !m.is_file()) {
            fs::OpenOptions::new().write(true).open(&target).map(To::Device)
        } else {
            let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            // Created with 0600, in the same folder so that the renaming is atomic, and removed if that fails.
            let file = tempfile::Builder::new().prefix(".lora-").tempfile_in(folder);
            file.map(|file| To::Temporary { file, target })
        };
        Ok(Self { path: path.to_path_buf(), to: to.map_err(|e| unwritten(path, &e))? })
    }

    /// Adds to it.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = match &mut self.to {
            To::Temporary { file, .. } => file.write_all(bytes),
            To::Device(file) => file.write_all(bytes),
        };
        written.map_err(|e| unwritten(&self.path, &e))
    }

    /// Gives it its name.
    pub fn finish(self) -> Result<(), Failure> {
        let Self { path, to } = self;
        if let To::Temporary { file, target } = to {
            file.as_file().sync_all().map_err(|e| unwritten(&path, &e))?;
            file.persist(&target).map_err(|e| unwritten(&path, &e.error))?;
        }
        Ok(())
    }
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::NotFound => {
            Failure::new(path, "its folder does not exist: create it or name another file")
        }
        _ => Failure::io(path, "written", error),
    }
}

/// Where lines go as they come: standard output, or a file.
pub enum Lines {
    Out,
    File(NewFile),
}

impl Lines {
    /// Writes a line, all of it at once. `false` tells that the reader went away.
    pub fn write(&mut self, line: &[u8]) -> Result<bool, Failure> {
        match self {
            Self::File(file) => file.write(line).map(|()| true),
            Self::Out => {
                let mut out = io::stdout().lock();
                match out.write_all(line).and_then(|()| out.flush()) {
                    Ok(()) => Ok(true),
                    Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(false),
                    Err(e) => Err(unprinted(&e)),
                }
            }
        }
    }

    /// Ends them.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Out => Ok(()),
            Self::File(file) => file.finish(),
        }
    }
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
