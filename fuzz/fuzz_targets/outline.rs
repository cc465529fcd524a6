//! Any bytes give a sound outline and HTML in which nothing can be executed.

#![no_main]

#[allow(dead_code, reason = "each target asks for a part of it")]
#[path = "../../tests/suite/support/sound.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;
use minutebook::outline::parse;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let outline = parse(&text);
    sound::outline(&outline);
    assert_eq!(outline, parse(&text), "another outline of the same text");
    sound::page(&text, &outline);
});
