//! What is counted once for each state of the archive, and kept until the next.

use crate::archive::{ArchiveError, Catalog, Snapshot};
use std::sync::{Arc, Mutex, PoisonError};

/// What was counted last, with the state of the archive that it was counted for.
pub(crate) struct Kept<T>(Mutex<Option<(Arc<Catalog>, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    /// What `count` gives for the present state of the archive.
    pub(crate) fn of(
        &self,
        archive: &Snapshot,
        count: impl FnOnce(&Snapshot) -> Result<T, ArchiveError>,
    ) -> Result<Arc<T>, ArchiveError> {
        let catalog = archive.catalog();
        // Those who ask meanwhile wait, so that nothing is counted twice.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, counted)) = kept.as_ref()
            && Arc::ptr_eq(of, &catalog)
        {
            return Ok(Arc::clone(counted));
        }
        let counted = Arc::new(count(archive)?);
        *kept = Some((catalog, Arc::clone(&counted)));
        Ok(counted)
    }
}
