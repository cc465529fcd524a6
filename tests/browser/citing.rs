//! Copying, and the tray of ticked passages.

use crate::Stage;
use crate::session::{Scripts, Session};

const MINUTES: &str = "# Harbour meeting, 21 March 2024\n\n## Bridge\n\n\
    - **Decision:** the bridge is painted green by @ada\n\
    - **Decision:** the bridge is closed on Sundays, see #123\n\
    - the bridge has a door\n";

fn stage(test: &str, scripts: Scripts) -> Option<(Stage, Session)> {
    let stage = Stage::with(test, MINUTES)?;
    let session = Session::start(&stage.chromium, scripts);
    Some((stage, session))
}

const BOXES: &str = "document.querySelectorAll('.hit input[name=id]')";

#[test]
fn the_tray_survives_navigation_and_copies() {
    let Some((stage, mut page)) = stage("the tray", Scripts::On) else { return };
    page.allow_the_clipboard();
    page.open(&stage.url("/search?q=kind:decision+bridge"));
    assert_eq!(page.value("getComputedStyle(document.getElementById('tray')).display"), "none");
    page.click(".hits li:nth-child(1) .tick input");
    page.until("document.querySelector('#tray .said').textContent === 'Added. 1 to cite.'");
    page.click(".hits li:nth-child(2) .tick input");
    page.until("document.querySelector('#tray .count').textContent === '2 passages to cite'");

    // Another page knows of both, and its own boxes are ticked.
    page.open(&stage.url("/reports/harbour/2024-03-21"));
    assert_eq!(page.text("document.querySelector('#tray .count').textContent"), "2 passages to cite");
    assert_eq!(page.value("document.querySelectorAll('.record input.tick:checked').length"), 2);
    assert_eq!(page.value("document.querySelectorAll('.record input.tick').length"), 3);

    page.click("#tray [data-tray=copy]");
    page.until("document.querySelector('#tray .said').textContent === 'Copied 2.'");
    let copied = page.text("navigator.clipboard.readText()");
    assert_eq!(copied.lines().count(), 2, "{copied}");
    assert!(copied.contains("painted green by @\u{2060}ada") && copied.contains("#\u{2060}123"), "{copied}");

    page.click("#tray .list summary");
    page.click("#tray ol li:nth-child(1) button");
    page.until("document.querySelector('#tray .count').textContent === '1 passage to cite'");
    page.click("#tray button[type=submit]");
    page.until("location.pathname === '/cite'");
    page.until("document.querySelectorAll('.cited li').length === 1");
    page.click("#tray [data-tray=clear]");
    page.until("localStorage.getItem('minutebook-tray') === '[]'");
    assert_eq!(page.value("getComputedStyle(document.getElementById('tray')).display"), "none");
}

#[test]
fn a_click_copies_a_citation() {
    let Some((stage, mut page)) = stage("copying", Scripts::On) else { return };
    page.allow_the_clipboard();
    page.open(&stage.url("/search?q=kind:decision+painted"));
    page.click(".hits .link a");
    page.until("location.pathname.startsWith('/entry/harbour/2024-03-21/')");
    page.until("document.querySelector('[data-copy]:not([hidden])')");
    page.click("[data-copy=text-markdown]");
    page.until("document.querySelector('[data-said]').textContent === 'Copied.'");
    let copied = page.text("navigator.clipboard.readText()");
    assert_eq!(copied, page.text("document.getElementById('text-markdown').value"));
    assert!(copied.starts_with("- **[Harbour meeting, 21 March 2024](http://"), "{copied}");
}

#[test]
fn boxes_of_a_report_wait_in_its_margin() {
    let Some((stage, mut page)) = stage("boxes in a margin", Scripts::On) else { return };
    page.open(&stage.url("/reports/harbour/2024-03-21"));
    // Where nothing can hover, or there is no margin, they stand in the place of the bullets.
    if page.value("matchMedia('(hover) and (min-width: 60rem)').matches") == false {
        page.until("[...document.querySelectorAll('.record input.tick')].every((b) => getComputedStyle(b).opacity === '1')");
        return;
    }
    let shown = "[...document.querySelectorAll('.record input.tick')].filter((b) => getComputedStyle(b).opacity === '1').length";
    assert_eq!(page.value(shown), 0);
    let clear = "[...document.querySelectorAll('.record li')].every((li) => li.querySelector('input.tick').getBoundingClientRect().right < li.getBoundingClientRect().left)";
    assert_eq!(page.value(clear), true, "a box lies on what is written");
    page.value("document.querySelector('.record input.tick').focus({ focusVisible: true })");
    assert_eq!(page.value(shown), 1);
    page.click(".record li:nth-child(2) input.tick");
    page.until(&format!("{shown} === 3"));
}

