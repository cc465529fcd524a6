//! What is said beside the results, on standard error.

/// Prints a line on standard error. Unlike with `eprintln!`, it does no harm if nobody reads there any more.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _nobody_reads = writeln!(std::io::stderr(), $($words)*);
    }};
}
pub(super) use say;

/// How much is said beside results and errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// What is being done, and how it went.
    Talkative,
    /// Nothing: `--quiet`.
    Quiet,
}

/// `1 warning`, `2 warnings`.
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// Whether an error only says that nobody reads the results any more, as behind `minutebook export | head`.
pub(super) fn nobody_reads(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        let plain = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        plain.or_else(|| match cause.downcast_ref::<csv::Error>()?.kind() {
            csv::ErrorKind::Io(error) => Some(error.kind()),
            _ => None,
        })
    };
    error.chain().any(|cause| kind(cause) == Some(std::io::ErrorKind::BrokenPipe))
}
