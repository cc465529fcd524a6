//! Where the files of an archive stand in their repositories.

use super::Catalog;
use crate::report::{Provenance, SourceInfo, Web};
use std::collections::HashMap;

/// A file at a commit, where it can be read on the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The repository's pages.
    pub web: &'a Web,
    /// The commit at which the file has the lines that were read.
    pub commit: &'a str,
    /// Its path in the repository.
    pub path: String,
}

impl Catalog {
    /// The source that a file is of.
    pub fn source_of(&self, path: &str) -> Option<&SourceInfo> {
        self.sources.iter().find(|source| source.own_path(path).is_some())
    }

    /// When a file was recorded and changed.
    pub fn provenance(&self, path: &str) -> Option<&Provenance> {
        let by_path = self.by_path.get_or_init(|| {
            let reports = self.reports.iter().enumerate();
            reports.map(|(at, report)| (report.path.clone(), at)).collect::<HashMap<String, usize>>()
        });
        self.reports.get(*by_path.get(path)?)?.provenance.as_ref()
    }

    /// The commit and the pages where a file can be read; `None` where they are not known.
    pub fn standing(&self, path: &str) -> Option<Standing<'_>> {
        let source = self.source_of(path)?;
        let web = source.web.as_ref()?;
        // The commit of the last change stays the same when others follow. Files on the disk may differ from the
        // commit that the work tree stands at.
        let commit = match self.provenance(path) {
            Some(known) => &known.last.commit,
            None => source.head.as_ref().filter(|_| source.folder.is_empty())?,
        };
        let path = source.place_in_repository(path)?;
        // A name that cannot be shown cannot be linked either.
        (!path.contains('\u{fffd}')).then_some(Standing { web, commit, path })
    }
}
