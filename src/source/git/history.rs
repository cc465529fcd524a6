//! Which commit brought each file, and which changed it last.
//!
//! One walk from the newest commit back along the first parents serves all files: each step compares the trees of a
//! commit and its parent. The first change met of a file is its last one; where it was added, it is looked for under
//! another name (`renames`), and followed there. So a merge counts on the day it was merged, as one change.

use super::renames::{Item, Renames};
use super::repository::Opened;
use crate::report::{Change, Provenance};
use crate::source::is_markdown;
use gix::bstr::{BStr, BString, ByteSlice, ByteVec};
use gix::diff::tree::{State, Visit, visit};
use gix::objs::TreeRefIter;
use gix::{ObjectId, Repository};
use jiff::Timestamp;
use std::collections::{HashMap, VecDeque};
use std::ops::ControlFlow;

/// Further back nothing is looked for.
const MOST_COMMITS: usize = 200_000;
/// A commit that changes more than this tells nothing of single files.
const MOST_CHANGES: usize = 500_000;

/// What the history tells of some files, by their paths in the repository. Of a file whose last change cannot be found
/// (the history was cut off, or is damaged) nothing is told.
pub(super) fn of(opened: &mut Opened, paths: Vec<BString>) -> HashMap<BString, Provenance> {
    let mut files = Files::of(paths);
    let mut steps = Steps::new(&opened.repository);
    let mut at = Some(opened.tip);
    for _ in 0..MOST_COMMITS {
        let Some(id) = at.filter(|_| !files.wanted.is_empty()) else { break };
        let Some(step) = steps.take(id) else { break };
        files.met(&step, &mut steps.renames);
        at = step.parent;
    }
    files.known()
}

/// A commit and what it changed.
pub(super) struct Step {
    pub(super) change: Change,
    pub(super) changes: Vec<Altered>,
    /// `None` for the first commit.
    pub(super) parent: Option<ObjectId>,
}

/// A file that a commit changed.
pub(super) struct Altered {
    pub(super) path: BString,
    pub(super) how: How,
    /// What is in it after the commit; what was in it, where it was removed.
    id: ObjectId,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Added,
    /// What was in it before.
    Edited(ObjectId),
    Removed,
}

impl Altered {
    /// What was in the file before the commit; `None` where there was none.
    pub(super) fn before(&self) -> Option<ObjectId> {
        match self.how {
            How::Added => None,
            How::Edited(before) => Some(before),
            How::Removed => Some(self.id),
        }
    }
}

/// Reads commits, one after the other.
pub(super) struct Steps<'a> {
    repository: &'a Repository,
    state: State,
    /// The tree of the commit that was the last one's parent.
    tree: Option<(ObjectId, Vec<u8>)>,
    pub(super) renames: Renames<'a>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(repository: &'a Repository) -> Self {
        Self { repository, state: State::default(), tree: None, renames: Renames::new(repository) }
    }

    /// A commit with what it changed; `None` where it or its parent cannot be read.
    pub(super) fn take(&mut self, id: ObjectId) -> Option<Step> {
        let commit = self.repository.find_commit(id).ok()?;
        let seconds = commit.time().ok()?.seconds;
        let change = Change { commit: id.to_string(), time: time(seconds) };
        let tree = self.tree(commit.tree_id().ok()?.detach())?;
        let parent = commit.parent_ids().next().map(gix::Id::detach);
        let before = match parent {
            None => (ObjectId::empty_tree(self.repository.object_hash()), Vec::new()),
            Some(parent) => {
                let parent = self.repository.find_commit(parent).ok()?;
                self.tree(parent.tree_id().ok()?.detach())?
            }
        };
        let mut seen = Seen::default();
        if before.0 != tree.0 {
            let kind = self.repository.object_hash();
            let trees = [&before, &tree].map(|(_, bytes)| TreeRefIter::from_bytes(bytes, kind));
            let [before, after] = trees;
            gix::diff::tree(before, after, &mut self.state, &self.repository.objects, &mut seen).ok()?;
        }
        self.tree = Some(before);
        Some(Step { change, changes: seen.changes, parent })
    }

    fn tree(&mut self, id: ObjectId) -> Option<(ObjectId, Vec<u8>)> {
        if let Some(tree) = self.tree.take_if(|(known, _)| *known == id) {
            return Some(tree);
        }
        let mut tree = self.repository.find_tree(id).ok()?;
        Some((id, tree.take_data()))
    }
}

/// The moment of a commit. Clocks may say anything, so it is kept between 1970 and 2100.
fn time(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds.clamp(0, 4_102_444_800)).unwrap_or_default()
}

