//! Why an archive could not do its work.

use crate::query::QueryError;
use crate::report::Warning;
use crate::search::SearchError;
use crate::source::SourceError;

/// Why the archive could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The query is wrong.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The engine failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A source cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// There is nothing to keep; the archive stays as it was.
    #[error("{}", nothing(*files, warnings))]
    Nothing {
        /// How many files were read.
        files: usize,
        /// Why they gave nothing.
        warnings: Vec<Warning>,
    },
    /// What was asked for meanwhile comes first. What has changed until then is shown, if it is little.
    #[error("left for something newer that is asked for; what had changed is taken up again with it")]
    Superseded,
    /// The catalog cannot be read or written.
    #[error("{path}: {reason}")]
    Store {
        /// The file.
        path: String,
        /// What went wrong and what to do.
        reason: String,
    },
}

fn nothing(files: usize, warnings: &[Warning]) -> String {
    let found = match files {
        0 if warnings.is_empty() => {
            "no Markdown file there; give the folder that holds the reports (files that end in .md)"
                .to_owned()
        }
        0 => "no Markdown file there could be read; see the warnings above".to_owned(),
        1 => "no report in 1 Markdown file: nothing has a date or a roll call; see the warnings above"
            .to_owned(),
        _ => format!(
            "no report in {files} Markdown files: nothing has a date or a roll call; see the warnings above"
        ),
    };
    format!("{found}. The index stays as it was")
}
