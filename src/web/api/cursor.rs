//! Where the next page of an answer begins, as a word that only we read.
//!
//! It holds the offset and a mark of the query, so that the cursor of one query is not taken for another's.

use crate::web::error::WebError;
use crate::web::params::MAX_OFFSET;

/// The cursor for a place in the answer to a query.
pub(crate) fn write(query: &str, offset: usize) -> String {
    format!("{}{offset:x}", mark(query))
}

/// The place that a cursor names.
pub(crate) fn read(cursor: &str, query: &str) -> Result<usize, WebError> {
    let offset =
        cursor.strip_prefix(mark(query).as_str()).and_then(|hex| usize::from_str_radix(hex, 16).ok());
    match offset {
        Some(offset) if offset <= MAX_OFFSET => Ok(offset),
        Some(_) | None => {
            let reason = "is not one that this server gave for this query; start again without it";
            Err(WebError::parameter("cursor", reason))
        }
    }
}

fn mark(query: &str) -> String {
    blake3::hash(query.as_bytes()).to_hex()[..8].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_belong_to_their_query() {
        let cursor = write("gdpr", 50);
        assert_eq!(read(&cursor, "gdpr").unwrap(), 50);
        assert!(read(&cursor, "federation").is_err());
        assert!(read("", "gdpr").is_err());
        assert!(read(&write("gdpr", MAX_OFFSET + 1), "gdpr").is_err());
    }
}
