//! What an index keeps, finds, refuses and forgets.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::path::Path;

use lora_core::RuleSet;
use lora_core::reuse::{Found, Printer};
use lora_index::{Added, Fault, Index, IndexError, Known, NewLetter, Stamp};

const EPISODE: &str = "On her second night a retired bookbinder was sent up from the emergency room with a cough and a \
    label of bronchitis. She sat down, asked what glue he had used, and drew the layout of the shop while he talked. She \
    found clubbing that three of us had missed, ordered the scan, and rang the pathologist before breakfast.";
const OTHER: &str = "A ferry pilot came in with a drifting left arm, and Varga noticed that the watch on the other wrist had \
    stopped at ten past four, which gave us the hour of onset when nobody on board could. He then walked to the pier to \
    tell the crew, and sat with the harbor master until the wind had turned.";

struct Desk {
    folder: tempfile::TempDir,
    rules: RuleSet,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), rules: lora_rules::builtin() }
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("index")
    }

    fn reading(&self) -> u64 {
        Printer::new(&self.rules).version()
    }

    fn create(&self, keeps_text: bool) -> Index {
        Index::create(&self.path(), self.reading(), keeps_text).expect("a new index")
    }

    fn letter(&self, path: &str, text: &str) -> NewLetter {
        let print = Printer::new(&self.rules).print(text.to_owned());
        NewLetter { path: path.to_owned(), stamp: stamp(text), text: text.to_owned(), print }
    }

    fn find(&self, index: &Index, draft: &str, there: &[(&str, &str)]) -> Found {
        let print = Printer::new(&self.rules).print(draft.to_owned());
        let reread = |path: &str| there.iter().find(|(p, _)| *p == path).map(|(_, text)| (*text).to_owned());
        index.find(&print, None, &reread).expect("the index is whole")
    }
}

fn stamp(text: &str) -> Stamp {
    Stamp { bytes: text.len() as u64, modified: 7 }
}

fn paths(found: &Found) -> Vec<&str> {
    found.letters.iter().map(|l| l.0.as_str()).collect()
}

#[test]
fn a_letter_that_shares_a_passage_is_found_and_read_again() {
    let desk = Desk::new();
    let mut index = desk.create(false);
    let letters = [("/a.txt", EPISODE), ("/b.txt", OTHER)];
    index.add(letters.iter().map(|(p, t)| desk.letter(p, t)).collect()).expect("it is written");
    let draft =
        format!("We met in May. {}", EPISODE.replace("her second", "his fourth").replace("She ", "He "));
    assert_eq!(paths(&desk.find(&index, &draft, &letters)), ["/a.txt"]);
    assert!(
        paths(&desk.find(&index, "She reads the chart before she sees the patient, and says so.", &letters))
            .is_empty()
    );
}

#[test]
fn a_letter_that_is_gone_or_changed_is_told_by_its_fingerprints() {
    let desk = Desk::new();
    let mut index = desk.create(false);
    index.add(vec![desk.letter("/a.txt", EPISODE)]).expect("it is written");
    for (there, state) in [(vec![], "gone"), (vec![("/a.txt", OTHER)], "changed")] {
        let found = desk.find(&index, EPISODE, &there);
        assert!(found.letters.is_empty());
        let [unread] = found.unread.as_slice() else { panic!("{:?}", found.unread) };
        assert_eq!((unread.path.as_str(), unread.state.as_str()), ("/a.txt", state));
        for (here, there) in &unread.runs {
            let slice =
                |start: u32, end: u32| EPISODE.get(start as usize..end as usize).expect("whole characters");
            assert_eq!(slice(here.start, here.end), slice(there.start, there.end));
        }
    }
}

#[test]
fn texts_are_kept_only_where_asked() {
    let desk = Desk::new();
    let mut index = desk.create(false);
    index.add(vec![desk.letter("/a.txt", EPISODE)]).expect("it is written");
    drop(index);
    let bytes = std::fs::read(desk.path()).expect("the file");
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|w| w == word.as_bytes());
    assert!(!holds(&bytes, "bookbinder") && holds(&bytes, "/a.txt"));

    let desk = Desk::new();
    let mut index = desk.create(true);
    index.add(vec![desk.letter("/a.txt", EPISODE)]).expect("it is written");
    let found = desk.find(&index, EPISODE, &[]);
    assert_eq!(found.letters, [("/a.txt".to_owned(), EPISODE.to_owned())]);
}

