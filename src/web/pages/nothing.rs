//! Nothing was found: which of the words occur at all, what leaving one out would find, what is near.

use super::search::{Chip, chips};
use super::{Frame, Link, Place, print};
use crate::archive::{ArchiveError, Page, Snapshot};
use crate::query::{Expr, Part, Query};
use crate::report::Directory;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::response::Response;

/// How many parts of a query are tried one by one: each costs two searches.
const TRIED: usize = 8;
/// How many suggestions of a sort are shown.
const SUGGESTED: usize = 6;

#[derive(Template)]
#[template(path = "nothing.html")]
struct NothingPage {
    frame: Frame,
    chips: Vec<Chip>,
    tries: Vec<Try>,
    near: Vec<Link>,
}

/// One part of the query, looked at alone.
struct Try {
    part: String,
    /// What it finds alone.
    alone: usize,
    alone_href: String,
    /// What the query finds without it; nothing where it is the only part.
    without: usize,
    without_text: String,
    without_href: String,
}

/// The page that helps on where nothing was found.
pub(crate) async fn page(site: &Site, typed: &str, query: Query) -> Result<Response, WebError> {
    let near = near(typed, &site.catalog().directory);
    let chips = chips(&query, &site.catalog().directory);
    let parts = query.parts();
    let alone = move |part: &Part| Query { expr: part.expr.clone(), ..query.clone() };
    let attempts = parts.into_iter().take(TRIED).map(move |part| (alone(&part), part)).collect::<Vec<_>>();
    let tried =
        site.ask(move |archive| attempts.iter().map(|(alone, part)| attempt(archive, alone, part)).collect());
    let tries: Vec<Try> = tried.await?;
    let frame = Frame::new(site, Place::Search, format!("Nothing found: {}", text::clip(typed, 60)));
    print(&NothingPage { frame: frame.asking(typed), chips, tries, near }, CachePolicy::Revalidate)
}

fn attempt(archive: &Snapshot, alone: &Query, part: &Part) -> Result<Try, ArchiveError> {
    let count = Page { offset: 0, limit: 0, facet_limit: 0 };
    // Where the part is all there is, the rest is everything, which says nothing.
    let rest = if part.rest.expr == Expr::All { 0 } else { archive.answer(&part.rest, count)?.total };
    Ok(Try {
        part: part.text.clone(),
        alone: archive.answer(alone, count)?.total,
        alone_href: urls::results(alone),
        without: rest,
        without_text: part.rest.to_string(),
        without_href: urls::results(&part.rest),
    })
}

/// Topics and people whose names share a beginning with a word of the query.
fn near(typed: &str, directory: &Directory) -> Vec<Link> {
    let words: Vec<String> = text::words(typed).into_iter().filter(|w| w.chars().count() > 2).collect();
    let topics = directory.topics.iter().filter(|t| akin(&words, std::iter::once(&t.name).chain(&t.aliases)));
    let people = directory.people.iter().filter(|p| akin(&words, std::iter::once(&p.name).chain(&p.aliases)));
    let topics = topics.take(SUGGESTED).map(|t| Link::new(&t.name, urls::topic(&t.name)));
    let people = people.take(SUGGESTED).map(|p| Link::new(&p.name, urls::person(&p.id)));
    topics.chain(people).collect()
}

fn akin<'a>(words: &[String], names: impl Iterator<Item = &'a String>) -> bool {
    let mut names = names.flat_map(|name| text::words(name));
    names.any(|name| words.iter().any(|word| shared(word, &name) >= 4.min(name.chars().count()).max(3)))
}

/// How many characters two words share from their beginning.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_share_a_beginning() {
        let names = |name: &str| vec![name.to_owned()];
        let akin = |typed: &str, name: &str| super::akin(&text::words(typed), names(name).iter());
        assert!(akin("federal", "federation"));
        assert!(akin("gdp", "GDPR") || akin("gdpr", "GDPR"));
        assert!(!akin("privacy", "federation"));
    }
}
