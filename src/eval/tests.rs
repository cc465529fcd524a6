//! Files as teams write them, and scores that were worked out by hand.

use super::questions::read_toml;
use super::score::{Judged, Measures, Retrieved, take};
use super::{Saved, Target};

fn judged(path: &str, lines: [u32; 2], grade: u8) -> Judged {
    Judged { path: path.to_owned(), lines: lines.into(), grade }
}

fn hit(path: &str, lines: [u32; 2]) -> Retrieved {
    Retrieved { path: path.to_owned(), lines: lines.into() }
}

#[test]
fn a_hit_takes_the_best_passage_that_is_left() {
    let expected = [
        judged("a.md", [10, 20], 2),
        judged("a.md", [15, 16], 3),
        judged("b.md", [1, 5], 1),
        judged("a.md", [90, 95], 3),
    ];
    let cases: [(&[Retrieved], &[u8]); 6] = [
        (&[hit("a.md", [1, 30]), hit("a.md", [12, 12])], &[3, 2]),
        (&[hit("a.md", [12, 12]), hit("a.md", [12, 12])], &[2, 0]),
        (&[hit("b.md", [5, 9]), hit("c.md", [1, 5])], &[1, 0]),
        // Only the first sixty lines of a hit count.
        (&[hit("a.md", [30, 99])], &[0]),
        (&[hit("a.md", [31, 99])], &[3]),
        (&[], &[]),
    ];
    for (retrieved, grades) in cases {
        let taken = take(&expected, retrieved);
        let taken: Vec<u8> = taken.into_iter().map(|at| at.map_or(0, |at| expected[at].grade)).collect();
        assert_eq!(taken, grades, "{retrieved:?}");
    }
}

#[test]
fn measures_are_those_of_the_books() {
    let expected = [judged("a", [1, 1], 3), judged("a", [2, 2], 2), judged("a", [3, 3], 1)];
    let best = 7.0 + 3.0 / 3f64.log2() + 1.0 / 2.0;
    let cases = [
        (vec![3, 2, 1], [1.0, 1.0, 1.0, 1.0]),
        (vec![0, 3], [7.0 / 3f64.log2() / best, 0.5, 0.5, 0.0]),
        (vec![1, 0, 2], [(1.0 + 3.0 / 2.0) / best, 1.0 / 3.0, 0.5, 0.0]),
        (vec![], [0.0; 4]),
    ];
    for (grades, wanted) in cases {
        let measures = Measures::of(&expected, &grades).unwrap().all();
        let near = measures.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(near, "{grades:?}: {measures:?} {wanted:?}");
    }
    assert_eq!(Measures::of(&[judged("a", [1, 1], 1)], &[1]), None, "nothing there answers");
}

#[test]
fn questions_name_passages_by_lines_and_by_permalink() {
    let text = r#"
        [[question]]
        query = "who paints the shed"
        kind = "question"
        answers = ["./garden/2031-05-06.md:12-19", "http://site.example/reports/garden/2031-05-06#e-1f3a"]
        about = ["garden/2031-05-20.md:7"]

        [[question]]
        id = "rare"
        query = "roses"
    "#;
    let questions = read_toml(text).unwrap();
    let lines = |path: &str, lines: [u32; 2]| Target::Lines { path: path.to_owned(), lines: lines.into() };
    let targets: Vec<(&Target, u8)> = questions[0].expected.iter().map(|e| (&e.target, e.grade)).collect();
    let wanted = [
        (&lines("garden/2031-05-06.md", [12, 19]), 3),
        (&Target::Entry("garden/2031-05-06/1f3a".to_owned()), 3),
        (&lines("garden/2031-05-20.md", [7, 7]), 2),
    ];
    assert_eq!(targets, wanted);
    assert_eq!((questions[0].id.as_str(), questions[1].id.as_str()), ("who paints the shed", "rare"));
}

#[test]
fn a_wrong_file_tells_what_is_wrong() {
    let cases = [
        "[[question]]\nquery = 'a'\nanswers = ['a.md']",
        "[[question]]\nquery = 'a'\nanswers = ['a.md:9-3']",
        "[[question]]\nquery = 'a'\n[[question]]\nquery = 'a'",
        "[[question]]\nquestion = 'a'",
    ];
    let said: Vec<String> = cases.into_iter().map(|text| read_toml(text).unwrap_err()).collect();
    insta::assert_snapshot!(said.join("\n---\n"));
}

#[test]
fn what_is_lost_comes_first() {
    let saved = |rows: &[(&str, f64, &[&str])]| -> Saved {
        let per_query: serde_json::Map<String, serde_json::Value> = rows
            .iter()
            .map(|(id, ndcg, found)| {
                let row = serde_json::json!({"query": id, "ndcg@10": ndcg, "grades": [], "found": found});
                ((*id).to_owned(), row)
            })
            .collect();
        let whole = serde_json::json!({"queries": rows.len(), "mean": {}, "per_query": per_query});
        serde_json::from_value(whole).unwrap()
    };
    let before = saved(&[
        ("same", 0.5, &["a:1"]),
        ("up", 0.2, &[]),
        ("down", 0.9, &["b:1", "c:1"]),
        ("gone", 1.0, &[]),
    ]);
    let now =
        saved(&[("same", 0.5, &["a:1"]), ("up", 0.4, &["d:1"]), ("down", 0.3, &["c:1"]), ("new", 0.0, &[])]);
    let changes = before.changes(&now);
    let ids: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(ids, ["down", "up"]);
    assert_eq!(changes[0].lost, ["b:1"]);
    assert!(changes[0].is_loss() && !changes[1].is_loss());
}
