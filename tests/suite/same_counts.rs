//! The same question has the same counts wherever it is asked: page, API, feed and command line.
//!
//! Some queries are made of pieces, the same in each run; `MINUTEBOOK_TEST_QUERIES=10000` asks so many.

use crate::support::answered::pieces;
use crate::support::program::sample;
use crate::support::server::Server;
use serde_json::Value;
use std::collections::BTreeMap;

/// How many are asked unless more are wanted.
const QUERIES: usize = 25;
/// Of long facets so many of the largest counts are compared: a page has these, whatever is chosen.
const COMPARED: usize = 20;

/// What is said of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    /// It cannot be read.
    Refused,
    /// It has an answer.
    Counts {
        total: u64,
        near: u64,
        /// The largest counts of each facet.
        facets: BTreeMap<String, Vec<u64>>,
    },
}

impl Said {
    /// The same as a page says it: where nothing is found it does not offer what other values would bring.
    fn on_a_page(&self) -> Self {
        match self {
            Self::Counts { total: 0, near, .. } => {
                Self::Counts { total: 0, near: *near, facets: BTreeMap::new() }
            }
            other => other.clone(),
        }
    }
}

/// Random numbers, the same in each run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }

    fn query(&mut self) -> String {
        let length = self.next() % 9;
        let bytes: Vec<u8> = (0..length).map(|_| self.next() as u8).collect();
        // No command line takes a zero byte.
        pieces(&bytes).replace('\0', "")
    }
}

fn number(text: &str) -> u64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("no number in {text:?}"))
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(behind)?.0)
}

fn largest(mut counts: Vec<u64>) -> Vec<u64> {
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts.truncate(COMPARED);
    counts.retain(|&count| count > 0);
    counts
}

fn of_json(json: &Value) -> Said {
    let facets = json["facets"].as_object().expect("facets").iter();
    let counts =
        |list: &Value| list.as_array().unwrap().iter().map(|v| v["count"].as_u64().unwrap()).collect();
    let facets = facets.map(|(name, list)| (name.clone(), largest(counts(list))));
    Said::Counts {
        total: json["total"].as_u64().expect("a total"),
        near: json["near_total"].as_u64().expect("a total"),
        facets: facets.filter(|(_, counts)| !counts.is_empty()).collect(),
    }
}

fn of_api(reply: &str) -> (Said, Value) {
    let (head, body) = reply.split_once("\r\n\r\n").expect("a reply");
    let json: Value = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {reply}"));
    if head.starts_with("HTTP/1.1 400") { (Said::Refused, json) } else { (of_json(&json), json) }
}

fn of_page(reply: &str) -> Said {
    if reply.starts_with("HTTP/1.1 400") {
        return Said::Refused;
    }
    let Some(summary) = between(reply, "role=\"status\"><strong>", "</strong>") else {
        assert!(reply.contains("<h1>Nothing found</h1>"), "{reply}");
        return Said::Counts { total: 0, near: 0, facets: BTreeMap::new() };
    };
    let (total, near) = summary.split_once(';').unwrap_or((summary, "0"));
    let mut facets = BTreeMap::new();
    for part in reply.split("<details class=\"facet\" id=\"facet-").skip(1) {
        let (name, rest) = part.split_once('"').expect("a name");
        let part = rest.split("<p class=\"all\">").next().unwrap_or(rest);
        let values = part.split("</span> <span class=\"n\">").skip(1);
        let counts = values.map(|value| number(value.split('<').next().unwrap_or_default()));
        facets.insert(name.to_owned(), largest(counts.collect()));
    }
    facets.retain(|_, counts: &mut Vec<u64>| !counts.is_empty());
    Said::Counts { total: number(total), near: number(near), facets }
}

#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "whoever runs it may ask for more")]
#[test]
fn page_api_feed_and_command_line_count_alike() {
    let wanted = std::env::var("MINUTEBOOK_TEST_QUERIES").ok().and_then(|number| number.parse().ok());
    let place = sample();
    let server = Server::start(&place.path(""), &["serve"]);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut answers, mut feeds) = (0, 0);
    for _ in 0..wanted.unwrap_or(QUERIES) {
        let query = dice.query();
        let encoded: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let (said, json) = of_api(&server.get(&format!("/api/v1/search?limit=1&q={encoded}")));
        assert_eq!(of_page(&server.get(&format!("/search?q={encoded}"))), said.on_a_page(), "{query:?}");
        let feed = server.get(&format!("/search.atom?q={encoded}"));
        let output = place.call(&["search", "--format", "json", "-n", "1", "--", &query]).output();
        let output = output.expect("the program runs");
        let Said::Counts { total, .. } = said else {
            assert!(feed.starts_with("HTTP/1.1 400"), "{query:?}: {feed}");
            assert_eq!(output.status.code(), Some(2), "{query:?}");
            continue;
        };
        answers += 1;
        let printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(of_json(&printed), said, "{query:?}");
        assert_eq!(output.status.code(), Some(i32::from(total == 0)), "{query:?}");
        // What has only some of the words, or other words than were typed, is no news.
        if json["partial"] == false && json["corrections"].as_array().is_some_and(Vec::is_empty) {
            let told =
                between(&feed, "<os:totalResults>", "<").unwrap_or_else(|| panic!("{query:?}: {feed}"));
            assert_eq!(number(told), total, "{query:?}");
            feeds += 1;
        }
    }
    assert!(answers > 0 && feeds > 0);
    if let Some(wanted) = wanted {
        eprintln!("{wanted} queries, {answers} answered everywhere, {feeds} of them with a feed of the same");
    }
}