#[test]
fn the_page_of_a_passage_copies_it_with_a_key() {
    let Some((stage, mut page)) = stage("a key on the page of a passage", Scripts::On) else { return };
    page.allow_the_clipboard();
    page.open(&stage.url("/search?q=kind:decision+painted"));
    page.click(".hits .link a");
    page.until("location.pathname.startsWith('/entry/harbour/2024-03-21/')");
    page.until("document.readyState === 'complete'");
    page.press("c");
    page.until("document.getElementById('toast').textContent === 'Copied 1.'");
    assert!(page.text("navigator.clipboard.readText()").contains("painted green"));
}

#[test]
fn a_new_issue_holds_the_citations_or_they_are_copied() {
    let rule =
        |n| format!("- **Decision:** rule {n}: {}\n", "the lamps of the quay burn all night ".repeat(8));
    let minutes: String = (1..=40).map(rule).collect();
    let Some(stage) = Stage::with("a new issue", &format!("# Harbour meeting, 21 March 2024\n\n{minutes}"))
    else {
        return;
    };
    let mut page = Session::start(&stage.chromium, Scripts::On);
    page.allow_the_clipboard();
    page.open(&stage.url("/search?q=kind:decision"));
    let ids = |page: &mut Session, most: usize| {
        page.text(&format!(
            "[...{BOXES}].slice(0, {most}).map((b) => `id=${{encodeURIComponent(b.value)}}`).join('&')"
        ))
    };
    let (few, many) = (ids(&mut page, 2), ids(&mut page, 20));
    page.open(&stage.url(&format!("/cite?{few}")));
    let address = page.text("document.querySelector('#issue a').href");
    assert!(address.starts_with("https://forge.example/team/minutes/issues/new?body="), "{address}");
    assert!(address.contains("rule") && address.len() < 8_000, "{address}");
    page.open(&stage.url(&format!("/cite?{many}")));
    let address = page.text("document.querySelector('#issue a').href");
    assert!(!address.contains("rule") && address.len() < 8_000, "{address}");
    // The forge is not there; what matters is what the click left to be pasted.
    page.value("document.addEventListener('click', (event) => event.preventDefault())");
    page.click("#issue a");
    page.until("document.querySelector('[data-said]').textContent === 'Copied.'");
    let copied = page.text("navigator.clipboard.readText()");
    assert_eq!(copied, page.text("document.getElementById('text-markdown').value"));
    assert_eq!(copied.matches("- **[").count(), 20, "{copied}");
}

#[test]
fn a_broken_tray_is_an_empty_one() {
    let Some((stage, mut page)) = stage("a broken tray", Scripts::On) else { return };
    page.open(&stage.url("/search?q=bridge"));
    for broken in ["{", "7", "[null, 7, {\"id\": 7}]", "\"<script>\""] {
        page.value(&format!("localStorage.setItem('minutebook-tray', {broken:?})"));
        page.open(&stage.url("/search?q=kind:decision"));
        assert_eq!(page.text("document.querySelector('#tray .count').textContent"), "0 passages to cite");
    }
    page.value("localStorage.setItem('minutebook-tray', '[{\"id\":\"../<b>\",\"text\":\"<img src=x onerror=alert(1)>\"}]')");
    page.open(&stage.url("/search?q=bridge"));
    assert_eq!(page.value("document.querySelectorAll('#tray img').length"), 0);
    assert_eq!(page.value("document.querySelector('#tray li a').origin === location.origin"), true);
}

#[test]
fn without_scripts_the_boxes_are_a_form() {
    let Some((stage, mut page)) = stage("a form without scripts", Scripts::Off) else { return };
    page.open(&stage.url("/search?q=kind:decision+bridge"));
    assert_eq!(page.value(&format!("{BOXES}.length")), 2);
    assert_eq!(page.value("getComputedStyle(document.getElementById('tray')).display"), "none");
    page.click(".hits li:nth-child(1) .tick input");
    page.click(".hits li:nth-child(2) .tick input");
    page.click("#tray button[type=submit]");
    page.until("location.pathname === '/cite'");
    page.until("document.querySelectorAll('.cited li').length === 2");
    let text = page.text("document.getElementById('text-rst').value");
    assert!(text.contains("painted green"), "{text}");
}
