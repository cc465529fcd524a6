//! What an address says. Our own extractors, so that a wrong value leads to a page that explains itself.
//!
//! A page takes what it knows and ignores the rest, since links get decorated on their way; the API answers an
//! unknown parameter with the known ones, since a typing error in a script should not go unseen.

use super::error::WebError;
use crate::query::MAX_BYTES;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use std::str::FromStr;

/// How far into the hits anyone may go; beyond, narrowing the query serves better.
pub(crate) const MAX_OFFSET: usize = 10_000;

/// The one variable part of a path, decoded; it may hold slashes.
#[derive(Debug)]
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let path = parts.uri.path().to_owned();
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            // The only way to fail is a path that is no UTF-8 once decoded.
            Err(_) => Err(WebError::NoPage { path }),
        }
    }
}

/// The parameters of an address, in order. Reading them cannot fail: what is no UTF-8 is replaced.
#[derive(Debug, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::read(parts.uri.query().unwrap_or_default()))
    }
}

impl Params {
    /// Reads the part of an address after the question mark.
    pub(crate) fn read(text: &str) -> Self {
        Self(url::form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The first value of a parameter; an empty one counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Whether a parameter is named at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// All values of a parameter, in order, without empty ones.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.0.iter().filter(move |(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The query text; empty where there is none.
    pub(crate) fn query(&self) -> Result<String, WebError> {
        let text = self.get("q").unwrap_or_default();
        if text.len() > MAX_BYTES {
            let reason = format!("is longer than {MAX_BYTES} bytes; a query of a few words finds more");
            return Err(WebError::parameter("q", &reason));
        }
        Ok(text.to_owned())
    }

    /// A whole number between two bounds, or what stands where it is absent.
    pub(crate) fn number(&self, name: &str, range: Bounds) -> Result<usize, WebError> {
        let Some(text) = self.get(name) else { return Ok(range.default) };
        match usize::from_str(text) {
            Ok(n) if (range.min..=range.max).contains(&n) => Ok(n),
            Ok(_) | Err(_) => {
                let reason = format!("must be a whole number from {} to {}", range.min, range.max);
                Err(WebError::parameter(name, &reason))
            }
        }
    }

    /// Whether some parameter is there and empty, as a form sends it.
    pub(crate) fn has_empty(&self) -> bool {
        self.0.iter().any(|(_, value)| value.is_empty())
    }

    /// One of a few names, or nothing.
    pub(crate) fn choice<T: Copy>(&self, name: &str, values: &[(&str, T)]) -> Result<Option<T>, WebError> {
        let Some(text) = self.get(name) else { return Ok(None) };
        if let Some((_, value)) = values.iter().find(|(known, _)| known.eq_ignore_ascii_case(text)) {
            return Ok(Some(*value));
        }
        let known: Vec<_> = values.iter().map(|(name, _)| *name).collect();
        Err(WebError::parameter(name, &format!("must be one of: {}", known.join(", "))))
    }

    /// Fails where the address holds a parameter that is not one of these.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), WebError> {
        match self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some((name, _)) if known.is_empty() => {
                Err(WebError::parameter(name, "is not known; this address takes none"))
            }
            Some((name, _)) => {
                let reason = format!("is not known; this address takes: {}", known.join(", "));
                Err(WebError::parameter(name, &reason))
            }
        }
    }
}

/// The bounds of a number, both included, and what it is where absent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// The least.
    pub(crate) min: usize,
    /// The most.
    pub(crate) max: usize,
    /// Where absent.
    pub(crate) default: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Bounds = Bounds { min: 1, max: 500, default: 1 };

    #[test]
    fn wrong_values_say_what_would_be_right() {
        let number = |text| Params::read(text).number("page", PAGE).map_err(|e| e.to_string());
        assert_eq!(number(""), Ok(1));
        assert_eq!(number("page="), Ok(1));
        assert_eq!(number("page=7"), Ok(7));
        let wrong = "The parameter “page” must be a whole number from 1 to 500".to_owned();
        for text in ["page=0", "page=-1", "page=x", "page=501", "page=99999999999999999999999"] {
            assert_eq!(number(text), Err(wrong.clone()), "{text}");
        }
    }

    #[test]
    fn broken_text_is_read_all_the_same() {
        assert_eq!(Params::read("q=%ff%fe&&=&x").query().unwrap(), "\u{fffd}\u{fffd}");
        assert_eq!(Params::read("q=a%20b+c").query().unwrap(), "a b c");
        assert!(Params::read(&format!("q={}", "x".repeat(9000))).query().is_err());
    }

    #[test]
    fn unknown_parameters_name_the_known_ones() {
        let error = Params::read("query=x").only(&["q", "limit"]).unwrap_err().to_string();
        assert_eq!(error, "The parameter “query” is not known; this address takes: q, limit");
    }
}
