//! What a person is told about a wrong query, as a terminal shows it.

use super::try_query;
use std::fmt::Write as _;

const WRONG: &[&str] = &[
    "kind:",
    "gdpr kind: decision",
    "kind:(decision OR action)",
    "kind:decision, action",
    "kind:\"\"",
    "\"\" gdpr",
    "???",
    "gdpr (privacy OR cookies",
    "gdpr) privacy",
    "gdpr ( )",
    "gdpr OR",
    "OR gdpr",
    "gdpr OR OR privacy",
    "gdpr AND",
    "gdpr NOT",
    "-*",
    "a*",
    "fed*ation",
    "title:-gdpr",
    "kidn:decision",
    "author:ines",
    "Résumé naïve knd:decision",
    "node:fs",
    "kind:decison",
    "is:opened",
    "has:title",
    "has:refz",
    "person:ynes",
    "person:nobody",
    "owner:tomas",
    "kind:decision,",
    "kind:decision,“” action",
    "topic:federaton,xyzzy",
    "series:comunity",
    "year:18",
    "ref:charts",
    "repo:charts#12",
    "on:2018-02-30",
    "on:2018-13",
    "after:\"first of May\"",
    "on:08.02.2018",
    "on:2019..2018",
    "after:2018..2019",
    "on:..",
    "after:2020 before:2018",
    "sort:date",
    "sort:newest sort:oldest",
    "expand:maybe",
    "gdpr OR sort:newest",
    "-in:title gdpr",
    "in:title",
    "in:kind gdpr",
    "in:title in:section gdpr",
    "日本 (privacy\tor cookies",
];

#[test]
fn messages() {
    let mut all = String::new();
    for text in WRONG {
        let error = try_query(text).expect_err(text);
        if let Some(repaired) = &error.repaired {
            assert!(try_query(repaired).is_ok(), "{text:?} is repaired as {repaired:?}");
        }
        let _infallible = writeln!(all, "{}", error.render(text));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn messages_about_size() {
    let long = "word ".repeat(2_000);
    let deep = format!("privacy {}a{}", "(".repeat(17), ")".repeat(17));
    let many = "a b ".repeat(129);
    let cut = format!("{}kind:x {}", "before ".repeat(20), "behind ".repeat(20));
    let all: Vec<String> = [&long, &deep, &many, &cut]
        .iter()
        .map(|text| try_query(text).expect_err("wrong").render(text))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}
