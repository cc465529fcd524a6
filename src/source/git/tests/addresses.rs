//! Cases for addresses.

use crate::report::Forge;
use crate::source::git::{Address, Scheme};
use crate::source::{Place, Spec};
use std::fmt::Write;
use std::path::Path;

#[test]
fn addresses_over_https_and_ssh_are_taken() {
    let cases = [
        ("https://github.com/harbour/lamps", Scheme::Https, "lamps", "https://github.com/harbour/lamps"),
        ("https://github.com/harbour/lamps.git/", Scheme::Https, "lamps", "https://github.com/harbour/lamps"),
        ("git@github.com:harbour/lamps.git", Scheme::Ssh, "lamps", "https://github.com/harbour/lamps"),
        (
            "ssh://git@gitlab.com/port/quay/lamps.git",
            Scheme::Ssh,
            "lamps",
            "https://gitlab.com/port/quay/lamps",
        ),
        (
            "ssh://git@codeberg.org:2222/harbour/lamps",
            Scheme::Ssh,
            "lamps",
            "https://codeberg.org/harbour/lamps",
        ),
        (
            "https://gitea.harbour.example:8443/h/lamps",
            Scheme::Https,
            "lamps",
            "https://gitea.harbour.example:8443/h/lamps",
        ),
        ("https://git.harbour.example/lamps", Scheme::Https, "lamps", ""),
    ];
    for (text, scheme, name, web) in cases {
        assert!(Address::is_meant_by(text), "{text}");
        let address = Address::parse(text).unwrap();
        assert_eq!((address.scheme(), address.name().as_str()), (scheme, name), "{text}");
        assert_eq!(address.web(None).map(|web| web.address).unwrap_or_default(), web, "{text}");
    }
    let own = Address::parse("https://git.harbour.example/h/lamps").unwrap();
    assert_eq!(own.web(Some(Forge::Gitlab)).unwrap().address, "https://git.harbour.example/h/lamps");
}

/// What `git` would take for a command, an option, or what others could read along.
const HOSTILE: &[&str] = &[
    "",
    "-",
    "--upload-pack=touch /tmp/x",
    "-oProxyCommand=touch",
    "ext::sh -c touch% /tmp/x",
    "ext::sh",
    "fd::17",
    "foo::https://forge.example/a/b",
    "https::https://forge.example/a/b",
    "http://forge.example/a/b",
    "git://forge.example/a/b",
    "ftp://forge.example/a/b",
    "rsync://forge.example/a/b",
    "svn+ssh://forge.example/a/b",
    "git+ssh://forge.example/a/b",
    "javascript://forge.example/a/b",
    "https://",
    "https:///a/b",
    "https://forge.example",
    "https://forge.example/",
    "https://forge.example/.git",
    "https://ada:secret@forge.example/a/b",
    "https://token@forge.example/a/b",
    "ssh://git:secret@forge.example/a/b",
    "ssh://-oProxyCommand=touch/a/b",
    "ssh://-git@forge.example/a/b",
    "git@-oProxyCommand=touch:a/b",
    "-git@forge.example:a/b",
    "git@forge.example:-a/b",
    "https://forge.example/a/b?private_token=x",
    "https://forge.example/a b",
    "https://forge.example/a\n/b",
    "https://forge.example/a\u{1b}[2Jb",
    "https://[::1]/a/b",
    "https://for ge.example/a/b",
    "https://forge.example:99999/a/b",
    "no/address",
];

#[test]
fn all_other_addresses_are_refused_and_it_is_said_why() {
    let mut told = String::new();
    for text in HOSTILE {
        let why = Address::parse(text).expect_err(text);
        assert!(!why.contains("secret") && !why.contains("token@"), "a password is repeated: {why}");
        assert!(!why.chars().any(char::is_control), "{why:?}");
        writeln!(told, "{text:?}\n  {why}").unwrap();
    }
    let long = format!("https://forge.example/{}", "a".repeat(5_000));
    assert!(Address::parse(&long).unwrap_err().len() < 300);
    insta::assert_snapshot!(told);
}

#[test]
fn what_is_typed_is_a_path_or_an_address_with_or_without_a_branch() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["minutes", "odd#name"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    let read = |text: &str| Spec::parse(Path::new(text), folder.path());
    let shown = |text: &str| {
        let spec = read(text).unwrap();
        let place = match spec.place {
            Place::Path(path) => path.strip_prefix(folder.path()).unwrap().display().to_string(),
            Place::Address(address) => format!("<{address}>"),
        };
        (place, spec.branch.unwrap_or_default())
    };
    let cases = [
        ("minutes", "minutes", ""),
        ("minutes#drafts/2024", "minutes", "drafts/2024"),
        ("odd#name", "odd#name", ""),
        ("odd#name#v2", "odd#name", "v2"),
        ("no/such#thing", "no/such#thing", ""),
        ("C:minutes", "C:minutes", ""),
        ("https://forge.example/a/b", "<https://forge.example/a/b>", ""),
        ("https://forge.example/a/b#v1.0", "<https://forge.example/a/b>", "v1.0"),
        ("git@forge.example:a/b#main", "<git@forge.example:a/b>", "main"),
    ];
    for (text, place, branch) in cases {
        assert_eq!(shown(text), (place.to_owned(), branch.to_owned()), "{text}");
    }
    for branch in ["-x", "a..b", "a b", "a:b", "a~1", "@{1}", "a.lock", "/a", "a//b", ".a", "a\u{7}", "*"] {
        let error = read(&format!("minutes#{branch}")).unwrap_err();
        assert!(error.contains("give one such as main"), "{branch:?}: {error}");
    }
}
