//! Citations with their addresses, and the new issue that holds them.

use super::error::WebError;
use super::origin::Origin;
use super::site::Site;
use super::urls;
use crate::archive::{ArchiveError, Fate, Snapshot};
use crate::cite::issue::NewIssue;
use crate::cite::{Citation, Form};
use crate::report::{Entry, Report};
use std::collections::HashSet;

/// How many passages are cited at once; an address would hardly hold more.
pub(crate) const MOST: usize = 100;

/// What was found of the passages that were asked for.
pub(crate) struct Found {
    /// Their citations, in the order in which they were asked for, each once.
    pub(crate) citations: Vec<Citation>,
    /// The ids that name no passage.
    pub(crate) missing: Vec<String>,
}

/// The passage that an id or the path of a permalink names, or what took its place.
pub(crate) fn passage(archive: &Snapshot, given: &str) -> Result<Option<(Report, Entry)>, ArchiveError> {
    Ok(match archive.whereabouts(&urls::passage_ids(given))? {
        Fate::There { report, entry }
        | Fate::Moved { report, entry }
        | Fate::Edited { report, entry, .. } => Some((report, entry)),
        Fate::Gone { .. } | Fate::Unknown => None,
    })
}

/// The citations of some passages.
pub(crate) async fn find(site: &Site, origin: &Origin, ids: Vec<String>) -> Result<Found, WebError> {
    if ids.len() > MOST {
        return Err(WebError::parameter(
            "id",
            &format!("stands there more than {MOST} times; cite fewer at once"),
        ));
    }
    let (found, missing) = site
        .ask(move |archive| {
            let (mut found, mut missing, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
            for given in ids {
                match passage(archive, &given)? {
                    Some((report, entry)) if seen.insert(entry.id.clone()) => {
                        found.push(Citation::of(&report, &entry));
                    }
                    Some(_) => {}
                    None => missing.push(given),
                }
            }
            Ok((found, missing))
        })
        .await?;
    let citations = found.into_iter().map(|citation| linked(site, origin, citation)).collect();
    Ok(Found { citations, missing })
}

/// A citation with the addresses of its passage and lines.
pub(crate) fn linked(site: &Site, origin: &Origin, citation: Citation) -> Citation {
    let permalink = origin.join(&urls::passage(&citation.id, &citation.quote));
    let source = site.source_url(&citation.path, citation.lines);
    citation.at(Some(permalink), source)
}

/// A new issue that holds citations, where the settings say where issues go.
pub(crate) fn new_issue(site: &Site, citations: &[Citation]) -> Option<NewIssue> {
    let text = Form::Markdown.write(citations);
    site.tracker()
        .filter(|_| !citations.is_empty())
        .map(|tracker| tracker.new_issue(&format!("\n\nFrom the minutes:\n\n{text}")))
}
