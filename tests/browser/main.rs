//! A real browser: Chromium without a window loads pages of a running server. What a report says never runs there.
//!
//! Where there is no Chromium the tests say so and pass. `CHROMIUM` names one that is not in the search path.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod chromium;
mod citing;
mod finding;
mod looks;
#[path = "../suite/support/server.rs"]
#[expect(dead_code, reason = "the tests of the command line use more of it")]
mod server;
mod session;

use chromium::Chromium;
use server::Server;
use std::fs;
use tempfile::TempDir;

/// A report that tries to run scripts in every way that Markdown lets through. Each way that works would leave its
/// mark in the page: `RAN-…` as the title, or as an attribute of the body.
const HOSTILE: &str = r#"# Harbour meeting <script>document.title = "RAN-heading"</script>, 21 March 2024

Present: Ada Quill <img src=x onerror='document.body.setAttribute("data-ran", "RAN-roll")'>, Ben Otter

## Bridge <img src=x onerror='document.body.setAttribute("data-ran", "RAN-section")'>

- the bridge <script>document.body.setAttribute("data-ran", "RAN-bullet")</script> is painted
- the bridge has [a door](javascript:document.title="RAN-link") and <a id="door" href="javascript:document.title='RAN-href'">another</a>
- the bridge <svg onload='document.body.setAttribute("data-ran", "RAN-svg")'><animate onbegin='document.title="RAN-begin"'/></svg>
- the bridge ![rail](x" onerror="document.title='RAN-image') and <iframe srcdoc="<script>parent.document.title='RAN-frame'</script>"></iframe>
- <style>body { display: none }</style><link rel=stylesheet href="https://elsewhere.example/x.css"> the bridge stays visible
- <meta http-equiv="refresh" content="0;url=javascript:document.title='RAN-meta'"> the bridge
- **Decision:** the bridge is `<script>document.title = "RAN-code"</script>` green

<script>
document.title = "RAN-block";
document.body.setAttribute("data-ran", "RAN-block");
</script>

<details open ontoggle='document.body.setAttribute("data-ran", "RAN-toggle")'><summary>the bridge</summary>rail</details>

Bridge <input autofocus onfocus='document.body.setAttribute("data-ran", "RAN-focus")'> and &lt;script&gt;document.title="RAN-entity"&lt;/script&gt;.
"#;

/// The hostile report on a running server, and a browser.
struct Stage {
    chromium: Chromium,
    server: Server,
    _folder: TempDir,
}

impl Stage {
    /// `None`, and a line that says so, where there is no browser.
    fn new(test: &str) -> Option<Self> {
        Self::with(test, HOSTILE)
    }

    /// The same with another report.
    fn with(test: &str, report: &str) -> Option<Self> {
        Self::with_more(test, report, &[])
    }

    /// The same with more files, each with its path.
    fn with_more(test: &str, report: &str, more: &[(String, String)]) -> Option<Self> {
        let Some(chromium) = Chromium::find() else {
            println!("skipped: {test} in a browser (no Chromium here)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("minutes/harbour")).unwrap();
        fs::write(folder.path().join("minutes/harbour/2024-03-21.md"), report).unwrap();
        for (path, text) in more {
            fs::write(folder.path().join("minutes").join(path), text).unwrap();
        }
        let settings =
            "sources = ['minutes']\n[issues]\nforge = 'github'\nurl = 'https://forge.example/team/minutes'\n";
        fs::write(folder.path().join("minutebook.toml"), settings).unwrap();
        let server = Server::start(folder.path(), &[]);
        Some(Self { chromium, server, _folder: folder })
    }

    /// The address of a path.
    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address)
    }

    /// The page as the browser holds it once all that would run has run.
    fn page(&self, path: &str) -> String {
        let page = self.chromium.dom(&self.url(path));
        assert!(page.contains("</html>") && page.contains("Minutebook"), "no page at {path}:\n{page}");
        page
    }
}

/// Fails where something of the report ran, or could run.
fn assert_inert(path: &str, page: &str) {
    let title = page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).unwrap().0;
    assert!(!title.starts_with("RAN-"), "{path}: a script ran and set the title to {title}");
    assert!(!page.contains("data-ran=\"RAN-"), "{path}: a script ran and marked the body");
    let lower = page.to_lowercase();
    for tag in lower.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        // A link that programs follow leads to this site, and is nothing that the page loads.
        let told =
            ["rel=\"search\"", "rel=\"alternate\"", "rel=\"canonical\""].iter().any(|rel| tag.contains(rel));
        let ours = tag.contains("src=\"/assets/")
            || tag.contains("href=\"/assets/")
            || told && tag.contains("href=\"/") && !tag.contains("href=\"//");
        assert!(!matches!(name, "script" | "link") || ours, "{path}: <{tag}> is not ours");
        let foreign = ["iframe", "object", "embed", "base", "svg", "style", "img"];
        assert!(!foreign.contains(&name), "{path}: <{tag}>");
        for (attribute, value) in attributes(tag) {
            assert!(!attribute.starts_with("on"), "{path}: <{tag}> would run");
            assert!(!value.trim_start().starts_with("javascript:"), "{path}: <{tag}> would run when clicked");
        }
    }
}

/// The attributes of a tag as Chromium writes them: values in double quotes, with no quotes inside.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut parts = tag.split('"');
    let mut found = Vec::new();
    while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
        let name = name.split_whitespace().next_back().unwrap_or_default();
        found.push((name.trim_end_matches('='), value));
    }
    found
}

#[test]
fn a_hostile_report_is_shown_and_nothing_of_it_runs() {
    let Some(stage) = Stage::new("a hostile report") else { return };
    let path = "/reports/harbour/2024-03-21";
    let page = stage.page(path);
    assert_inert(path, &page);
    // It is shown, as text.
    assert!(page.contains("is painted") && page.contains("stays visible"), "{page}");
    assert!(page.contains("&lt;script&gt;"), "the script can be read");
}

#[test]
fn a_search_marks_what_matched_and_nothing_runs() {
    let Some(stage) = Stage::new("a search") else { return };
    for path in ["/search?q=bridge", "/", "/series/harbour", "/people", "/warnings"] {
        assert_inert(path, &stage.page(path));
    }
    let page = stage.page("/search?q=bridge");
    assert!(page.contains("<mark>bridge</mark>"), "{page}");
}

#[test]
fn a_hostile_query_is_shown_and_nothing_of_it_runs() {
    let Some(stage) = Stage::new("a hostile query") else { return };
    for query in [
        "%3Cscript%3Edocument.title=%22RAN-query%22%3C/script%3E",
        "%22%3E%3Cimg+src=x+onerror=document.title=%22RAN-query%22%3E",
        "knd:%3Cimg+src=x+onerror=document.title=%22RAN-query%22%3E",
        "kind:decision%22+onfocus=%22document.title='RAN-query'%22+autofocus=%22",
    ] {
        let path = format!("/search?q={query}");
        assert_inert(&path, &stage.page(&path));
    }
}

#[test]
fn the_browser_does_run_scripts() {
    // Without this, the tests above would pass in a browser that runs nothing.
    let Some(chromium) = Chromium::find() else {
        println!("skipped: whether scripts run in a browser (no Chromium here)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, "<title>still</title><body><script>document.title = 'RAN-' + 1</script></body>")
        .unwrap();
    let page = chromium.dom(&format!("file://{}", file.display()));
    assert!(page.contains("RAN-1"), "{page}");
}
