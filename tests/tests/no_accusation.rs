//! What letters share by custom accuses nobody: a writer's own frame, a place's own text, forms and stock. Each case
//! has two letters with nothing else in common.

#![allow(clippy::expect_used, reason = "a test may panic")]

use lora_core::report::LetterReport;
use lora_core::reuse::Earlier;
use lora_core::{Analyzer, CheckOptions, Letter};

/// Two applicants of whom nothing is told alike.
const FIRST: (&str, &str) = (
    "Teodora Vance",
    "On her second night a retired bookbinder was sent up with a cough and a label of bronchitis. Dr. Vance sat down, asked \
     what glue he had used, and drew the layout of the shop while he talked. She found clubbing that three of us had missed.",
);
const SECOND: (&str, &str) = (
    "Ravi Menon",
    "A ferry pilot came in with a drifting left arm, and Dr. Menon noticed that the watch on the other wrist had stopped at \
     ten past four. He rang the stroke team, walked to the pier to tell the crew, and was back for the scan.",
);

const SUNG: &str = "Sincerely,\n\nMargaret Sung, MD\nProfessor of Medicine\n";
const LUND: &str = "Sincerely,\n\nOtto Lindqvist, MD\nAssistant Professor of Medicine\n";

/// The same frame around both applicants.
fn pair(frame: impl Fn(&str, &str, &str) -> String, writers: [&str; 2]) -> (String, String) {
    let of = |(name, episode): (&str, &str), writer| {
        let letter = frame(name, name.rsplit(' ').next().unwrap_or(name), episode);
        format!("{letter}\n\n{writer}")
    };
    (of(FIRST, writers[0]), of(SECOND, writers[1]).replace("she ", "he ").replace(" her ", " his "))
}

fn check(draft: &str, source: &str) -> LetterReport {
    let analyzer = Analyzer::new(lora_rules::builtin());
    let earlier = Earlier::new(analyzer.rules(), [("earlier.txt".to_owned(), source.to_owned())]);
    let letter = Letter::new("draft.txt", draft).expect("drafts are short");
    analyzer.check(&letter, &CheckOptions::default(), &earlier)
}

/// Nothing is alleged either way; gives the reasons under `boilerplate`.
fn accuses_nobody((first, second): &(String, String)) -> Vec<String> {
    let report = check(second, first);
    assert!(report.reuse.is_empty(), "{second}\n\n{:#?}", report.reuse);
    let back = check(first, second);
    assert!(back.reuse.is_empty(), "{first}\n\n{:#?}", back.reuse);
    let alleged =
        report.findings.iter().filter(|f| f.rule.starts_with("reuse/") && f.rule != "reuse/same-writer");
    assert_eq!(alleged.count(), 0);
    report.boilerplate.into_iter().map(|b| b.reason).collect()
}

#[test]
fn a_writers_biography_and_closing() {
    let letters = pair(
        |name, last, episode| {
            format!(
                "Dear Program Director:\n\nI write for {name}, who was with us in March. I have run the night float here since \
                 the flood of 1997, and I still take every third weekend myself, because I find that I cannot teach what I no \
                 longer do. Before that I spent six years in the district hospital of a mining town, where I learned to work \
                 without a scanner. I have supervised some three hundred interns, and I keep a list of those whom I would have \
                 look after my own mother. It is not a long list.\n\n{episode}\n\nI do not write many of these letters, and I \
                 turn down more than I accept. I would be glad to talk about Dr. {last} at any hour: my pager is on from six in \
                 the morning, and the operator knows where to find me at night."
            )
        },
        [SUNG, SUNG],
    );
    assert_eq!(accuses_nobody(&letters), ["same-writer"]);
}

