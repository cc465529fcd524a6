//! Keeping an archive up to date while it is served.
//!
//! 1. Somebody asks for an update (a [`Trigger`]): a watched folder changed (`watch`), a forge called, a signal came,
//!    or the timer ran out.
//! 2. The thread of an [`Updater`] gathers all that is asked for within a moment, and does its [`Work`] once.
//!    An update that takes long may be left for the next one.
//! 3. What came of it stands in [`Freshness`], for pages, health checks and metrics. Work that failed is tried again,
//!    later each time, and until then the archive stays as it was.
//!
//! Nothing here knows what the work is: `cli` says so, and `web` only asks for it.

mod courtesy;
mod freshness;
#[cfg(test)]
mod tests;
mod updater;
mod watch;

pub use freshness::{Failure, Freshness};
pub use updater::{Asker, Clock, Done, Pace, Trigger, Updater, Wait, Waiting, Work};
pub use watch::Watched;
