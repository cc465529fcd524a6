//! Roll calls in every form, and what looks like one.

use super::{check, reports};

/// Who was there: `name @handle [affiliation] (ABC)`.
pub(super) fn present(text: &str) -> String {
    let report = reports("forum/2031-05-06.md", &format!("# Notes\n\n{text}")).remove(0);
    let people = report.attendees.iter().map(|person| {
        let mut shown = person.name.clone();
        shown.extend(person.handle.iter().map(|handle| format!(" @{handle}")));
        shown.extend(person.affiliation.iter().map(|place| format!(" [{place}]")));
        shown.extend(person.abbreviation.iter().map(|short| format!(" ({short})")));
        shown
    });
    people.collect::<Vec<_>>().join(", ")
}

#[test]
fn what_stands_among_names() {
    check(
        [
            ("## Present\n\n- Ada Quill (@adaq) #3/4\n- Ben Marsh #1\n", "Ada Quill @adaq, Ben Marsh"),
            (
                "## Attendees\n\n**Members**\n@adaq\n@benm\n\n**Visitors**\n@dovi\n",
                "adaq @adaq, benm @benm, dovi @dovi",
            ),
            (
                "## Present\n\n- Ada Quill\n- Ben Marsh\n\nhttps://f.example/forms/4xKG3k\n",
                "Ada Quill, Ben Marsh",
            ),
            ("## Present\n\n- Ada Quill (she/her), Oakfield\n- Nick\n", "Ada Quill [Oakfield], Nick"),
            ("## Attendees\n\n- #roof-talk\n- YourName\n- _attendee names…_\n- Ada Quill\n", "Ada Quill"),
            ("Present: unfortunately, nobody wrote that down\n", ""),
            // Without a blank line Markdown joins the label to the bullet above.
            ("**Present**\n* Ada, Ben, Dov\n**Apologies**\n* Cleo Tanaka\n", "Ada, Ben, Dov"),
            // Two commas, but a person a line.
            (
                "## Guests\n\n- Ada Quill, Oakfield\n- Ben Marsh, Fernhill\n- Dov Ilan, Oakfield\n- Cleo Tanaka, Ponds Ltd, Heron Technical Branch\n",
                "Ada Quill [Oakfield], Ben Marsh [Fernhill], Dov Ilan [Oakfield], Cleo Tanaka [Ponds Ltd]",
            ),
            (
                "## Guests\n\n- Ada Quill - Oakfield / Ponds\n- Ben Marsh\n",
                "Ada Quill [Oakfield / Ponds], Ben Marsh",
            ),
            // A place to meet, deep in what is said.
            (
                "## Present\n\n- Ada Quill\n\n## Fair\n\n- Replies\n  - In person:\n    - Oakfield\n    - Fernhill\n",
                "Ada Quill",
            ),
            // The box of a form that stayed empty.
            (":::info\n- **Participants:**\n:::\n- Readers\n- Writers\n", ""),
            (
                "Present: Ada (chair), Ben, Cleo. Apologies: Dov. Guest: Fern Ilan\n",
                "Ada, Ben, Cleo, Fern Ilan",
            ),
        ],
        present,
    );
}

#[test]
fn boxes_of_people() {
    check(
        [
            ("## Who joined\n\n- Ada Quill\n- Ben Marsh\n", "Ada Quill, Ben Marsh"),
            ("## **Present on 2031-05-06**:\n\nAda, Ben, Cleo\n", "Ada, Ben, Cleo"),
            ("## Present on 6 May 2031\n\n- Ada Quill\n- Ben Marsh\n", "Ada Quill, Ben Marsh"),
            // The only box of a group is open, others are ticked.
            (
                "## Attendees\n\n### Council\n\n- [x] Ada Quill\n- [ ] Ben Marsh\n\n### Guests\n\n- [ ] Cleo Tanaka\n",
                "Ada Quill",
            ),
            // A further heading that announces nothing, over nothing but such boxes.
            (
                "## Member attendance\n\n- [x] Ada Quill - Oakfield\n- [ ] Ben Marsh - Fernhill\n\n## Groups, Projects\n\n- [x] Cleo Tanaka - Ponds\n- [ ] Dov Ilan - Roofs\n",
                "Ada Quill [Oakfield], Cleo Tanaka [Ponds]",
            ),
            (
                "## Attendance\n\n- [x] Ada Quill\n- [x] Ben Marsh\n\n## Shed\n\n- [ ] Mend Roof - slates\n- [ ] Paint Door - green\n",
                "Ada Quill, Ben Marsh",
            ),
            // A table of names near the top needs no heading; one of tasks is none.
            (
                "| Name | Initials | Affiliation |\n|---|---|---|\n| Ada Quill | AQ | Oakfield |\n| Ben Marsh | | |\n",
                "Ada Quill [Oakfield] (AQ), Ben Marsh",
            ),
            ("| Name | Task |\n|---|---|\n| Ada Quill | Roof |\n| Ben Marsh | Door |\n", ""),
        ],
        present,
    );
}

