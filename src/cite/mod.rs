//! A result as text that can be put into an issue.
