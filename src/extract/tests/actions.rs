//! What somebody is to do, who, and whether it is done.

use super::{check, found};

#[test]
fn actions_behind_a_label() {
    check(
        [
            ("- ACTION: Ada to paint the shed", "1 action Ada"),
            ("ACTION: Ada to paint the shed", "1 action Ada"),
            ("- **Action:** paint the shed (Ada)", "1 action Ada"),
            ("- AI: @benm paints the shed", "1 action benm"),
            ("- AI(Ada): paint the shed", "1 action Ada"),
            ("- ACTION(Ada): paint the shed", "1 action Ada"),
            ("- ACTION Ada: paint the shed", "1 action Ada"),
            ("- [ACTION] Ada to paint the shed", "1 action Ada"),
            ("- Action item: Ada and Ben to paint the shed", "1 action Ada+Ben"),
            ("- Action items: Ada, Ben, Cleo will paint the shed", "1 action Ada+Ben+Cleo"),
            ("- TODO: paint the shed", "1 action"),
            ("- To do: paint the shed", "1 action"),
            ("#action Ada paint the shed", "1 action Ada"),
            ("* #action: Ada to paint the shed", "1 action Ada"),
            ("- Next step - Ada will paint the shed", "1 action Ada"),
            ("- Next steps: Ada paints the shed", "1 action Ada"),
            ("- Action: @adaq, @cleot: find a painter", "1 action adaq+cleot"),
            ("- ACTION: DI to find a painter", "1 action DI"),
            ("- Action: Ada Quill will find a painter by Friday", "1 action Ada Quill"),
            (
                "- Action:\n  - paint the shed => Ada\n  - sell the mower (Ben + Cleo)\n",
                "2 action Ada; 3 action Ben+Cleo",
            ),
            ("**Next steps**\n\n- paint the shed\n- sell the mower\n", "3 action; 4 action"),
            ("- [ACTION: Ada to paint the shed. Which colour?]", "1 action Ada"),
            ("- AR: Ada paints the shed", "1 action Ada"),
            ("BQ: yes\nCL: no\nAR: what is that?\nBQ: a gate\nCL: a door\nAR: that may be\nAR: quite so", ""),
            (
                "BQ: yes\nCL: no\nBQ: a gate\nCL: a door\nAI: paint it\nAI: sell the mower",
                "5 action; 6 action",
            ),
            ("Things to be done:\n\n- paint the shed\n- sell the mower\n", "3 action; 4 action"),
            ("- Action: none", ""),
            ("- Action:", ""),
        ],
        found,
    );
}

#[test]
fn actions_in_minutes_of_boards() {
    check(
        [
            ("The roof leaks. Marsh volunteered to find a painter.", "1 action Marsh"),
            ("Mr. Marsh said he would follow up on the roof.", "1 action Marsh"),
            ("Talk went on, and Marsh volunteered to ask the painter.", "1 action Marsh"),
            ("Tanaka said that she will reach out to the painter.", "1 action Tanaka"),
            ("*Ada to review the roof and propose to paint it if it is dry*", "1 action Ada"),
            ("{Ada to provide a ladder}", "1 action Ada"),
            ("Ada: the roof leaks. I'll leave comments on the plan.", "1 action Ada"),
            ("Ada: it is next week. I'll be inviting people to join.", "1 action Ada"),
            ("Ada: I will try to dig up what the plan was and post it.", "1 action Ada"),
            ("- Ada gives Ben access to the shed", "1 action Ada"),
            ("- Ada gives an update on the shed", ""),
            ("- Ada: I'll talk to the painter", "1 action Ada"),
            ("- Ada: I'll talk to you all soon", ""),
            ("Mr. Marsh to follow up with Mr. Ilan on the roof.", "1 action Marsh"),
            ("Mr. Marsh said Mr. Reed will provide a list of tools to the group.", "1 action Reed"),
            ("- Ada volunteers for the roof.", "1 action Ada"),
            ("Mr. Marsh indicated he would ensure that the shed is dry.", "1 action Marsh"),
            ("- Ada: My next steps are to ask more painters.", "1 action Ada"),
            ("Mr. Marsh introduced Ms. Tanaka to provide an overview of the roof.", ""),
            ("Mr. Marsh asked Mr. Ilan to walk through the plans.", ""),
            // The title of something else, a form, a comparison, those who were not there.
            ("- [Open the gate of the garden](https://example.org/1) - @adaq, @benm", ""),
            ("1. _Submit a PR to add your announcement here_", ""),
            ("- Ben: Easier to paint it afterwards, if it is dry by then.", ""),
            ("**Not in attendance**\n\n- Mark Post, Oakfield (Ada)\n", ""),
            ("_Please add to the list what you want to talk about, and your name_", ""),
        ],
        found,
    );
}

