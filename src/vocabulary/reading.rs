//! The words by which reports are read.

use super::builtin::builtin;
use super::language::File;
use super::patterns::Patterns;
use super::{Between, ColumnWords, Cues, DateWords, Phrases, Wordings, Words, fold};
use std::sync::LazyLock;

/// The words of all built-in languages.
#[derive(Debug)]
pub struct Reading {
    /// Names of months and weekdays.
    pub dates: DateWords,
    /// Names of files that are no report, in lower case; `*x*` patterns without their stars.
    no_report: Vec<String>,
    /// Wording of a meeting that did not happen.
    pub cancelled: Cues,
    /// Words that name a meeting in a title.
    pub meeting_words: Words,
    /// Wording with which a form asks to be filled in.
    pub unfilled: Cues,
    /// What headings announce.
    pub headings: Phrases,
    /// What labels announce.
    pub labels: Phrases,
    /// Wording of an outcome.
    pub decided: Cues,
    /// The same and more, where nobody is quoted: a report's `Agreed.`, not a speaker's.
    pub decided_plainly: Cues,
    /// Words behind a label or heading of decisions that settle nothing.
    pub void: Cues,
    /// Wording that looks like an outcome and is none.
    pub not_decided: Cues,
    /// Answers on a ballot that settle nothing.
    pub undecided: Vec<String>,
    /// Wording of a question that a group settles (`Should we …?`).
    pub asked: Cues,
    /// Short answers that settle such a question (`Yes`).
    pub assents: Cues,
    /// Short answers that settle any question (`Let's wait`).
    pub answers: Cues,
    /// Words that settle an issue or a change that is named above them (`Close`).
    pub verdicts: Cues,
    /// Heads of a poll's columns, in lower case: for it.
    pub votes_for: Vec<String>,
    /// The same: neither for nor against it.
    pub votes_neither: Vec<String>,
    /// The same: against it.
    pub votes_against: Vec<String>,
    /// What follows a name where somebody is to do something (anchored behind the name).
    pub promised: Cues,
    /// The same where the name begins a sentence or clause.
    pub leading: Cues,
    /// A promise of somebody named before in the sentence (`he'll …`).
    pub pronoun: Cues,
    /// The same where the name is a word that nobody in the report bears.
    pub stranger: Cues,
    /// The promise of somebody whose name was said before.
    pub omitted: Cues,
    /// Words between a name and what is promised: `will`.
    pub promising: Between,
    /// Words between a name and what is to be done: `to`.
    pub giving: Between,
    /// Words between a label of tasks and who is to do it, with the space behind them: `for `.
    pub handing: Vec<String>,
    /// Words behind those with which nobody does it, with the space behind them: `be ` (`the lamp to be cleaned`).
    pub undergoing: Vec<String>,
    /// Wording of a speaker's promise.
    pub promises: Cues,
    /// Wording of what a speaker does at once, in the meeting itself.
    pub at_once: Cues,
    /// Wording of a task where nobody is named.
    pub bare_tasks: Cues,
    /// Wording that looks like a task and is none.
    pub not_task: Cues,
    /// What stands where tasks are announced and is none.
    pub no_task: Cues,
    /// A speaker's words about tasks, which are none.
    pub talk: Cues,
    /// Words behind which a clause begins, in lower case.
    pub clause_openers: Words,
    /// Heads of the column that tells who does it, in lower case.
    pub owner_columns: Words,
    /// Heads of the column that tells whether it is done, in lower case.
    pub status_columns: Words,
    /// Verbs with which a task begins, as they are written and folded.
    pub task_verbs: Words,
    /// What stands behind a verb where the word tells what is being done: `-ing`.
    pub verb_endings: Vec<String>,
    /// How words end that tell what was done: `-tion`.
    pub deed_endings: Vec<String>,
    /// Marks of a task that is done.
    pub done: Vec<String>,
    /// Wording of a question.
    pub asks: Cues,
    /// Wording of a proposal.
    pub proposes: Cues,
    /// Wording of news.
    pub reports: Cues,
    /// Wording of thanks.
    pub thanks: Cues,
    /// Words that are nobody's name, in lower case.
    pub not_names: Words,
    /// Words before `to` and a verb that are nobody's name, in lower case.
    pub not_asked: Words,
    /// Words in capitals that are nobody's initials.
    pub acronyms: Words,
    /// How words end that are nobody's name (`-ing`).
    pub not_name_endings: Vec<String>,
    /// Words of the language that are names too, in lower case (`mark`).
    pub names_too: Words,
    /// Names for everybody and nobody.
    pub groups: Words,
    /// Words of a pattern line in a roll call.
    pub placeholders: Words,
    /// Remarks that say somebody was not there.
    pub absent: Wordings,
    /// Pronouns that stand behind a name, in lower case.
    pub pronouns: Words,
    /// Roles that stand behind a name.
    pub roles: Words,
    /// What stands with a full stop in front of a last name.
    pub honorifics: Words,
    /// Words that join names: `and`.
    pub joining: Vec<String>,
    /// The same as they stand between names: `, and `, ` and `, ` or `.
    pub joints: Vec<String>,
    /// Words that may stand before a joined name, with the space behind them: `maybe `.
    pub unsure: Vec<String>,
    /// The columns of a roll call.
    pub columns: ColumnWords,
    /// Keys of a file's head under which its subjects stand.
    pub tags: Vec<String>,
    /// Words before the number of an issue that name no repository, in lower case: `issue#12`.
    pub issues: Words,
    /// Words between a label and its number, in lower case: `Resolution No. 3`.
    pub numbering: Words,
}

