//! What was settled, and what only looks so.

use super::{check, found};

#[test]
fn decisions_behind_a_label() {
    check(
        [
            ("- Decision: the shed is painted green.", "1 decision"),
            ("- **Decision:** paint the shed green", "1 decision"),
            ("**Decision**: paint the shed green", "1 decision"),
            ("RESOLVED: the shed is painted green", "1 decision"),
            ("**RESOLUTION**: The group accepts the report of the treasurer.", "1 decision"),
            ("AGREED: paint the shed green", "1 decision"),
            ("* AGREED: paint the shed green (+3, 0, -1)", "1 decision"),
            ("#agreed paint the shed green", "1 decision"),
            ("* #agreed: paint the shed green", "1 decision"),
            ("- Outcome: the shed stays as it is", "1 decision"),
            ("- Conclusion: we keep the old roof", "1 decision"),
            ("- decision: remove", "1 decision"),
            ("- ✅ Decision: keep the gate", "1 decision"),
            ("- [Decision] keep the gate", "1 decision"),
            ("Consensus: keep the gate", "1 decision"),
            ("- Decision:\n  - keep the gate", "2 decision"),
            ("**Decisions:**\n\n- keep the gate\n- sell the mower\n", "3 decision; 4 decision"),
            ("Conclusion:\n\nWe keep the old roof.", "3 decision"),
            ("- Decision: yes / **no** / needs more information", "1 decision"),
            ("- Decision: yes / no / needs more information", "1 proposal"),
            ("- Decision: none", ""),
            ("- Decision: tbd", ""),
            ("- Decision:", ""),
            ("- Decision needed: which colour", "1 proposal"),
        ],
        found,
    );
}

#[test]
fn decisions_below_a_heading() {
    check(
        [
            (
                "## Decisions\n\n- The shed is painted green.\n- The mower is sold.\n",
                "3 decision; 4 decision",
            ),
            ("### Conclusion\n\nThe shed is painted green.\n", "3 decision"),
            ("### Conclusion\n\nConsensus\n", "3 decision"),
            ("#### Conclusion/Resolution\n\n- Stage 2\n", "3 decision"),
            (
                "#### Conclusion/Resolution\n\n- Stage 2 acceptance\n- Reviewers: Ada, Ben\n",
                "3 decision; 4 decision",
            ),
            ("## Decisions needed\n\n- Which colour the shed has\n", "3 proposal"),
            ("## Outcomes\n\n| What | When |\n|---|---|\n| The mower is sold | May |\n", "5 decision"),
            ("## Decisions\n\nNone.\n", ""),
            ("## Decisions\n\n- N/A\n", ""),
        ],
        found,
    );
}

#[test]
fn decisions_by_their_wording() {
    check(
        [
            ("- We agreed to paint the shed green.", "1 decision"),
            ("- The group decided to sell the mower.", "1 decision"),
            ("- Everyone agreed that the gate stays.", "1 decision"),
            ("- It was agreed that the gate stays.", "1 decision"),
            ("- Agreed to sell the mower", "1 decision"),
            ("- Agreed: the mower is sold.", "1 decision"),
            ("- The motion passed with 5 votes.", "1 decision"),
            ("- The board approved the new fence.", "1 decision"),
            ("- Approved unanimously.", "1 decision"),
            ("- Vote: 5 in favour, 1 against, 2 abstained. The budget passes.", "1 decision"),
            ("- The proposal was rejected.", "1 decision"),
            ("- Any objections? None.", "1 decision"),
            ("- No objections to selling the mower.", "1 decision"),
            ("- Consensus: the gate stays", "1 decision"),
            ("- We have consensus on the fence.", "1 decision"),
            ("- Sounds like consensus.", "1 decision"),
            ("- We will use oak for the fence.", "1 decision"),
            ("- Everybody is in favour.", "1 decision"),
            ("- Let's wait until June.", "1 decision"),
            ("- Accepted by lazy consensus.", "1 decision"),
            ("Ada: is the mower for sale?\n\nBen: +1\n\nCleo: +1\n\nWe agreed to sell it.\n", "7 decision"),
            ("Ada, Ben, others: +1", "1 decision"),
        ],
        found,
    );
}

#[test]
fn mentions_are_no_decisions() {
    check(
        [
            ("- Do we have consensus?", ""),
            ("- We need consensus on the fence.", "1 proposal"),
            ("- We have not decided yet.", ""),
            ("- No decision was made.", ""),
            ("- If we agreed to sell it, somebody would complain.", ""),
            ("- I agree with Ben that the shed is ugly.", ""),
            ("- Ben decided to stay at home.", ""),
            ("- Last year we agreed to sell the mower, and nobody did.", ""),
            ("- We agreed two years ago that roses come first.", ""),
            ("- The decision is up to the town.", ""),
            ("- We should decide this soon.", "1 proposal"),
            ("- Waiting until the board has decided.", ""),
            ("- I've decided to come by bicycle.", ""),
            ("- I thought we'd decided to go with oak.", ""),
            ("- It takes a decision by the town.", ""),
            ("- Agreed, the shed is ugly.", ""),
            ("- Ben: agreed, roses come first", ""),
            ("- Fernhill has decided to close its garden.", ""),
        ],
        found,
    );
}
