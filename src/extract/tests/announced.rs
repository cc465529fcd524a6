//! Roll calls that a sentence announces, who did not come, and what stands around names. All names and texts are invented.

use super::check;
use super::roll_calls::present;

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
