//! Every type of page: readable in both themes, on a phone, on paper, and still while it loads.

use crate::Stage;
use crate::session::{Scripts, Session};
use serde_json::Value;

/// What a page must keep, as an expression that gives a list of what is wrong.
const CHECK: &str = include_str!("check.js");

const MINUTES: &str = "# Harbour meeting, 21 March 2024\n\nPresent:\n\n- Ada Quill / Northport / @ada\n- Ben Otter\n\n\
    ## Bridge of the inner harbour, with a word_that_is_long_enough_to_reach_the_margin_of_any_telephone_there_is\n\n\
    - **Decision:** the bridge is painted green by @ada, see https://github.com/northport/bridge/issues/12\n\
    - [ ] Ben: oil the hinges of the bridge\n- the bridge has a door\n- [Plans of the bridge](https://northport.example/plans)\n\n\
    ## Table of tides\n\n| Tide | Height | Remark |\n|---|---|---|\n| spring | 4 | the quay is under water |\n\n\
    ## New lamp oil\n\n- It smells of fish, said the keepers of the security of the quay.\n\n## Lamps\n\n- Should the lamps burn all night?\n- `a_line_of_code_that_goes_on_and_on_and_on_and_on_and_on_and_on`\n";

/// An address for each type of page; those that hold an id are found on other pages.
fn pages(stage: &Stage, page: &mut Session) -> Vec<String> {
    let mut paths: Vec<String> = [
        "/",
        "/search?q=bridge",
        "/search?q=",
        "/search?q=bridge&group=report",
        "/search?q=zebra",
        "/search?q=knd:decision",
        "/reports",
        "/reports/harbour/2024-03-21",
        "/series/harbour",
        "/people",
        "/topics",
        "/decisions",
        "/actions",
        "/actions?state=done",
        "/about",
        "/ref",
        "/ref/northport/bridge/12",
        "/ref/northport/bridge/99",
        "/cite",
        "/warnings",
        "/help",
        "/nowhere",
        "/entry/harbour/2024-03-21/0000000000",
    ]
    .map(str::to_owned)
    .to_vec();
    for (on, links) in [
        ("/people", "/people/"),
        ("/topics", "/topics/"),
        ("/decisions", "/thread/"),
        ("/search?q=kind:decision", "/entry/"),
    ] {
        page.open(&stage.url(on));
        let found =
            page.text(&format!("document.querySelector('main a[href^=\"{links}\"]')?.getAttribute('href')"));
        assert!(found.starts_with(links), "{on} has no link to {links}");
        paths.push(found);
    }
    // What is asked may be long, with no place to break it.
    let word = "longwordwithoutend".repeat(8);
    paths.extend([
        format!("/search?q={word}"),
        format!("/search?q=bridge+OR+{word}"),
        format!("/search?q=knd:{word}"),
    ]);
    let id = page.text("document.querySelector('.tick input').value");
    paths.push(format!("/cite?id={id}"));
    paths
}

/// A later report that takes up what the first tells of.
const LATER: &str = "# Harbour meeting, 4 April 2024\n\nPresent:\n\n- Ada Quill\n- Ben Otter\n\n## Update on the lamp oil\n\n\
    - **Decision:** whale oil is banned, for the security of the quay\n- [ ] Ben: buy lamp oil by 2024-04-11\n";

fn stage(test: &str) -> Option<(Stage, Session)> {
    let later = [("harbour/2024-04-04.md".to_owned(), LATER.to_owned())];
    let stage = Stage::with_more(test, MINUTES, &later)?;
    let session = Session::start(&stage.chromium, Scripts::On);
    Some((stage, session))
}

