//! One list of cases for every engine: the same set, the same facets, the same date order.

use crate::support::queries::{
    days, not, optional, phrase, prefix, query, related, sorted, value, within, word,
};
use crate::support::reports::archive;
use crate::support::{ask, contestants, ids, page, put};
use minutebook::field::Field;
use minutebook::query::{Expr, Sort};
use minutebook::search::Parts;

/// Which entries of the small archive a query finds, `report/number` with the report by its first letter and
/// year, sorted.
fn cases() -> Vec<Case> {
    let mut cases = words();
    cases.extend(conditions());
    cases
}

type Case = (&'static str, Expr, &'static str);

fn and(parts: Vec<Expr>) -> Expr {
    Expr::And(parts)
}

fn or(parts: Vec<Expr>) -> Expr {
    Expr::Or(parts)
}

fn words() -> Vec<Case> {
    vec![
        ("all", Expr::All, "c23/1 c23/2 c23/3 c23/4 c24/1 c24/2 c24/3 c24/5 o24/1 o24/2 o24/3 on/1"),
        ("a word", word("gdpr"), "c23/1"),
        ("a word by its stem", word("deciding"), "c23/1"),
        ("a word of a sub-bullet", word("logins"), "c23/2"),
        ("a word of the heading", word("releases"), "c23/4"),
        ("a word of the bullet above", word("z2jh"), "c23/4"),
        ("a word of the title", word("log"), "o24/1 o24/2 o24/3 on/1"),
        ("a word nobody said", word("blockchain"), ""),
        ("two words in two places", and(vec![word("operations"), word("budget")]), "o24/2"),
        ("identifier", word("jupyterhub-ssh"), "c23/4"),
        ("part of an identifier", word("ssh"), "c23/4"),
        ("identifier turned round", word("ssh-jupyterhub"), ""),
        ("version without its letter", word("1.2"), "c23/4"),
        ("C++ is not C", word("C++"), "c23/4"),
        ("CJK", word("会議"), "c24/3"),
        ("accents", word("creme brulee"), "c24/3"),
        ("phrase", phrase("privacy policy"), "c23/3 o24/1"),
        ("phrase over a sub-bullet's line", phrase("banner keeps no"), "c23/2"),
        ("phrase not over two headings", phrase("privacy actions"), ""),
        ("prefix", prefix("feder"), "c23/2 c24/1 c24/2 o24/2"),
        ("prefix is not stemmed", prefix("decide"), "c23/1"),
        ("prefix of an identifier", prefix("jupyterhub-s"), "c23/4"),
        ("prefix in a phrase", prefix("personal da"), "c23/2 o24/1"),
        ("in the text", within(Field::Text, word("privacy")), "c23/3 c24/2 o24/1"),
        ("in the headings", within(Field::Section, word("federation")), "c24/1 c24/2 o24/2"),
        ("in the title", within(Field::Title, word("privacy")), "on/1"),
        ("words of a field of values", within(Field::Topic, word("privacy")), ""),
        ("related", related("gdpr", &["cookie", "personal data"]), "c23/1 c23/2 o24/1"),
        ("optional words restrict nothing", and(vec![optional("the"), word("gdpr")]), "c23/1"),
        ("no word at all says nothing", and(vec![word("—"), word("gdpr")]), "c23/1"),
        ("or of nothing and a word", or(vec![word("—"), word("gdpr")]), "c23/1"),
        ("not nothing", and(vec![not(word("—")), word("gdpr")]), "c23/1"),
        ("or", or(vec![word("gdpr"), word("budget")]), "c23/1 o24/2"),
        ("not", not(or(vec![word("privacy"), word("community")])), "o24/2 o24/3"),
        ("not and or", or(vec![word("gdpr"), not(word("community"))]), "c23/1 o24/1 o24/2 o24/3 on/1"),
        (
            "and in or",
            or(vec![and(vec![word("data"), not(word("cookie"))]), word("gdpr")]),
            "c23/1 c24/2 o24/1",
        ),
    ]
}

