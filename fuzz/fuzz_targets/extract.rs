//! Any bytes give sound reports, the same each time. The first line is the path, the rest the text.

#![no_main]

#[allow(dead_code, reason = "each target asks for a part of it")]
#[path = "../../tests/suite/support/sound.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;
use minutebook::extract::extract;
use minutebook::source::SourceFile;
use minutebook::vocabulary::Reading;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (path, text) = text.split_once('\n').unwrap_or(("garden/2031-05-06.md", &text));
    let file = SourceFile { path: path.to_owned(), text: text.to_owned() };
    let read = extract(&file, Reading::builtin());
    sound::extraction(&read, text);
    assert_eq!(read, extract(&file, Reading::builtin()), "another reading of the same text");
});
