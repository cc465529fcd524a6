//! A folder in a work tree: its files are read as they lie on the disk, and the history tells of those that are as they
//! were committed.

use super::address::Address;
use super::repository::{self, Names, Opened};
use super::{history, past, tree};
use crate::report::{Provenance, Web};
use crate::source::Past;
use crate::source::settings::Selection;
use gix::ObjectId;
use gix::bstr::ByteSlice;
use std::collections::HashMap;
use std::path::Path;

/// The repository around a folder.
pub(in crate::source) struct Checkout {
    opened: Opened,
    kind: gix::hash::Kind,
}

/// The contents of a file, as git would call them.
pub type Contents = ObjectId;

impl Checkout {
    /// The repository that a folder or file lies in, if it does, and something was committed to it.
    pub(in crate::source) fn around(path: &Path) -> Option<Self> {
        let (root, below) = repository::around(path)?;
        let repository = repository::open(&root).ok()?;
        let tip = repository::find(&repository, None, &Names::local()).ok()?;
        let kind = repository.object_hash();
        Some(Self { opened: Opened { repository, tip, below }, kind })
    }

    /// How contents are told from others.
    pub(in crate::source) fn hasher(&self) -> impl Fn(&[u8]) -> Option<Contents> + Sync + use<> {
        let kind = self.kind;
        move |bytes| gix::objs::compute_hash(kind, gix::objs::Kind::Blob, bytes).ok()
    }

    /// The folder of the repository that paths begin in.
    pub(in crate::source) fn below(&self) -> &str {
        &self.opened.below
    }

    /// The commit that the work tree stands at.
    pub(in crate::source) fn head(&self) -> String {
        self.opened.tip.to_string()
    }

    /// Where the repository can be read on the web, as far as the one that it was cloned from tells.
    pub(in crate::source) fn web(&self) -> Option<Web> {
        let settings = self.opened.repository.config_snapshot();
        let url = settings.string("remote.origin.url")?;
        Address::parse(url.to_str().ok()?).ok()?.web(None)
    }

    /// Goes through what files said before, the newest first.
    pub(in crate::source) fn past(&self, wanted: &Selection, visit: &mut dyn FnMut(Vec<Past>)) {
        if let Ok(listed) = tree::list(&self.opened, wanted) {
            past::visit(&self.opened, (&listed, wanted), visit);
        }
    }

    /// What the history tells of files that lie on the disk as they were committed.
    pub(in crate::source) fn history(
        mut self,
        found: &HashMap<String, Contents>,
    ) -> HashMap<String, Provenance> {
        let Ok(listed) = tree::list(&self.opened, &Selection::default()) else { return HashMap::new() };
        let same: Vec<tree::Listed> =
            listed.into_iter().filter(|file| found.get(&file.path) == Some(&file.id)).collect();
        let told = history::of(&mut self.opened, same.iter().map(|file| file.place.clone()).collect());
        same.into_iter().filter_map(|file| Some((file.path, told.get(&file.place)?.clone()))).collect()
    }
}
