//! `--grammar`: with the feature more slips are found, without it the remedy is named.

#[cfg(not(feature = "grammar"))]
#[test]
fn without_the_feature_it_is_wrong_usage_with_a_remedy() {
    let office = crate::support::Office::with_letter();
    for command in ["check letter.txt --grammar", "batch . --grammar", "rules --grammar"] {
        let ran = office.lora(command);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command}: {ran:?}");
        assert!(ran.err.contains("--features grammar"), "{command}: {ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "{command}: {ran:?}");
    }
    assert_eq!(office.lora("explain grammar/sound-alike").code, 2);
}

#[cfg(feature = "grammar")]
mod built {
    use crate::support::Office;

    const LETTER: &str = "March 30, 2026\n\nRe: Amina Yusuf Farah\n\nDear Program Director:\n\n\
        Despite of the long night, Amina called the family herself. She had free reign in the clinic.\n\n\
        Sincerely,\n\nDaniel Okafor, MD\n";

    /// Rule and words of the findings of the pack.
    fn slips(office: &Office, args: &str) -> Vec<(String, String)> {
        let (report, _) = office.json(args);
        let findings = report["letters"][0]["findings"].as_array().unwrap().clone();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let of_pack = findings.iter().filter(|f| text(&f["rule"]).starts_with("grammar/"));
        of_pack.map(|f| (text(&f["rule"]), text(&f["text"]))).collect()
    }

    #[test]
    fn it_finds_more_slips_and_costs_little() {
        let office = Office::new();
        office.write("letter.txt", LETTER);
        let found = slips(&office, "letter.txt --grammar");
        let expected =
            [("grammar/needless-preposition", "Despite of"), ("grammar/sound-alike", "free reign")];
        assert_eq!(found, expected.map(|(rule, text)| (rule.to_owned(), text.to_owned())));
        assert_eq!(slips(&office, "letter.txt"), []);

        let (with, code) = office.json("letter.txt --grammar");
        let (without, code_without) = office.json("letter.txt");
        assert_eq!(code, code_without);
        let score = |report: &serde_json::Value| report["letters"][0]["score"]["overall"].as_i64().unwrap();
        assert!(score(&without) - score(&with) <= 1, "two slips cost more than a point");
        assert_ne!(with["tool"]["ruleset"], without["tool"]["ruleset"], "other rules ran");
    }

    #[test]
    fn its_rules_are_listed_explained_ignored_and_batched() {
        let office = Office::new();
        office.write("letter.txt", LETTER);
        assert_eq!(slips(&office, "letter.txt --grammar --ignore grammar/sound-alike").len(), 1);
        office.write("lora.toml", "ignore = [\"grammar/sound-alike\"]\n");
        assert_eq!(slips(&office, "letter.txt --grammar").len(), 1);
        // The config may name it in a call that doesn't ask for it.
        assert_eq!(office.lora("check letter.txt").code, office.lora("check letter.txt --grammar").code);

        assert!(office.lora("rules --grammar").out.contains("grammar/sound-alike"));
        assert!(!office.lora("rules").out.contains("grammar/sound-alike"));
        let explained = office.lora("explain grammar/sound-alike");
        assert!(explained.code == 0 && explained.out.contains("--grammar"), "{explained:?}");
        let batch = office.lora("batch . --grammar --format jsonl");
        assert!(batch.out.contains("grammar/needless-preposition"), "{batch:?}");
    }
}