#[test]
fn lists_below_a_heading() {
    check(
        [
            ("## Present\n\n- Ada Quill\n- Ben Marsh\n", "Ada Quill, Ben Marsh"),
            ("## Attendees\n\n* Ada Quill @adaq (chair)\n* @benm\n", "Ada Quill @adaq, benm @benm"),
            (
                "## Participants\n\n- name / institution / @handle\n- Ada Quill / Oakfield / @adaq\n- Ben Marsh / / @benm\n-\n",
                "Ada Quill @adaq [Oakfield], Ben Marsh @benm",
            ),
            ("## Roll call\n\n- Ada Quill | Oakfield | @adaq (will be late)\n", "Ada Quill @adaq [Oakfield]"),
            ("## Roll call\n\n- Ada Quill / @adaq / Oakfield\n", "Ada Quill @adaq [Oakfield]"),
            (
                "### Attendees\n\n- Ada Quill (Oakfield)\n- Ben Marsh (Fernhill Labs)\n",
                "Ada Quill [Oakfield], Ben Marsh [Fernhill Labs]",
            ),
            (
                "### Attendees\n\n- Ada Quill - Oakfield\n- Ben Marsh — Fernhill\n",
                "Ada Quill [Oakfield], Ben Marsh [Fernhill]",
            ),
            (
                "### Attendees\n\n- Ada Quill, Oakfield\n- Ben Marsh, Fernhill\n",
                "Ada Quill [Oakfield], Ben Marsh [Fernhill]",
            ),
            (
                "### Attendees\n\n- Ada Quill/ Oakfield / @adaq\n- Ben Marsh /@benm / Fernhill/Labs\n",
                "Ada Quill @adaq [Oakfield], Ben Marsh @benm [Fernhill/Labs]",
            ),
            (
                "### Attendees\n\n- Ada Quill, she/her / Oakfield\n- Ben Marsh.\n",
                "Ada Quill [Oakfield], Ben Marsh",
            ),
            ("### Attendees\n\n1. Ada Quill\n2. Ben Marsh\n", "Ada Quill, Ben Marsh"),
            (
                "### Attendees\n\n- Ada Quill and Ben Marsh\n- Cleo van Tanaka\n- Apologies for Dov and Eve\n- Regrets from Fay Oake\n",
                "Ada Quill, Ben Marsh, Cleo van Tanaka",
            ),
            (
                "### Attendees\n\n- Ada Quill\n- Friends of the old shed\n- Ben Marsh for Oakfield\n- Dov Ilan with regrets\n",
                "Ada Quill, Ben Marsh",
            ),
            (
                "### Attendees\n\n- [Ada Quill](https://github.com/adaq)\n- [@benm](https://github.com/benm)\n",
                "Ada Quill @adaq, benm @benm",
            ),
            ("### Attendees\n\n- [x] Ada Quill\n- [x] Ben Marsh\n", "Ada Quill, Ben Marsh"),
            (
                "### Attendees\n\n- **Ada Quill** <ada@oakfield.example>\n- Ben Marsh\n",
                "Ada Quill, Ben Marsh",
            ),
            ("## Attendees\n\nAda Quill, Ben Marsh, Cleo Tanaka\n", "Ada Quill, Ben Marsh, Cleo Tanaka"),
            (
                "## Attendees\n\nAda Quill (AQ), Ben Marsh (BM) and Cleo Tanaka (CT)\n",
                "Ada Quill (AQ), Ben Marsh (BM), Cleo Tanaka (CT)",
            ),
            ("## Attendees\n\nAda Quill\nBen Marsh\n", "Ada Quill, Ben Marsh"),
            (
                "## Attendees\n\n### In person\n\n- Ada Quill\n\n### Remote\n\n- Ben Marsh\n\n## Topic\n\n- Cleo Tanaka\n",
                "Ada Quill, Ben Marsh",
            ),
            ("## Attendees\n\n- Oakfield\n  - Ada Quill\n  - Ben Marsh\n", "Ada Quill, Ben Marsh"),
            (
                "## Attendees\n\n- Oakfield: Ada Quill, Ben Marsh\n- Chair: Cleo Tanaka\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka",
            ),
            ("## Attendees (3)\n\n- Ada Quill\n", "Ada Quill"),
        ],
        present,
    );
}

