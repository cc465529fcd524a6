//! A server whose archive follows what it is made of.

use crate::support::program::{Place, sample};
use crate::support::server::Server;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
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

/// The reply to a delivery that is signed.
fn deliver(server: &Server, secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let mut socket = TcpStream::connect(&server.address).unwrap();
    write!(
        socket,
        "POST /hooks/minutes HTTP/1.1\r\nHost: {}\r\nX-Hub-Signature-256: sha256={hex}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        server.address,
        body.len()
    )
    .unwrap();
    let mut reply = String::new();
    socket.read_to_string(&mut reply).unwrap();
    reply
}

#[test]
fn a_forge_that_knows_the_secret_may_call() {
    let place = place();
    fs::write(place.path("hook.secret"), "0123456789abcdef0123\n").unwrap();
    let settings = "sources = ['minutes']\n[updates]\nwatch = true\n[hooks]\nminutes = 'hook.secret'\n";
    fs::write(place.path("minutebook.toml"), settings).unwrap();
    let server = Server::start(&place.path(""), &["serve"]);
    assert!(deliver(&server, "0123456789abcdef0123", "pushed").starts_with("HTTP/1.1 202 "));
    assert!(deliver(&server, "0123456789abcdef0123", "pushed").starts_with("HTTP/1.1 200 "));
    assert!(deliver(&server, "another secret, as long", "pushed").starts_with("HTTP/1.1 403 "));
    found(&server, "lamp", 1);
}

#[test]
fn webhooks_that_cannot_be_heard_are_told() {
    let place = place();
    let cases = [
        ("minutes = 'none.secret'", "none.secret: cannot be read"),
        ("minutes = 'short.secret'", "short.secret: the secret is shorter than 16 characters"),
        ("harbour = 'short.secret'", "names the source “harbour”, which there is not; there are: minutes"),
    ];
    fs::write(place.path("short.secret"), "abc").unwrap();
    for (hook, wanted) in cases {
        let settings = format!("sources = ['minutes']\n[updates]\nwatch = true\n[hooks]\n{hook}\n");
        fs::write(place.path("minutebook.toml"), settings).unwrap();
        let said = place.transcript(&["serve"]);
        assert!(said.contains("status 2") && said.contains(wanted), "{said}");
    }
    fs::write(place.path("minutebook.toml"), "sources = ['minutes']\n[hooks]\nminutes = 'a'\n").unwrap();
    assert!(place.transcript(&["serve"]).contains("add --watch"));
}

#[test]
fn settings_are_printed_with_where_they_come_from() {
    let place = place();
    let settings = "title = 'Tower'\nsources = ['minutes']\n\n[updates]\nwatch = true\n";
    fs::write(place.path("minutebook.toml"), settings).unwrap();
    let mut call = place.call(&["config", "--index", "elsewhere"]);
    let output = call.env("MINUTEBOOK_LISTEN", "127.0.0.1:9000").output().unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
    sources = ["minutes"]                                    # minutebook.toml:2
    index = "elsewhere"                                      # --index
    listen = "127.0.0.1:9000"                                # MINUTEBOOK_LISTEN
    title = "Tower"                                          # minutebook.toml:1
    people = []                                              # default
    topics = []                                              # default
    updates.watch = true                                     # minutebook.toml:5
    "#);
}

/// What is printed, kept as a file elsewhere, says the same.
#[test]
fn printed_settings_can_be_kept() {
    let place = Place::empty();
    let cases = [
        "",
        "sources = ['minutes', 'https://forge.example/harbour/minutes#main']\nsource_base = 'https://x.example/'\n",
        "[issues]\nforge = 'github'\nurl = 'https://forge.example/a/b'\nlabels = ['minutes']\n",
        "people = 'who.toml'\ntopics = ['a.toml', 'b.toml']\n[updates]\ninterval = '90s'\n",
        "sources = ['notes']\n[[source]]\npath = 'minutes'\nname = 'tower'\nexclude = ['drafts']\nissues = 'a/b'\n\
         [[source]]\nurl = 'https://forge.example/a/b'\nbranch = 'main'\n[hooks]\ntower = 'secret'\n\
         [git]\nprogram = 'bin/git'\ntimeout = '30s'\n",
    ];
    let without_origins = |text: String| {
        let lines = text.lines().map(|line| line.split(" # ").next().unwrap_or_default().trim_end());
        lines.filter(|line| !line.starts_with("# ")).collect::<Vec<_>>().join("\n")
    };
    let printed = |arguments: &[&str]| {
        let output = place.call(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    fs::create_dir(place.path("team")).unwrap();
    for settings in cases {
        fs::write(place.path("team/minutebook.toml"), settings).unwrap();
        let first = printed(&["config", "--config", "team/minutebook.toml"]);
        fs::write(place.path("kept.toml"), &first).unwrap();
        let again = printed(&["config", "--config", "kept.toml"]);
        assert_eq!(without_origins(again), without_origins(first), "{settings}");
    }
}

#[test]
fn a_watching_server_without_settings_follows_what_was_indexed_last() {
    let first = report("2024-01-02", "paint the lamp");
    let place = Place::with(&[("minutes/tower/2024-01-02.md", first.as_bytes())]);
    place.call(&["index", "minutes"]).assert().success();
    let server = Server::start(&place.path(""), &["serve", "--watch"]);
    found(&server, "lamp", 1);
    fs::write(place.path("minutes/tower/2024-02-06.md"), report("2024-02-06", "mend the boat")).unwrap();
    found(&server, "boat", 1);
    found(&server, "lamp", 1);
    drop(server);
    // The same holds for the other commands, from wherever they are called.
    let index = place.path("index").display().to_string();
    let elsewhere = Place::empty();
    let said = elsewhere.transcript(&["index", "--index", &index]);
    assert!(said.contains("2 reports with ") && !said.contains("sample"), "{said}");
}
