//! A whole invented report, as it is read: the picture of all rules at work together.

use super::read;

const REPORT: &str = "\
---
title: Garden group
---

# Garden group, Tuesday 6 May 2031

## Present

- name / institution / @handle
- Ada Quill / Oakfield / @adaq
- Ben Marsh / / @benm (will be late)
- Cleo Tanaka (CT)

## Regrets

- Dov Ilan

## 1. The shed (oakfield/garden#12)

- **Ada:** the roof leaks since the storm, see oakfield/garden#34
  - tiles or tar?
    - CT: tar is cheaper
    - We agreed to use tiles.
      - ACTION: Ben to ask for prices
- Decision: paint it / **burn it** / needs more information

## 2. Roses

Ben said that the roses need water. There is none.

Ada will call the town.

**Conclusion:** roses are given up.

| Task | Owner | Status |
|---|---|---|
| Sell the mower | Ben Marsh | done |

## Action items

- [ ] @adaq: draft of the letter
- [x] Ben: list of prices

Next meeting: 3 June 2031
";

#[test]
fn a_whole_report() {
    insta::assert_json_snapshot!(read("docs/garden/2031-05-06.md", REPORT).drafts);
}
