//! `GET /api/v1/suggest?q=`: topics, people and series with a word that begins like the text.

use crate::archive::Catalog;
use crate::field::Field;
use crate::web::error::WebError;
use crate::web::pages::stored;
use crate::web::params::{Bounds, Params};
use crate::web::site::Site;
use crate::web::urls;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// How many suggestions come.
const LIMIT: Bounds = Bounds { min: 1, max: 50, default: 10 };

/// The suggestions, most seen first within each sort.
#[derive(Serialize)]
struct Body {
    query: String,
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Suggestion {
    /// `topic`, `person` or `series`.
    kind: &'static str,
    label: String,
    /// The query that finds it.
    query: String,
    /// Its page.
    url: String,
}

/// `GET /api/v1/suggest`
pub(crate) async fn get(State(site): State<Site>, params: Params) -> Result<Response, WebError> {
    params.only(&["q", "limit"])?;
    let query = params.query()?;
    let limit = params.number("limit", LIMIT)?;
    let mut suggestions = if query.is_empty() { Vec::new() } else { find(&site.catalog(), &query) };
    suggestions.truncate(limit);
    Ok(super::reply(&Body { query, suggestions }))
}

fn find(catalog: &Catalog, text: &str) -> Vec<Suggestion> {
    let start = text.to_lowercase();
    let start = start.trim_start_matches('@');
    let directory = &catalog.directory;
    let fits = |name: &String| begins(name, start);
    let topics = directory.topics.iter().filter(|t| fits(&t.name) || t.aliases.iter().any(fits));
    let people =
        directory.people.iter().filter(|p| fits(&p.name) || fits(&p.id) || p.aliases.iter().any(fits));
    let series = directory.series.iter().filter(|s| fits(&s.name));
    let suggest = |field: Field, label: &str, value: &str, url: String| Suggestion {
        kind: field.name(),
        label: label.to_owned(),
        query: crate::query::Query { sort: crate::query::Sort::Relevance, ..stored(field, value) }
            .to_string(),
        url,
    };
    let topics = topics.map(|t| suggest(Field::Topic, &t.name, &t.name, urls::topic(&t.name)));
    let people = people.map(|p| suggest(Field::Person, &p.name, &p.id, urls::person(&p.id)));
    let series = series.map(|s| suggest(Field::Series, &s.name, &s.name, urls::series(&s.name)));
    topics.chain(people).chain(series).collect()
}

/// Whether a name, or a word of it, begins with the text.
fn begins(name: &str, start: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.char_indices().filter(|&(at, _)| {
        let before = name[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
    });
    words.any(|(at, _)| name[at..].starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn every_word_of_a_name_counts() {
        assert!(begins("Tim Head", "he"));
        assert!(begins("Data Protection", "data pro"));
        assert!(!begins("Tim Head", "ead"));
        assert!(begins("Łukasz", "łu"));
    }
}
