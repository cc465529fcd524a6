//! The JSON that programs rely on. Its structs are its own: a change of the domain must not change a contract.

pub(crate) mod cite;
pub(crate) mod entries;
pub(crate) mod health;
pub(crate) mod people;
pub(crate) mod problem;
pub(crate) mod reports;
pub(crate) mod search;
pub(crate) mod suggest;
pub(crate) mod threads;
pub(crate) mod topics;

mod cursor;

use super::cache::CachePolicy;
use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A JSON reply. Other sites' pages may not read it: an archive on a reader's own machine is nobody else's.
fn reply(value: &impl Serialize) -> Response {
    ([CachePolicy::Revalidate.header()], Json(value)).into_response()
}
