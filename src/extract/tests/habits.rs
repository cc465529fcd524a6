//! Habits of writing that few teams have: a paragraph for each person, a form's line over the names, counts of tasks,
//! headings that ask. All names and texts are invented.

use super::{check, found, reports};

/// Who was there, and what is decided, proposed or to be done, in a report of its own.
fn told(text: &str) -> String {
    let report = reports("forum/2031-05-06.md", text).remove(0);
    let people: Vec<&str> = report.attendees.iter().map(|person| person.name.as_str()).collect();
    let special = report.entries.iter().filter(|entry| super::is_special(entry.kind));
    let entries: Vec<String> = special.map(|entry| super::shown(entry, 0)).collect();
    format!("{} | {}", people.join(", "), entries.join("; "))
}

#[test]
fn people_in_paragraphs() {
    check(
        [
            (
                "# Notes\n\nAttendees:\n\nAda Quill : (Oakfield)  : ada@oakfield.example\n\nBen Marsh (Ponds) : ben@ponds.example\n\n## Shed\n\n- Ben will call the painter\n",
                "Ada Quill, Ben Marsh | 11 action Ben",
            ),
            (
                "# Notes\n\n## Attendees\n\nAda Quill (Oakfield)\n\nBen Marsh (Ponds Ltd)\n\nThe shed was looked at.\n",
                "Ada Quill, Ben Marsh | ",
            ),
            // One such paragraph alone may be anything.
            ("# Notes\n\nAttendees:\n\nMeeting Room (Oakfield)\n\nThe shed was looked at.\n", " | "),
            (
                "# Notes\n\nAttendees:\n-----\n\n**Oakfield:** Ada Quill, Ben Marsh<br>\n**Ponds Ltd:** Cleo Tanaka<br>\n**Roofs:** Dov Ilan<br>\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan | ",
            ),
            // What a form asks for, over the names.
            (
                "# Notes\n*Please add yourself.*\nAda Quill, Ben Marsh-Witt, Cleo Tanaka\n\n## Shed\n",
                "Ada Quill, Ben Marsh-Witt, Cleo Tanaka | ",
            ),
            (
                "# Notes\n\nTalk of anything, or to be listed add your name: your news here!\n\n- Ada Quill\n- Ben Marsh\n",
                " | ",
            ),
            ("# Notes\n\n## From attendees\n\n- Roof Paint (adaq)\n- Pond Fence (benm)\n", " | "),
            ("# Notes\n\nPlease add yourself.\nThe list is below, and it is long.\n", " | "),
            // The comma at the end of the line was forgotten.
            (
                "# Notes\n\nPresent: Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan, Fern Reed, Gus Hill\nHana Pond, Ivo Marl\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan, Fern Reed, Gus Hill, Hana Pond, Ivo Marl | ",
            ),
            (
                "# Notes\n\nPresent: Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan, Fern Reed, Gus\nHill, Ivo Marl\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan, Fern Reed, Gus Hill, Ivo Marl | ",
            ),
            ("# Notes\n\n## Attendees\n\n- adaq6740\n- benmarsh\n", "adaq6740, benmarsh | "),
            ("# Notes\n\n## Attendees\n\n- [x]] Ada Quill\n- [x] Ben Marsh\n", "Ada Quill, Ben Marsh | "),
        ],
        told,
    );
}

#[test]
fn tasks_below_the_only_heading() {
    check(
        [
            (
                "- The shed was looked at\n  - It leaks\n\nActions:\n========\n\n- Ada : call the painter\n- Ben : sell the mower\n",
                " | 7 action Ada; 8 action Ben",
            ),
            // A title stands above all bullets.
            ("# Actions\n\n- The shed was looked at\n- It leaks by the door\n", " | "),
        ],
        told,
    );
}

#[test]
fn tasks_that_are_none() {
    check(
        [
            ("- [ ] TODO", ""),
            ("## Action items\n\n- [ ] TBA\n", ""),
            (
                "| Milestone | # Tasks | Planned |\n|---|---|---|\n| Roof painted | 7 | 18 Jul |\n| Shed painted | 2 | - |\n",
                "",
            ),
            ("| # | Task | Owner |\n|---|---|---|\n| 1 | Paint the shed | Ada |\n", "3 action Ada"),
            ("- discuss.garden.example [DI]", ""),
            ("- [ ] Update the notes within `@garden/shed`", "1 action"),
            ("- Ada agreed to take the minutes", ""),
            ("- Ada will take notes on the roof and send them out", "1 action Ada"),
            ("- Ada updates from the roof: it leaks", ""),
            ("- Ada to everyone: the roof leaks", ""),
            ("Nowadays to pick up the tools in sheds is hard.", ""),
            ("- DI: I'll put an item on the list", "1 action DI"),
            ("- DI: I'll put a link in the chat", ""),
            ("- Fern will send around a poll on the roof", "1 action Fern"),
            ("- ACTION: Fern Reed, Gus Hill -- draft a plan of the roof", "1 action Fern Reed+Gus Hill"),
            ("- DI: I'll setup a fence", "1 action DI"),
            ("## Action items\n\n- Agenda topics for next week:\n  - the roof\n", ""),
        ],
        found,
    );
}

#[test]
fn what_was_settled_elsewhere() {
    check(
        [
            ("We all agreed to paint the shed.", "1 decision"),
            ("- The team consensus (of those present) is that the gate stays", "1 decision"),
            ("- We established a roof group: Ada, Ben", "1 decision"),
            ("The GC decided remotely in the talk of May to go for the second roof.", "1 decision"),
            ("- Meeting concluded at 10:58", ""),
            ("- I don't think we have decided on one yet", ""),
            ("One, for the roof, which we resolved in #12", ""),
            ("It was halted until we resolved the trouble with the roof", ""),
            ("There are 12 gates (inc. all ratified and soon to be ratified gates).", ""),
            ("In RFC #12, we decided that gates are green unless they are marked", ""),
            ("After the close of last week's fair, we agreed to bring the plan today", ""),
            ("- There is not much left, everything that we have agreed", ""),
            ("It sounds like a consensus would be to paint it", ""),
            ("#### Resolution\n\nNeeds weigh in from the others\n", ""),
            ("I think the best outcome is to keep the gate.", ""),
            ("Ada: So I think the conclusion is that we keep the gate.", "1 decision"),
            ("Choose a number of gates that we all agree to.", ""),
            ("- Conclusion?\n  - Explore other roofs\n", ""),
            ("- Conclusion\n  - Explore other roofs\n", "2 decision"),
        ],
        found,
    );
}

#[test]
fn german_wishes() {
    check(
        [
            ("Ada will einen neuen Hut.", ""),
            ("Ada will etwas zum Streichen, so bald es geht", ""),
            ("Ada will ihn streichen.", "1 action Ada"),
            ("Ada fragt, wer den Zaun streicht", ""),
            ("Ada fragt nach dem Zaun", ""),
            ("Ada fragt auf der Liste", "1 action Ada"),
            ("Ada schlägt einen Zaun vor", "1 proposal"),
        ],
        found,
    );
}
