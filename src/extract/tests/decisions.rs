//! What was settled, and what only looks so.

use super::{check, found};

#[test]
fn decisions_in_minutes_of_boards() {
    check(
        [
            ("*we agree Ada to paste the note and close the plan as done*", "1 decision"),
            ("*We read the note and agree to close it as **done**.*", "1 decision"),
            ("We close [the plan of the roof](https://example.org/1) as *declined*.", "1 decision"),
            ("*We do have consensus*", "1 decision"),
            ("Ben: noting group agreement to keep the gate.", "1 decision"),
            (
                "- Move the shed to the pond\n  - Approved by roll call vote. 11 yea, 0 abstain, 0 nay.",
                "2 decision",
            ),
            ("- The roof\n  - 9 ayes, 2 nays", "2 decision"),
            // One person's view, a condition, what may come, what was settled before.
            ("Ben: that did not happen but I have no objection.", ""),
            ("Ben: we do not know, if no objections, the sooner the better.", ""),
            ("Ben: one potential outcome is that the shed falls.", ""),
            ("We agreed last meeting that the roof is red.", ""),
            ("Ben: Agreed — it leaks, and much else", ""),
            ("Ben: we can make the decision now. Any objections? (None)", "1 decision"),
            ("We close the gate at night.", ""),
            ("Ben: Decision — the gate stays", "1 decision"),
            ("There is no definitive team consensus on the gate.", ""),
            ("*Please say below whether you agree, and add a note on the shed if not*", ""),
        ],
        found,
    );
}

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
            ("- Decision: is the shed ready? See the list", "1 proposal"),
            ("- Meeting consensus: start with the roof", "1 decision"),
            ("- Consensus points\n  - the gate stays\n  - the shed goes\n", "2 decision; 3 decision"),
            ("- Decision: no final decision was made", ""),
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
            ("- The GC decided to keep the gate.", "1 decision"),
            ("- For now decided to keep the gate", "1 decision"),
            ("- Settled on oak for the fence", "1 decision"),
            ("- Approved for the spring", "1 decision"),
            ("- The GC looked at two roofs and decided that slate is enough.", "1 decision"),
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
            ("- Accepted proposals\n  - a gate\n  - a roof\n", ""),
            ("- All approved painters stand below.", ""),
            ("- We concluded the meeting with a song.", ""),
            ("- My conclusion is that roses come first.", ""),
            ("- In the town's meeting, we agreed to look at it.", ""),
        ],
        found,
    );
}