fn conditions() -> Vec<Case> {
    vec![
        ("value", value(Field::Kind, &["decision"]), "c23/1"),
        ("value in another case", value(Field::Topic, &["FEDERATION"]), "c23/1 c24/1 c24/2"),
        ("values", value(Field::Kind, &["decision", "question", "nonsense"]), "c23/1 c24/2"),
        ("unknown value", value(Field::Topic, &["blockchain"]), ""),
        ("value is whole", value(Field::Topic, &["priv"]), ""),
        ("two fields", and(vec![value(Field::Topic, &["privacy"]), value(Field::Year, &["2024"])]), "c24/2"),
        (
            "one field twice",
            and(vec![value(Field::Person, &["ines"]), value(Field::Person, &["mei"])]),
            "c24/2",
        ),
        ("not a value", and(vec![word("policy"), not(value(Field::Kind, &["action"]))]), "o24/1"),
        ("value or word", or(vec![value(Field::Kind, &["thanks"]), word("gdpr")]), "c23/1 c24/3"),
        ("open in its last report", value(Field::Status, &["open"]), "c23/3 o24/3"),
        ("boilerplate is not found", within(Field::Text, word("add")), ""),
        ("nor has it a topic", value(Field::Topic, &["forms"]), ""),
        ("a copy is found in its first place", word("analytics"), "c23/1"),
        ("owner", value(Field::Owner, &["ines"]), "c23/3 o24/3"),
        ("any repository", value(Field::Ref, &["#12"]), "c23/4 o24/3"),
        ("any owner", value(Field::Ref, &["charts#12"]), "c23/4 o24/3"),
        ("the very reference", value(Field::Ref, &["Heliograph/charts#12"]), "c23/4"),
        ("half a name", value(Field::Ref, &["harts#12"]), ""),
        ("repository", value(Field::Repo, &["heliograph/binderhub"]), "c23/1"),
        ("series", value(Field::Series, &["operations"]), "o24/1 o24/2 o24/3 on/1"),
        ("has", Expr::Has(Field::Status), "c23/3 o24/3"),
        ("has a repository", Expr::Has(Field::Repo), "c23/1 c23/4 o24/3"),
        ("has a reference", Expr::Has(Field::Ref), "c23/1 c23/4 o24/3"),
        ("has words", Expr::Has(Field::Section), "c23/1 c23/2 c23/3 c23/4 c24/1 c24/2 o24/2"),
        ("since", days("2024-01-11", ""), "c24/1 c24/2 c24/3 c24/5 o24/1 o24/2 o24/3"),
        ("until", days("", "2023-12-31"), "c23/1 c23/2 c23/3 c23/4"),
        ("on a day", days("2024-01-15", "2024-01-15"), "o24/1 o24/2 o24/3"),
        ("on no day", days("2024-01-15", "2024-01-14"), ""),
        ("any day", days("", ""), "c23/1 c23/2 c23/3 c23/4 c24/1 c24/2 c24/3 c24/5 o24/1 o24/2 o24/3"),
        ("not on a day", not(days("", "")), "on/1"),
        // Partial: no entry has all the words.
        ("enough of the words", and(vec![word("gdpr"), word("budget")]), "c23/1 o24/2"),
        (
            "one of two words in the place of one",
            and(vec![or(vec![word("gdpr"), word("logins")]), word("budget")]),
            "c23/1 c23/2 o24/2",
        ),
        ("a word nobody said left out", and(vec![word("gdpr"), word("blockchain")]), "c23/1"),
        ("conditions hold", and(vec![word("gdpr"), word("budget"), value(Field::Year, &["2024"])]), "o24/2"),
        ("exclusions hold", and(vec![word("gdpr"), word("budget"), not(word("budget"))]), "c23/1"),
        ("nobody said any", and(vec![word("blockchain"), word("quantum")]), ""),
    ]
}

fn short(id: &str) -> String {
    let (series, rest) = id.split_once('/').expect("an id of the small archive");
    let (report, number) = rest.split_once('/').expect("an id of the small archive");
    let letter = &series[..1];
    let year = report.strip_prefix("20").map_or("n", |rest| &rest[..2]);
    format!("{letter}{year}/{number}")
}

#[test]
fn every_engine_finds_the_same() {
    let contestants = contestants();
    for contestant in &contestants {
        put(contestant.engine.as_ref(), &archive());
    }
    for (name, expr, expected) in cases() {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let query = sorted(expr.clone(), sort);
            let right = ask(contestants[0].engine.as_ref(), &query);
            for contestant in &contestants {
                let who = format!("{name}, {} by {}", contestant.name, sort.name());
                let found = ask(contestant.engine.as_ref(), &query);
                let mut found_ids: Vec<String> = ids(&found).iter().map(|id| short(id)).collect();
                found_ids.sort();
                assert_eq!(found_ids.join(" "), expected, "{who}");
                assert_eq!((found.total, found.partial), (right.total, right.partial), "{who}");
                assert_eq!(found.near_total, right.near_total, "{who}: near");
                assert_eq!(found.facets, right.facets, "{who}");
                assert_eq!(found.histogram, right.histogram, "{who}");
                if sort != Sort::Relevance {
                    assert_eq!(ids(&found), ids(&right), "{who}");
                }
            }
        }
    }
}

