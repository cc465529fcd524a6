//! Answers grouped by report: the passages of one page under the title of their report, the report of the best hit first.
//!
//! A page holds as many passages as an ungrouped one, so paging stays what it is; a report whose passages lie far apart in
//! the order comes again on a later page. The choice stands in the address (`group=report`), and the links of the page keep it.

use super::Link;
use super::hit::HitView;
use crate::query::Query;
use crate::web::urls;

/// How answers stand on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum By {
    /// One list.
    #[default]
    Passage,
    /// A list for each report.
    Report,
}

/// The values of `group=`.
pub(crate) const NAMES: [(&str, By); 2] = [("passage", By::Passage), ("report", By::Report)];

/// Some passages with the report that they are from.
pub(crate) struct Group {
    /// The report; nothing where passages are not grouped.
    pub(crate) report: Option<Link>,
    /// The passages, best first.
    pub(crate) hits: Vec<HitView>,
    /// The number of the first.
    pub(crate) start: usize,
}

/// The passages of a page, of which the first has this number.
pub(crate) fn groups(hits: Vec<HitView>, start: usize, by: By) -> Vec<Group> {
    if by == By::Passage {
        return vec![Group { report: None, hits, start }];
    }
    let mut groups: Vec<Group> = Vec::new();
    for mut hit in hits {
        let address = hit.href.split('#').next().unwrap_or_default().to_owned();
        let report = Link::new(std::mem::take(&mut hit.title), address);
        // The report's title stands above; what tells its passages apart is the heading over each.
        hit.title = hit.section.pop().unwrap_or_else(|| hit.badge.label.clone());
        match groups.iter_mut().find(|group| group.report.as_ref() == Some(&report)) {
            Some(group) => group.hits.push(hit),
            None => groups.push(Group { report: Some(report), hits: vec![hit], start: 0 }),
        }
    }
    let mut next = start;
    for group in &mut groups {
        group.start = next;
        next += group.hits.len();
    }
    groups
}

/// An address of answers with the choice kept.
pub(crate) fn keep(address: String, by: By) -> String {
    if by == By::Passage || address.is_empty() {
        return address;
    }
    match address.split_once('#') {
        Some((page, place)) => format!("{page}&group=report#{place}"),
        None => format!("{address}&group=report"),
    }
}

/// The same answers in the other way.
pub(crate) fn other(query: &Query, by: By) -> Link {
    let address = urls::results(query);
    match by {
        By::Passage => Link::new("Group by report", keep(address, By::Report)),
        By::Report => Link::new("As one list", address),
    }
}
