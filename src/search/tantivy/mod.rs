//! The embedded engine: a Tantivy index in a folder, or in memory.
//!
//! 1. `schema` lays out the columns, `tokenizer` lends the analyzer, `directory` the folder.
//! 2. `write` puts documents in; `view` is one state of the index, switched as a whole after each commit.
//! 3. A search takes the query apart (`plan`), asks for all of it (`lower`), collects hits, facets and histogram
//!    in one pass (`collect`); where no entry has all the words it asks once more for enough of them (`weighted`).
//! 4. The best candidates are put in order, and `read` loads those of the page.

mod collect;
mod directory;
mod lower;
mod read;
mod schema;
mod tokenizer;
mod view;
mod weighted;
mod write;

use super::plan::{Plan, Relaxation};
use super::results::{Bar, Facet, FacetValue, SearchRequest, SearchResults};
use super::snippet::Highlighter;
use super::{Changes, Document, SearchEngine, SearchError, rank};
use crate::query::Sort;
use crate::report::Date;
use collect::{Collect, Collected};
use directory::Folder;
use lower::Lower;
use read::engine;
use schema::{Columns, FORMAT};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tantivy::collector::Count;
use tantivy::directory::MmapDirectory;
use tantivy::query::Query as TantivyQuery;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy};
use view::View;
use write::Payload;

/// No hit beyond this one is given: the cost of a page grows with all that stands before it.
const DEEPEST: usize = 10_000;

/// How many blocks of stored documents each segment keeps unpacked.
const CACHED_BLOCKS: usize = 50;

/// A Tantivy index.
pub struct TantivyEngine {
    index: Index,
    reader: IndexReader,
    columns: Columns,
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
        let columns = Columns::new();
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

    fn view(&self) -> Arc<View> {
        Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn run(
        &self,
        view: &View,
        query: &dyn TantivyQuery,
        collect: &Collect,
    ) -> Result<Collected, SearchError> {
        view.searcher.search(query, collect).map_err(engine)
    }

    /// Looks once more for entries that have enough of the words, and adds what they count. A value that has
    /// entries with all the words keeps their count: these are what a click on it would bring.
    fn relax(
        &self,
        view: &View,
        plan: &Plan<'_>,
        collect: &Collect,
        strict: Collected,
    ) -> Result<Collected, SearchError> {
        if strict.total > 0 || plan.required.len() < 2 {
            return Ok(strict);
        }
        let lower = Lower { columns: &self.columns };
        let count = |query: Box<dyn TantivyQuery>| view.searcher.search(&query, &Count).map_err(engine);
        let entries = count(lower.entries())?;
        let found: Result<Vec<usize>, SearchError> =
            plan.required.iter().map(|term| count(lower.word(term))).collect();
        let Some(rule) = Relaxation::new(entries, &found?) else { return Ok(strict) };
        let mut relaxed = self.run(view, lower.relaxed(plan, rule).as_ref(), collect)?;
        for (counts, strict) in relaxed.counts.iter_mut().zip(&strict.counts) {
            for (count, &strict) in counts.iter_mut().zip(strict) {
                if strict > 0 {
                    *count = strict;
                }
            }
        }
        Ok(relaxed)
    }
}

impl SearchEngine for TantivyEngine {
    fn update(&self, changes: Changes, tick: &(dyn Fn() + Sync)) -> Result<(), SearchError> {
        self.write(changes, tick)?;
        self.refresh()
    }

    fn refresh(&self) -> Result<(), SearchError> {
        self.reader.reload().map_err(engine)?;
        let view = Arc::new(View::new(self.reader.searcher(), &self.columns).map_err(engine)?);
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = view;
        Ok(())
    }

    fn stamp(&self) -> Result<String, SearchError> {
        Ok(payload(&self.index)?.unwrap_or_default().stamp)
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResults, SearchError> {
        let view = self.view();
        let plan = Plan::new(&request.query);
        let end = request.offset.saturating_add(request.limit).min(DEEPEST);
        let keep = match request.limit {
            0 => 0,
            _ => end.max(rank::CANDIDATES),
        };
        let sort = request.query.sort;
        let collect =
            Collect::new(&view, &plan.choices, sort).wanting(plan.has_words(), request.facet_limit, keep);
        let lower = Lower { columns: &self.columns };
        let strict = self.run(&view, lower.strict(&plan).as_ref(), &collect)?;
        let all = strict.total;
        let found = self.relax(&view, &plan, &collect, strict)?;
        let order = match sort {
            Sort::Relevance => read::order(&view, &found.best),
            Sort::Newest | Sort::Oldest => found.best.iter().map(|best| (best.address, 0.0)).collect(),
        };
        let page = order.get(request.offset.min(end)..end.min(order.len())).unwrap_or_default();
        let highlighter = Highlighter::new(&request.query);
        let hits = page.iter().map(|&hit| self.hit(&view, hit, &highlighter));
        Ok(SearchResults {
            total: found.total,
            partial: all == 0 && found.total > 0,
            hits: hits.collect::<Result<_, _>>()?,
            facets: facets(&view, &plan, &found, request.facet_limit),
            histogram: histogram(&found),
        })
    }

    fn document(&self, id: &str) -> Result<Option<Document>, SearchError> {
        let view = self.view();
        let found = self.find_reports(&view, Some(id))?;
        found.first().map(|&address| self.load_report(&view, address)).transpose()
    }

    fn each_document(&self, visit: &mut dyn FnMut(Document)) -> Result<(), SearchError> {
        let view = self.view();
        for address in self.find_reports(&view, None)? {
            visit(self.load_report(&view, address)?);
        }
        Ok(())
    }
}

fn payload(index: &Index) -> Result<Option<Payload>, SearchError> {
    let meta = index.load_metas().map_err(engine)?;
    // A payload of another kind was written by another program, or another version.
    Ok(meta.payload.map(|text| serde_json::from_str(&text).unwrap_or_default()))
}

fn facets(view: &View, plan: &Plan<'_>, found: &Collected, limit: usize) -> Vec<Facet> {
    if limit == 0 {
        return Vec::new();
    }
    let facets = view.facets.iter().zip(&found.counts).map(|(values, counts)| {
        let choice = plan.choices.iter().find(|choice| choice.field == values.field);
        let chosen = choice.map(|choice| choice.values()).unwrap_or_default();
        let numbers: Vec<usize> = chosen.iter().filter_map(|value| values.number(value)).collect();
        let known = values.shown.iter().zip(counts).enumerate().map(|(number, (value, &count))| FacetValue {
            value: value.clone(),
            count: count as usize,
            selected: numbers.contains(&number),
        });
        let mut list: Vec<FacetValue> = known.filter(|value| value.count > 0 || value.selected).collect();
        // A value that no entry has was still asked for, and the page must be able to take it away again.
        list.extend(chosen.iter().filter(|value| values.number(value).is_none()).map(|&value| FacetValue {
            value: value.to_owned(),
            count: 0,
            selected: true,
        }));
        Facet::new(values.field, list, limit)
    });
    facets.collect()
}

fn histogram(found: &Collected) -> Vec<Bar> {
    let bar = |(&month, &count): (&u64, &usize)| {
        let year = i16::try_from(i64::try_from(month / 12).ok()? - 10_000).ok()?;
        let month = i8::try_from(month % 12 + 1).ok()?;
        Some(Bar { month: Date::new(year, month, 1).ok()?, count })
    };
    found.months.iter().filter_map(bar).collect()
}
