//! Texts of any size: reports as teams write them, and the shapes that could cost more than their length.

/// A kind of text.
pub(crate) struct Kind {
    /// What it is called.
    pub(crate) name: &'static str,
    /// A text of about so many bytes.
    pub(crate) make: fn(usize) -> String,
}

/// All kinds.
pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "minutes", make: |size| filled(PRESENT, MINUTES, size) },
    Kind {
        name: "transcript",
        make: |size| filled(DAY, "AQ: I think we should look at the roof first. Any objections?\n\n", size),
    },
    Kind { name: "nested lists", make: |size| filled(DAY, NESTED, size) },
    Kind { name: "deeper and deeper list", make: |size| deeper("  ", "- Ada will paint it\n", size) },
    Kind { name: "deeper and deeper quotes", make: |size| deeper("> ", "Ada will paint it\n\n", size) },
    Kind { name: "one deep quote", make: |size| filled(DAY, "> ", size) },
    Kind {
        name: "list below one bullet",
        make: |size| filled("# 2031-05-06\n\n- the list\n", "  - Ada will paint the shed\n", size),
    },
    Kind { name: "flat list", make: |size| filled(DAY, "- Ada will paint the shed\n", size) },
    Kind {
        name: "tasks",
        make: |size| {
            filled("# 2031-05-06\n\n## Action items\n\n", "- [ ] @adaq: list of prices **DONE**\n", size)
        },
    },
    Kind {
        name: "one line",
        make: |size| filled(DAY, "We agreed to paint the shed. Ada will do it. ", size),
    },
    Kind {
        name: "one task in one line",
        make: |size| filled("# 2031-05-06\n\n- [ ] ", "Ada will paint it. Ben, too, said so; ", size),
    },
    Kind { name: "one word", make: |size| filled(DAY, "shed", size) },
    Kind {
        name: "one paragraph",
        make: |size| {
            filled(DAY, "**Ada:** see oakfield/garden#12 and [this](https://roses.example/a).\n", size)
        },
    },
    Kind { name: "headings", make: |size| filled(DAY, "## Topic\n\nWords.\n\n", size) },
    Kind {
        name: "meetings",
        make: |size| filled("# Notes\n\n", "## 2031-05-06\n\n- Ada will paint the shed.\n\n", size),
    },
    Kind {
        name: "long table",
        make: |size| {
            filled("# 2031-05-06\n\n| Who | What |\n|---|---|\n", "| Ada | will paint the shed |\n", size)
        },
    },
    Kind { name: "one long row", make: |size| filled(DAY, "| Ada will paint ", size) },
    Kind {
        name: "roll call in a line",
        make: |size| filled("# 2031-05-06\n\n## Present\n\n", "Ada Quill (AQ), ", size),
    },
    Kind { name: "roll call of many", make: many_names },
    Kind { name: "links", make: |size| filled(DAY, "[a](https://roses.example/a) ", size) },
    Kind { name: "brackets", make: |size| filled(DAY, "([", size) },
    Kind { name: "emphasis", make: |size| filled(DAY, "*a **b ", size) },
    Kind { name: "marks", make: |size| filled(DAY, "@", size) },
    Kind { name: "capitals", make: |size| filled(DAY, "A B ", size) },
];

const DAY: &str = "# 2031-05-06\n\n";
const PRESENT: &str = "# Notes of 2031-05-06\n\n## Present\n\n- Ada Quill (@adaq)\n- Ben Marsh (BM)\n\n";
const MINUTES: &str = "## The shed (oakfield/garden#12)\n\n- **Ada:** the roof leaks since the storm of last winter.\n  \
    - tiles or tar?\n    - BM: tar is cheaper, and the town pays half of it.\n    - We agreed to use tiles.\n\
    - ACTION: Ben to ask for prices\n\nThe roses need water, and there is none. Ada will call the town.\n\n";
const NESTED: &str =
    "- a shed\n  - the roof\n    - the tiles\n      - Ada will ask\n        - red ones\n          - or not\n";

/// A head, and a part as often as it fits.
fn filled(head: &str, part: &str, size: usize) -> String {
    let mut text = head.to_owned();
    while text.len() < size {
        text.push_str(part);
    }
    text
}

/// Each line one level below the last.
fn deeper(indent: &str, line: &str, size: usize) -> String {
    let mut text = DAY.to_owned();
    let mut front = String::new();
    while text.len() < size {
        text.push_str(&front);
        text.push_str(line);
        front.push_str(indent);
    }
    text
}

/// A roll call of names that are all different, and one line of notes for each.
fn many_names(size: usize) -> String {
    let letters = |mut number: usize| {
        let mut word = String::new();
        while word.len() < 4 {
            word.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
            number /= 26;
        }
        word
    };
    let (mut present, mut notes) =
        (String::from("# 2031-05-06\n\n## Present\n\n"), String::from("\n## Notes\n\n"));
    for number in 0.. {
        if present.len() + notes.len() >= size {
            break;
        }
        let name = letters(number);
        present.push_str(&format!("- A{name} Quill (@{name})\n"));
        notes.push_str(&format!("- A{name}: it rains, and A{name} will paint the shed\n"));
    }
    present + &notes
}
