//! Who promised what, in forms that only some teams use, and what they mark as done. All names and texts are invented.

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
            ("- Complete: the list of painters", "3 action"),
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

#[test]
fn arrows_to_somebody() {
    check(
        [
            ("- Ladder census <- Ben", "1 action Ben"),
            ("- Best talk -> Ben", ""),
            ("## Tasks\n\n- Ladder census -> Ben\n- Paint the shed\n", "3 action Ben; 4 action"),
            ("- Ladder census ← Ben and Cleo", "1 action Ben+Cleo"),
            ("- Ladder census ← @adaq", "1 action adaq"),
            ("- ACTION: paint the shed <- Ada", "1 action Ada"),
            ("- Paint the shed ← Ada", "1 action Ada"),
            ("- Ladder census -> shed", ""),
            ("- Shed key -> Ada -> Ben", ""),
            ("- Ada Quill -> Ben", ""),
            ("- Note taker -> Ben", ""),
            ("- Shed -> Ben", ""),
            ("- Key from Ada -> Ben", ""),
        ],
        found,
    );
}

#[test]
fn people_whom_the_roll_lacks() {
    check(
        [
            ("- Mary will start an email thread about the roof", "1 action Mary"),
            ("- Mary will put the roof on the agenda", "1 action Mary"),
            ("- Mary will setup a call with the town", "1 action Mary"),
            ("- Mary will kick off the painting", "1 action Mary"),
            ("- Mary to kick off the painting", "1 action Mary"),
            ("- Mary will pull in the painters", "1 action Mary"),
            ("- Paint will start to peel in the sun", ""),
            ("- ACTION: FQ to paint the gate", "1 action FQ"),
            ("- ACTION: KVR will ask the town", "1 action KVR"),
            ("- TV to check out", ""),
            ("- CI to run on all branches", ""),
            ("- TC will review the plan", ""),
            ("- FQ to be painted", ""),
            ("Talk of the roof. FQ to be asked", ""),
            ("Discussed the roof. Action item: Mary will amend it", "1 action Mary"),
            ("Discussed the roof. TODO: Mary to amend it. Late.", "1 action Mary"),
            ("- Action item: fayo will paint the shed", "1 action fayo"),
            ("- Action item: paint will dry by then", "1 action"),
            // Another last name than that of the one who is known.
            ("- ACTION: Ada Marsh-Holm: paint the shed", "1 action Ada Marsh-Holm"),
            (
                "## Tasks\n\n- Ada Holm: paint the shed\n- Ben: sell the mower",
                "3 action Ada Holm; 4 action Ben",
            ),
            ("- To do: Mary and Paul", ""),
            ("- To do: Ada and Ben", ""),
        ],
        found,
    );
}

#[test]
fn subjects_that_are_left_out() {
    check(
        [
            ("- Ada is the only one who has time. Will work with Mary to paint it", "1 action Ada"),
            ("- Ada had no time for the roof, will try to do that in May", "1 action Ada"),
            ("- Ada says she'll do it", "1 action Ada"),
            ("- will do next week (Ben)", "1 action Ben"),
            ("- Ada: I'll put it in the shared drive", "1 action Ada"),
            ("- Ada: I'll put it this way: it leaks", ""),
            ("- Ada told of the roof, will it hold?", ""),
            ("- Ada's list is long, will ask for help", ""),
            ("- Ada told of the roof. Will be painted in May", ""),
            ("- Ada told Ben of the roof, will dry in May", ""),
        ],
        found,
    );
}
