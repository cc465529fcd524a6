//! The built-in files are well formed, and phrases are compared as people write them.

use super::{Reading, Role};

#[test]
fn every_builtin_language_can_be_read() {
    if let Err(error) = Reading::from_toml(&Reading::builtin_files()) {
        panic!("{error}");
    }
}

#[test]
fn headings_are_known_however_written() {
    let cases = [
        ("Attendees", Some(Role::Attendees)),
        ("**Roll call:**", Some(Role::Attendees)),
        ("Action Items :memo:", Some(Role::Actions)),
        ("3. Next steps", Some(Role::Actions)),
        ("Next actions (team)", Some(Role::Actions)),
        ("Conclusion/Resolution", Some(Role::Decisions)),
        ("2. Decisions needed", Some(Role::Proposals)),
        ("Celebrations and Shout-Outs :tada:", Some(Role::Thanks)),
        ("🎉 Thanks!", Some(Role::Thanks)),
        ("Regrets", Some(Role::Absent)),
        ("Deprecate the old endpoint", None),
        ("", None),
    ];
    for (heading, role) in cases {
        assert_eq!(Reading::builtin().headings.role(heading), role, "{heading}");
    }
}

#[test]
fn files_that_are_no_report_are_known_by_name() {
    for stem in ["README", "index", "monthly-meeting-template", "toc"] {
        assert!(Reading::builtin().is_no_report(stem), "{stem}");
    }
    for stem in ["2024-01-02", "may-22", "minutes-summary-2024"] {
        assert!(!Reading::builtin().is_no_report(stem), "{stem}");
    }
}

/// Every folder below `data/vocabulary/` is read, and says all that a report can say.
#[test]
fn each_language_is_complete() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/data/vocabulary");
    let folders = std::fs::read_dir(root).unwrap().filter_map(|entry| {
        let entry = entry.unwrap();
        entry.path().is_dir().then(|| entry.file_name().into_string().unwrap())
    });
    let mut folders: Vec<String> = folders.collect();
    folders.sort_unstable();
    let files = Reading::builtin_files();
    let mut read: Vec<String> = files.iter().map(|(language, _)| language.clone()).collect();
    assert_eq!(read.first().map(String::as_str), Some("en"), "the words of English go first");
    read.sort_unstable();
    assert_eq!(read, folders, "a folder without reading.toml");
    let stop_words = super::builtin::builtin("stopwords.toml");
    assert_eq!(stop_words.len(), folders.len(), "a folder without stopwords.toml");
    for (language, text) in files {
        let file: toml::Table = toml::from_str(&text).unwrap();
        let list = |section: &str, key: &str| file[section][key].as_array().unwrap().len();
        for (key, least) in [("months", 12), ("weekdays", 7)] {
            assert_eq!(list("dates", key), least, "{language}: {key}");
        }
        for role in
            ["attendees", "absent", "decisions", "proposals", "actions", "questions", "updates", "thanks"]
        {
            assert!(list("headings", role) > 0, "{language}: no heading of {role}");
            assert!(list("labels", role) > 0, "{language}: no label of {role}");
        }
        let cues = [
            ("files", "cancelled"),
            ("files", "unfilled"),
            ("decisions", "worded"),
            ("decisions", "plainly"),
            ("decisions", "unless"),
            ("decisions", "void"),
            ("actions", "named"),
            ("actions", "leading"),
            ("actions", "verbs"),
            ("actions", "done"),
            ("proposals", "worded"),
            ("updates", "worded"),
            ("thanks", "worded"),
            ("people", "joining"),
        ];
        for (section, key) in cues {
            assert!(list(section, key) > 0, "{language}: no words in {section}.{key}");
        }
        assert!(Reading::from_toml(&[(language.clone(), text)]).is_ok(), "{language} stands by itself");
    }
}