#[test]
fn fingerprints_are_keyed() {
    let (one, two) = (Desk::new(), Desk::new());
    let blocks = |desk: &Desk| {
        let mut index = desk.create(false);
        index.add(vec![desk.letter("/a.txt", EPISODE)]).expect("it is written");
        drop(index);
        std::fs::read(desk.path()).expect("the file")
    };
    let (a, b) = (blocks(&one), blocks(&two));
    // The last page holds the fingerprints, the same letter's in both.
    let page = |bytes: &[u8]| bytes[bytes.len() - 4096..].chunks(8).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (a, b) = (page(&a), page(&b));
    let written = a.iter().filter(|c| c.iter().any(|b| *b != 0)).count();
    let alike = a.iter().zip(&b).filter(|(x, y)| x == y && x.iter().any(|b| *b != 0)).count();
    assert!(written > 20 && alike * 10 < written, "{alike} of {written}");
}

#[test]
fn an_unchanged_letter_is_known_and_a_changed_one_replaced() {
    let desk = Desk::new();
    let mut index = desk.create(false);
    index.add(vec![desk.letter("/a.txt", EPISODE)]).expect("it is written");
    assert_eq!(index.knows("/a.txt", stamp(EPISODE)).ok(), Some(Known::Unchanged));
    assert_eq!(index.knows("/a.txt", Stamp { bytes: 1, modified: 8 }).ok(), Some(Known::Touched));
    assert_eq!(index.knows("/b.txt", stamp(EPISODE)).ok(), Some(Known::No));
    let touched = NewLetter { stamp: Stamp { bytes: 1, modified: 8 }, ..desk.letter("/a.txt", EPISODE) };
    assert_eq!(index.add(vec![touched]).ok(), Some(Added { same: 1, ..Added::default() }));
    assert_eq!(
        index.add(vec![desk.letter("/a.txt", OTHER)]).ok(),
        Some(Added { changed: 1, ..Added::default() })
    );
    assert!(paths(&desk.find(&index, EPISODE, &[("/a.txt", OTHER)])).is_empty());
    assert_eq!(paths(&desk.find(&index, OTHER, &[("/a.txt", OTHER)])), ["/a.txt"]);
    assert_eq!(index.verify().expect("it is read").faults, []);
}

#[test]
fn a_removed_letter_or_folder_is_found_no_more() {
    let desk = Desk::new();
    let mut index = desk.create(false);
    let letters = [("/old/a.txt", EPISODE), ("/older.txt", EPISODE), ("/old/b/c.txt", OTHER)];
    index.add(letters.iter().map(|(p, t)| desk.letter(p, t)).collect()).expect("it is written");
    assert_eq!(index.remove("/old").ok(), Some(2));
    assert_eq!(paths(&desk.find(&index, EPISODE, &letters)), ["/older.txt"]);
    index.compact().expect("it is written");
    assert_eq!(paths(&desk.find(&index, EPISODE, &letters)), ["/older.txt"]);
    assert!(paths(&desk.find(&index, OTHER, &letters)).is_empty());
    let verified = index.verify().expect("it is read");
    assert_eq!((verified.letters, verified.faults.len()), (1, 0));
}

#[test]
fn what_many_letters_hold_is_nobodys_and_versions_are_one() {
    let desk = Desk::new();
    let mut index = desk.create(false);
    let bodies = ["lantern", "cellist", "quarry"];
    let own = |word: &str| {
        let sentence =
            |n: usize| format!("{word}{n} {word}a{n} {word}b{n} {word}c{n} of {word}d{n} and {word}e{n}. ");
        (0..20).map(sentence).collect::<String>()
    };
    let texts: Vec<String> = bodies.iter().map(|b| format!("{}\n\n{EPISODE}", own(b))).collect();
    let letter = |(n, text): (usize, &String)| desk.letter(&format!("/{n}.txt"), text);
    index.add(texts.iter().enumerate().map(letter).collect()).expect("it is written");
    let found = desk.find(&index, EPISODE, &[]);
    assert!(found.letters.is_empty() && found.unread.is_empty() && !found.common.is_empty());

    let desk = Desk::new();
    let mut index = desk.create(false);
    let versions: Vec<String> = (0..3).map(|n| format!("{EPISODE} Version {n} of it.")).collect();
    let letter = |(n, text): (usize, &String)| desk.letter(&format!("/{n}.txt"), text);
    index.add(versions.iter().enumerate().map(letter).collect()).expect("it is written");
    assert_eq!(desk.find(&index, EPISODE, &[]).unread.len(), 3);
}

