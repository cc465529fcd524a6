//! How long a reply may be kept, as a handful of names.

use axum::http::{HeaderName, HeaderValue, header};

/// How long a reply may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CachePolicy {
    /// The address names the content by its hash, so it never changes.
    Forever,
    /// May be kept, but must be checked each time: reports change with every update of the archive.
    Revalidate,
    /// Must not be kept: errors and states of the moment.
    Never,
}

impl CachePolicy {
    /// The header that says so.
    pub(crate) fn header(self) -> (HeaderName, HeaderValue) {
        let value = match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Revalidate => "no-cache",
            Self::Never => "no-store",
        };
        (header::CACHE_CONTROL, HeaderValue::from_static(value))
    }
}
