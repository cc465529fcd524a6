//! The program as a server.

use crate::support::program::{Place, sample};
use std::net::TcpListener;

#[cfg(unix)]
#[test]
fn without_a_command_the_sample_is_served_until_a_signal() {
    use crate::support::server::Server;
    let place = Place::empty();
    let server = Server::start(&place.path(""), &[]);
    assert!(server.said.contains("Reading the bundled sample"), "{}", server.said);
    let home = server.get("/");
    assert!(home.starts_with("HTTP/1.1 200 OK\r\n"), "{home}");
    assert!(home.contains("content-security-policy: default-src 'none'"), "{home}");
    let (head, page) = home.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("text/html") && page.contains("</html>"), "{page}");
    let ready = server.get("/readyz");
    assert!(ready.contains("ready: 51 reports\nupdated "), "{ready}");
    assert!(server.get("/search?q=federation").contains("<mark>"));
    assert!(server.get("/nowhere").starts_with("HTTP/1.1 404 "));
    let (status, said) = server.stop();
    assert_eq!(status.code(), Some(0), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[cfg(unix)]
#[test]
fn what_is_worth_trying_has_answers() {
    use crate::support::server::Server;
    let server = Server::start(&sample().path(""), &["serve"]);
    let address = server.address.clone();
    // Once it answers it has said what it says at its start.
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200 "));
    let (_, said) = server.stop();
    let tries: Vec<&str> =
        said.lines().filter_map(|line| line.split_once("http://")).map(|(_, to)| to).collect();
    assert_eq!(tries.len(), 3, "{said}");
    let server = Server::start(&sample().path(""), &["serve"]);
    for link in tries {
        let path = link.strip_prefix(address.as_str()).unwrap();
        let page = server.get(path);
        assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("<article"), "{path}");
    }
}

#[test]
fn a_port_in_use_is_named_with_a_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let calls = [
        (&["serve", "--listen", &listen] as &[&str], "--listen"),
        (&["--listen", &listen], "--listen"),
        (&["serve", "--listen", "127.0.0.1:0", "--metrics", &listen], "--metrics"),
    ];
    for (call, flag) in calls {
        let said = sample().transcript(call);
        assert!(said.contains("status 2\n"), "{said}");
        assert!(said.contains(&format!("minutebook: {listen}: another program is using this port; stop it, or choose another one with {flag} 127.0.0.1:")), "{said}");
    }
}
