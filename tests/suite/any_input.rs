//! What holds for any bytes: they are read, and what is read stands where it says. What fuzzing found is kept here.

use crate::support::sound;
use minutebook::extract::extract;
use minutebook::outline::parse;
use minutebook::source::SourceFile;
use minutebook::vocabulary::Reading;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, proptest};

fn is_read(text: &str) {
    let outline = parse(text);
    sound::outline(&outline);
    sound::page(text, &outline);
    for path in ["garden/2031-05-06.md", "notes.md", ""] {
        let file = SourceFile { path: path.to_owned(), text: text.to_owned() };
        sound::extraction(&extract(&file, Reading::builtin()), text);
    }
}

/// Each of these once told of lines that were not there, or was shown with a tag that nobody had thought of.
#[test]
fn what_fuzzing_found() {
    let found = [
        // A line of a space that Markdown does not call blank ends a paragraph.
        "It rains\n\u{a0}",
        "It rains and rains\n\u{85} ",
        "- It rains\n  \u{2028}\n\nand rains",
        // Nor does Markdown call a line of a form feed blank.
        "\nIt rains\n\u{c}\n\u{c}\n",
        "It rains\n\u{c}",
        "\u{c}\n",
        // A break that is no line of the file stands before a date or a name.
        "It rains<br>and<br>rains<br>6 May 2032",
        "Present:\n\n@adaq<br>@benm<br>@cleo",
        // A carriage return that YAML counts as a line is none of the file.
        "---\nt:\r\rs\n---",
        // A place to lead to in a heading without words.
        "#",
    ];
    for text in found {
        is_read(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..300)) {
        is_read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_letters_are_read(text in "[#>*|`<>\\-\\[\\]() a-zA-Z0-9:,.\u{c}\u{85}\u{a0}\u{2028}é\r\n]{0,200}") {
        is_read(&text);
    }
}
