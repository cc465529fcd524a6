//! Roll calls in every form, and what looks like one.

use super::{check, reports};

/// Who was there: `name @handle [affiliation] (ABC)`.
fn present(text: &str) -> String {
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
