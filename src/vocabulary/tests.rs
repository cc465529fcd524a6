//! The built-in files are well formed, and phrases are compared as people write them.

use super::{Reading, Role};

#[test]
fn every_builtin_language_can_be_read() {
    if let Err(error) = Reading::from_toml(Reading::builtin_files()) {
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
