//! One person: the names they go by, the meetings they were at, the passages they are in.

use super::hit::HitView;
use super::{Frame, Link, Place, first, print, stored};
use crate::field::Field;
use crate::query::Expr;
use crate::report::{Directory, Person, Sure};
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::response::Response;

/// How many passages are shown here; the rest is a search.
const PASSAGES: usize = 12;
/// How many unclear names are listed.
const UNCLEAR: usize = 5;
/// How many meetings are listed at once.
const MEETINGS: usize = 24;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    frame: Frame,
    name: String,
    id: String,
    aliases: Vec<String>,
    /// What is known of the name, and how: (form, reason).
    evidence: Vec<(String, String)>,
    sure: &'static str,
    /// Short names that may mean this person or another.
    unclear: Vec<String>,
    affiliations: Vec<String>,
    meetings: Vec<(Link, String)>,
    /// How many meetings are not listed.
    earlier: usize,
    total: usize,
    passages: String,
    search: String,
    actions: Option<(usize, String)>,
    hits: Vec<HitView>,
}

/// The page of a person.
pub(crate) async fn page(site: &Site, person: &Person) -> Result<Response, WebError> {
    let query = stored(Field::Person, &person.id);
    let mut todo = stored(Field::Owner, &person.id);
    todo.expr =
        Expr::And(vec![stored(Field::Kind, "action").expr, stored(Field::Status, "open").expr, todo.expr]);
    let feed = urls::feed(&query);
    let (search, open) = (urls::results(&query), urls::results(&todo));
    let asked = move |archive: &crate::archive::Archive| {
        Ok((archive.answer(&query, first(PASSAGES))?, archive.answer(&todo, first(0))?.total))
    };
    let (found, actions) = site.ask(asked).await?;
    let catalog = site.catalog();
    let mut at: Vec<_> = catalog.reports.iter().filter(|r| r.attendees.contains(&person.id)).collect();
    at.sort_by_key(|report| std::cmp::Reverse(report.date));
    let listed = at.iter().take(MEETINGS);
    let page = PersonPage {
        frame: Frame::new(site, Place::People, text::clip(&person.name, 80))
            .at(site, &urls::person(&person.id))
            .feed(format!("Passages with {}", person.name), &feed),
        name: person.name.clone(),
        id: person.id.clone(),
        aliases: person.aliases.iter().filter(|alias| **alias != person.name).cloned().collect(),
        evidence: person.evidence.iter().map(|e| (e.form.clone(), e.why.clone())).collect(),
        sure: sureness(person.sure),
        unclear: unclear(&catalog.directory, person),
        affiliations: person.affiliations.clone(),
        meetings: listed
            .map(|r| (Link::new(text::short_day(r.date), urls::report(&r.id)), r.series.clone()))
            .collect(),
        earlier: at.len().saturating_sub(MEETINGS),
        total: at.len(),
        passages: text::count(found.total, "passage"),
        search,
        actions: (actions > 0).then_some((actions, open)),
        hits: HitView::list(site, &found.hits),
    };
    print(&page, CachePolicy::Revalidate)
}

fn sureness(sure: Sure) -> &'static str {
    match sure {
        Sure::Certain => "Known by an account, or by the team's own file.",
        Sure::Likely => "Known by the full name.",
        Sure::Guess => "Known by a short name only, so this may be several people.",
    }
}

/// `Sam: Sam Adler or Sam Birch? in 12 passages`, where it may be this person, or where this is such a name.
fn unclear(directory: &Directory, person: &Person) -> Vec<String> {
    let name = |id: &String| directory.person(id).map_or_else(|| id.clone(), |other| other.name.clone());
    let concerned = directory.ambiguous.iter().filter(|ambiguity| {
        ambiguity.people.contains(&person.id) || person.sure == Sure::Guess && ambiguity.name == person.name
    });
    let sentence = |ambiguity: &crate::report::Ambiguity| {
        let names: Vec<String> = ambiguity.people.iter().map(name).collect();
        let mut places = Vec::new();
        if ambiguity.entries > 0 {
            places.push(format!("in {}", text::count(ambiguity.entries as usize, "passage")));
        }
        if ambiguity.meetings > 0 {
            places.push(format!("at {}", text::count(ambiguity.meetings as usize, "meeting")));
        }
        format!("{}: {}? {}", ambiguity.name, names.join(" or "), places.join(", "))
    };
    concerned.take(UNCLEAR).map(sentence).collect()
}
