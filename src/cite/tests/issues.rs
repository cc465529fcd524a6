//! New issues, filled in.

use crate::cite::issue::{Forge, Tracker};

fn tracker(forge: Forge, url: &str) -> Tracker {
    Tracker::new(forge, url).unwrap()
}

#[test]
fn each_forge_has_its_address() {
    let github = tracker(Forge::Github, "https://github.com/port/quay.git")
        .with_template(Some("proposal.md".to_owned()))
        .with_labels(vec!["minutes".to_owned(), "help wanted".to_owned()])
        .unwrap();
    let form = tracker(Forge::Github, "https://github.com/port/quay/")
        .with_template(Some("proposal.yml".to_owned()))
        .with_field(Some("context".to_owned()))
        .unwrap();
    let gitlab = tracker(Forge::Gitlab, "https://gitlab.example/port/sub/quay")
        .with_template(Some("Proposal".to_owned()))
        .with_labels(vec!["minutes".to_owned()])
        .unwrap();
    let forgejo = tracker(Forge::Forgejo, "https://forge.example/git/port/quay");
    let cases = [
        (
            github,
            "https://github.com/port/quay/issues/new?template=proposal.md&labels=minutes%2Chelp+wanted&body=a+%26+b%0A",
        ),
        (form, "https://github.com/port/quay/issues/new?template=proposal.yml&context=a+%26+b%0A"),
        (
            gitlab,
            "https://gitlab.example/port/sub/quay/-/issues/new?issuable_template=Proposal&issue%5Bdescription%5D=a+%26+b%0A%0A%2Flabel+%7E%22minutes%22%0A",
        ),
        (forgejo, "https://forge.example/git/port/quay/issues/new?body=a+%26+b%0A"),
    ];
    for (tracker, wanted) in cases {
        let issue = tracker.new_issue("a & b\n");
        assert_eq!(issue.address, wanted);
        assert!(issue.filled);
    }
}

#[test]
fn what_is_too_long_is_left_to_be_pasted() {
    let tracker = tracker(Forge::Github, "https://github.com/port/quay");
    for (text, filled) in
        [("x".repeat(7_000), true), ("x".repeat(8_200), false), ("é\n".repeat(1_000), false)]
    {
        let issue = tracker.new_issue(&text);
        assert_eq!(issue.filled, filled, "{} bytes", text.len());
        assert!(issue.address.len() <= 8_000, "{}", issue.address.len());
        assert_eq!(issue.address.contains("Paste+the+citations"), !filled);
    }
}

#[test]
fn wrong_settings_say_what_would_be_right() {
    let urls = [
        (Forge::Github, "quay"),
        (Forge::Github, "ftp://github.com/port/quay"),
        (Forge::Github, "https://ada:secret@github.com/port/quay"),
        (Forge::Github, "https://github.com/port"),
        (Forge::Github, "https://github.com/port/quay/issues"),
        (Forge::Github, "https://github.com/port/quay?tab=issues"),
        (Forge::Github, "https://github.com/port/sub/quay"),
        (Forge::Gitlab, "https://gitlab.example/port/quay/-/issues"),
    ];
    let mut said = String::new();
    for (forge, url) in urls {
        said.push_str(&format!("{}\n", Tracker::new(forge, url).unwrap_err()));
    }
    let forgejo = || tracker(Forge::Forgejo, "https://forge.example/port/quay");
    let label = || vec!["a, b".to_owned()];
    said.push_str(&format!("{}\n", forgejo().with_labels(label()).unwrap_err()));
    said.push_str(&format!("{}\n", forgejo().with_field(Some("x".to_owned())).unwrap_err()));
    let github = tracker(Forge::Github, "https://github.com/port/quay");
    said.push_str(&format!("{}\n", github.with_labels(label()).unwrap_err()));
    said.push_str(&format!("{}\n", "jira".parse::<Forge>().unwrap_err()));
    insta::assert_snapshot!("wrong_settings", said);
}
