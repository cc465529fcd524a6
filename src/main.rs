//! The `minutebook` program.

fn main() {}
