//! Any bytes give a sound outline and HTML in which nothing can be executed.

#![no_main]

#[allow(dead_code, reason = "each target asks for a part of it")]
#[path = "../../tests/suite/support/sound.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;
use minutebook::outline::{Anchor, parse, render};
use minutebook::report::Lines;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let outline = parse(&text);
    sound::outline(&outline);
    assert_eq!(outline, parse(&text), "another outline of the same text");

    let anchor = |node: &minutebook::outline::Node| Anchor { lines: node.lines, id: "x\"<".into(), class: "decision" };
    let mut anchors: Vec<Anchor> = outline.nodes.iter().take(40).map(anchor).collect();
    anchors.push(Anchor { lines: Lines::new(u32::MAX, u32::MAX), id: String::new(), class: "" });
    sound::html(render(&text, &anchors).as_str());
});