#[test]
fn lists_behind_a_label() {
    check(
        [
            ("Present: Ada Quill, Ben Marsh\n", "Ada Quill, Ben Marsh"),
            (
                "**Attendees:** Ada Quill (Oakfield), Ben Marsh, Cleo Tanaka\n",
                "Ada Quill [Oakfield], Ben Marsh, Cleo Tanaka",
            ),
            ("- **Attendees**: Ada Quill, Ben Marsh\n- **Regrets**: Cleo Tanaka\n", "Ada Quill, Ben Marsh"),
            ("- Attendees:\n  - Ada Quill\n  - Ben Marsh\n- Agenda:\n  - Roof\n", "Ada Quill, Ben Marsh"),
            ("Attendees:\n\n- Ada Quill\n- Ben Marsh\n\nWords follow.\n", "Ada Quill, Ben Marsh"),
            ("Attendees: @adaq @benm @cleot\n", "adaq @adaq, benm @benm, cleot @cleot"),
            ("Present: Ada Quill; Ben Marsh; and Cleo Tanaka.\n", "Ada Quill, Ben Marsh, Cleo Tanaka"),
            ("Present: Ada Quill, Ben Marsh\nRegrets: Cleo Tanaka\n", "Ada Quill, Ben Marsh"),
            (
                "Ada Quill (AQ), Ben Marsh (BM), Cleo Tanaka (CT)\n",
                "Ada Quill (AQ), Ben Marsh (BM), Cleo Tanaka (CT)",
            ),
            (
                "Remote: Ada Quill (AQ), Ben Marsh (BM), Cleo Tanaka (CT)\n",
                "Ada Quill (AQ), Ben Marsh (BM), Cleo Tanaka (CT)",
            ),
            (
                "- Ada Quill / Oakfield / @adaq\n- Ben Marsh / Fernhill / @benm\n",
                "Ada Quill @adaq [Oakfield], Ben Marsh @benm [Fernhill]",
            ),
        ],
        present,
    );
}

#[test]
fn tables() {
    check(
        [
            (
                "## Attendees\n\n| Name | Abbreviation | Organization |\n|---|---|---|\n| Ada Quill | AQ | Oakfield |\n| Ben Marsh | | Fernhill |\n",
                "Ada Quill [Oakfield] (AQ), Ben Marsh [Fernhill]",
            ),
            (
                "## Anwesend\n\n| Konto | Mitglied | Einrichtung | Dabei? |\n|---|---|---|---|\n| adaq | Ada Quill | Oakfield | ja |\n| benm | Ben Marsh | Fernhill | nein |\n",
                "Ada Quill @adaq [Oakfield]",
            ),
            (
                "## Présents\n\n| Organisme | Prénom | Présence |\n|---|---|---|\n| Oakfield | Ada Quill | oui |\n| Fernhill | Ben Marsh | excusé |\n",
                "Ada Quill [Oakfield]",
            ),
            (
                "## Asistentes\n\n| Cuenta | Nombre | Asiste |\n|---|---|---|\n| adaq | Ada Quill | sí |\n| benm | Ben Marsh | no |\n",
                "Ada Quill @adaq",
            ),
            ("**Attendees:**\n\n| Name | GitHub |\n|---|---|\n| Ada Quill | @adaq |\n", "Ada Quill @adaq"),
            (
                "## Attendance\n\n| Company | Name |\n|---|---|\n| Oakfield | Ada Quill |\n",
                "Ada Quill [Oakfield]",
            ),
            (
                "## Attendance\n\n| Name | Present |\n|---|---|\n| Ada Quill | x |\n| Ben Marsh | |\n| Cleo Tanaka | yes |\n",
                "Ada Quill, Cleo Tanaka",
            ),
        ],
        present,
    );
}