/// The files whose history is asked for.
pub(super) struct Files {
    paths: Vec<BString>,
    /// By the name that each has at the commit that is looked at.
    pub(super) wanted: HashMap<BString, usize>,
    first: Vec<Option<Change>>,
    last: Vec<Option<Change>>,
}

impl Files {
    pub(super) fn of(paths: Vec<BString>) -> Self {
        let wanted = paths.iter().enumerate().map(|(at, path)| (path.clone(), at)).collect();
        let (first, last) = (vec![None; paths.len()], vec![None; paths.len()]);
        Self { paths, wanted, first, last }
    }

    /// Takes notice of what a commit changed.
    pub(super) fn met(&mut self, step: &Step, renames: &mut Renames<'_>) {
        let mut added = Vec::new();
        for altered in step.changes.iter().filter(|altered| altered.how != How::Removed) {
            let Some(&file) = self.wanted.get(&altered.path) else { continue };
            if let Some(last) = self.last.get_mut(file).filter(|last| last.is_none()) {
                *last = Some(step.change.clone());
            }
            if altered.how == How::Added {
                added.push((file, altered));
            }
        }
        if added.is_empty() {
            return;
        }
        let removed: Vec<&Altered> =
            step.changes.iter().filter(|altered| altered.how == How::Removed).collect();
        let item = |altered: &Altered| Item { path: altered.path.clone(), id: altered.id };
        let news: Vec<Item> = added.iter().map(|(_, altered)| item(altered)).collect();
        let olds: Vec<Item> = removed.iter().map(|altered| item(altered)).collect();
        let former = renames.former(&news, &olds);
        for (file, altered) in &added {
            self.wanted.remove(&altered.path);
            if let Some(first) = self.first.get_mut(*file) {
                *first = Some(step.change.clone());
            }
        }
        for ((file, _), former) in added.iter().zip(former) {
            if let Some(old) = former.and_then(|at| olds.get(at)) {
                self.wanted.insert(old.path.clone(), *file);
                if let Some(first) = self.first.get_mut(*file) {
                    *first = None;
                }
            }
        }
    }

    fn known(self) -> HashMap<BString, Provenance> {
        let told = self.paths.into_iter().zip(self.first.into_iter().zip(self.last));
        told.filter_map(|(path, (first, last))| Some((path, Provenance { first, last: last? }))).collect()
    }
}

/// Collects what differs between two trees, as far as it is Markdown.
#[derive(Default)]
struct Seen {
    changes: Vec<Altered>,
    count: usize,
    path: BString,
    waiting: VecDeque<BString>,
}

impl Seen {
    fn push(&mut self, name: &BStr) {
        if !name.is_empty() {
            if !self.path.is_empty() {
                self.path.push(b'/');
            }
            self.path.push_str(name);
        }
    }

    fn note(&mut self, how: How, id: ObjectId) {
        self.changes.push(Altered { path: self.path.clone(), how, id });
    }
}

impl Visit for Seen {
    fn pop_front_tracked_path_and_set_current(&mut self) {
        self.path = self.waiting.pop_front().unwrap_or_default();
    }

    fn push_back_tracked_path_component(&mut self, component: &BStr) {
        self.push(component);
        self.waiting.push_back(self.path.clone());
    }

    fn push_path_component(&mut self, component: &BStr) {
        self.push(component);
    }

    fn pop_path_component(&mut self) {
        let end = self.path.rfind_byte(b'/').unwrap_or(0);
        self.path.truncate(end);
    }

    fn visit(&mut self, change: visit::Change) -> visit::Action {
        self.count += 1;
        if self.count > MOST_CHANGES {
            return ControlFlow::Break(());
        }
        let name = self.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        if !is_markdown(name) {
            return ControlFlow::Continue(());
        }
        match change {
            visit::Change::Addition { entry_mode, oid, .. } if entry_mode.is_blob() => {
                self.note(How::Added, oid)
            }
            visit::Change::Deletion { entry_mode, oid, .. } if entry_mode.is_blob() => {
                self.note(How::Removed, oid)
            }
            visit::Change::Modification { previous_entry_mode, previous_oid, entry_mode, oid } => {
                match (previous_entry_mode.is_blob(), entry_mode.is_blob()) {
                    // Only what is in it counts, not whether it may be run.
                    (true, true) if previous_oid != oid => self.note(How::Edited(previous_oid), oid),
                    (false, true) => self.note(How::Added, oid),
                    (true, false) => self.note(How::Removed, previous_oid),
                    _ => {}
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}
