//! The words by which what comes back from meeting to meeting is known: templates, empty items, matters.

use super::Cues;
use super::builtin::builtin;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of all built-in languages.
#[derive(Debug, Default)]
pub struct Recurring {
    /// Wording of a form to be filled in, of joining a call, of the record itself.
    pub template: Cues,
    /// Wording that nothing happened.
    pub nothing: Cues,
    /// All the words of a passage that says nothing.
    pub empty: HashSet<String>,
    /// Words of a heading that do not tell which matter it is about.
    pub generic: HashSet<String>,
    /// Headings of a place or of somebody's notes, where any matter may stand.
    pub rooms: Cues,
    /// Wording that takes up again what was settled.
    pub reopened: Cues,
    /// Wording that puts a matter off.
    pub deferred: Cues,
    /// A line that tells that a matter is over.
    pub concluded: Cues,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    template: TemplateFile,
    empty: EmptyFile,
    subjects: SubjectsFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TemplateFile {
    worded: Vec<String>,
    nothing: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmptyFile {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectsFile {
    generic: Vec<String>,
    #[serde(default)]
    rooms: Vec<String>,
    reopened: Vec<String>,
    #[serde(default)]
    deferred: Vec<String>,
    #[serde(default)]
    concluded: Vec<String>,
}

impl Recurring {
    /// The built-in words. A file that is wrong leaves them empty, which a test forbids.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Recurring> =
            LazyLock::new(|| Recurring::from_toml(&builtin("recurring.toml")).unwrap_or_default());
        &BUILTIN
    }

    /// The words of language files; the error says which file or pattern is wrong.
    pub(super) fn from_toml(files: &[(String, String)]) -> Result<Self, String> {
        let mut all = Self::default();
        let (mut template, mut nothing) = (Vec::new(), Vec::new());
        let (mut rooms, mut reopened) = (Vec::new(), Vec::new());
        let (mut deferred, mut concluded) = (Vec::new(), Vec::new());
        for (name, text) in files {
            let file: File = toml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
            template.extend(file.template.worded);
            nothing.extend(file.template.nothing);
            rooms.extend(file.subjects.rooms);
            reopened.extend(file.subjects.reopened);
            deferred.extend(file.subjects.deferred);
            concluded.extend(file.subjects.concluded);
            all.empty.extend(file.empty.words);
            all.generic.extend(file.subjects.generic);
        }
        [all.template, all.nothing, all.rooms, all.reopened, all.deferred, all.concluded] =
            Cues::groups([&template, &nothing, &rooms, &reopened, &deferred, &concluded], 0)?;
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::{Recurring, builtin};

    #[test]
    fn every_builtin_language_can_be_read() {
        let words =
            Recurring::from_toml(&builtin("recurring.toml")).unwrap_or_else(|error| panic!("{error}"));
        assert!(words.template.found("add item here") && words.empty.contains("tbd"));
        assert!(!words.template.found("the lamp was added"));
        assert!(!words.generic.contains("lamp"));
    }

    #[test]
    fn what_is_put_off_and_what_is_over() {
        let words = Recurring::builtin();
        let deferred = [
            "deferred to the next meeting",
            "leave it on the agenda until ada is here",
            "decision: leave on agenda",
            "let's skip this since ben is away",
            "ada: defer to next week",
            "we agreed to discuss the oil at the next meeting",
            "tabled.",
            "keep the issue open until ada replies",
            "keep it open until the next meeting",
            "leave it on the tsc-agenda, ben is away",
            "skip",
            "agreed to skip the fence until next month",
            "skip it this week",
            "defer to a later call",
            "deferred to",
        ];
        deferred.iter().for_each(|text| assert!(words.deferred.found(text), "{text}"));
        let settled = [
            "the lamp stays on until midnight",
            "deferred payment is allowed to all",
            "oil is bought, the table too",
            "keep the gate open until midnight",
            "keep the old maker on the list of suppliers",
            "keep the new logo on the agenda page",
            "skip the fence",
            "we agreed to skip the fence",
            "skip that door",
            "defer to ada on all questions of rope",
            "we agreed to defer to ada on rope",
        ];
        settled.iter().for_each(|text| assert!(!words.deferred.found(text), "{text}"));
        let over = [
            "approved and landed",
            "ben: merged.",
            "has been merged, nothing to discuss",
            "vote complete, with five voices",
            "this can be closed",
            "@ada_q: this can now be closed",
            "resolved, already closed.",
        ];
        over.iter().for_each(|text| assert!(words.concluded.found(text), "{text}"));
        let going_on = [
            "to be merged",
            "once merged we paint it",
            "not closed yet",
            "merged cells of the table",
            "will be closed next week",
            "office in winter: closed",
            "if nobody minds: closed",
            "not sure yet, closed",
            "unless it rains, vote passed",
            "if ben agrees, this can be closed",
        ];
        going_on.iter().for_each(|text| assert!(!words.concluded.found(text), "{text}"));
    }
}
