//! Why a request has no answer. `layers::explain` turns it into a page or a problem document (RFC 9457).

use super::text;
use crate::archive::ArchiveError;
use crate::former::Former;
use crate::query::QueryError;
use crate::report::day;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Why a request has no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum WebError {
    /// The address names something that the archive does not hold.
    #[error("There is no {what} “{wanted}” in this archive")]
    NotFound {
        /// What it would be: a report, a person.
        what: &'static str,
        /// What was asked for.
        wanted: String,
    },
    /// The address names something that the archive held once.
    #[error("The {what} “{wanted}” is no longer there{since}")]
    Gone {
        /// What it was: a report, a passage.
        what: &'static str,
        /// What was asked for.
        wanted: String,
        /// Since when, to be read after the rest; empty where that is not known.
        since: String,
    },
    /// The address names nothing we answer.
    #[error("There is nothing at this address")]
    NoPage {
        /// The path.
        path: String,
    },
    /// The query is wrong.
    #[error("{0}")]
    Query(Box<QueryError>),
    /// A parameter of the address is wrong.
    #[error("The parameter “{name}” {reason}")]
    Parameter {
        /// The parameter.
        name: String,
        /// What is wrong and what would be right, to be read after the name.
        reason: String,
    },
    /// Too many questions at once.
    #[error("Too many searches are running at this moment; please try again in a few seconds")]
    Busy,
    /// Something of ours failed; the log says what.
    #[error("Something went wrong on this server, and it has been logged; trying again may help")]
    Internal,
    /// A webhook that does not show that it knows the secret.
    #[error("This delivery {0}")]
    Unsigned(&'static str),
    /// A layer below said no.
    #[error("{}", refusal(*.0))]
    Refused(StatusCode),
}

impl WebError {
    /// Something the archive does not hold.
    pub(crate) fn not_found(what: &'static str, wanted: &str) -> Self {
        Self::NotFound { what, wanted: wanted.to_owned() }
    }

    /// Something that the archive held once.
    pub(crate) fn gone(what: &'static str, former: &Former) -> Self {
        let since = former.when.map(|when| format!(": it was taken out on {}", text::day(Some(day(when)))));
        Self::Gone { what, wanted: former.id.clone(), since: since.unwrap_or_default() }
    }

    /// A wrong parameter.
    pub(crate) fn parameter(name: &str, reason: &str) -> Self {
        Self::Parameter { name: name.to_owned(), reason: reason.to_owned() }
    }

    /// The status of the reply.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound { .. } | Self::NoPage { .. } => StatusCode::NOT_FOUND,
            Self::Gone { .. } => StatusCode::GONE,
            Self::Query(_) | Self::Parameter { .. } => StatusCode::BAD_REQUEST,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unsigned(_) => StatusCode::FORBIDDEN,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Refused(status) => *status,
        }
    }

    /// A heading for it.
    pub(crate) fn heading(&self) -> &'static str {
        match self {
            Self::NotFound { .. } | Self::NoPage { .. } => "Not found",
            Self::Gone { .. } => "No longer there",
            Self::Query(_) => "This query cannot be read",
            Self::Parameter { .. } => "The address is not quite right",
            Self::Busy => "Busy",
            Self::Internal => "Something went wrong",
            Self::Unsigned(_) => "Not accepted",
            Self::Refused(status) => status.canonical_reason().unwrap_or("Not possible"),
        }
    }

    /// Words of what was asked for, which a search may find.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::NotFound { wanted: asked, .. }
            | Self::Gone { wanted: asked, .. }
            | Self::NoPage { path: asked } => {
                let mut words = text::words(asked);
                // The numbers of a date are in no passage; they would only make the search find nothing.
                words.retain(|word| word.chars().any(char::is_alphabetic));
                words.join(" ")
            }
            Self::Query(_)
            | Self::Parameter { .. }
            | Self::Busy
            | Self::Internal
            | Self::Unsigned(_)
            | Self::Refused(_) => String::new(),
        }
    }
}

/// What a refusal means for the reader.
fn refusal(status: StatusCode) -> &'static str {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            "This address takes no request of this kind: pages are read (GET or HEAD), and only webhooks are sent (POST)"
        }
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => {
            "The answer took too long; a query with more words or a shorter time may be quicker"
        }
        StatusCode::PAYLOAD_TOO_LARGE => "The request is larger than this server takes",
        StatusCode::URI_TOO_LONG => "The address is longer than this server takes",
        _ => "The server cannot answer this request",
    }
}

impl From<ArchiveError> for WebError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Query(error) => Self::Query(Box::new(error)),
            failure @ (ArchiveError::Search(_)
            | ArchiveError::Source(_)
            | ArchiveError::Nothing { .. }
            | ArchiveError::Superseded
            | ArchiveError::Store { .. }) => {
                tracing::error!(%failure, "the archive could not answer");
                Self::Internal
            }
        }
    }
}

impl IntoResponse for WebError {
    /// A bare reply that carries the error; `layers::explain` writes it out, since only there is it known
    /// whether a page or a document is wanted.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