#[test]
fn only_answers_without_a_full_match_are_partial() {
    let cases = [
        (Expr::And(vec![word("gdpr"), word("budget")]), true),
        (Expr::And(vec![word("gdpr"), word("decided")]), false),
        (Expr::And(vec![word("blockchain"), word("quantum")]), false),
        (word("blockchain"), false),
    ];
    for contestant in contestants() {
        put(contestant.engine.as_ref(), &archive());
        for (expr, partial) in cases.clone() {
            let found = ask(contestant.engine.as_ref(), &query(expr.clone()));
            assert_eq!(found.partial, partial, "{} {expr:?}", contestant.name);
        }
    }
}

#[test]
fn every_engine_means_the_same_word() {
    let contestants = contestants();
    for contestant in &contestants {
        put(contestant.engine.as_ref(), &archive());
    }
    let mut meant = 0;
    for typed in ["privcay", "rpivacy", "privacy", "comunity", "budgte", "xylophone", "lo", "node.js", ""] {
        let right = contestants[0].engine.view().meant(typed).unwrap();
        meant += usize::from(right.is_some());
        for contestant in &contestants {
            assert_eq!(contestant.engine.view().meant(typed).unwrap(), right, "{}: {typed}", contestant.name);
        }
    }
    assert!(meant >= 2, "some slips are understood");
}

#[test]
fn pages_join_without_loss() {
    for contestant in contestants() {
        put(contestant.engine.as_ref(), &archive());
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let query = sorted(Expr::Or(vec![word("privacy"), word("community"), word("log")]), sort);
            let all = ids(&ask(contestant.engine.as_ref(), &query));
            let pages = (0..all.len() + 3).step_by(3);
            let joined: Vec<String> =
                pages.flat_map(|offset| ids(&page(contestant.engine.as_ref(), &query, offset, 3))).collect();
            assert_eq!(joined, all, "{} by {}", contestant.name, sort.name());
        }
    }
}

#[test]
fn limits_cut_lists_and_not_counts() {
    for contestant in contestants() {
        let engine = contestant.engine.as_ref();
        put(engine, &archive());
        let expr = Expr::And(vec![value(Field::Kind, &["thanks", "nonsense"])]);
        let request = minutebook::search::SearchRequest {
            query: query(expr),
            offset: 0,
            limit: 0,
            facet_limit: 1,
            parts: Parts::default(),
        };
        let found = engine.view().search(&request).expect("an answer");
        assert_eq!((found.total, found.hits.len()), (1, 0), "{}", contestant.name);
        let kinds = &found.facets[0];
        let shown: Vec<_> =
            kinds.values.iter().map(|value| (value.value.as_str(), value.count, value.selected)).collect();
        // The most frequent one, and those selected, wherever they stand.
        assert_eq!(shown, [("action", 3, false), ("thanks", 1, true), ("nonsense", 0, true)]);
        assert_eq!(kinds.distinct, 8, "{}", contestant.name);
        let none = minutebook::search::SearchRequest { facet_limit: 0, ..request };
        assert!(engine.view().search(&none).expect("an answer").facets.is_empty());
        let far = minutebook::search::SearchRequest { offset: usize::MAX, limit: usize::MAX, ..none };
        assert!(engine.view().search(&far).expect("an answer").hits.is_empty());
    }
}

#[test]
fn an_empty_index_answers() {
    for contestant in contestants() {
        for (name, expr, _) in cases() {
            let found = ask(contestant.engine.as_ref(), &query(expr));
            assert_eq!((found.total, found.hits.len()), (0, 0), "{name} {}", contestant.name);
            assert!(found.histogram.is_empty());
            assert!(found.facets.iter().all(|facet| facet.values.iter().all(|value| value.selected)));
        }
        assert_eq!(contestant.engine.stamp().expect("a stamp"), "");
        assert_eq!(contestant.engine.view().document("community/2023-05-04").expect("an answer"), None);
    }
}
