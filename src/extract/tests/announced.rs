//! Roll calls that a sentence announces, who did not come, and what stands around names. All names and texts are invented.

use super::check;
use super::roll_calls::present;

#[test]
fn sentences_that_announce_names() {
    let two = "\n\n- Ada Quill\n- Ben Marsh\n\n## Roof\n\n- Slate Tiles\n";
    let lists = [
        "Board members in attendance were:",
        "The following members were present:",
        "The following people were in attendance:",
        "The following members of the board were present:",
        "Crew present:",
        "**Directors present**",
        "Those in attendance",
        "Es waren anwesend:",
        "Folgende Mitglieder waren anwesend:",
        "Les personnes suivantes étaient présentes :",
        "Las siguientes personas asistieron:",
    ];
    for label in lists {
        assert_eq!(present(&format!("{label}{two}")), "Ada Quill, Ben Marsh", "{label}");
    }
    check(
        [
            (
                "Board members in attendance were:\n\n- Ada Quill\n- Ben Marsh\n\nAlso in attendance were:\n\n- Cleo Tanaka (Treasurer)\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka [Treasurer]",
            ),
            ("Members present were: Ada Quill, Ben Marsh\n", "Ada Quill, Ben Marsh"),
            ("Those present: Ada Quill, Ben Marsh\n\nMissing: Dov Ilan\n", "Ada Quill, Ben Marsh"),
            (
                "Those in attendance were Ada Quill, Ben Marsh and Cleo. The roof was looked at, and the pond.\n",
                "Ada Quill, Ben Marsh, Cleo",
            ),
            ("Anwesend waren Ada Quill und Ben Marsh.\n", "Ada Quill, Ben Marsh"),
            ("Directors present: Ada Quill, Ben Marsh\n", "Ada Quill, Ben Marsh"),
            // What announces nobody.
            ("Those present were glad of the roof, and Ben was too.\n", ""),
            ("Ada and Ben present: a new roof, a pond\n", ""),
            ("Ada will present:\n\n- Slate\n- Tiles\n", ""),
            ("The following is to be present:\n\n- Slate\n- Tiles\n", ""),
            ("## Problems, past and present\n\n- Slate\n- Tiles\n", ""),
            ("Options present:\n\n- Slate\n- Tiles\n", ""),
            ("Here are the following:\n\n- Slate\n- Tiles\n", ""),
        ],
        present,
    );
}

#[test]
fn absentees_in_other_words() {
    check(
        [
            (
                "Members present:\n\n- Ada Quill\n- Ben Marsh\n\nMembers absent:\n\n- Dov Ilan\n",
                "Ada Quill, Ben Marsh",
            ),
            (
                "Members present\n\n- Ada Quill\n- Ben Marsh\n\nMembers absent\n\n- Dov Ilan\n",
                "Ada Quill, Ben Marsh",
            ),
            (
                "## Attendees\n\n**Members**\n\n- Ada Quill\n\n**Missing members**\n\n- Ben Marsh\n\n**Guests**\n\n- Cleo Tanaka\n\n**Unable to attend**\n\n- Dov Ilan\n\n### Could not make it\n\n- Fern Reed\n",
                "Ada Quill, Cleo Tanaka",
            ),
            (
                "## Attendance\n\n- Ada Quill\n- Could not make it: Ben Marsh\n- Unable to attend: Dov Ilan\n",
                "Ada Quill",
            ),
            (
                "## Present\n\n- Ada Quill\n- Ben Marsh - absent\n- Cleo Tanaka, absent\n- Dov Ilan – regrets\n- Fern Reed -- excused\n- Gus Hill, Oakfield, absent\n- Hana Pond: absent\n- Ivo Marl - can't make it\n- Jo / @jo / -\n- Kit Orr / @kit / n/a\n- Lev Ash, X\n",
                "Ada Quill, Jo @jo, Kit Orr @kit [n/a], Lev Ash [X]",
            ),
            (
                "## Attendance\n\nCouncil: Ada Quill, Ben Marsh\nMissing attendees: Dov, Fern\nGuests: Cleo Tanaka\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka",
            ),
            (
                "## Roll call\n\nAda Quill - present\nBen Marsh - absent\nCleo Tanaka - present (proxy for Dov)\n",
                "Ada Quill, Cleo Tanaka",
            ),
            (
                "## Roll call\n\n- Ada Quill: present\n- Ben Marsh: absent\n- Cleo Tanaka: yes\n- Dov Ilan: no\n",
                "Ada Quill, Cleo Tanaka",
            ),
        ],
        present,
    );
}

