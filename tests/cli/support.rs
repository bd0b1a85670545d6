//! A folder of its own for each test, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A letter with one finding of `info` and nothing that a fact could contradict.
pub const LETTER: &str = "March 30, 2026\n\nRe: Amina Yusuf Farah\n\nDear Program Director:\n\n\
    Amina is a true team player with good manners.\n\nSincerely,\n\nDaniel Okafor, MD\nAssociate Program Director\n";

/// A folder that goes away with the test.
pub struct Office(TempDir);

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Office {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder with `letter.txt` in it.
    pub fn with_letter() -> Self {
        let office = Self::new();
        office.write("letter.txt", LETTER);
        office
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program with arguments parted by spaces, run in the folder.
    pub fn lora(&self, args: &str) -> Ran {
        self.command(args).output().map(ran).unwrap()
    }

    pub fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lora"));
        command
            .current_dir(self.0.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .args(args.split_whitespace());
        command
    }

    /// `lora check … --format json`, its report and exit code.
    pub fn json(&self, args: &str) -> (Value, i32) {
        let ran = self.lora(&format!("check {args} --format json"));
        let report = serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {ran:?}"));
        (report, ran.code)
    }
}

pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