#[test]
fn many_small_additions_are_merged_and_stay_whole() {
    let desk = Desk::new();
    let mut index = desk.create(false);
    for n in 0..60 {
        let text =
            EPISODE.replace("bookbinder", &format!("maker of lamp{n}")).replace("glue", &format!("oil{n}"));
        index
            .add(vec![desk.letter(&format!("/{n}.txt"), &text)])
            .and_then(|_| index.settle())
            .expect("it is written");
    }
    let stats = index.stats().expect("it is read");
    assert_eq!(stats.letters, 60);
    assert!(stats.segments <= 8, "{}", stats.segments);
    assert_eq!(index.verify().expect("it is read").faults, []);
}

#[test]
fn it_is_read_while_another_writes() {
    let desk = Desk::new();
    let mut writer = desk.create(false);
    writer.add(vec![desk.letter("/a.txt", EPISODE)]).expect("it is written");
    let reader = Index::open(&desk.path(), desk.reading()).expect("it opens");
    for n in 0..5 {
        writer.add(vec![desk.letter(&format!("/{n}.txt"), OTHER)]).expect("it is written");
        assert_eq!(paths(&desk.find(&reader, EPISODE, &[("/a.txt", EPISODE)])), ["/a.txt"]);
    }
}

#[test]
fn damage_is_noticed_and_newer_files_are_refused() {
    let open = |path: &Path, reading| Index::open(path, reading).map(|_| ());
    let desk = Desk::new();
    assert!(matches!(open(&desk.path(), 1), Err(IndexError::Missing)));
    std::fs::write(desk.path(), "Dear Program Director:").expect("it is written");
    assert!(matches!(open(&desk.path(), 1), Err(IndexError::Foreign)));
    std::fs::remove_file(desk.path()).expect("it is there");

    let mut index = desk.create(false);
    let letters =
        (0..40).map(|n| desk.letter(&format!("/{n}.txt"), &EPISODE.replace("glue", &format!("oil{n}"))));
    index.add(letters.collect()).expect("it is written");
    drop(index);
    assert!(matches!(open(&desk.path(), 1), Err(IndexError::OtherReading)));
    let whole = std::fs::read(desk.path()).expect("the file");

    // The version of the format stands at byte 60, big-endian.
    let mut newer = whole.clone();
    newer[63] = 2;
    std::fs::write(desk.path(), &newer).expect("it is written");
    assert!(matches!(open(&desk.path(), desk.reading()), Err(IndexError::Newer { found: 2, known: 1 })));

    // A byte of a block, deep in the file: neither unnoticed nor a panic.
    let at = whole.len() - 4096 / 2;
    let mut damaged = whole.clone();
    damaged[at] ^= 0x55;
    std::fs::write(desk.path(), &damaged).expect("it is written");
    let index = Index::open(&desk.path(), desk.reading()).expect("its head is whole");
    let faults = index.verify().expect("it can be looked through").faults;
    assert!(faults.iter().any(|f| matches!(f, Fault::File(_))), "{faults:?}");

    for length in [0, 10, 100, 5000, whole.len() / 2] {
        std::fs::write(desk.path(), &whole[..length]).expect("it is written");
        let looked = Index::open(&desk.path(), desk.reading()).and_then(|index| index.verify());
        assert!(looked.is_err() || looked.is_ok_and(|v| !v.faults.is_empty()), "{length} bytes");
    }
}

#[cfg(unix)]
#[test]
fn its_owner_alone_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mut index = desk.create(false);
    index.add(vec![desk.letter("/a.txt", EPISODE)]).expect("it is written");
    for entry in std::fs::read_dir(desk.folder.path()).expect("the folder") {
        let entry = entry.expect("a file");
        let mode = entry.metadata().expect("its data").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", entry.path().display());
    }
}
