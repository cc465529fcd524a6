//! The queries behind clicks, as a person would type them.

use super::query;
use crate::field::Field;
use crate::query::{Query, Sort};
use crate::report::Date;

#[test]
fn values_are_chosen_and_given_up() {
    let with = |text: &str, field, value| query(text).with_value(field, value).to_string();
    assert_eq!(with("", Field::Kind, "decision"), "kind:decision");
    assert_eq!(with("gdpr", Field::Kind, "decision"), "gdpr kind:decision");
    assert_eq!(with("kind:action gdpr", Field::Kind, "decision"), "kind:action,decision gdpr");
    assert_eq!(with("kind:decision gdpr", Field::Kind, "decision"), "kind:decision gdpr");
    assert_eq!(with("a OR b", Field::Series, "steering group"), "(a OR b) series:\"steering group\"");
    assert_eq!(with("-kind:action", Field::Kind, "decision"), "-kind:action kind:decision");

    let without = |text: &str, field, value| query(text).without_value(field, value).to_string();
    assert_eq!(without("gdpr kind:action,decision", Field::Kind, "action"), "gdpr kind:decision");
    assert_eq!(without("gdpr kind:action", Field::Kind, "action"), "gdpr");
    assert_eq!(without("kind:action sort:newest", Field::Kind, "action"), "sort:newest");
    assert_eq!(without("gdpr OR kind:action", Field::Kind, "action"), "gdpr OR kind:action");

    let excluding = |text: &str, field, value| query(text).excluding(field, value).to_string();
    assert_eq!(excluding("gdpr", Field::Kind, "decision"), "gdpr -kind:decision");
    assert_eq!(
        excluding("gdpr kind:action,decision", Field::Kind, "decision"),
        "gdpr kind:action -kind:decision"
    );
    assert_eq!(excluding("", Field::Series, "steering group"), "-series:\"steering group\"");
    assert_eq!(excluding("-kind:decision", Field::Kind, "decision"), "-kind:decision");

    let field = |text: &str, field| query(text).without_field(field).to_string();
    assert_eq!(field("gdpr kind:action -kind:thanks has:kind", Field::Kind), "gdpr");
    assert_eq!(field("title:gdpr hub", Field::Title), "hub");
}

#[test]
fn a_click_gives_the_query_that_a_person_types() {
    let clicked = query("gdpr").with_value(Field::Topic, "federation").with_value(Field::Topic, "GDPR");
    assert_eq!(clicked, query("gdpr topic:federation,gdpr"));
    let days = (Date::constant(2018, 1, 1), Date::constant(2018, 3, 31));
    let clicked = query("on:2020 gdpr").with_days(Some(days.0), Some(days.1)).with_sort(Sort::Newest);
    assert_eq!(clicked, query("gdpr on:2018-01..2018-03 sort:newest"));
    assert_eq!(clicked.days(), Some((Some(days.0), Some(days.1))));
    assert_eq!(clicked.with_days(None, None).to_string(), "gdpr sort:newest");
    assert_eq!(Query::all(), query(""));
}

#[test]
fn what_is_chosen() {
    let chosen = query("gdpr person:tomasz,ines kind:action");
    assert_eq!(chosen.selected(Field::Person), ["gasiorek-bcc", "tomasz-b", "inesokr"]);
    assert_eq!(chosen.selected(Field::Kind), ["action"]);
    assert_eq!(chosen.selected(Field::Topic), Vec::<&str>::new());
    assert_eq!(query("kind:action OR a").selected(Field::Kind), Vec::<&str>::new());
}

#[test]
fn parts_with_the_query_that_remains() {
    let parts = |text: &str| -> Vec<(String, String)> {
        query(text).parts().into_iter().map(|part| (part.text, part.rest.to_string())).collect()
    };
    let pair = |text: &str, rest: &str| (text.to_owned(), rest.to_owned());
    assert_eq!(parts(""), []);
    assert_eq!(parts("gdpr sort:newest"), [pair("gdpr", "sort:newest")]);
    assert_eq!(
        parts("in:title the gdpr kind:action,decision (a OR b)"),
        [
            pair("title:the", "in:title gdpr kind:action,decision (a OR b)"),
            pair("title:gdpr", "in:title the kind:action,decision (a OR b)"),
            pair("kind:action,decision", "in:title the gdpr (a OR b)"),
            pair("(title:a OR title:b)", "in:title the gdpr kind:action,decision"),
        ]
    );
    let rest = query("the gdpr").parts().pop().map(|part| part.rest);
    assert_eq!(rest, Some(query("the")), "a stop word left alone must be found");
}
