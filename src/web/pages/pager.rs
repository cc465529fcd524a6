//! The way through a list that is longer than a page.

use super::Link;
use crate::web::params::Bounds;
use crate::web::urls;

/// How many rows of a list stand on a page.
pub(crate) const ROWS: usize = 200;
/// The pages of such a list that can be asked for.
pub(crate) const PAGES: Bounds = Bounds { min: 1, max: 10_000, default: 1 };

/// Where a reader stands in a list, and the pages beside it.
pub(crate) struct Pager {
    /// The page before.
    pub(crate) previous: Option<Link>,
    /// The page after.
    pub(crate) next: Option<Link>,
    /// The page that is shown, from 1.
    pub(crate) page: usize,
    /// How many there are; one at least.
    pub(crate) pages: usize,
}

impl Pager {
    /// The pages beside `page` of `pages`; `address` makes the address of one.
    pub(crate) fn new(page: usize, pages: usize, address: impl Fn(usize) -> String) -> Self {
        let pages = pages.max(1);
        Self {
            previous: (page > 1).then(|| Link::new("Previous", address((page - 1).min(pages)))),
            next: (page < pages).then(|| Link::new("Next", address(page + 1))),
            page,
            pages,
        }
    }

    /// The pages of a list of so many rows, at an address that takes nothing else.
    pub(crate) fn of_rows(page: usize, rows: usize, path: &str) -> Self {
        Self::new(page, rows.div_ceil(ROWS), |page| {
            let page = if page > 1 { page.to_string() } else { String::new() };
            urls::with_parameters(path, &[("page", &page)])
        })
    }

    /// The same with other words for the way there.
    pub(crate) fn named(mut self, previous: &str, next: &str) -> Self {
        for (link, name) in [(&mut self.previous, previous), (&mut self.next, next)] {
            if let Some(link) = link {
                name.clone_into(&mut link.label);
            }
        }
        self
    }

    /// The addresses, to be changed.
    pub(crate) fn addresses(&mut self) -> impl Iterator<Item = &mut String> {
        [&mut self.previous, &mut self.next].into_iter().flatten().map(|link| &mut link.href)
    }

    /// Whether the list ends before this page.
    pub(crate) fn is_beyond(&self) -> bool {
        self.page > self.pages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_beside_one_are_those_that_are_there() {
        let beside = |page, pages| {
            let pager = Pager::new(page, pages, |page| page.to_string());
            let href = |link: Option<Link>| link.map_or_else(|| "-".to_owned(), |link| link.href);
            (href(pager.previous), href(pager.next))
        };
        let cases = [((1, 0), ("-", "-")), ((1, 2), ("-", "2")), ((2, 2), ("1", "-")), ((9, 2), ("2", "-"))];
        for ((page, pages), (previous, next)) in cases {
            assert_eq!(beside(page, pages), (previous.to_owned(), next.to_owned()), "{page} of {pages}");
        }
    }
}
