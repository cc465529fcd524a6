//! The one place that reads the clock.

use crate::report::Date;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Today's date, UTC.
pub(super) fn today() -> Date {
    let since = now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let days = i32::try_from(since.as_secs() / 86_400).unwrap_or(0);
    let epoch = Date::constant(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(days)).unwrap_or(epoch)
}

/// This moment.
pub(super) fn now() -> SystemTime {
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    SystemTime::now()
}