#[test]
fn how_a_writer_begins_and_ends() {
    let letters = pair(
        |name, last, episode| {
            format!(
                "Dear Program Director:\n\n{name} has asked me for a letter. I met Dr. {last} on the first Monday of the month, when I \
                 give every newcomer my talk on how the list is to be kept and watch who writes it down, and from then on we \
                 went round together each morning at six, and I read every note before it was signed.\n\n{episode}\n\nI would \
                 hire Dr. {last} tomorrow, and have told our own director so in writing. Should Dr. {last} rank us I will count \
                 it as luck, and whoever else gets Dr. {last} ought to know what they got. Ring me at home and I will say the \
                 same with fewer adjectives, because she has earned that."
            )
        },
        [SUNG, SUNG],
    );
    assert_eq!(accuses_nobody(&letters), ["same-writer"]);
}

#[test]
fn a_biography_at_the_end() {
    let letters = pair(
        |name, _, episode| {
            format!(
                "Dear Program Director:\n\nI write for {name}.\n\n{episode}\n\nA word about me, so that you can weigh this. I came to \
                 academic medicine late, after eleven years as a ship's doctor on the northern route, and I have read letters \
                 for our own selection committee since 2008. In that time I have worked with students of nineteen schools. My \
                 colleagues call me the coldest grader of the house, and I take it as praise."
            )
        },
        [SUNG, SUNG],
    );
    assert_eq!(accuses_nobody(&letters), ["same-writer"]);
}

#[test]
fn a_departments_own_text() {
    let letters = pair(
        |name, _, episode| {
            format!(
                "Pine Hollow Medical Center\nDepartment of Medicine\n12 Mill Road, Pine Hollow\n\nDear Program Director:\n\nI write for \
                 {name}.\n\n{episode}\n\nPine Hollow is the only hospital between the lakes and the border, with 310 beds and a \
                 helicopter that cannot fly in fog. Our wards take whatever comes down the valley, from logging injuries to \
                 malaria, and we send on only transplants and burns. Students live in the old nurses' home and are on call \
                 with their team every fourth night. We have taken visiting students since 1981."
            )
        },
        [SUNG, LUND],
    );
    assert_eq!(accuses_nobody(&letters), ["same-place"]);
}

#[test]
fn how_a_clerkship_is_graded() {
    let letters = pair(
        |name, last, episode| {
            format!(
                "Pine Hollow Medical Center\nDepartment of Medicine\n\nMarch 3, 2026\n\nDear Program Director:\n\nI write for \
                 {name}.\n\n{episode}\n\nOur clerkship lasts eight weeks, four on the wards and \
                 four in clinic. The final grade is made of clinical evaluations (60 percent), the written examination (25 \
                 percent) and an observed history and physical (15 percent). In the last academic year 28 percent of students \
                 received honors, 41 percent high pass and 30 percent pass; one student failed. Grades are settled by a \
                 committee that does not know the names. Dr. {last} received honors."
            )
        },
        [SUNG, LUND],
    );
    assert_eq!(accuses_nobody(&letters), ["same-place"]);
}

#[test]
fn competency_headings_and_their_wording() {
    let letters = pair(
        |name, _, episode| {
            format!(
                "Dear Program Director:\n\nI write for {name}.\n\nPatient Care and Procedural Skills\nProvides care that is \
                 compassionate, appropriate and effective for the treatment of health problems and the promotion of \
                 health.\n{episode}\n\nMedical Knowledge\nDemonstrates knowledge of established and evolving biomedical, clinical, \
                 epidemiological and social-behavioral sciences, and the application of this knowledge to patient care.\n\nPractice-Based \
                 Learning and Improvement\nInvestigates and evaluates the care of patients, appraises and assimilates \
                 scientific evidence, and continuously improves patient care based on constant self-evaluation and lifelong \
                 learning.\n\nInterpersonal and Communication Skills\nCommunicates effectively with patients, families and other \
                 health professionals.\n\nProfessionalism\nCarries out professional responsibilities and adheres to ethical \
                 principles.\n\nSystems-Based Practice\nIs aware of and responsive to the larger context and system of health \
                 care, and calls effectively on other resources in the system to provide care of optimal value."
            )
        },
        [SUNG, LUND],
    );
    accuses_nobody(&letters);
}

