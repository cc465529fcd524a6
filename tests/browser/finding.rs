//! Searching as a reader does it: facets, the way back, columns, keys, searches kept, all without scripts too.

use crate::Stage;
use crate::session::{Scripts, Session};

const MINUTES: &str = "# Harbour meeting, 21 March 2024\n\n- **Decision:** the bridge is painted green\n\
    - the bridge has a door\n- [ ] Ben Otter: oil the hinges of the bridge\n";

/// A server with reports of three years, and a browser on its answers.
fn stage(test: &str, scripts: Scripts) -> Option<(Stage, Session)> {
    let years = ["2021-02-01", "2022-03-01", "2023-04-03"];
    let more: Vec<(String, String)> = years
        .iter()
        .map(|day| {
            (format!("harbour/{day}.md"), format!("# Harbour, {day}\n\n- the bridge was seen in the fog\n"))
        })
        .collect();
    let stage = Stage::with_more(test, MINUTES, &more)?;
    let mut session = Session::start(&stage.chromium, scripts);
    session.width(1280);
    session.open(&stage.url("/search?q=bridge"));
    Some((stage, session))
}

const HITS: &str = "document.querySelectorAll('.hit').length";
const HERE: &str = "new URL(location).searchParams.get('q')";

#[test]
fn a_facet_narrows_and_the_back_button_widens() {
    for scripts in [Scripts::On, Scripts::Off] {
        let Some((_stage, mut page)) = stage("facets", scripts) else { return };
        assert_eq!(page.value(HITS), 6);
        page.click("#facet-kind li a");
        page.until(&format!("{HERE}.startsWith('bridge kind:')"));
        let fewer = page.value(HITS);
        assert!(fewer.as_u64() < Some(6), "{fewer}");
        page.value("history.back()");
        page.until(&format!("{HERE} === 'bridge'"));
        page.until(&format!("{HITS} === 6"));
    }
}

#[test]
fn columns_drawn_over_choose_their_years() {
    let Some((_stage, mut page)) = stage("the columns", Scripts::On) else { return };
    page.drag(".histogram li:nth-child(3)", ".histogram li:nth-child(2)");
    page.until(&format!("{HERE} === 'bridge on:2022..2023'"));
    page.until(&format!("{HITS} === 2"));
    // A click still is a link.
    page.value("history.back()");
    page.until(&format!("{HERE} === 'bridge'"));
    page.click(".histogram li:nth-child(1) a");
    page.until(&format!("{HERE} === 'bridge on:2021'"));
}

#[test]
fn the_form_of_days_and_groups_need_no_script() {
    let Some((stage, mut page)) = stage("a form of days", Scripts::Off) else { return };
    page.click(".range summary");
    page.value("document.querySelector('.range [name=from]').value = '2022-01-01'");
    page.value("document.querySelector('.range [name=to]').value = '2023-04-30'");
    page.click(".range button");
    page.until(&format!("{HITS} === 2"));
    page.open(&stage.url("/search?q=bridge&group=report"));
    assert_eq!(page.value("document.querySelectorAll('.group').length"), 4);
    assert_eq!(page.value(HITS), 6);
    page.click("#facet-kind li a");
    page.until("location.search.includes('group=report') && location.search.includes('kind')");
}

#[test]
fn keys_move_copy_and_can_be_switched_off() {
    let Some((stage, mut page)) = stage("keys", Scripts::On) else { return };
    page.allow_the_clipboard();
    let at = "[...document.querySelectorAll('.hit')].indexOf(document.activeElement.closest('.hit'))";
    for (key, place) in [("j", 0), ("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("k", 0)] {
        page.press(key);
        assert_eq!(page.value(at), place, "after {key}");
    }
    page.press("c");
    page.until("document.getElementById('toast').textContent === 'Copied 1.'");
    assert!(page.text("navigator.clipboard.readText()").contains("bridge"));
    page.press("x");
    page.until("document.querySelectorAll('.hit .tick input:checked').length === 1");
    page.press("/");
    assert_eq!(page.value("document.activeElement.id"), "q");
    // What is typed into the box is text.
    page.press("j");
    assert_eq!(page.value("document.activeElement.id"), "q");
    page.value("document.activeElement.blur()");
    page.press("?");
    page.until("document.querySelector('dialog.keys[open]')");
    page.click("dialog.keys input");
    page.click("dialog.keys form button");
    page.until("!document.querySelector('dialog[open]')");
    page.open(&stage.url("/search?q=bridge"));
    for key in ["/", "j", "?"] {
        page.press(key);
    }
    assert_eq!(
        page.value("document.activeElement === document.body && !document.querySelector('dialog[open]')"),
        true
    );
    // The button at the foot is the way back.
    page.click("[data-keys]");
    page.click("dialog.keys input");
    page.click("dialog.keys form button");
    page.press("j");
    assert_eq!(page.value(at), 0);
    page.press("Enter");
    page.until("location.pathname.startsWith('/reports/harbour/')");
}

#[test]
fn searches_are_kept_in_the_browser_and_forgotten() {
    let Some((stage, mut page)) = stage("searches kept", Scripts::On) else { return };
    page.click("[data-save]");
    page.open(&stage.url("/search?q=fog"));
    page.open(&stage.url("/"));
    let kept = "[...document.querySelectorAll('[data-kept] section')].map((s) => [...s.querySelectorAll('a')].map((a) => a.textContent).join()).join(' | ')";
    assert_eq!(page.text(kept), "bridge | fog,bridge");
    page.click("[data-kept] section:last-child > button");
    assert_eq!(page.text(kept), "bridge");
    for broken in ["{", "7", "[null, {}]", "[\"<img src=x onerror=alert(1)>\"]"] {
        page.value(&format!("localStorage.setItem('minutebook-saved', {broken:?})"));
        page.open(&stage.url("/"));
        assert_eq!(page.value("document.querySelectorAll('[data-kept] img').length"), 0, "{broken}");
    }
    // Where storage is refused, nothing is offered and all else works.
    page.before_each_page(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })",
    );
    page.open(&stage.url("/search?q=bridge"));
    assert_eq!(
        page.value("document.querySelector('[data-save]').checkVisibility({ visibilityProperty: true })"),
        false
    );
    page.press("j");
    assert_eq!(page.value("!!document.activeElement.closest('.hit')"), true);
}

#[test]
fn a_report_is_searched_and_a_place_in_it_is_marked() {
    let Some((stage, mut page)) = stage("in a report", Scripts::Off) else { return };
    page.open(&stage.url("/reports/harbour/2024-03-21"));
    page.value("document.getElementById('within').value = 'hinges'");
    page.click(".within button");
    page.until(&format!("{HERE} === 'hinges series:harbour on:2024-03-21' && {HITS} === 1"));
    page.click(".hit h3 a");
    page.until("location.hash.startsWith('#e-') && document.querySelector('.record :target')");
    let ground = page
        .text("getComputedStyle(document.querySelector('.record :target').closest('li')).backgroundColor");
    assert_ne!(ground, "rgba(0, 0, 0, 0)");
}
