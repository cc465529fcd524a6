//! Cases for the command line.
