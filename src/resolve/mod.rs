//! All reports → what only the whole archive can tell.
