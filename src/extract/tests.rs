//! Cases for reading.
