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
