//! How fresh an archive is.

use std::time::{Duration, SystemTime};

/// How fresh an archive is, and how its updates went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Freshness {
    /// When the running update began; `None` where none runs.
    pub running: Option<SystemTime>,
    /// When the archive was last found or made to be what its sources say.
    pub checked: Option<SystemTime>,
    /// When an update last changed it.
    pub changed: Option<SystemTime>,
    /// Why the last update failed; `None` where it did not.
    pub failure: Option<Failure>,
    /// How many updates ended well since the start.
    pub updates: u64,
    /// How many failed since the start.
    pub failures: u64,
    /// How long the last update took.
    pub took: Duration,
}

/// An update that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// When it ended.
    pub at: SystemTime,
    /// What went wrong, and what to do.
    pub reason: String,
    /// How many updates have failed one after another.
    pub tries: u32,
}