#[test]
fn boxes_and_lists() {
    check(
        [
            ("- [ ] @adaq paint the shed", "1 action adaq"),
            ("- [x] Ada: paint the shed", "1 action Ada done"),
            ("- [ ] paint the shed @adaq", "1 action adaq"),
            ("[ ] Ada to paint the shed\n[x] Ben to sell the mower\n", "1 action Ada; 2 action Ben done"),
            // Those who are still to be asked, and titles of what is talked about.
            ("- [ ] @adaq\n- [x] @benm\n", ""),
            ("- [ ] [The roof of the shed](https://example.org/1)\n", ""),
            ("- [ ] \"A gate for the garden\"\n", ""),
            ("- [ ] **Ada Quill**: paint the shed", "1 action Ada Quill"),
            (
                "## Action items\n\n- Ada: paint the shed\n- Ben - sell the mower\n",
                "3 action Ada; 4 action Ben",
            ),
            (
                "## Action items\n\n- Ada: list of painters\n- Ben: alarm for the gate [COMPLETED]\n",
                "3 action Ada; 4 action Ben done",
            ),
            (
                "## Actions of the last meeting\n\n- Ada: list of painters (carried over)\n- ~~Ben: alarm~~ (June)\n",
                "3 action Ada; 4 action Ben done",
            ),
            ("## Next steps\n\n1. Paint the shed\n2. Sell the mower (Ben)\n", "3 action; 4 action Ben"),
            ("## Todo\n\n- paint the shed **DONE**\n- sell the mower\n", "3 action done; 4 action"),
            (
                "## Action items\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n| Paint the shed | Ada Quill | June | open |\n| Sell the mower | Ben, Cleo | May | done |\n",
                "5 action Ada Quill; 6 action Ben+Cleo done",
            ),
            (
                "## Topic\n\n| Task | Assignee | Status |\n|---|---|---|\n| Paint the shed | @adaq | Closed |\n",
                "5 action adaq done",
            ),
            ("- Ada's action items\n  - paint the shed\n  - sell the mower\n", "2 action Ada; 3 action Ada"),
            ("- **Ada:** her action items\n  - paint the shed\n", "2 action Ada"),
            (
                "## Action items\n\n- Ada\n  - paint the shed\n  - sell the mower\n- Ben\n  - call the town\n",
                "4 action Ada; 5 action Ada; 7 action Ben",
            ),
            (
                "## Actions required\n\n| Action Item | Description |\n|---|---|\n| 1.1 | Mary to find a painter |\n",
                "5 action Mary",
            ),
            ("## Action items\n\n### Stay in touch\n\nSend us a letter.\n", ""),
            ("## Action items\n\n- Ada\n", ""),
            ("## Action items\n\nNone.\n", ""),
            ("## Next actions (team)\n\n- concrete actions here\n- ...\n", ""),
            ("## Action items\n\n- Next meeting: 3 June\n", ""),
            // Somebody whom nobody else calls by name, in small letters too.
            (
                "## Action items\n\n- zelda to write to the town\n- Cut the roses\n",
                "3 action zelda; 4 action",
            ),
            (
                "## Action items\n\n- time to write to the town\n- roses to cut in spring\n",
                "3 action; 4 action",
            ),
            ("- zelda to write to the town", ""),
            ("### Follow-up\n\n- Paint the shed (Ada)\n", "3 action Ada"),
            ("### Follow up\n\n- Paint the shed (Ada)\n", "3 action Ada"),
            // A box, and a question behind what looks like one.
            ("[] Ada to paint the shed\n", "1 action Ada"),
            ("- [] Should the shed be green?\n", ""),
            // Lines of an agenda.
            ("- Update on the shed (Ada) [10 min]\n- Update on the gate (Ben)\n", ""),
            ("- Review the roof (Ada) [10 min]\n- Review the gate (Ben)\n", "2 action Ben"),
        ],
        found,
    );
}