#[test]
fn lines_of_names() {
    check(
        [
            // A remark in brackets.
            (
                "## Attendance\n\nCouncil: Ada, Ben Marsh, Cleo (in place of Fern), Gus\nApologies: Dov Ilan\n",
                "Ada, Ben Marsh, Cleo, Gus",
            ),
            (
                "## Attendance\n\nAda Quill, Ben Marsh, Gus\nApologies: Dov Ilan\n",
                "Ada Quill, Ben Marsh, Gus",
            ),
            (
                "## Present\n\nAda Quill, Ben Marsh\nCleo Tanaka, Dov Ilan\n",
                "Ada Quill, Ben Marsh, Cleo Tanaka, Dov Ilan",
            ),
            (
                "- Welcome\n- Take attendance\n  - Council: Ada, Ben Marsh, Gus\n  - Observers: Cleo Tanaka, Dov\n- Roof\n  - Tools: Hammer, Saw\n",
                "Ada, Ben Marsh, Gus, Cleo Tanaka, Dov",
            ),
            (
                "## Present\n\n**Oakfield:** Ada Quill<br>\n**Ponds:** Ben Marsh, Gus Hill<br>\n",
                "Ada Quill, Ben Marsh, Gus Hill",
            ),
            ("- Roof\n  - Tools: Hammer, Saw\n  - Guests: Cleo Tanaka, Dov\n", "Cleo Tanaka, Dov"),
        ],
        present,
    );
}

#[test]
fn tables_without_a_heading() {
    check(
        [
            (
                "| Name | Present |\n|---|---|\n| Ada Quill | yes |\n| Ben Marsh | no |\n| Cleo Tanaka | yes |\n",
                "Ada Quill, Cleo Tanaka",
            ),
            (
                "| Name | Organisation | Attended |\n|---|---|---|\n| Ada Quill | Oakfield | x |\n| Ben Marsh | Ponds | |\n| Cleo Tanaka | | X |\n",
                "Ada Quill [Oakfield], Cleo Tanaka",
            ),
            (
                "| Name | Present? |\n|---|---|\n| Ada Quill | ✅ |\n| Ben Marsh | ❌ |\n| Cleo Tanaka | ✔️ |\n",
                "Ada Quill, Cleo Tanaka",
            ),
            (
                "| Member | Attendance |\n|---|---|\n| Ada Quill | Present |\n| Ben Marsh | Absent |\n| Cleo Tanaka | Present |\n",
                "Ada Quill, Cleo Tanaka",
            ),
            // Things, not people.
            ("| Name | Present |\n|---|---|\n| Hammer | yes |\n| Saw | no |\n| Long ladder | yes |\n", ""),
            ("| Tool name | Present |\n|---|---|\n| Red Hammer | yes |\n| Old Saw | no |\n", ""),
            ("| Name | Status |\n|---|---|\n| Ada Quill | x |\n| Ben Marsh | |\n", ""),
        ],
        present,
    );
}

#[test]
fn what_stands_around_names() {
    check(
        [
            (
                "## Present\n\n- Prof. Eva Moor\n- Mag. Ada Quill, Oakfield\n- Ing. Ben Marsh\n- Prof. Dr. Cleo Tanaka (CT)\n- Dr Dov Ilan\n- Mag Reed\n",
                "Eva Moor, Ada Quill [Oakfield], Ben Marsh, Cleo Tanaka (CT), Dov Ilan, Mag Reed",
            ),
            ("Present: Prof. Eva Moor, Dr. Ada Quill\n", "Eva Moor, Ada Quill"),
            (
                "## Present\n\n- Ada / @adaq / Oakfield | Ponds\n- Ben Marsh | Roofs / Beams | @benm\n",
                "Ada @adaq [Oakfield | Ponds], Ben Marsh @benm [Roofs / Beams]",
            ),
            (
                "Attendees:\n\n- Ada Quill\n- Ben Marsh\n\nLinks:\n\n- [Agenda](https://oakfield.example/agenda)\n- [Recording](https://oakfield.example/film)\n",
                "Ada Quill, Ben Marsh",
            ),
            (
                "- Attendance: [https://github.com/oakfield/roof/issues/3](https://github.com/oakfield/roof/issues/3)\n- Roof\n",
                "",
            ),
            (
                "## Present\n\n- Ada Quill\n- TBD\n- 3 guests\n- all except Dov Ilan\n- everybody\n",
                "Ada Quill",
            ),
            ("Present: all except Dov Ilan\n", ""),
        ],
        present,
    );
}
