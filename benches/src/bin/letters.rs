//! Writes invented letters of about 500 words, some of them broken files, for timing lora and for seeing that a
//! broken file among thousands costs nothing else:
//! `cargo run --release -p lora-benches --bin letters -- DIR [COUNT] [BROKEN PERCENT] [SEED]`.
#![expect(clippy::print_stdout, reason = "a program of benchmarks says what it wrote")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;

const FIRST: [&str; 12] =
    ["Amina", "Rosa", "Wei", "Tomasz", "Ngozi", "Priya", "Mateo", "Linh", "Yusuf", "Ingrid", "Kofi", "Salma"];
const LAST: [&str; 12] = [
    "Farah",
    "Lindqvist",
    "Chen",
    "Wozniak",
    "Okonkwo",
    "Raman",
    "Ibarra",
    "Tran",
    "Demir",
    "Solberg",
    "Mensah",
    "Haddad",
];
const WRITERS: [&str; 6] = [
    "Daniel Okafor, MD",
    "Ruth Vandermeer, MD, FACP",
    "Samuel Achterberg, DO",
    "Helena Quist, MD, PhD",
    "Gregory Palmas, MD",
    "Noor Castellan, MD, FAAP",
];
const SPECIALTIES: [&str; 6] =
    ["Internal Medicine", "Pediatrics", "Family Medicine", "General Surgery", "Psychiatry", "Neurology"];
const SITES: [&str; 5] = [
    "Lakeside Community Hospital",
    "Thornbury Regional Medical Center",
    "Mill Creek Hospital",
    "St. Brannoc Medical Center",
    "Harrow Valley Clinic",
];
const ROLES: [&str; 4] = [
    "Associate Program Director",
    "Attending Physician",
    "Clerkship Director",
    "Associate Professor of Medicine",
];
const COMPLAINTS: [&str; 8] = [
    "chest pain",
    "a swollen leg",
    "fever after travel",
    "confusion",
    "a racing heart",
    "weight loss",
    "shortness of breath",
    "a severe headache",
];
const FINDINGS: [&str; 8] = [
    "a potassium of 6.9",
    "a clot in the left leg",
    "a murmur that nobody had heard",
    "a drug that had been given twice",
    "a sodium of 118",
    "an allergy that the chart had missed",
    "a rash under the bandage",
    "a thyroid three times its size",
];

/// Paragraphs of a letter's body; what stands in braces is filled in.
const PARAGRAPHS: [&str; 18] = [
    "{Name} worked with me at {site} from {start} to {end}, and I saw {them} on most of those days, on rounds, on call and in clinic. I have taught students and residents for {n} years and have written letters for about {m} of them.",
    "On {their} {n}th night a man came in with {complaint}. {They} took the history again, found {finding}, and called me before the repeat result was back. He was treated within {n} minutes, and {they} stayed until his family had arrived and understood what had happened.",
    "A woman of about {m} had been admitted with {complaint}. {Name} sat down with her daughter, drew the heart on the back of a menu, and asked her to explain it in her own words. The daughter did, and signed the form that two of us had failed to make clear.",
    "{Name} is a hard worker and a true team player with excellent communication skills. {They} was always punctual, showed a positive attitude, and got along well with everyone on the ward. {Their} knowledge base is above average for {their} level of training.",
    "In the second week I told {them} that {their} presentations ran to eleven minutes. {They} asked a resident to time the next three, cut what nobody had used, and by the Friday after that {they} was down to four without losing {finding}.",
    "{They} read for the patients that {they} had. After we argued about {complaint}, {they} brought the trial the next morning, with the exclusion criteria marked, and showed that our patient would not have been in it. I changed the order.",
    "When a nurse said that doses were given late, {they} followed one from the order to the bedside, wrote down each step, and found that the printer was shared by {n} floors. {They} took that to the pharmacist, and a month later the delay had fallen from {m} minutes to {n}.",
    "Once {they} wrote an order for the wrong side. {They} saw it {n} minutes later, told me and the patient at once, filed the report in {their} own name, and asked that we talk about it at the conference. We did.",
    "{Name} also presented a poster at our spring meeting and helped two students with their first case report. I have read both, and the writing is clear.",
    "The ward was short of staff that month. {They} admitted {n} patients on the longest night, handed each of them over in writing, and the senior resident told me afterwards that nothing had been missed.",
    "{They} speaks with families as one would wish a physician to speak with one's own. I watched {them} tell a couple about {finding}: in short words, with a long silence, and without looking at the clock.",
    "At first {they} was rather quiet, and I wondered how much of our discussion {they} followed. That changed when a consultant asked about {complaint} and {they} gave the answer before any of the residents.",
    "I should say that our contact was limited to {n} weeks. What I can judge is what I saw: the notes, the presentations, and the way in which {they} spoke of patients who could not hear it.",
    "The interpreter that evening spoke the wrong dialect. {Name} noticed that the patient nodded at everything, stopped the talk, and found another one by telephone. It turned out that the patient had {complaint} and had agreed to nothing of what we planned.",
    "{Their} colleagues ask {them} for help, and {they} gives it. The interns of that month named {them} in their evaluations {n} times, which I have not seen before.",
    "Among the {m} students that I have supervised in the last {n} years, I place {them} in the top tenth for clinical reasoning, and in the top third for procedures.",
    "It was a pleasure to work with {them}. {They} goes above and beyond, thinks outside the box, and will be an asset to any program that is lucky enough to have {them}.",
    "For a patient who had left against advice twice, {they} called the clinic, the shelter and the pharmacy, and arranged that the insulin was kept in one refrigerator to which he had a key. He has come to every visit since, {n} in all.",
];
const CLOSINGS: [&str; 4] = [
    "I recommend {Name} for your residency program in {specialty} with the greatest enthusiasm and without reservation. {They} is one of the best students that I have taught, and I would be glad to have {them} in our own program.",
    "I strongly recommend {Name} for residency training in {specialty}. Please call me if I can tell you more.",
    "I am happy to recommend {Name} for your program in {specialty}, and I wish {them} the best in {their} future endeavors.",
    "{Name} will be a fine resident in {specialty}. I support this application fully.",
];

