//! A program that is killed in the middle of an update.

use super::{Dice, Place, assert_whole, held};
use crate::support::long;
use minutebook::archive::Archive;
use std::fs;
use std::process::Stdio;
use std::time::Instant;

#[test]
fn a_program_that_is_killed_loses_nothing() {
    let times = if long() { 200 } else { 10 };
    let mut dice = Dice::new();
    let place = Place::new(60, &mut dice);
    let index = place.folder.path().join("index");
    let start = Instant::now();
    assert!(place.index(&index).status.success());
    // The first run does everything, so no later one takes longer.
    let longest = start.elapsed();
    let (mut before, mut old, mut new, mut none) = (place.expected(), 0, 0, 0);
    for time in 0..times {
        if time % 10 == 7 {
            fs::remove_dir_all(&index).unwrap();
            before.clear();
        }
        place.change(&mut dice);
        let after = place.expected();
        let mut running = place.index_command(&index).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(longest.mul_f64(dice.below(1_000) as f64 / 1_000.0));
        running.kill().unwrap();
        running.wait().unwrap();
        match held(&index) {
            None => {
                assert!(before.is_empty(), "kill {time}: an index that was there is gone");
                none += 1;
            }
            Some(held) if held == before => old += 1,
            Some(held) => {
                assert!(held == after, "kill {time}: neither the old state nor the new one");
                new += 1;
            }
        }
        let damage = Archive::check(&index).damage;
        assert!(damage.is_empty() || before.is_empty() && held(&index).is_none(), "kill {time}: {damage:?}");
        let output = place.index(&index);
        assert!(output.status.success(), "kill {time}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(held(&index).as_ref() == Some(&after), "kill {time}: the next update makes it right");
        assert_whole(&index, &format!("kill {time}"));
        before = after;
    }
    println!(
        "{times} kills: {old} left the old state, {new} the new one, {none} none where none was; 0 lost, 0 doubled, 0 corrupt"
    );
}
