//! A server whose archive follows what it is made of.

use crate::support::program::{Place, sample};
use crate::support::server::Server;
use std::fs;
use std::time::Duration;

/// A report of a day that says one thing.
fn report(day: &str, words: &str) -> String {
    format!("# Tower, {day}\n\n## Notes\n\n- Decision: {words} for the whole tower.\n")
}

fn place() -> Place {
    let first = report("2024-01-02", "paint the lamp");
    let settings = b"sources = ['minutes']\n[updates]\nwatch = true\n";
    Place::with(&[("minutes/tower/2024-01-02.md", first.as_bytes()), ("minutebook.toml", settings)])
}

/// Asks for a path until the reply says what is wanted: an update takes its time.
fn until(server: &Server, path: &str, wanted: impl Fn(&str) -> bool) -> String {
    let mut reply = String::new();
    for _ in 0..600 {
        reply = server.get(path);
        if wanted(&reply) {
            return reply;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{path} never said what was wanted, but at last:\n{reply}");
}

fn found(server: &Server, word: &str, times: usize) {
    let path = format!("/api/v1/search?q={word}");
    until(server, &path, |reply| reply.contains(&format!("\"total\":{times},")));
}

#[test]
fn a_watching_server_follows_files_that_come_change_and_go() {
    let place = place();
    let server = Server::start(&place.path(""), &["serve"]);
    found(&server, "lamp", 1);
    let second = place.path("minutes/tower/2024-02-06.md");
    fs::write(&second, report("2024-02-06", "mend the boat")).unwrap();
    found(&server, "boat", 1);
    fs::write(&second, report("2024-02-06", "mend the stairs")).unwrap();
    found(&server, "stairs", 1);
    found(&server, "boat", 0);
    let moved = place.path("minutes/harbour/2024-02-06.md");
    fs::create_dir(moved.parent().unwrap()).unwrap();
    fs::rename(&second, &moved).unwrap();
    found(&server, "series:harbour", 1);
    fs::remove_file(&moved).unwrap();
    found(&server, "stairs", 0);
    let (status, said) = server.stop();
    assert_eq!(status.code(), Some(0), "{said}");
    assert!(said.contains("the archive was updated; it holds 2 reports"), "{said}");
}

#[test]
fn a_source_that_is_gone_is_told_and_the_last_good_archive_is_served() {
    let place = place();
    let server = Server::start(&place.path(""), &["serve"]);
    found(&server, "lamp", 1);
    fs::rename(place.path("minutes"), place.path("elsewhere")).unwrap();
    let ready = until(&server, "/readyz", |reply| reply.contains("failing: "));
    assert!(
        ready.contains("minutes: no such file or folder") && ready.contains("ready: 1 report"),
        "{ready}"
    );
    found(&server, "lamp", 1);
    fs::rename(place.path("elsewhere"), place.path("minutes")).unwrap();
    until(&server, "/readyz", |reply| !reply.contains("failing: "));

    let settings = place.path("minutebook.toml");
    let right = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{right}wach = true\n")).unwrap();
    let ready = until(&server, "/readyz", |reply| reply.contains("failing: "));
    assert!(ready.contains("unknown field `wach`"), "{ready}");
    found(&server, "lamp", 1);
    fs::write(&settings, right).unwrap();
    until(&server, "/readyz", |reply| !reply.contains("failing: "));
}

#[cfg(unix)]
#[test]
fn a_signal_makes_it_look_at_once() {
    let place = place();
    let server = Server::start(&place.path(""), &["serve"]);
    until(&server, "/readyz", |reply| reply.contains("\nupdated "));
    let log = server.get("/readyz");
    assert!(!log.contains("failing"), "{log}");
    server.signal("HUP");
    found(&server, "lamp", 1);
    let (status, said) = server.stop();
    assert_eq!(status.code(), Some(0), "a hang-up is no end: {said}");
}

#[test]
fn a_server_that_only_shows_sees_what_another_program_writes() {
    let place = place();
    fs::write(place.path("minutebook.toml"), "sources = ['minutes']\n").unwrap();
    place.call(&["index", "--quiet"]).assert().success();
    let server = Server::start(&place.path(""), &["serve"]);
    found(&server, "lamp", 1);
    fs::write(place.path("minutes/tower/2024-02-06.md"), report("2024-02-06", "mend the boat")).unwrap();
    place.call(&["index", "--quiet"]).assert().success();
    found(&server, "boat", 1);
    assert!(server.get("/reports/tower/2024-02-06").starts_with("HTTP/1.1 200 "));
}

#[test]
fn an_archive_has_one_writer_at_a_time() {
    let place = place();
    let server = Server::start(&place.path(""), &["serve"]);
    found(&server, "lamp", 1);
    for _ in 0..20 {
        let said = place.transcript(&["index"]);
        // It may write while the server does not.
        assert!(said.contains("status 0\n") || said.contains("another process"), "{said}");
    }
    found(&server, "lamp", 1);
}

#[test]
fn figures_are_on_an_address_of_their_own() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let metrics = taken.local_addr().unwrap().to_string();
    let said = sample().transcript(&["serve", "--listen", "127.0.0.1:0", "--metrics", &metrics]);
    assert!(said.contains(&format!("{metrics}: another program is using this port")), "{said}");
    drop(taken);
    let server = Server::start(&sample().path(""), &["serve", "--metrics", &metrics]);
    server.get("/search?q=federation");
    assert!(server.get("/metrics").starts_with("HTTP/1.1 404 "));
    let figures = server.get_from(&metrics, "/metrics");
    assert!(figures.contains("minutebook_reports 51.0\n"), "{figures}");
    assert!(figures.contains("route=\"/search\",status=\"200\"} 1\n"), "{figures}");
}
