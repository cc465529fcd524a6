//! The cue patterns of the language files, gathered until they are made ready in one set.

use super::language::ActionsFile;
use super::{Cues, Reading};

/// The patterns of all languages, before they are made ready together.
#[derive(Default)]
pub(super) struct Patterns {
    pub(super) cancelled: Vec<String>,
    pub(super) unfilled: Vec<String>,
    pub(super) decided: Vec<String>,
    pub(super) not_decided: Vec<String>,
    pub(super) decided_plainly: Vec<String>,
    pub(super) void: Vec<String>,
    pub(super) asked: Vec<String>,
    pub(super) assents: Vec<String>,
    pub(super) answers: Vec<String>,
    pub(super) verdicts: Vec<String>,
    pub(super) promised: Vec<String>,
    pub(super) pronoun: Vec<String>,
    pub(super) leading: Vec<String>,
    pub(super) stranger: Vec<String>,
    pub(super) omitted: Vec<String>,
    pub(super) promises: Vec<String>,
    pub(super) at_once: Vec<String>,
    pub(super) bare_tasks: Vec<String>,
    pub(super) not_task: Vec<String>,
    pub(super) no_task: Vec<String>,
    pub(super) talk: Vec<String>,
    pub(super) asks: Vec<String>,
    pub(super) proposes: Vec<String>,
    pub(super) reports: Vec<String>,
    pub(super) thanks: Vec<String>,
}

impl Patterns {
    /// Adds the patterns of actions. `{name}` is where the name ends, which code looks up; `{verb}` is a verb of
    /// doing, `{personal}` one of what only people do.
    pub(super) fn add_actions(&mut self, file: &ActionsFile) {
        let verbs = format!("({})\\b", file.verbs.join("|"));
        let personal = format!("({})\\b", file.personal.join("|"));
        let fill = |patterns: &[String]| -> Vec<String> {
            let filled = patterns.iter().map(|pattern| {
                pattern.replace("{name}", "^").replace("{verb}", &verbs).replace("{personal}", &personal)
            });
            filled.collect()
        };
        self.promised.extend(fill(&file.named));
        self.leading.extend(fill(&file.leading));
        self.pronoun.extend(fill(&file.pronoun));
        self.stranger.extend(fill(&file.stranger));
        self.omitted.extend(fill(&file.omitted));
        self.promises.extend(fill(&file.spoken));
        self.at_once.extend(fill(&file.at_once));
        self.bare_tasks.extend(fill(&file.bare));
        self.not_task.extend(fill(&file.unless));
        self.no_task.extend(fill(&file.void));
        self.talk.extend(fill(&file.talk));
    }

    /// Makes them ready, all in one set.
    pub(super) fn compile_into(self, all: &mut Reading) -> Result<(), String> {
        // Those that stand behind a name go first.
        [
            all.promised,
            all.leading,
            all.stranger,
            all.cancelled,
            all.unfilled,
            all.decided,
            all.not_decided,
            all.decided_plainly,
            all.void,
            all.asked,
            all.assents,
            all.answers,
            all.verdicts,
            all.pronoun,
            all.no_task,
            all.talk,
            all.promises,
            all.at_once,
            all.bare_tasks,
            all.not_task,
            all.asks,
            all.proposes,
            all.reports,
            all.thanks,
            all.omitted,
        ] = Cues::groups(
            [
                &self.promised,
                &self.leading,
                &self.stranger,
                &self.cancelled,
                &self.unfilled,
                &self.decided,
                &self.not_decided,
                &self.decided_plainly,
                &self.void,
                &self.asked,
                &self.assents,
                &self.answers,
                &self.verdicts,
                &self.pronoun,
                &self.no_task,
                &self.talk,
                &self.promises,
                &self.at_once,
                &self.bare_tasks,
                &self.not_task,
                &self.asks,
                &self.proposes,
                &self.reports,
                &self.thanks,
                &self.omitted,
            ],
            3,
        )?;
        Ok(())
    }
}
