//! Outcomes in the middle of something else: behind a comma, in a vote, over a list, beside a promise.

use super::{check, found};

#[test]
fn outcomes_behind_something_else() {
    check(
        [
            ("- We agreed to hand over the plan on 12 June", "1 decision"),
            ("- The group decided to hold the fair in September", "1 decision"),
            ("- We agreed on 3 June", ""),
            ("- We agreed on the roof in September", ""),
            ("- All agreed to put the nails back in the box", "1 decision"),
            ("- Back in 2019 we agreed to paint it", ""),
            ("- Previously we agreed to paint it", ""),
            ("- The matter is now closed, agreed that we leave the roof as is", "1 decision"),
            ("- Agreed this can be dropped", "1 decision"),
            ("- Generally agreed that the roof stays", "1 decision"),
            ("- It is late but agreed to leave the gate open", "1 decision"),
            ("- Consensus is that the roof stays", "1 decision"),
            ("- Consensus among those present was to leave the gate", "1 decision"),
            ("- Everyone in agreement that the roof stays", "1 decision"),
            ("- Wide agreement that the roof stays", "1 decision"),
            ("- Ada presented the plan and no objections to paint the shed", "1 decision"),
            ("- Consensus of the roof painters was to wait", ""),
            ("- Ben: No objections, but we should write it down", ""),
            ("- I don't think we have consensus", ""),
            ("- A garden where everyone agrees that roses are red", ""),
            ("- While everyone agreed that it leaks, several had concerns", ""),
            ("- We all agree we should talk more", ""),
        ],
        found,
    );
}

#[test]
fn votes_told_in_words() {
    check(
        [
            ("- Motion to sell the raft (Ada/Ben). Carried.", "1 decision"),
            ("- Motion to sell the raft. Passed 4-0.", "1 decision"),
            ("- Vote on the raft: 5 yes, 2 no. Passed.", "1 decision"),
            ("- The motion to sell the raft was defeated.", "1 decision"),
            ("- A proposal to paint the shed was approved.", "1 decision"),
            ("- The members present voted unanimously to paint it", "1 decision"),
            ("- The new policy was approved", "1 decision"),
            ("- Any objections to the green roof?\n  - None from those present", "2 decision"),
            ("- Decision: keep the boat? yes / **no** / abstain", "1 decision"),
            ("- Decision: keep the boat? yes / no / abstain", "1 proposal"),
        ],
        found,
    );
}

#[test]
fn labels_alone_over_a_list() {
    check(
        [
            ("Action points:\n\n- the list of lamps\n- paint the shed\n", "3 action; 4 action"),
            ("**Follow-ups**\n\n- paint the shed\n- write to the harbour\n", "3 action; 4 action"),
            ("- Decisions made:\n  - the roof is red\n", "2 decision"),
            ("Key decisions:\n\n- the roof is red\n", "3 decision"),
            ("Voting results:\n\n- Ada: +1\n- Ben: 0\n", ""),
            ("Poll results:\n\n- 4: positive\n- 0: against it\n", ""),
            ("The votes of the harbour are these:\n\n- the roof is red\n", ""),
        ],
        found,
    );
}

#[test]
fn outcomes_with_a_promise() {
    check(
        [
            ("- No objections from the group, Ada will add a note", "1 decision; 1 action Ada"),
            ("- We agreed to sell the boat, so Ben will write to the harbour", "1 decision; 1 action Ben"),
            (
                "- The team agreed to store the lamps in the shed. It is dry there, and the door can be locked, \
                 which the old barn does not have; there was some talk on who holds the key, on how many lamps \
                 fit on the shelf, on the oil that they need in winter, and on the boxes in which they came, \
                 which are of no use to anybody and stand in the way of the boats.",
                "1 decision",
            ),
        ],
        found,
    );
}

#[test]
fn what_a_speaker_does_at_once() {
    check(
        [
            ("Ben: I'll ask for consensus on the roof", ""),
            ("Ben: I will respond to that", ""),
            ("Ben: I can help answer the question", ""),
            ("Ben: I'll do it anyway", ""),
            ("Ben: I'll ask for a vote and write it down", "1 action Ben"),
            ("Ben: I will write to the town, then come back to ask for approval", "1 action Ben"),
            ("Ben: I can take it as soon as it rains", "1 action Ben"),
            ("Ben: I'll ask them and report back", "1 action Ben"),
            ("Ben: I'll ask for volunteers on the list", "1 action Ben"),
            ("Ben: I'll respond on the issue", "1 action Ben"),
            ("Ada is going to say more on that", ""),
            ("- Ada to summarize, we do not know", ""),
        ],
        found,
    );
}

#[test]
fn tasks_of_the_group() {
    check(
        [
            ("- Everyone to read the plan of the roof", "1 action"),
            ("- Team members to review the fence", "1 action"),
            ("- Allow members to share the key", ""),
            ("- We'll follow up with the printer", "1 action"),
            ("- We will look into the roof", "1 action"),
            ("- All to be painted", ""),
            ("- We will see", ""),
            ("- We'll have a look at the roof when it rains", ""),
        ],
        found,
    );
}
