//! PDFs are read in a process of their own. One that is damaged, or was made to do harm, can exhaust the stack,
//! the memory or the time of its reader: that process has limits, and its end is an error like any other.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use lora_formats::{DocumentType, Extracted, ReadError};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Memory that the process may use, in bytes.
#[cfg(unix)]
const MEMORY: u64 = 224 << 20;
/// Processor time that it may use, in seconds. A letter of two pages takes some hundredths.
#[cfg(unix)]
const SECONDS: u64 = 1;

const DAMAGED: ReadError = ReadError::Damaged(DocumentType::Pdf);

/// Reads a PDF in another process of this program.
pub fn read(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let Ok(program) = std::env::current_exe() else { return lora_formats::extract(bytes) };
    // What goes wrong in it is said here, and not by its own last words.
    let started = Command::new(program)
        .arg("read-pdf")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    // Where no process can be started, a reading that is caught in most cases is better than none.
    let Ok(mut process) = started else { return lora_formats::extract(bytes) };
    if let Some(mut input) = process.stdin.take() {
        // It reads everything before it answers. If it died, its status says so.
        let _ = input.write_all(bytes);
    }
    let mut answer = Vec::new();
    if let Some(mut out) = process.stdout.take() {
        let _ = out.read_to_end(&mut answer);
    }
    let status = process.wait().map_err(|_| DAMAGED)?;
    if !status.success() {
        return Err(if ran_out_of_time(status) { ReadError::TooSlow(DocumentType::Pdf) } else { DAMAGED });
    }
    serde_json::from_slice::<Result<Extracted, ReadError>>(&answer).unwrap_or(Err(DAMAGED))
}

#[cfg(unix)]
fn ran_out_of_time(status: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // SIGXCPU on Linux, macOS and the BSDs.
    status.signal() == Some(24)
}

#[cfg(not(unix))]
fn ran_out_of_time(_: std::process::ExitStatus) -> bool {
    false
}

/// The other process: reads a PDF from standard input and answers on standard output.
pub fn serve() -> Result<Exit, Failure> {
    #[cfg(unix)]
    {
        // Where a limit can't be set, there is none to lean on.
        let _ = rlimit::setrlimit(rlimit::Resource::DATA, MEMORY, MEMORY);
        let _ = rlimit::setrlimit(rlimit::Resource::CPU, SECONDS, SECONDS + 1);
        let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    }
    let mut bytes = Vec::new();
    let limit = lora_formats::MAX_BYTES as u64 + 1;
    std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(|e| {
        Failure::about("standard input", format!("it can't be read ({e}): this is no command to call"))
    })?;
    let answer = lora_formats::extract(&bytes);
    let answer = serde_json::to_string(&answer)
        .map_err(|e| Failure::about("standard output", format!("the answer can't be written ({e})")))?;
    output::print(answer.as_bytes())?;
    Ok(Exit::Clean)
}
