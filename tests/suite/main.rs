//! The one binary of integration tests; each file is a module.

mod conformance;
mod properties;
mod storage;
mod support;
