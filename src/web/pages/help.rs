//! `GET /help`: the query language, from the table of fields.

use super::{Frame, Link, Place, print};
use crate::field::FIELDS;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::urls;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    frame: Frame,
    forms: Vec<Row>,
    fields: Vec<Row>,
}

struct Row {
    name: String,
    aliases: String,
    help: &'static str,
    example: Link,
}

/// What can be typed beside fields: the form, what it does, an example.
const FORMS: &[(&str, &str, &str)] = &[
    (
        "privacy policy",
        "passages with all of these words, in any form and order; related words count as well",
        "privacy policy",
    ),
    ("\"…\"", "these words one after another", "\"privacy policy\""),
    ("-…", "not this; works before words, phrases, fields and brackets", "privacy -cookies"),
    ("OR", "either of two; words beside each other bind closer", "gdpr OR federation"),
    ("( )", "what belongs together", "(gdpr OR privacy) kind:decision"),
    ("…*", "words that begin like this", "federat*"),
    ("a,b", "either value of a field", "kind:decision,proposal"),
    ("in:", "only in the title, the section headings or the text: the words after it", "in:title community"),
    ("is:", "a kind, or open, done, settled", "is:decision federation"),
    ("has:", "passages that have a ref or an owner", "has:ref federation"),
    ("on:", "the day, month or year of the meeting", "on:2024"),
    (
        "after: before:",
        "later or earlier than a day, month or year; also last year, last month",
        "after:2023 privacy",
    ),
    ("expand:no", "only the words as typed, without related ones", "gdpr expand:no"),
    ("sort:", "relevance, newest or oldest", "federation sort:oldest"),
];

/// `GET /help`
pub(crate) async fn get(State(site): State<Site>) -> Result<Response, WebError> {
    let example = |text: &str| Link::new(text, urls::search(text));
    let forms = FORMS.iter().map(|&(form, help, text)| Row {
        name: form.to_owned(),
        aliases: String::new(),
        help,
        example: example(text),
    });
    let fields = FIELDS.iter().map(|row| Row {
        name: format!("{}:", row.name),
        aliases: row.aliases.iter().map(|alias| format!("{alias}:")).collect::<Vec<_>>().join(" "),
        help: row.help,
        example: example(row.example),
    });
    let page = HelpPage {
        frame: Frame::new(&site, Place::Help, "How to search"),
        forms: forms.collect(),
        fields: fields.collect(),
    };
    print(&page, CachePolicy::Revalidate)
}