#[test]
fn promises() {
    check(
        [
            ("- Ada will paint the shed.", "1 action Ada"),
            ("- Ada Quill will paint the shed.", "1 action Ada Quill"),
            ("- Ada to paint the shed", "1 action Ada"),
            ("- Ada and Ben will paint the shed.", "1 action Ada+Ben"),
            ("- Ada, Ben and Cleo to paint the shed", "1 action Ada+Ben+Cleo"),
            ("- @adaq will paint the shed", "1 action adaq"),
            ("- @adaq to paint the shed", "1 action adaq"),
            ("- DI to find a painter", "1 action DI"),
            ("- Ada is going to call the town.", "1 action Ada"),
            ("- Ada volunteered to call the town.", "1 action Ada"),
            ("- Ada has an action to call the town.", "1 action Ada"),
            ("- Ada should call the town.", "1 action Ada"),
            ("- Ada is planning to call the town next week.", "1 action Ada"),
            ("- Ada will follow up with the town.", "1 action Ada"),
            ("- Ada is to call the town.", "1 action Ada"),
            ("- Ada takes the action to call the town.", "1 action Ada"),
            ("- Ada: I'll call the town.", "1 action Ada"),
            ("- Ada: I will call the town and report.", "1 action Ada"),
            ("- **Ada:** will call the town", "1 action Ada"),
            ("- The shed leaks. Ada will paint it.", "1 action Ada"),
            ("- The shed leaks (Ada to paint it)", "1 action Ada"),
            // Somebody whom nobody else names.
            ("- Mary to find a painter", "1 action Mary"),
            ("- Mark to leave a note", "1 action Mark"),
            ("- the shed leaks -- Mary to find a painter", "1 action Mary"),
            ("- the shed leaks: Mary to find a painter", "1 action Mary"),
            ("- the shed leaks (late - Mary and Paul will answer)", "1 action Mary+Paul"),
            ("- ada to find a painter", "1 action ada"),
            ("- Ada has the letter nearly ready, she'll send it", "1 action Ada"),
            ("- Find a painter - Ada", "1 action Ada"),
            ("- Next step is to find a painter", "1 action"),
            ("- The GC will ask the town.", "1 action"),
            ("- Agreed: the mower is sold. Ben writes to the buyer.", "1 decision; 1 action Ben"),
            ("- Conclusion: the mower is sold, Ben writes to the buyer.", "1 decision; 1 action Ben"),
        ],
        found,
    );
}

#[test]
fn talk_is_no_promise() {
    check(
        [
            ("- The new roof will be finer than the old one.", ""),
            ("- Ada will be late.", ""),
            ("- Ada: a lot of people want to be asked.", ""),
            ("- Ada: I don't think we need to paint it.", ""),
            ("- Ada said that it will rain.", ""),
            ("- Will Ada paint the shed?", ""),
            ("- Roses need to be cut in spring.", ""),
            ("- Paint will dry by then.", ""),
            ("- Ada painted the shed.", ""),
            ("- If you want to come, please tell us.", ""),
            ("- Ada thinks that the shed should go.", ""),
            ("- Ada: the fence will never hold.", ""),
            ("- Please add your name to the list.", ""),
            ("Dov: Need to look at the roof.", ""),
            ("- Ben, will point out it has been sold, so it is hard to change", ""),
            ("Ada: Can you take it back to the board as a request?", ""),
            ("Ada: +1. if I can add, the roof is old.", ""),
            ("Ada: So let me make sure we are done.", ""),
            ("Ada: Will we hear more from the town about the roof?", ""),
            ("- nothing Ada has to bring to the board", ""),
            ("- Move the shed to the garden? [Ada] 5min", ""),
            ("- Intend to attend: the neighbours", ""),
            ("- Proposal of the board: Allow to paint the shed", ""),
            ("- The wall is easier: RoofPainter will do a lot of the work", ""),
            ("- Difficult to paint in winter", ""),
            ("- Painting to finish by spring", ""),
            ("- Ladders to paint with are rare; a ladders' shop is far", ""),
            ("- \"Paint the shed green\" (Letter)\n- \"Paint the gate\" (Letter)\n", ""),
        ],
        found,
    );
}

