//! The embedded engine: a Tantivy index in a folder, or in memory.
//!
//! 1. `schema` lays out the columns, `tokenizer` lends the analyzer, `directory` the folder.
//! 2. `write` puts documents in; `view` is one state of the index, switched as a whole after each commit.
//! 3. `answer` is the path of a search on one screen: it takes the query apart (`lower`), finds what matches as sets of
//!    documents (`sets`, made of `pieces`), counts hits, facets and months (`count`), and where no entry has all the
//!    words looks for enough of them.
//! 4. The best are found (`score`, `best`) and put in order, and `read` loads those of the page.

mod answer;
mod best;
mod bits;
mod bm25;
mod count;
mod directory;
mod documents;
mod kept;
mod lower;
mod numbering;
mod packed;
mod pieces;
mod read;
mod schema;
mod score;
mod sets;
mod tokenizer;
mod unpack;
mod view;
mod words;
mod write;

use super::results::{SearchRequest, SearchResults};
use super::{Changes, Document, SearchEngine, SearchError, SearchView};
use crate::search::Meant;
use answer::Answer;
use directory::Folder;
use read::engine;
use schema::{Columns, FORMAT};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy};
use view::View;
use write::Payload;

/// How many blocks of stored documents each segment keeps unpacked.
const CACHED_BLOCKS: usize = 50;

/// A Tantivy index.
pub struct TantivyEngine {
    index: Index,
    reader: IndexReader,
    columns: Arc<Columns>,
    view: RwLock<Arc<View>>,
    path: Option<PathBuf>,
}

impl TantivyEngine {
    /// Opens the index in a folder to read and write it. Where there is none, or one of another version, it is
    /// made anew: an index is a cache.
    pub fn create_or_open(dir: &Path) -> Result<Self, SearchError> {
        let refused = |error: &dyn std::fmt::Display| SearchError::Unwritable {
            path: dir.display().to_string(),
            reason: error.to_string(),
        };
        std::fs::create_dir_all(dir).map_err(|error| refused(&error))?;
        match Self::open(dir) {
            Err(SearchError::NoIndex { .. }) => {}
            result => return result,
        }
        write::wipe(dir)?;
        let folder = Folder(MmapDirectory::open(dir).map_err(|error| refused(&error))?);
        let schema = Columns::new().schema;
        let index =
            Index::create(folder, schema, IndexSettings::default()).map_err(|error| refused(&error))?;
        Self::with(index, Some(dir))
    }

    /// Opens the index in a folder. Write access is needed only for [`SearchEngine::update`].
    pub fn open(dir: &Path) -> Result<Self, SearchError> {
        let none = || SearchError::NoIndex { path: dir.display().to_string() };
        let folder = Folder(MmapDirectory::open(dir).map_err(|_| none())?);
        if !Index::exists(&folder).unwrap_or(false) {
            return Err(none());
        }
        // An index that cannot be opened is as good as none: it is made again from the sources.
        let index = Index::open(folder).map_err(|_| none())?;
        let known = index.schema() == Columns::new().schema;
        let format = payload(&index)?.map_or(FORMAT, |payload| payload.format);
        if !known || format != FORMAT {
            return Err(none());
        }
        Self::with(index, Some(dir))
    }

    /// An empty index in memory.
    pub fn in_memory() -> Result<Self, SearchError> {
        Self::with(Index::create_in_ram(Columns::new().schema), None)
    }

    fn with(index: Index, dir: Option<&Path>) -> Result<Self, SearchError> {
        tokenizer::register(&index);
        let columns = Arc::new(Columns::new());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(CACHED_BLOCKS)
            .try_into()
            .map_err(engine)?;
        let view = View::new(reader.searcher(), &columns).map_err(engine)?;
        let view = RwLock::new(Arc::new(view));
        Ok(Self { index, reader, columns, view, path: dir.map(Path::to_owned) })
    }

    /// From here on searches see this.
    fn show(&self, view: View) {
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
    }
}

impl SearchEngine for TantivyEngine {
    fn update(&self, changes: Changes<'_>, tick: &(dyn Fn() + Sync)) -> Result<(), SearchError> {
        let hurry = changes.hurry;
        self.write(changes, tick)?;
        if !hurry {
            return self.refresh();
        }
        self.reader.reload().map_err(engine)?;
        let before = Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner));
        self.show(before.later(self.reader.searcher(), &self.columns).map_err(engine)?);
        Ok(())
    }

    fn refresh(&self) -> Result<(), SearchError> {
        self.reader.reload().map_err(engine)?;
        self.show(View::new(self.reader.searcher(), &self.columns).map_err(engine)?);
        Ok(())
    }

    fn stamp(&self) -> Result<String, SearchError> {
        Ok(payload(&self.index)?.unwrap_or_default().stamp)
    }

    fn view(&self) -> Arc<dyn SearchView> {
        let view = Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner));
        Arc::new(Seen { view, columns: Arc::clone(&self.columns) })
    }

    fn damaged(&self) -> Result<Vec<String>, SearchError> {
        let files = self.index.validate_checksum().map_err(engine)?;
        let mut names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        names.sort_unstable();
        Ok(names)
    }
}

/// A state of the index, with what it is read by.
struct Seen {
    view: Arc<View>,
    columns: Arc<Columns>,
}

impl SearchView for Seen {
    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        Answer::new(&self.view, &self.columns, request).map_err(engine)?.give()
    }

    fn meant(&self, word: &str) -> Result<Option<Meant>, SearchError> {
        words::meant(&self.view, &self.columns, word)
    }

    fn document(&self, id: &str) -> Result<Option<Document>, SearchError> {
        let found = read::reports(&self.view, &self.columns, Some(id))?;
        found.first().map(|&address| read::report(&self.view, &self.columns, address)).transpose()
    }

    fn entries_worded(&self, words_hash: &str) -> Result<Vec<String>, SearchError> {
        read::entries_worded(&self.view, &self.columns, words_hash)
    }

    fn each_document(&self, visit: &mut dyn FnMut(Document)) -> Result<(), SearchError> {
        for address in read::reports(&self.view, &self.columns, None)? {
            visit(read::report(&self.view, &self.columns, address)?);
        }
        Ok(())
    }
}

fn payload(index: &Index) -> Result<Option<Payload>, SearchError> {
    let meta = index.load_metas().map_err(engine)?;
    // A payload of another kind was written by another program, or another version.
    Ok(meta.payload.map(|text| serde_json::from_str(&text).unwrap_or_default()))
}