#[test]
fn every_page_can_be_read_by_everybody() {
    let Some((stage, mut page)) = stage("every page") else { return };
    let mut faults: Vec<String> = Vec::new();
    for path in pages(&stage, &mut page) {
        for theme in ["light", "dark"] {
            page.medium("screen", theme);
            page.open(&stage.url(&path));
            // What is folded away is looked at as well.
            page.value("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
            let wrong = page.value(CHECK);
            if wrong != Value::Array(Vec::new()) {
                faults.push(format!("{path}, {theme}: {wrong:#}"));
            }
        }
        let dark = page.text("getComputedStyle(document.documentElement).backgroundColor");
        page.medium("screen", "light");
        assert_ne!(page.text("getComputedStyle(document.documentElement).backgroundColor"), dark, "{path}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_check_of_pages_does_find_what_is_wrong() {
    let Some((stage, mut page)) = stage("the check of pages") else { return };
    for (harm, said) in [
        (
            "document.querySelector('.facts').style.cssText = 'color: #999; background: #aaa'; document.querySelectorAll('.facts a').forEach((a) => { a.style.color = '#999' })",
            "contrast",
        ),
        ("document.querySelector('.box button').textContent = ''", "no name"),
        ("document.querySelector('label[for=q]').remove()", "no label"),
        (
            "document.querySelector('main').append(document.querySelector('h1').cloneNode(true))",
            "2 first headings",
        ),
        ("document.querySelector('main').id = 'tray'", "twice the id tray"),
        ("document.documentElement.removeAttribute('lang')", "no language"),
    ] {
        page.open(&stage.url("/search?q=bridge"));
        page.value(harm);
        let wrong = page.value(CHECK).to_string();
        assert!(wrong.contains(said), "{harm}: {wrong}");
    }
}

#[test]
fn pages_are_written_as_browsers_read_them() {
    let Some((stage, mut page)) = stage("how pages are written") else { return };
    // A tag that is not closed, closed twice or nested wrongly gives other elements than were written.
    let told = "fetch(location.href).then((reply) => reply.text()).then((source) => {
        const read = new DOMParser().parseFromString(source, 'text/html');
        const empty = ['meta', 'link', 'input', 'br', 'hr', 'wbr', 'rect'];
        const names = new Set([...source.matchAll(/<([a-z][a-z0-9]*)/g)].map((tag) => tag[1]));
        return [...names].map((name) => [name, source.match(new RegExp(`<${name}[\\\\s>/]`, 'g')).length,
            (source.match(new RegExp(`</${name}>`, 'g')) || []).length, read.getElementsByTagName(name).length])
            .filter(([name, open, closed, read]) => open !== read || (!empty.includes(name) && open !== closed))
            .map((counts) => counts.join(' '));
    })";
    for path in pages(&stage, &mut page) {
        page.open(&stage.url(&path));
        assert_eq!(page.value(told), Value::Array(Vec::new()), "{path}: name, opened, closed, read");
    }
}

#[test]
fn every_page_fits_a_narrow_window() {
    let Some((stage, mut page)) = stage("narrow pages") else { return };
    let paths = pages(&stage, &mut page);
    for width in [320, 360, 1280] {
        page.width(width);
        for path in &paths {
            page.open(&stage.url(path));
            let over =
                page.value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assert_eq!(over, 0, "{path} is wider than {width} pixels");
        }
    }
}

#[test]
fn nothing_moves_and_one_style_sheet_is_waited_for() {
    let Some((stage, mut page)) = stage("what pages load") else { return };
    for path in pages(&stage, &mut page) {
        let mut shift = || {
            page.open(&stage.url(&path));
            let sum = page.value(
            "new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
               .observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 150); })",
        );
            sum.as_f64().unwrap()
        };
        // On a busy machine a page may be painted before all of it has come. A page that moves by itself moves each time;
        // what no reader can see is let pass.
        let shift = (0..3).map(|_| shift()).find(|shift| *shift < 0.01).unwrap_or_else(&mut shift);
        assert!(shift < 0.01, "{path} moves by {shift} while it loads");
        let waited = page.value(
            "performance.getEntriesByType('resource').filter((e) => e.renderBlockingStatus === 'blocking').map((e) => new URL(e.name).pathname)",
        );
        let waited: Vec<&str> = waited.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(waited.len() == 1 && waited[0].ends_with(".css"), "{path} waits for {waited:?}");
        let elsewhere = "performance.getEntriesByType('resource').some((e) => new URL(e.name).origin !== location.origin)";
        assert_eq!(page.value(elsewhere), false, "{path} asks elsewhere");
    }
}

#[test]
fn paper_shows_the_record_and_no_controls() {
    let Some((stage, mut page)) = stage("print") else { return };
    for (path, shown) in [
        ("/reports/harbour/2024-03-21", ".record"),
        ("/search?q=bridge", ".hit .snippet"),
        ("/decisions", ".hit .line"),
        ("/actions", ".hit .line"),
    ] {
        page.medium("print", "dark");
        page.open(&stage.url(path));
        let seen = |selector: &str| format!("!!document.querySelector({selector:?})?.checkVisibility()");
        assert_eq!(page.value(&seen(shown)), true, "{path} hides {shown}");
        for control in [".top", ".foot", ".tray", ".tick", ".range", ".within", ".drawer", ".filters"] {
            assert_eq!(page.value(&seen(control)), false, "{path} prints {control}");
        }
        let ground = page.text("getComputedStyle(document.documentElement).backgroundColor");
        assert_eq!(ground, "rgb(255, 255, 255)", "{path} is printed on a dark ground");
    }
}