/// Random numbers that are the same on every computer.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % most.max(1) as u64).unwrap_or(0)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len())).copied().unwrap_or_default()
    }
}

fn letter(random: &mut Random) -> String {
    let (first, last) = (random.of(&FIRST), random.of(&LAST));
    let she = random.below(2) == 0;
    let [they, them, their] = if she { ["she", "her", "her"] } else { ["he", "him", "his"] };
    let (site, specialty, writer, role) =
        (random.of(&SITES), random.of(&SPECIALTIES), random.of(&WRITERS), random.of(&ROLES));
    let month = 1 + random.below(8);
    let months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"];
    let name_of = |month: usize| months.get(month - 1).copied().unwrap_or_default();
    let mut fill = |template: &str, title: bool| {
        let mut text = template.to_owned();
        for (slot, value) in [("{complaint}", &COMPLAINTS[..]), ("{finding}", &FINDINGS[..])] {
            text = text.replace(slot, random.of(value));
        }
        while let Some(at) = text.find("{n}").or_else(|| text.find("{m}")) {
            let number =
                if text[at..].starts_with("{n}") { 4 + random.below(12) } else { 20 + random.below(70) };
            text.replace_range(at..at + 3, &number.to_string());
        }
        let name =
            if title { format!("{} {last}", if she { "Ms." } else { "Mr." }) } else { first.to_owned() };
        text.replace("{Name}", &name)
            .replace("{site}", site)
            .replace("{specialty}", specialty)
            .replace("{start}", &format!("{} 2", name_of(month)))
            .replace("{end}", &format!("{} 27, 2026", name_of(month)))
            .replace("{They}", if she { "She" } else { "He" })
            .replace("{Their}", if she { "Her" } else { "His" })
            .replace("{they}", they)
            .replace("{them}", them)
            .replace("{their}", their)
    };
    let mut body = vec![fill(PARAGRAPHS[0], true)];
    let closing = fill(CLOSINGS[last.len() % CLOSINGS.len()], true);
    let mut order: Vec<usize> = (1..PARAGRAPHS.len()).collect();
    let mut words = body[0].split(' ').count() + closing.split(' ').count() + 40;
    while words < 470 && !order.is_empty() {
        let pick = (words * 7 + first.len() * 13 + month) % order.len();
        let paragraph = fill(PARAGRAPHS[order.remove(pick)], false);
        words += paragraph.split(' ').count();
        body.push(paragraph);
    }
    format!(
        "{site}\nDepartment of {specialty}\n{n} Quarry Road\n\n{letter_month} 14, 2026\n\nRe: {first} {last}, AAMC ID {id}\n\n\
         Dear Program Director:\n\n{}\n\n{closing}\n\nSincerely,\n\n{writer}\n{role}\n{site}\n(555) 555-01{phone}\n",
        body.join("\n\n"),
        n = 100 + random.below(900),
        letter_month = name_of(month + 1),
        id = 10_000_000 + random.below(89_999_999),
        phone = 10 + random.below(90),
    )
}

/// A file that holds no letter, of one kind after another.
fn broken(number: usize, letter: &str) -> Vec<u8> {
    match number % 8 {
        0 => Vec::new(),
        1 => b" \n\t\n".to_vec(),
        2 => b"\x00\x01\x02\x03\x7f\x00\xff\xfe\x00\x00binary".repeat(40),
        3 => b"PK\x03\x04\x14\x00\x00\x00 word/document.xml, cut off".to_vec(),
        4 => b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog".to_vec(),
        5 => letter.chars().flat_map(|c| u32::from(c).to_le_bytes()).fold(
            vec![0xff, 0xfe, 0, 0],
            |mut all, b| {
                all.push(b);
                all
            },
        ),
        6 => b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec(),
        _ => b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00 an old document, cut off".to_vec(),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder =
        PathBuf::from(args.next().ok_or("name a folder: letters DIR [COUNT] [BROKEN PERCENT] [SEED]")?);
    let count: usize = args.next().map_or(Ok(10_000), |n| n.parse())?;
    let percent: usize = args.next().map_or(Ok(1), |n| n.parse())?;
    let mut random = Random(args.next().map_or(Ok(2027), |n| n.parse())?);
    let mut damaged = 0;
    let mut words = 0;
    for number in 0..count {
        // Folders of a thousand, as a season's letters may lie.
        let at = folder.join(format!("{:03}", number / 1000));
        fs::create_dir_all(&at)?;
        let letter = letter(&mut random);
        // Spread evenly, so that the count is exact.
        let is_broken = (number + 1) * percent / 100 > number * percent / 100;
        words += letter.split_whitespace().count();
        let bytes = if is_broken { broken(damaged, &letter) } else { letter.into_bytes() };
        damaged += usize::from(is_broken);
        fs::write(at.join(format!("letter-{number:05}.txt")), bytes)?;
    }
    println!(
        "{count} files in {}, {damaged} of them broken; {} words a letter",
        folder.display(),
        words / count.max(1)
    );
    Ok(())
}