#[test]
fn waiver_and_confidentiality() {
    let letters = pair(
        |name, last, episode| {
            format!(
                "Dear Program Director:\n\nDr. {last} has waived the right to view this letter under the Family Educational Rights and \
                 Privacy Act of 1974, and this letter may not be shown to the applicant or to any third party without my \
                 written consent. I write for {name}.\n\n{episode}\n\nThis letter is confidential. It was written for the use of the \
                 residency selection committee alone and is to be destroyed, and not filed with the record of training, once \
                 that use has ended. If it has reached you in error please return it unread to the address above and delete \
                 every copy. The opinions in it are my own and bind neither the hospital nor the medical school."
            )
        },
        [SUNG, LUND],
    );
    assert_eq!(accuses_nobody(&letters), ["form"]);
}

#[test]
fn stock_praise_and_stock_closings() {
    let letters = pair(
        |name, last, episode| {
            format!(
                "Dear Members of the Selection Committee,\n\nIt is with great pleasure and without any reservation that I write this letter \
                 of recommendation on behalf of Dr. {name}, who is applying to your esteemed residency program. I have known \
                 Dr. {last} for the past four weeks in my capacity as attending physician on the inpatient medicine service, \
                 where I directly supervised the daily work on rounds.\n\n{episode}\n\nIn summary, Dr. {last} would be a \
                 tremendous asset to any residency program that is fortunate enough to recruit a resident of this caliber, and I give \
                 my highest recommendation without reservation. I am confident of a bright future in your program. Thank you \
                 very much for your kind consideration of this application. Should you have any further questions, please feel \
                 free to contact me at the telephone number or the email address below."
            )
        },
        [SUNG, LUND],
    );
    accuses_nobody(&letters);
}

/// What a writer says of one applicant and then of another is no frame, however few words it takes.
#[test]
fn a_writers_story_told_of_another_applicant_is_a_source() {
    let told = "Dr. Vance once walked a widow down to the lobby at midnight, because the lift was out and the stairs are dark, and \
        then went back for the coat that the widow had left. When I asked about the pages that went unanswered she had \
        answered every one from the stairwell.";
    let letter = |name: &str, told: &str, episode: &str| {
        format!("Dear Program Director:\n\nI write for {name}.\n\n{told}\n\n{episode}\n\n{SUNG}")
    };
    let source = letter(FIRST.0, told, FIRST.1);
    let draft = letter(SECOND.0, &told.replace("Vance", "Menon").replace("she ", "he "), SECOND.1);
    let report = check(&draft, &source);
    assert_eq!(report.reuse.len(), 1);
    assert_eq!((report.reuse[0].same_writer, report.reuse[0].same_applicant), (Some(true), Some(false)));
}

/// Of another place the same paragraph is text like any other.
#[test]
fn what_one_place_says_belongs_to_it() {
    let text = "Our wards take whatever comes down the valley, from logging injuries to malaria, and we send on only transplants \
        and burns. Students live in the old nurses' home and are on call with their team every fourth night. We have taken \
        visiting students since the river was bridged.";
    let letter = |head: &str, (name, episode): (&str, &str), writer: &str| {
        format!(
            "{head}\n\nMarch 3, 2026\n\nDear Program Director:\n\nI write for {name}.\n\n{episode}\n\n{text}\n\n{writer}"
        )
    };
    let source = letter("Pine Hollow Medical Center\nDepartment of Medicine", FIRST, SUNG);
    assert!(
        check(&letter("Pine Hollow Medical Center\nDepartment of Surgery", SECOND, LUND), &source)
            .reuse
            .is_empty()
    );
    assert_eq!(
        check(&letter("Kestrel Bay Hospital\nDepartment of Medicine", SECOND, LUND), &source).reuse.len(),
        1
    );
}