#[test]
fn those_who_were_not_there() {
    check(
        [
            ("## Present\n\n- Ada Quill\n- Ben Marsh (absent)\n\n## Regrets\n\n- Cleo Tanaka\n", "Ada Quill"),
            ("## Present\n\n- Ada Quill\n- ~~Ben Marsh~~\n", "Ada Quill"),
            ("## Present\n\n- Ada Quill\n- your name here\n- ...\n", "Ada Quill"),
            ("## Present\n\n- Ada Quill\n\n### Apologies\n\n- Ben Marsh\n", "Ada Quill"),
            ("## People who grow roses\n\n- Roses are slow, and everybody knows that they are slow.\n", ""),
            ("## Topic\n\n- Ada Quill\n- Ben Marsh\n", ""),
        ],
        present,
    );
}

#[test]
fn where_a_roll_call_ends_and_how_it_is_wrapped() {
    check(
        [
            // Wrapped in the middle of a name; the list below is no roll call.
            (
                "Attendees: Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan, Emil\nSand, Fay Orr, Gil\nReed\n\n- Roof / leaks\n- Ada: it is late\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan, Emil Sand, Fay Orr, Gil Reed",
            ),
            ("Attendees:\n\n- Ada Quill\n- Ben Marsh\n", "Ada Quill, Ben Marsh"),
            (
                "- Attending:\n  - Team: ada, ben\n  - Not team: cleo tanaka, dov\n",
                "ada, ben, cleo tanaka, dov",
            ),
            ("## Opening, welcome and roll call\n\n- Ada Quill\n- Ben Marsh\n", "Ada Quill, Ben Marsh"),
        ],
        present,
    );
}

#[test]
fn what_is_nobody_in_a_roll_call() {
    check(
        [
            // A list below names that stand behind the label, odd remarks among them.
            (
                "Present: Ada Quill, Ben Marsh, Cleo, 2 more by telephone!\n\n- Roof\n- Price of slate\n- Ben: it is late\n",
                "Ada Quill, Ben Marsh, Cleo",
            ),
            (
                "## Attendees\n\n- Ada Quill / @adaq / Oakfield / Fernhill, CA, USA\n- Ben Marsh / @benm / Oakfield / Stone, UK\n",
                "Ada Quill @adaq [Oakfield], Ben Marsh @benm [Oakfield]",
            ),
            ("Present: Ada Quill, Ben Marsh, Apologies from Cleo and Dov\n", "Ada Quill, Ben Marsh"),
            ("## Attendees\n\n- Ada He\n- Ben An\n- Next Steps\n", "Ada He, Ben An"),
        ],
        present,
    );
}

#[test]
fn roll_calls_of_boards_and_councils() {
    check(
        [
            // Those who came, those who did not, and the others, a heading each.
            (
                "## Attendance\n\n### Voting Member Attendance\n\n- Ada Quill - Oakfield\n\n### Voting Members Not in Attendance\n\n- Ben Marsh - Fernhill\n\n### Other attendees\n\n- Cleo Tanaka, Stone Works, Inc.\n",
                "Ada Quill [Oakfield], Cleo Tanaka [Stone Works Inc.]",
            ),
            (
                "**Board members present:**  \nAda Quill  \nBen Marsh  \n\n**Others present:**  \nCleo Tanaka  \nDov Ilan  \n",
                "Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan",
            ),
            (
                "# Attended by\n\n- [x] Ada Quill\n- [ ] ~~Ben Marsh~~\n- [X] Cleo Tanaka\n",
                "Ada Quill, Cleo Tanaka",
            ),
            (
                "## Attendance\n\n- Garden council: Ada Quill, Ben Marsh\n- Observers: Cleo Tanaka\n- House staff: Dov\n- Regrets: Eve Oake\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka, Dov",
            ),
            (
                "## Attendance\n\nCouncil: ada, ben quill, dov\nObservers: Cleo, Eve\nUnavailable: Fay\n",
                "ada, ben quill, dov, Cleo, Eve",
            ),
            (
                "## Attending\n\n- Ada Quill\n- Ben Marsh\n\nThe following are not in attendance but agree:\n\n- Cleo Tanaka\n",
                "Ada Quill, Ben Marsh",
            ),
            ("Attendance: all\n\n- Assign roles\n  - Scribe: Ada\n- Roof beams\n", ""),
            // What nothing announces, and can be nothing else.
            (
                "**Council**\n\n| Name | Company | Status |\n|---|---|---|\n| Ada Quill | Oakfield | Present |\n| Ben Marsh | Fernhill | N/A |\n| Cleo Tanaka | Stone | present |\n",
                "Ada Quill [Oakfield], Cleo Tanaka [Stone]",
            ),
            ("| Name | Status |\n|---|---|\n| Roof | Open |\n| Pond Pump | Closed |\n", ""),
            (
                "Ada Quill, Oakfield\n\nBen Marsh, Fernhill \\*\n\nCleo Tanaka\n\nDov Ilan, Stone Works\n\nMembers not in attendance:\n\nEve Oake, Oakfield\n\nAda opened the meeting.\n",
                "Ada Quill [Oakfield], Ben Marsh [Fernhill], Cleo Tanaka, Dov Ilan [Stone Works]",
            ),
            (
                "| | |\n|---|---|\n| Attending | Ada Quill, Ben Marsh |\n| Note Taker | Ada Quill |\n",
                "Ada Quill, Ben Marsh",
            ),
        ],
        present,
    );
}

