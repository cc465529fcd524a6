//! What an old address tells: that the words of its passage were edited since, or that the passage is gone and what it
//! said last.

use super::changed::Changed;
use super::{Frame, Link, Place, gone, print};
use crate::archive::Catalog;
use crate::former::{Change, Former, Piece, difference};
use crate::report::Entry;
use crate::web::cache::CachePolicy;
use crate::web::error::WebError;
use crate::web::layers::Explained;
use crate::web::markup::Markup;
use crate::web::site::Site;
use crate::web::{text, urls};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

/// So many words of what is gone are searched for.
const WORDS: usize = 8;

/// The change that ended a former passage, where it is known.
fn since(catalog: &Catalog, former: &Former) -> Option<Changed> {
    Some(Changed::of(catalog, &former.path, (former.when?, former.commit.as_deref())))
}

/// That the words of a passage were edited since its address was made.
pub(super) struct Edited {
    pub(super) since: Option<Changed>,
    /// The words then and now in one, each run with its element; empty where what was said is to be forgotten.
    pub(super) pieces: Vec<(&'static str, String)>,
    /// The address of the words as they stand now.
    pub(super) address: String,
}

impl Edited {
    pub(super) fn of(site: &Site, former: &Former, entry: &Entry) -> Self {
        let before = former.text.as_deref();
        Self {
            since: since(&site.catalog(), former),
            pieces: before.map(|before| shown(difference(before, &entry.text))).unwrap_or_default(),
            address: urls::passage(&entry.id, entry.own_text()),
        }
    }
}

#[derive(Template)]
#[template(path = "former.html")]
struct FormerPage {
    frame: Frame,
    kind: &'static str,
    day: String,
    title: String,
    place: String,
    since: Option<Changed>,
    /// What it said last; `None` where that was to be forgotten.
    said: Option<Markup>,
    report: Option<Link>,
    nearest: Vec<Link>,
    search: Option<Link>,
}

/// The page of a passage that is gone, with status 410.
pub(super) async fn page(site: &Site, former: &Former) -> Result<Response, WebError> {
    let catalog = site.catalog();
    let id = former.id.rsplit_once('/').map(|(report, _)| report.to_owned()).unwrap_or_default();
    let report = catalog.report(&id);
    let said = former.text.clone().unwrap_or_default();
    let nearest = gone::near(site, report.map(|report| report.id.clone()), text::words(&said)).await?;
    let plain = text::words(&said).into_iter().take(WORDS).collect::<Vec<_>>().join(" ");
    let page = FormerPage {
        frame: Frame::new(site, Place::Elsewhere, "No longer there").unlisted(),
        kind: former.kind.map_or("passage", |kind| kind.name()),
        day: text::day(former.date),
        title: former.title.clone(),
        place: format!("{}:{}", former.path, former.lines),
        since: since(&catalog, former),
        said: former.text.as_ref().map(|text| Markup::words(text)),
        report: report.map(|report| Link::new(&report.title, urls::report(&report.id))),
        nearest,
        search: (!plain.is_empty()).then(|| Link::new(&plain, urls::search(&plain))),
    };
    let mut response = print(&page, CachePolicy::Never)?;
    *response.status_mut() = StatusCode::GONE;
    response.extensions_mut().insert(Explained);
    Ok(response)
}

/// The runs with their elements. Of long runs that stayed, only the words beside a change are shown.
fn shown(pieces: Vec<Piece>) -> Vec<(&'static str, String)> {
    let last = pieces.len().saturating_sub(1);
    let shown = |(at, piece): (usize, Piece)| match piece.change {
        Change::Kept => ("span", beside(&piece.text, at, last)),
        Change::Removed => ("del", piece.text),
        Change::Added => ("ins", piece.text),
    };
    pieces.into_iter().enumerate().map(shown).collect()
}

/// So many letters are shown beside a change.
const BESIDE: usize = 80;

/// What is shown of words that stayed, the run of this number of so many: those after a change, and those before one.
fn beside(text: &str, at: usize, last: usize) -> String {
    let count = text.chars().count();
    if count <= 2 * BESIDE {
        return text.to_owned();
    }
    let head: String = text.chars().take(BESIDE).collect();
    let tail: String = text.chars().skip(count - BESIDE).collect();
    // Half a word at the cut is left out.
    let head = head.rsplit_once(char::is_whitespace).map_or(head.as_str(), |(head, _)| head);
    let tail = tail.split_once(char::is_whitespace).map_or(tail.as_str(), |(_, tail)| tail);
    match (at > 0, at < last) {
        (true, true) => format!("{head} … {tail}"),
        (true, false) => format!("{head} …"),
        (false, _) => format!("… {tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn only_words_beside_a_change_are_shown() {
        let text = "word ".repeat(100);
        let head = format!("{} …", ["word"; 16].join(" "));
        let tail = format!("… {}", "word ".repeat(15));
        let cases = [
            (1, 1, head.clone()),
            (0, 1, tail.clone()),
            (1, 2, head[..head.len() - 4].to_owned() + " " + &tail),
        ];
        for (at, last, shown) in cases {
            assert_eq!(beside(&text, at, last), shown);
        }
        assert_eq!(beside("a b", 1, 2), "a b");
    }
}
