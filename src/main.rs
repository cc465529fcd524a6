//! The `minutebook` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    minutebook::cli::run()
}
