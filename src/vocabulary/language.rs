//! The file of one language, as it is written.

use super::{Phrases, Role};
use serde::Deserialize;

/// The file of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) dates: DatesFile,
    pub(super) files: FilesFile,
    pub(super) headings: RolesFile,
    pub(super) labels: RolesFile,
    pub(super) decisions: DecisionsFile,
    pub(super) actions: ActionsFile,
    pub(super) questions: WordedFile,
    pub(super) proposals: WordedFile,
    pub(super) updates: WordedFile,
    pub(super) thanks: WordedFile,
    pub(super) people: PeopleFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatesFile {
    pub(super) months: Vec<Vec<String>>,
    pub(super) weekdays: Vec<Vec<String>>,
    pub(super) ordinals: Vec<String>,
    pub(super) labels: Vec<String>,
    pub(super) decoys: Vec<String>,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    #[serde(default)]
    pub(super) frame: Vec<String>,
    #[serde(default)]
    pub(super) due: Vec<String>,
    #[serde(default)]
    pub(super) due_columns: Vec<String>,
    #[serde(default)]
    pub(super) articles: Vec<String>,
    #[serde(default)]
    pub(super) end_of: Vec<String>,
    #[serde(default)]
    pub(super) month: Vec<String>,
    #[serde(default)]
    pub(super) year: Vec<String>,
    #[serde(default)]
    pub(super) today: Vec<String>,
    #[serde(default)]
    pub(super) tomorrow: Vec<String>,
    #[serde(default)]
    pub(super) next_meeting: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilesFile {
    pub(super) no_report: Vec<String>,
    pub(super) cancelled: Vec<String>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) issues: Vec<String>,
    #[serde(default)]
    pub(super) numbering: Vec<String>,
    pub(super) meeting_words: Vec<String>,
    pub(super) unfilled: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RolesFile {
    pub(super) attendees: Vec<String>,
    pub(super) absent: Vec<String>,
    pub(super) decisions: Vec<String>,
    pub(super) proposals: Vec<String>,
    pub(super) actions: Vec<String>,
    pub(super) questions: Vec<String>,
    pub(super) updates: Vec<String>,
    pub(super) thanks: Vec<String>,
    pub(super) apart: Vec<String>,
}

impl RolesFile {
    pub(super) fn add_to(self, phrases: &mut Phrases) {
        phrases.set_apart(self.apart);
        phrases.add(Role::Attendees, self.attendees);
        phrases.add(Role::Absent, self.absent);
        phrases.add(Role::Proposals, self.proposals);
        phrases.add(Role::Decisions, self.decisions);
        phrases.add(Role::Actions, self.actions);
        phrases.add(Role::Questions, self.questions);
        phrases.add(Role::Updates, self.updates);
        phrases.add(Role::Thanks, self.thanks);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionsFile {
    pub(super) worded: Vec<String>,
    pub(super) plainly: Vec<String>,
    pub(super) unless: Vec<String>,
    pub(super) void: Vec<String>,
    pub(super) undecided: Vec<String>,
    #[serde(default)]
    pub(super) asked: Vec<String>,
    #[serde(default)]
    pub(super) assents: Vec<String>,
    #[serde(default)]
    pub(super) answers: Vec<String>,
    #[serde(default)]
    pub(super) verdicts: Vec<String>,
    #[serde(default)]
    pub(super) votes_for: Vec<String>,
    #[serde(default)]
    pub(super) votes_neither: Vec<String>,
    #[serde(default)]
    pub(super) votes_against: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionsFile {
    pub(super) named: Vec<String>,
    pub(super) leading: Vec<String>,
    #[serde(default)]
    pub(super) pronoun: Vec<String>,
    pub(super) stranger: Vec<String>,
    #[serde(default)]
    pub(super) omitted: Vec<String>,
    pub(super) spoken: Vec<String>,
    #[serde(default)]
    pub(super) at_once: Vec<String>,
    pub(super) bare: Vec<String>,
    #[serde(default)]
    pub(super) promising: Vec<String>,
    #[serde(default)]
    pub(super) giving: Vec<String>,
    #[serde(default)]
    pub(super) handing: Vec<String>,
    #[serde(default)]
    pub(super) undergoing: Vec<String>,
    #[serde(default)]
    pub(super) verb_endings: Vec<String>,
    #[serde(default)]
    pub(super) deed_endings: Vec<String>,
    pub(super) verbs: Vec<String>,
    pub(super) personal: Vec<String>,
    pub(super) done: Vec<String>,
    pub(super) unless: Vec<String>,
    pub(super) void: Vec<String>,
    pub(super) talk: Vec<String>,
    pub(super) clause_openers: Vec<String>,
    pub(super) owner_columns: Vec<String>,
    pub(super) status_columns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordedFile {
    pub(super) worded: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleFile {
    pub(super) not_names: Vec<String>,
    #[serde(default)]
    pub(super) not_asked: Vec<String>,
    #[serde(default)]
    pub(super) acronyms: Vec<String>,
    #[serde(default)]
    pub(super) not_name_endings: Vec<String>,
    #[serde(default)]
    pub(super) names_too: Vec<String>,
    pub(super) groups: Vec<String>,
    pub(super) placeholders: Vec<String>,
    pub(super) joining: Vec<String>,
    #[serde(default)]
    pub(super) choosing: Vec<String>,
    #[serde(default)]
    pub(super) unsure: Vec<String>,
    #[serde(default)]
    pub(super) name_columns: Vec<String>,
    #[serde(default)]
    pub(super) initials_columns: Vec<String>,
    #[serde(default)]
    pub(super) affiliation_columns: Vec<String>,
    #[serde(default)]
    pub(super) handle_columns: Vec<String>,
    #[serde(default)]
    pub(super) came_columns: Vec<String>,
    #[serde(default)]
    pub(super) refusals: Vec<String>,
    #[serde(default)]
    pub(super) affirmations: Vec<String>,
    #[serde(default)]
    pub(super) honorifics: Vec<String>,
    #[serde(default)]
    pub(super) titles: Vec<String>,
    #[serde(default)]
    pub(super) announcing: Vec<String>,
    #[serde(default)]
    pub(super) company_forms: Vec<String>,
    pub(super) absent: Vec<String>,
    pub(super) pronouns: Vec<String>,
    pub(super) roles: Vec<String>,
}