#[test]
fn names_with_something_around_them() {
    check(
        [
            ("## Attendees\n\n- AQ: Ada Quill\n- BenM: Ben Marsh\n", "Ada Quill (AQ), Ben Marsh (BenM)"),
            (
                "## Attendees\n\n- @adaq aq Ada Quill\n- BM Ben Marsh\n",
                "Ada Quill @adaq (aq), Ben Marsh (BM)",
            ),
            (
                "## Attendees\n\n- Ada Quill (Oakfield) - GitHub: adaq\n- Ben Marsh (Fernhill) Github: @benm\n",
                "Ada Quill @adaq [Oakfield], Ben Marsh @benm [Fernhill]",
            ),
            (
                "## Attendees\n\n- Ada Quill (Oakfield) co-chair of the shed\n- Ben (Benny) Marsh\n- Cleo (guest: roofs, ponds)\n",
                "Ada Quill [Oakfield], Ben Marsh [Benny], Cleo",
            ),
            (
                "## Attendees\n\n- Ada Quill (Oakfield, council (for now), chair)\n- Ben Marsh (he/him, Fernhill)\n- Cleo Tanaka (Stone Works) - Roof, Pond, & Beams\n",
                "Ada Quill, Ben Marsh [Fernhill], Cleo Tanaka [Roof, Pond, & Beams]",
            ),
            ("Attending: Ada Quill (AQ; roofs & ponds), Ben Marsh (BM)\n", "Ada Quill (AQ), Ben Marsh (BM)"),
            ("- People in attendance: forgot to write\n- Roof: later\n", ""),
            ("Present: Ada Quill, Ben & Cleo, Special Guest Dov Ilan\n", "Ada Quill, Ben, Cleo, Dov Ilan"),
            ("Present: Ada Ben Cleo Dov\n", "Ada, Ben, Cleo, Dov"),
            ("Present: Ada Maria Quill, Ben 🏡\n", "Ada Maria Quill, Ben"),
            ("## Attendees\n\n- Ada Quill- Oakfield Works\n- Ben\n", "Ada Quill [Oakfield Works], Ben"),
            ("### Present: Ada, Ben\n\n### Regrets: Cleo\n\nDov: the roof leaks\n", "Ada, Ben"),
            ("Chair: Ada\nScribe: Ben\nPresent: Ada, Ben, Cleo\n", "Ada, Ben, Cleo"),
            ("Present: Ada, Ben; Regrets: Cleo\n", "Ada, Ben"),
            (
                "Present: Ada, Ben\nGuests: Cleo Tanaka\nScribes: Ben (roof), Dov (pond)\n",
                "Ada, Ben, Cleo Tanaka",
            ),
            (
                "## Attendees\n\nAda Quill, Oakfield\nBen Marsh, Stone Works\nCleo Tanaka\nDov Ilan, Fernhill\n",
                "Ada Quill [Oakfield], Ben Marsh [Stone Works], Cleo Tanaka, Dov Ilan [Fernhill]",
            ),
            ("## Attendees\n\nNote: some came late.\n\n1. Ada Quill\n2. Ben Marsh\n", "Ada Quill, Ben Marsh"),
            (
                "## Attendees\n\n> Add yourself and check it off\n[ ] AQ: Ada Quill @adaq\n[x] BM: Ben Marsh @benm\n",
                "Ben Marsh @benm (BM)",
            ),
            // Where the names end and the meeting begins.
            (
                "## Attendees\n\n- Ada\n- Ben\n\n---\n\n- [x] Roof Beams\n  - Shared Ladders\n- [ ] Pond\n",
                "Ada, Ben",
            ),
            (
                "## Attendees\n\n- Dov on the roof and its beams\n  - Slate Tiles\n  - Ada: slate is dear; wood is not\n  - it took a long while to find out\n",
                "",
            ),
        ],
        present,
    );
}
