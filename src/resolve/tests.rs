//! Cases for what the whole archive tells.