/// Actions with the day until which they are to be done; the meeting was on Tuesday, 6 May 2031.
fn due(text: &str) -> String {
    let report = super::held(text);
    let actions = report.entries.iter().filter(|entry| entry.kind == crate::report::Kind::Action);
    let days = actions.map(|entry| entry.due.map_or("open".to_owned(), |day| day.to_string()));
    days.collect::<Vec<_>>().join(", ")
}

#[test]
fn due_dates() {
    check(
        [
            ("- ACTION: Ada to paint the shed by 2031-05-20", "2031-05-20"),
            ("- ACTION: Ada to paint the shed (due: 20 May)", "2031-05-20"),
            ("- ACTION: Ada to paint the shed by Friday", "2031-05-09"),
            ("- ACTION: Ada to paint the shed by Tuesday", "2031-05-13"),
            ("- ACTION: Ada to paint the shed by Friday, 16 May", "2031-05-16"),
            ("- ACTION: Ada to paint the shed by the end of June", "2031-06-30"),
            ("- ACTION: Ada to paint the shed by end of February", "2032-02-29"),
            ("- ACTION: Ada to paint the shed by the end of the month", "2031-05-31"),
            ("- ACTION: Ada to paint the shed by the end of the year", "2031-12-31"),
            ("- ACTION: Ada to paint the shed by tomorrow", "2031-05-07"),
            ("- ACTION: Ada to paint the shed by 15 January", "2032-01-15"),
            ("- ACTION: Ada to paint the shed, no later than June 3rd", "2031-06-03"),
            (
                "- ACTION: Ada to paint the shed until the next meeting\n\n## Next meeting\n\n3 June, 17:00\n",
                "2031-06-03",
            ),
            ("- ACTION: Ada to paint the shed until the next meeting", "open"),
            ("- ACTION: Ada to paint the shed by next week", "open"),
            ("- ACTION: Ada to paint the shed by the river in May", "open"),
            ("- ACTION: Ada to paint the shed she bought on 3 May", "open"),
            ("- ACTION: Ada to paint the shed by 2031-13-45", "open"),
            (
                "## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n| Paint the shed | Ada | 2031-06-01 |\n| Sell the mower | Ben | Friday |\n",
                "2031-06-01, 2031-05-09",
            ),
        ],
        due,
    );
}

#[test]
fn an_agenda_is_no_list_of_tasks() {
    check(
        [
            (
                "## Action items\n\n- [Roof of the shed](https://forge.example/garden/shed/issues/12)\n- [Price of slate](https://forge.example/garden/shed/issues/13)\n",
                "",
            ),
            ("## Action items\n\n- https://forge.example/garden/shed/issues/12\n- garden/shed#13\n", ""),
            ("## Next steps\n\n| What |\n|---|\n| [Price of slate](https://slate.example/list) |\n", ""),
            (
                "## Action items\n\n- [Update the roof](https://forge.example/garden/shed/issues/12)\n",
                "3 action",
            ),
            (
                "## Action items\n\n- Ada to read [the price of slate](https://slate.example/list)\n",
                "3 action Ada",
            ),
            ("- **Location**: Ada will send the link to all members before the meeting", ""),
            // Tasks that are named by nouns.
            (
                "## Action items\n\n- Roof update for the shed\n- Moving on with the pond\n- Gate and fence checks\n",
                "3 action; 4 action; 5 action",
            ),
            ("## Action items\n\n- Thoughts on the pond\n- Readiness of the roof\n- The town's fair\n", ""),
        ],
        found,
    );
}

