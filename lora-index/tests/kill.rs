//! A process that adds letters is killed at any moment: what it had committed is there, whole.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use lora_core::reuse::Printer;
use lora_index::{Index, NewLetter, Stamp};

/// Set for the process that is to be killed: where the index is.
const INDEX: &str = "LORA_TEST_INDEX";
/// Rounds; the measurement of a release sets more: `LORA_KILLS=50`.
const ROUNDS: u64 = 6;
const BATCH: u64 = 20;

fn letter(number: u64) -> String {
    let words = [
        "lantern", "harbor", "tremor", "cellist", "gravel", "orchid", "saddle", "quarry", "mitten", "violet",
    ];
    let word = |n: u64| words[usize::try_from(n * 7 % 10).unwrap_or_default()];
    let sentence = |n: u64| {
        format!(
            "On day {n} she told the {} about a {} and wrote {} in the margin. ",
            word(n),
            word(n / 3),
            word(n / 7)
        )
    };
    (number * 9..number * 9 + 12).map(sentence).collect()
}

/// Adds letters without end, and says after each commit how many there are.
fn add_for_ever(path: &Path) {
    let rules = lora_rules::builtin();
    let mut printer = Printer::new(&rules);
    let mut index = Index::open(path, printer.version()).expect("the index is whole");
    let mut number = index.letters().expect("it can be read").len() as u64;
    loop {
        let batch = (number..number + BATCH).map(|n| {
            let text = letter(n);
            let print = printer.print(text.clone());
            NewLetter { path: format!("/letters/{n}.txt"), stamp: Stamp::default(), text, print }
        });
        index.add(batch.collect()).and_then(|_| index.settle()).expect("the index can be written");
        number += BATCH;
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "committed {number}").and_then(|()| out.flush());
    }
}

#[test]
fn what_was_committed_survives_a_kill() {
    if let Some(path) = std::env::var_os(INDEX) {
        add_for_ever(&PathBuf::from(path));
    }
    let rounds = std::env::var("LORA_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("index");
    let rules = lora_rules::builtin();
    let reading = Printer::new(&rules).version();
    drop(Index::create(&path, reading, false).expect("a new index"));
    for round in 0..rounds {
        let me = std::env::current_exe().expect("this test");
        let mut child = Command::new(me)
            .args(["what_was_committed_survives_a_kill", "--exact", "--nocapture"])
            .env(INDEX, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let reader = std::thread::spawn(move || {
            let numbers = lines.map_while(Result::ok);
            numbers.filter_map(|l| l.strip_prefix("committed ")?.parse::<usize>().ok()).last().unwrap_or(0)
        });
        // Moments that no clock of the program's own falls in with.
        std::thread::sleep(Duration::from_micros(150_000 + round * 7_919_777 % 350_000));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let committed = reader.join().expect("its lines are read");
        let index = Index::open(&path, reading).expect("it opens");
        let verified = index.verify().expect("it can be read");
        assert_eq!(verified.faults, [], "round {round}");
        assert!(verified.letters >= committed, "round {round}: {} of {committed}", verified.letters);
        assert_eq!(
            verified.letters as u64 % BATCH,
            0,
            "round {round}: a batch is there as a whole or not at all"
        );
    }
    let index = Index::open(&path, reading).expect("it opens");
    assert!(
        !index.letters().expect("it can be read").is_empty(),
        "every round was killed before its first commit"
    );
}
