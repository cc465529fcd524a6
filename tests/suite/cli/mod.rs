//! The command line as users meet it: exit status, output, messages.

mod bad_input;
mod check;
mod commands;
#[cfg(unix)]
mod living;
mod pipes;
mod repositories;
mod serve;
mod topics;