#[test]
fn owners_in_further_forms() {
    check(
        [
            ("- The roof - Mary to order slate, Paul and Rosa to follow up.", "1 action Mary+Paul+Rosa"),
            ("- AI: benmarsh: open an issue on the pond", "1 action benmarsh"),
            ("- *To do:* [ ] Ada to paint the shed", "1 action Ada"),
            ("- Ada check with the town before that", "1 action Ada"),
            ("- Ada check your letters", ""),
            ("- Ben will have a look", "1 action Ben"),
            // Small letters, of those who speak or are mentioned so.
            ("ednaf: it leaks\nednaf: so\n\n## Tasks\n\n- [ ] ednaf to mend the roof\n", "6 action ednaf"),
            // One line before a colon is of a thing; `to be` asks nobody.
            (
                "lantern: broken\n\n- [ ] lantern - new wick\n- [ ] lantern to be swept\n",
                "3 action; 4 action",
            ),
            ("- Kitchen: action item: buy spoons", "1 action"),
            ("## Action items\n\n- The letter to the town (by Ada)\n", "3 action Ada"),
            (
                "Harding: it is late\nHarding: so it is\n\n## Action items\n\n- Harding to write the letter\n",
                "6 action Harding",
            ),
            (
                "ednaf: it leaks\nednaf: so\n\n- [ ] ednaf - mend the roof\n- [] ednaf & ada: paint it\n",
                "4 action ednaf; 5 action ednaf+ada",
            ),
            ("## Tasks\n\n- [ ] ednaf to mend the roof\n", "3 action"),
            ("tool: a saw\n\n## Tasks\n\n- tool: a saw to buy\n- paint the shed\n", "5 action; 6 action"),
            (
                "ednaf: it leaks\nednaf: still\nednaf: and here\n\n- ednaf to write to the board\n",
                "5 action ednaf",
            ),
            ("pond: it leaks\npond: still\npond: and here\n\n- pond to be dug\n", ""),
            (
                "ednaf: it leaks\nfayo: yes\nednaf: so\nfayo: no\n\n- [ ] Fayo & ednaf: read it through\n",
                "6 action Fayo+ednaf",
            ),
            ("- Edna Fay: action item: mend the roof", "1 action Edna Fay"),
            ("- Ben and Cleo Oake will check on the fair", "1 action Ben+Cleo Oake"),
            ("- [TODO Club](https://todo.example)", ""),
            ("## Tasks\n\n- roof-lamp: a new bulb\n- roof-lamp: paint it\n", "3 action; 4 action"),
            ("- Ada Wanted to tell of the pond", ""),
            ("- Ada adds: it leaks\n- Ben writes \"it leaks\"", ""),
            // Names over a list, and a day behind the name.
            (
                "## Action items\n\n**Ada**\n\n- look into paint\n- call the town\n\n***Ben***\n\n- write to the board\n",
                "5 action Ada; 6 action Ada; 10 action Ben",
            ),
            (
                "## Action items\n\n### Cleo\n\n- look into paint\n- call the town\n",
                "5 action Cleo; 6 action Cleo",
            ),
            ("## Tasks\n\n- Draft letter to the town - Ada (by Friday)\n", "3 action Ada"),
            ("- [Ada] I had no time, it is on the to-do list", ""),
            // What is done is nobody.
            (
                "## Tasks\n\n- Continue to think about the roof\n- Publish drafts to the board\n",
                "3 action; 4 action",
            ),
            (
                "## Tasks\n\n- Answer: what breaks in the rain?\n- Folding to be learned from Mary\n",
                "3 action; 4 action",
            ),
            ("- Mark Quill (@markq)\n- Help wanted section? (@adaq)\n- go-pond raft (@adaq)\n", ""),
            ("- Ada updates. The roof is nearly done", ""),
            ("# Action items (AIs)\n\n- Ada: mend the roof\n- Ben: paint it\n", "3 action Ada; 4 action Ben"),
            (
                "## Short-term action items from previous\n\n- paint the shed\n- sell the mower\n",
                "3 action; 4 action",
            ),
            // A word of the language in front of a colon is nobody.
            ("- Concern: I'll open an issue about the roof\n- Concern: it leaks\n", ""),
        ],
        found,
    );
}

#[test]
fn tasks_behind_a_short_label() {
    check(
        [
            ("**AI Ben Marsh** write to the painter.", "1 action Ben Marsh"),
            ("AI Ada Quill: mend the gate", "1 action Ada Quill"),
            ("AI(DI) meet the painters.", "1 action DI"),
            ("AI[Cleo] mend the gate", "1 action Cleo"),
            ("AI: mend the gate", "1 action"),
            ("AI to Ada - mend the gate", "1 action Ada"),
            ("AI to Ada Quill: mend the gate", "1 action Ada Quill"),
            ("AI tools of the garden are many.", ""),
            ("AI Ada", ""),
        ],
        found,
    );
}