/// Decisions with their grade.
fn graded(text: &str) -> String {
    let head = u32::try_from(super::HEAD.matches('\n').count()).unwrap();
    let report = super::held(text);
    let decisions = report.entries.iter().filter(|entry| entry.kind == crate::report::Kind::Decision);
    let shown = decisions.map(|entry| {
        let grade = entry.grade.map_or("none", crate::report::Grade::name);
        format!("{}-{} {grade}", entry.lines.first - head, entry.lines.last - head)
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn decisions_by_their_place() {
    check(
        [
            // An answer below a question that a group settles.
            ("- Should we sell the mower?\n  - Yes\n", "2-2 inferred"),
            ("- Should we sell the mower?\n  - No. It still runs.\n", "2-2 inferred"),
            ("- Keep the gate?\n  - Agreed.\n", "2-2 worded"),
            ("- Who paints the shed?\n  - Let's not paint it this year\n", "2-2 inferred"),
            ("- Is the shed dry?\n  - Yes\n", ""),
            ("- Does the new gate close the way to the shed?\n  - No. It stays open.\n", ""),
            ("- Should we sell the mower?\n  - Ada: yes\n", ""),
            ("- Should we sell the mower?\n  - Yes?\n", ""),
            (
                "- Should we sell the mower?\n  - Yes, the last one was sold years ago, or so I heard from the town\n",
                "",
            ),
            ("- The mower is old\n  - Yes\n", ""),
            ("## Decisions needed\n\n- Sell the mower\n  - Yes\n", "4-4 inferred"),
            ("## Decisions needed\n\n- Sell the mower\n", ""),
            // A poll that carried, in a table, in bullets, on lines.
            ("**Poll:** sell the mower\n\n| For | Against |\n|---|---|\n| 5 | 1 |\n", "1-5 inferred"),
            (
                "Sell the mower\n\n| SF | F | N | A | SA |\n|--|--|--|--|--|\n| 1 | 2 | 4 | 1 | 0 |\n",
                "1-5 inferred",
            ),
            ("Sell the mower\n\n- For: 4\n- Against: 1\n", "1-4 inferred"),
            ("Sell the mower\n\nFor: 4\nAbstain: 2\nAgainst: 1\n", "1-5 inferred"),
            ("Sell the mower\n\n| For | Against |\n|---|---|\n| 1 | 5 |\n", ""),
            ("Sell the mower\n\n| For | Against |\n|---|---|\n| | |\n", ""),
            ("Prices\n\n| Oak | Slate |\n|---|---|\n| 5 | 1 |\n", ""),
        ],
        graded,
    );
}

#[test]
fn verdicts_and_agreement() {
    check(
        [
            // Below an issue a short verdict settles it.
            ("- https://forge.example/garden/shed/issues/12\n  - Close\n", "2 decision"),
            (
                "- The old roof [#12](https://forge.example/garden/shed/issues/12)\n  - Close and use slate\n",
                "2 decision",
            ),
            ("- garden/shed#12\n  - Leave it open until June\n", "2 decision"),
            ("- garden/shed#12\n  - Ada: close it\n", ""),
            ("- garden/shed#12\n  - Close?\n", ""),
            ("- garden/shed#12\n  - Close to the pond\n", ""),
            ("- The old roof\n  - Close\n", ""),
            ("- The talk on the next roof - agreement that it is of slate.", "1 decision"),
            ("- Agreement that the mower is sold", "1 decision"),
            ("Vague consensus is that we mend the roof first.", "1 decision"),
            ("- We need agreement that the mower is sold", "1 proposal"),
            ("- Moved from draft 1 to draft 2", "1 decision"),
            ("- Moved from the shed to the barn", ""),
            ("Deferred items:\n\n- The pond\n", ""),
        ],
        found,
    );
}

#[test]
fn what_is_told_in_passing_is_no_decision() {
    check(
        [
            ("- Letters to the painters now that the colour has been chosen.", ""),
            ("- Since we chose the green paint, the gate stays as it is", ""),
            ("- because we adopted the rule in steps, there were two of them", ""),
            ("- keep an eye on the list as we move forward with this", ""),
            ("- We should print it if we go forward with this", ""),
            ("- A year ago we agreed to hurry. Nothing came of it", ""),
            ("- A colour that we can all agree upon", ""),
            ("- Names of the drawers where consensus has been achieved", ""),
            ("- [ada] No objections from my part.", ""),
            ("- Resolved.", ""),
            ("- Ada: the leaks are all resolved.", ""),
            ("- approved by the painter", "1 decision"),
            ("- approved by Ada Quill", ""),
            ("## Conclusion\n\n- 15:55 (10 min) break\n", ""),
            ("## Conclusion\n\n[Lunch]\n", ""),
            ("- if the roof leaks, we will keep it for wood", ""),
        ],
        found,
    );
}

#[test]
fn what_is_announced_or_quoted_is_no_decision() {
    check(
        [
            ("- Dov: we can do a unanimous consent poll, it is only a gate", ""),
            ("- We don't have unanimous consent.", ""),
            ("- Unanimous consent to paint the gate", "1 decision"),
            ("- Vote to advance the plan of the pond [30 min]", ""),
            ("Poll:\n\n| For | Against |\n|---|---|\n| 5 | 1 |\n", ""),
            ("- Plan 12: add a \"we decided to use oak\" and close it", ""),
            ("- Consensus on roses or no roses", ""),
            ("- fernq: agreed.", ""),
            ("- All: agreed", "1 decision"),
            ("- Minutes of May: approved", "1 decision"),
            ("- [fern] No opposition, either.", ""),
            ("## Conclusion\n\nDon't have sufficient quorum to pick a colour\n", ""),
            ("- The group voted by 5 against 4 to take a 10 minute break.", ""),
        ],
        found,
    );
}

#[test]
fn a_call_that_is_cancelled_is_no_decision() {
    // A file of few words would be that of a meeting that was not held.
    let talk = "Roses and reeds. ".repeat(20);
    check(
        [
            ("- Cancelled due to the spring holidays.", ""),
            ("- Cancelled for lack of topics", ""),
            ("- Cancelled due to the price of oak.", "1 decision"),
        ],
        |text| found(&format!("{text}\n- {talk}\n")),
    );
}

#[test]
fn a_ballot_tells_its_answer() {
    let text = |text: &str| {
        let entries = super::held(text).entries.into_iter();
        entries.map(|entry| entry.text.replace('\n', " ")).collect::<Vec<_>>().join("; ")
    };
    check(
        [
            (
                "- Sell the old mower\n  - Decision: yes / **no** / needs more information\n",
                "Sell the old mower - Decision: no (yes / no / needs more information); Decision: no (yes / no / needs more information)",
            ),
            ("Decision: **Yes** / no / undecided\n", "Decision: Yes (Yes / no / undecided)"),
            ("- Decision: yes / no / needs more information", "Decision: yes / no / needs more information"),
            ("- Decision: **yes** / no", "Decision: yes / no"),
        ],
        text,
    );
}

#[test]
fn decisions_in_further_words() {
    check(
        [
            ("- SC decided to keep the gate.", "1 decision"),
            ("- The SC accepted plan 12 (green gates)", "1 decision"),
            ("- Accepted RFC 12 (green gates).", "1 decision"),
            ("- The council discussed RFC 12 and accepted it.", "1 decision"),
            ("- Ada read RFC 12 and accepted it.", ""),
            ("- We've agreed to paint the gate", "1 decision"),
            ("- also decided to paint the gate", "1 decision"),
            ("- It was mostly agreed that the gate stays", "1 decision"),
            ("- There is a general consensus", "1 decision"),
            ("- All: no objections", "1 decision"),
            ("- Everyone: … (no objections)", "1 decision"),
            ("- Green for the gate, too? Conclusion: yes, worth a try!", "1 decision"),
            ("- Green for the gate, too? Decision: yes / no", ""),
            ("- Ada as a member (RESOLVED: yes)", "1 decision"),
            ("- We'll cancel the next two meetings", "1 decision"),
            ("- Will skip this meeting", "1 decision"),
            ("- **CANCEL NEXT WEEK'S GARDEN MEETING**", "1 decision"),
            (
                "- **Motion**: the gate stays - from Ada, seconded by Ben. Motion **approved** by 3 of 4",
                "1 decision",
            ),
            ("- **Motion**: the gate stays - from Ada, seconded by Ben.", "1 proposal"),
            ("- General consensus about a meeting later in the year", "1 decision"),
            ("- Will hold on voting until the roof is dry", "1 decision"),
            // What is asked for is not settled by the way it is worded.
            ("- Proposal: we will use green paint for the gate", "1 proposal"),
            ("- Proposal: so let's drop the fence", "1 proposal"),
            ("- Motion: elect Ada by unanimous consent", "1 proposal"),
            // A decision may speak of another one.
            ("- We approved the accounts of last year.", "1 decision"),
            ("- The committee decided that the vote is open to all members.", "1 decision"),
            ("- The group agreed to drop the items that were decided by mail.", "1 decision"),
            ("- We agreed to keep the name we adopted.", "1 decision"),
            ("- They voted to adopt it: 9 yes, 2 no", "1 decision"),
            ("- There is agreement on the table from the landlord that we should read", ""),
            ("- It is raining but let's close the umbrella", ""),
            ("- Skip the meeting notes for now, somebody lost them", ""),
            ("- Will cancel that meeting room booking", ""),
            ("- Will hold on this line for Cleo", ""),
            ("- Two like it, Ada has doubts, but let's merge. Filed a ticket.", "1 decision"),
            ("There was agreement that green paint is enough for the gate.", "1 decision"),
            ("**Resolution No. 3: The shed is painted green**", "1 decision"),
            ("Resolution n° 3 : The shed is painted green", "1 decision"),
            // What was settled is only named, or it is asked for.
            ("- Ben wants to make sure there is agreement that the gate stays.", ""),
            ("- Only the rules are missing that we agreed on", ""),
            ("- The rest are the ones we agreed may wait", ""),
            ("- It moves to the sheds we've adopted", ""),
            ("- Have we agreed on the height of the gate? Ben: a metre.", ""),
            ("- Waiting on news of whether we move forward with the roof.", ""),
            ("- Maybe we move ahead with this.", ""),
            ("- The club next door voted to adopt the pond last week", ""),
            ("- Adopted at last spring meeting, not much since", ""),
            ("- The vote to sell the mower is open: https://vote.example/403", ""),
            ("- A bad outcome:\n  - Ada still does it all\n", ""),
            // One voice of somebody whom nobody called.
            ("- Edna F: Agreed", ""),
            ("- @ednaf - agreed", ""),
            ("- ednaf: Agreed. It can wait until then", ""),
            ("- Decisions:\n  - AI @all: look at the plan\n", "2 action"),
        ],
        found,
    );
}
