//! Who promised what, in forms that only some teams use, and what they mark as done.

use super::{check, found};

#[test]
fn marks_of_what_is_done() {
    let below = |text: &str| found(&format!("## Action items\n\n{text}\n"));
    check(
        [
            ("- ✅ Ben: paint the shed\n- Ada: sell the mower", "3 action Ben done; 4 action Ada"),
            ("- ✔️ Ben: paint the shed", "3 action Ben done"),
            ("- :white_check_mark: Ben: paint the shed", "3 action Ben done"),
            ("- DONE: Ben: paint the shed", "3 action Ben done"),
            ("- DONE - Ben: paint the shed", "3 action Ben done"),
            ("- DONE Ben: paint the shed", "3 action Ben done"),
            ("- Done: paint the shed (Ben)", "3 action Ben done"),
            ("- [done] Ben: paint the shed", "3 action Ben done"),
            ("- [done 3 May] Ben: paint the shed", "3 action Ben done"),
            ("- [-] Ben: paint the shed", "3 action Ben"),
            ("- [ ] DONE: Ben: paint the shed", "3 action Ben done"),
            ("- Ben: paint the shed - done", "3 action Ben done"),
            ("- Ben: paint the shed — completed", "3 action Ben done"),
            ("- Ben: paint the shed -- done", "3 action Ben done"),
            ("- Ben: paint the shed. Done.", "3 action Ben done"),
            ("- Ben: paint the shed: completed on 3 August", "3 action Ben done"),
            ("- Ben: paint the shed - fixed in #12", "3 action Ben done"),
            // What is to be done, and what is not done yet.
            ("- Ben: paint the shed - complete 3 walls", "3 action Ben"),
            ("- Ben: paint the shed - not done", "3 action Ben"),
            ("- Ben: paint the shed - done by Cleo when the roof is dry", "3 action Ben"),
            ("- Complete: the list of painters", "3 action done"),
        ],
        below,
    );
    check(
        [
            ("- ACTION: DONE: Ben: paint the shed", "1 action Ben done"),
            ("- TODO: ✅ paint the shed (Ben)", "1 action Ben done"),
            // Nothing says that it is a task.
            ("- ✅ the shed is painted", ""),
            ("- Done: the shed is painted", ""),
        ],
        found,
    );
}