impl Reading {
    /// The built-in words. A file that is wrong is left out, which a test forbids.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Reading> = LazyLock::new(|| {
            let files = Reading::builtin_files();
            let files = files.iter().filter_map(|(_, text)| toml::from_str(text).ok()).collect();
            Reading::merge(files).unwrap_or_else(|_| Reading::empty())
        });
        &BUILTIN
    }

    /// The words of language files; the error says which file or pattern is wrong.
    pub fn from_toml(files: &[(String, String)]) -> Result<Self, String> {
        let read =
            files.iter().map(|(name, text)| toml::from_str(text).map_err(|error| format!("{name}: {error}")));
        Self::merge(read.collect::<Result<Vec<File>, String>>()?)
    }

    /// The texts of the built-in language files, by language.
    pub fn builtin_files() -> Vec<(String, String)> {
        builtin("reading.toml")
    }

    fn empty() -> Self {
        let none = Cues::default;
        Self {
            dates: DateWords::default(),
            no_report: Vec::new(),
            cancelled: none(),
            meeting_words: Words::default(),
            unfilled: none(),
            headings: Phrases::default(),
            labels: Phrases::default(),
            decided: none(),
            decided_plainly: none(),
            void: none(),
            not_decided: none(),
            undecided: Vec::new(),
            asked: none(),
            assents: none(),
            answers: none(),
            verdicts: none(),
            votes_for: Vec::new(),
            votes_neither: Vec::new(),
            votes_against: Vec::new(),
            pronoun: none(),
            not_asked: Words::default(),
            acronyms: Words::default(),
            not_name_endings: Vec::new(),
            names_too: Words::default(),
            promised: none(),
            leading: none(),
            stranger: none(),
            omitted: none(),
            promising: Between::default(),
            giving: Between::default(),
            handing: Vec::new(),
            undergoing: Vec::new(),
            promises: none(),
            at_once: none(),
            bare_tasks: none(),
            not_task: none(),
            no_task: none(),
            talk: none(),
            clause_openers: Words::default(),
            owner_columns: Words::default(),
            status_columns: Words::default(),
            task_verbs: Words::default(),
            verb_endings: Vec::new(),
            deed_endings: Vec::new(),
            done: Vec::new(),
            asks: none(),
            proposes: none(),
            reports: none(),
            thanks: none(),
            not_names: Words::default(),
            groups: Words::default(),
            placeholders: Words::default(),
            absent: Wordings::default(),
            pronouns: Words::default(),
            roles: Words::default(),
            honorifics: Words::default(),
            joining: Vec::new(),
            joints: Vec::new(),
            unsure: Vec::new(),
            columns: ColumnWords::default(),
            tags: Vec::new(),
            issues: Words::default(),
            numbering: Words::default(),
        }
    }

    fn merge(files: Vec<File>) -> Result<Self, String> {
        let mut all = Self::empty();
        let mut patterns = Patterns::default();
        for file in files {
            all.dates.add(file.dates);
            all.columns.add(&file.people);
            all.no_report.extend(file.files.no_report.into_iter().map(|name| name.to_lowercase()));
            all.meeting_words.extend(file.files.meeting_words.iter().map(|word| fold(word).into_owned()));
            file.headings.add_to(&mut all.headings);
            file.labels.add_to(&mut all.labels);
            patterns.cancelled.extend(file.files.cancelled);
            patterns.unfilled.extend(file.files.unfilled);
            patterns.decided_plainly.extend(file.decisions.worded.iter().cloned());
            patterns.decided.extend(file.decisions.worded);
            patterns.not_decided.extend(file.decisions.unless);
            all.undecided.extend(file.decisions.undecided);
            patterns.asked.extend(file.decisions.asked);
            patterns.assents.extend(file.decisions.assents);
            patterns.answers.extend(file.decisions.answers);
            patterns.verdicts.extend(file.decisions.verdicts);
            all.votes_for.extend(file.decisions.votes_for);
            all.votes_neither.extend(file.decisions.votes_neither);
            all.votes_against.extend(file.decisions.votes_against);
            patterns.decided_plainly.extend(file.decisions.plainly);
            patterns.void.extend(file.decisions.void);
            patterns.add_actions(&file.actions);
            all.promising.extend(file.actions.promising);
            all.giving.extend(file.actions.giving);
            all.handing.extend(file.actions.handing.iter().map(|word| format!("{word} ")));
            all.undergoing.extend(file.actions.undergoing.iter().map(|word| format!("{word} ")));
            all.task_verbs.extend(file.actions.verbs.iter().map(|verb| fold(verb).into_owned()));
            all.task_verbs.extend(file.actions.verbs);
            all.verb_endings.extend(file.actions.verb_endings);
            all.deed_endings.extend(file.actions.deed_endings);
            all.done.extend(file.actions.done);
            all.clause_openers.extend(file.actions.clause_openers);
            all.owner_columns.extend(file.actions.owner_columns);
            all.status_columns.extend(file.actions.status_columns);
            patterns.asks.extend(file.questions.worded);
            patterns.proposes.extend(file.proposals.worded);
            patterns.reports.extend(file.updates.worded);
            patterns.thanks.extend(file.thanks.worded);
            all.not_names.extend(file.people.not_names);
            all.not_asked.extend(file.people.not_asked);
            all.acronyms.extend(file.people.acronyms);
            all.not_name_endings.extend(file.people.not_name_endings);
            all.names_too.extend(file.people.names_too);
            all.groups.extend(file.people.groups);
            all.placeholders.extend(file.people.placeholders);
            all.absent.extend(file.people.absent);
            all.pronouns.extend(file.people.pronouns);
            all.roles.extend(file.people.roles);
            all.honorifics.extend(file.people.honorifics);
            all.joints.extend(
                file.people.joining.iter().flat_map(|word| [format!(", {word} "), format!(" {word} ")]),
            );
            all.joints.extend(file.people.choosing.iter().map(|word| format!(" {word} ")));
            all.unsure.extend(file.people.unsure.iter().map(|word| format!("{word} ")));
            all.tags.extend(file.files.tags);
            all.issues.extend(file.files.issues);
            all.numbering.extend(file.files.numbering);
            all.joining.extend(file.people.joining);
        }
        patterns.compile_into(&mut all)?;
        Ok(all)
    }

    /// Whether a file of this name (without folder and ending) is never a report.
    pub fn is_no_report(&self, stem: &str) -> bool {
        let stem = stem.to_lowercase();
        self.no_report.iter().any(|pattern| {
            let word = pattern.trim_matches('*');
            match (pattern.starts_with('*'), pattern.ends_with('*')) {
                (true, true) => stem.contains(word),
                (false, true) => stem.starts_with(word),
                (true, false) => stem.ends_with(word),
                (false, false) => stem == word,
            }
        })
    }
}
