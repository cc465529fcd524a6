//! Alike or not, what was edited, and the list on disk.

use super::likeness::Shape;
use super::{Became, Change, Former, Ledger, difference};
use crate::report::{Kind, Lines};
use std::convert::Infallible;

fn former(id: &str, became: Became) -> Former {
    Former {
        id: id.to_owned(),
        became,
        when: None,
        commit: None,
        title: "Tower, 2031-01-07".to_owned(),
        date: None,
        path: "tower/2031-01-07.md".to_owned(),
        lines: Lines { first: 3, last: 3 },
        kind: Some(Kind::Discussion),
        text: Some(format!("what {id} said")),
    }
}

#[test]
fn corrected_words_are_alike_and_other_matters_are_not() {
    let cases = [
        ("We paint the peir green", "We paint the pier green", true),
        ("Lamp oil: order two barrels", "Lamp oil: order three barrels, by March", true),
        ("Decision: the pier is painted green", "The pier will be painted green (decided)", true),
        (
            "the tower needs a new lamp",
            "the tower needs a new lamp, and Ada asks the glass makers for a price",
            true,
        ),
        ("We paint the pier green", "Ada orders the lamp oil", false),
        ("Lamp", "Boat", false),
        ("", "Lamp", false),
    ];
    for (before, after, alike) in cases {
        let likeness = Shape::of(before).likeness(&Shape::of(after));
        assert_eq!(likeness >= super::compare::ALIKE, alike, "{before:?} and {after:?}: {likeness}");
    }
}

#[test]
fn a_difference_shows_words() {
    let pieces = difference("The pier is painted green.", "The old pier is painted red.");
    let shown: String = pieces
        .iter()
        .map(|piece| match piece.change {
            Change::Kept => piece.text.clone(),
            Change::Removed => format!("[-{}-]", piece.text),
            Change::Added => format!("[+{}+]", piece.text),
        })
        .collect();
    assert_eq!(shown, "The [+old +]pier is painted [-green.-][+red.+]");
    assert_eq!(difference("", ""), vec![]);
}

#[test]
fn a_list_is_followed_to_what_is_there() {
    let moved = |id: &str, to: &str| former(id, Became::Moved(to.to_owned()));
    let edited = |id: &str, to: &str| former(id, Became::Edited(to.to_owned()));
    let ledger = Ledger::default().with([
        moved("a", "b"),
        edited("b", "c"),
        former("gone", Became::Gone),
        edited("was", "gone"),
        moved("x", "y"),
        moved("y", "x"),
        moved("lost", "nowhere"),
    ]);
    let follow = |id: &str| {
        let there = |id: &str| Ok::<bool, Infallible>(id == "c");
        let trail = ledger.follow(id, there).unwrap();
        trail.map(|trail| (trail.first.id.clone(), trail.last.id.clone(), trail.living, trail.edited))
    };
    let ends = |first: &str, last: &str, living: Option<&str>, edited| {
        Some((first.to_owned(), last.to_owned(), living.map(str::to_owned), edited))
    };
    assert_eq!(follow("a"), ends("a", "b", Some("c"), true));
    assert_eq!(follow("gone"), ends("gone", "gone", None, false));
    assert_eq!(follow("was"), ends("was", "gone", None, true));
    assert_eq!(follow("x"), ends("x", "y", None, false), "words that went to and fro end somewhere");
    assert_eq!(follow("lost"), ends("lost", "lost", None, false));
    assert_eq!(follow("never"), None);
}

#[test]
fn a_broken_line_harms_no_other() {
    let records =
        [former("a", Became::Gone), former("b", Became::Moved("ä".to_owned())), former("c", Became::Gone)];
    let lines = Ledger::lines(&records);
    let (ledger, damaged) = Ledger::read(lines.as_bytes());
    assert_eq!((ledger.len(), damaged), (3, vec![]));
    for at in 0..lines.len() {
        let mut bytes = lines.clone().into_bytes();
        bytes[at] ^= 4;
        let (ledger, damaged) = Ledger::read(&bytes);
        assert!(!damaged.is_empty(), "a bit of byte {at} was changed, and nobody noticed");
        assert!(!ledger.is_empty() && ledger.len() < 3, "byte {at}: {} lines are left", ledger.len());
    }
    let (cut, damaged) = Ledger::read(&lines.as_bytes()[..lines.len() - 9]);
    assert_eq!((cut.len(), damaged), (2, vec![3]));
}

#[test]
fn what_is_forgotten_is_not_told_anew() {
    let said = former("a", Became::Gone);
    let ledger = Ledger::default().with([Former { text: None, ..said.clone() }]);
    assert_eq!(ledger.news(vec![said.clone()]), vec![], "nothing is new");
    let moved = Former { became: Became::Moved("b".to_owned()), ..said };
    let news = ledger.news(vec![moved]);
    assert_eq!((news.len(), news[0].text.clone()), (1, None));
}
