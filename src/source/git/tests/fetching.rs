//! Cases for repositories elsewhere: real ones, reached as files, and programs that behave badly in place of `git`.

use super::{Repo, git, has_git};
use crate::source::git::{Address, Scheme};
use crate::source::{Fetcher, Place, Refreshed, Settings, Source, SourceError, Spec};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A place for copies, and a fetcher that reaches repositories on this disk too.
fn fetcher() -> (TempDir, Fetcher) {
    let folder = tempfile::tempdir().unwrap();
    let mut fetcher = Fetcher::into_folder(&folder.path().join("sources"));
    fetcher.schemes.push(Scheme::File);
    fetcher.time = Duration::from_secs(60);
    fetcher.environment = vec![("PATH".into(), std::env::var_os("PATH").unwrap())];
    (folder, fetcher)
}

fn source(address: &str, branch: Option<&str>, fetcher: &Fetcher) -> Result<Source, SourceError> {
    let place = Place::Address(Address::parse(address).unwrap());
    let spec = Spec { place, branch: branch.map(str::to_owned), settings: Settings::default() };
    Source::of(&spec, fetcher)
}

fn of(repo: &Repo, branch: Option<&str>, fetcher: &Fetcher) -> Source {
    source(&format!("file://{}", repo.root().display()), branch, fetcher).unwrap()
}

fn shown(source: &Source) -> Vec<String> {
    let reading = source.read(&|| {}).unwrap();
    reading.files.iter().map(|file| format!("{}: {}", file.path, file.text.trim())).collect()
}

/// What lies in the folder of copies.
fn kept(fetcher: &Fetcher) -> Vec<String> {
    let entries = fs::read_dir(&fetcher.mirrors).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_repository_elsewhere_is_fetched_once_and_then_what_is_new() {
    let Some(repo) = Repo::new() else { return };
    let (_folder, fetcher) = fetcher();
    let first = repo.write("a.md", "one").commit("2024-01-04");
    let source = of(&repo, None, &fetcher);
    let said = source.read(&|| {}).unwrap_err().to_string();
    assert!(said.ends_with("was not fetched yet; run `minutebook index`"), "{said}");
    assert_eq!(source.refresh().unwrap(), Refreshed::Fetched);
    assert_eq!((shown(&source), source.head().unwrap()), (vec!["a.md: one".to_owned()], Some(first)));
    assert_eq!(source.refresh().unwrap(), Refreshed::Unchanged);
    repo.write("a.md", "two").write("b.md", "b").commit("2024-02-01");
    assert_eq!(shown(&source), ["a.md: one"], "nothing changes until it is fetched");
    assert_eq!(source.refresh().unwrap(), Refreshed::Fetched);
    assert_eq!(shown(&source), ["a.md: two", "b.md: b"]);
    // A history that was written anew.
    repo.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let anew = repo.write("c.md", "c").commit("2024-03-01");
    assert_eq!(source.refresh().unwrap(), Refreshed::Fetched);
    assert_eq!((shown(&source).len(), source.head().unwrap()), (2, Some(anew)));
    assert_eq!(kept(&fetcher).len(), 1, "one copy, and nothing beside it");
    assert_eq!(source.watched(), None);
}

#[test]
fn branches_tags_and_commits_of_one_repository_share_a_copy() {
    let Some(repo) = Repo::new() else { return };
    let (_folder, fetcher) = fetcher();
    let first = repo.write("a.md", "one").commit("2024-01-04");
    repo.git(&["tag", "--annotate", "--message", "a tag", "v1"]);
    repo.write("a.md", "two").commit("2024-02-01");
    repo.git(&["branch", "drafts/spring"]);
    repo.write("a.md", "three").commit("2024-03-01");
    // By their ids, commits are given out where the server allows it, as forges do.
    repo.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    for (branch, text) in
        [("main", "three"), ("drafts/spring", "two"), ("v1", "one"), (first.as_str(), "one")]
    {
        let source = of(&repo, Some(branch), &fetcher);
        assert_eq!(source.refresh().unwrap(), Refreshed::Fetched, "{branch}");
        assert_eq!(source.refresh().unwrap(), Refreshed::Unchanged, "{branch}");
        assert_eq!(shown(&source), [format!("a.md: {text}")], "{branch}");
    }
    assert_eq!(kept(&fetcher).len(), 1);
    let said = of(&repo, Some("mian"), &fetcher).refresh().unwrap_err().to_string();
    assert!(said.ends_with("has no branch, tag or commit “mian”; did you mean main?"), "{said}");
    let said = of(&repo, Some("zzz"), &fetcher).refresh().unwrap_err().to_string();
    assert!(said.ends_with("“zzz”; there are drafts/spring, main, v1"), "{said}");
}

#[test]
fn what_cannot_be_fetched_leaves_what_was_fetched_before() {
    let Some(repo) = Repo::new() else { return };
    let (_folder, fetcher) = fetcher();
    repo.write("a.md", "one").commit("2024-01-04");
    let source = of(&repo, Some("main"), &fetcher);
    source.refresh().unwrap();
    let elsewhere = repo.root().with_extension("gone");
    fs::rename(repo.root(), &elsewhere).unwrap();
    let Refreshed::Kept(reason) = source.refresh().unwrap() else { panic!("it was not kept") };
    assert!(reason.starts_with("is not there: look at the address"), "{reason}");
    assert_eq!(shown(&source), ["a.md: one"]);
    fs::rename(&elsewhere, repo.root()).unwrap();
    // The branch is gone: the last state stays as well.
    repo.git(&["switch", "--quiet", "--create", "other"]);
    repo.git(&["branch", "--quiet", "-D", "main"]);
    assert!(matches!(source.refresh().unwrap(), Refreshed::Kept(reason) if reason.contains("no branch")));
    assert_eq!(shown(&source), ["a.md: one"]);
}

#[test]
fn an_empty_or_missing_repository_is_an_error_and_leaves_nothing() {
    let Some(empty) = Repo::new() else { return };
    let (_folder, fetcher) = fetcher();
    for branch in [None, Some("main")] {
        let said = of(&empty, branch, &fetcher).refresh().unwrap_err().to_string();
        assert!(said.ends_with("is empty: nothing was committed to it"), "{said}");
    }
    let said = source("file:///no/such/minutes", None, &fetcher).unwrap().refresh().unwrap_err().to_string();
    insta::assert_snapshot!(said, @"file:///no/such/minutes is not there: look at the address, and whether the repository is still called so (git says: '/no/such/minutes' does not appear to be a git repository)");
    assert!(kept(&fetcher).is_empty());
}

#[test]
fn submodules_are_not_fetched_and_other_hashes_are() {
    let (Some(repo), Some(inner)) =
        (Repo::with(&["--object-format=sha256"]), Repo::with(&["--object-format=sha256"]))
    else {
        return;
    };
    let (_folder, fetcher) = fetcher();
    let secret = inner.write("inner.md", "inner").commit("2024-01-04");
    let path = inner.root().display().to_string();
    repo.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &path, "inner"]);
    repo.write("a.md", "one").commit("2024-01-04");
    let source = of(&repo, None, &fetcher);
    source.refresh().unwrap();
    assert_eq!(shown(&source), ["a.md: one"]);
    let mirror = fetcher.mirrors.join(&kept(&fetcher)[0]);
    assert!(!mirror.join("modules").exists());
    let known = gix::open(&mirror).unwrap();
    assert!(!known.has_object(gix::ObjectId::from_hex(secret.as_bytes()).unwrap()));
}

#[test]
fn a_copy_that_grows_too_large_is_not_kept() {
    let Some(repo) = Repo::new() else { return };
    let (_folder, mut fetcher) = fetcher();
    // What cannot be packed: twelve million bytes of a simple generator.
    let mut state = 1_u64;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    })
    .take(12_000_000)
    .collect();
    repo.write("small.md", "words").commit("2024-01-03");
    fs::write(repo.at("large.bin"), bytes).unwrap();
    repo.commit("2024-01-04");
    fetcher.bytes = 1_000_000;
    // A program that is in no hurry to end, so that it is met while the copy is too large.
    let slow = slow_git(repo.root().parent().unwrap(), "sleep 20");
    fetcher.program = slow.path().join("git");
    let start = Instant::now();
    let said = of(&repo, None, &fetcher).refresh().unwrap_err().to_string();
    assert!(said.contains("is larger than 1 MB; raise `max_megabytes`"), "{said}");
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    assert!(kept(&fetcher).is_empty(), "{:?}", kept(&fetcher));
}

/// The real program with a script behind it, which fetching ends with.
fn slow_git(_near: &Path, then: &str) -> TempDir {
    script(&format!("git \"$@\"\ncase \"$*\" in *\" fetch \"*) {then};; esac"))
}

/// A program called `git`.
fn script(body: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("git");
    fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

#[cfg(unix)]
#[test]
fn a_server_that_hangs_costs_no_more_than_its_time_and_leaves_no_process() {
    let (folder, mut fetcher) = fetcher();
    let pids = folder.path().join("pids");
    // It starts another one, as git starts ssh, and neither ends by itself.
    let hanging = script(&format!("sleep 300 &\necho $$ $! > {}\nwait", pids.display()));
    fetcher.program = hanging.path().join("git");
    fetcher.time = Duration::from_millis(700);
    let start = Instant::now();
    let source = source("https://forge.example/harbour/lamps", None, &fetcher).unwrap();
    let said = source.refresh().unwrap_err().to_string();
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    insta::assert_snapshot!(said, @"https://forge.example/harbour/lamps did not come within 700 ms; try again later, or raise `timeout` below [git] in the settings");
    let alive = |pid: &str| {
        let state = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // A zombie is one that nobody has asked for yet.
        !state.is_empty() && !state.contains(") Z ")
    };
    for pid in fs::read_to_string(pids).unwrap().split_whitespace() {
        let deadline = Instant::now() + Duration::from_secs(5);
        while alive(pid) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(!alive(pid), "process {pid} still runs");
    }
    assert!(kept(&fetcher).is_empty());
}

#[cfg(unix)]
#[test]
fn the_program_is_told_exactly_this() {
    let (folder, mut fetcher) = fetcher();
    let log = folder.path().join("log");
    let id = "1f3a".repeat(10);
    let recording = script(&format!(
        "for word in \"$@\"; do echo \"$word\"; done >> {log}\nenv | LC_ALL=C sort | grep -v '^_=\\|^PWD=\\|^SHLVL=\\|^OLDPWD=' >> {log}\n\
         echo --- >> {log}\ncase \"$*\" in *ls-remote*) printf '{id}\\trefs/heads/main\\n';; esac",
        log = log.display()
    ));
    fetcher.program = recording.path().join("git");
    fetcher.schemes = vec![Scheme::Https, Scheme::Ssh];
    fetcher.environment = [
        ("PATH", "/usr/bin:/bin"),
        ("HOME", "/home/ada"),
        ("HTTPS_PROXY", "http://proxy.example:3128"),
        ("GIT_DIR", "/elsewhere"),
        ("GIT_SSH_COMMAND", "touch /tmp/x"),
        ("GIT_ASKPASS", "/bin/sh"),
        ("LD_PRELOAD", "/tmp/x.so"),
    ]
    .map(|(name, value)| (name.into(), value.into()))
    .to_vec();
    let source = source("git@forge.example:harbour/lamps.git", Some("main"), &fetcher).unwrap();
    let _nothing_was_really_fetched = source.refresh();
    let told = fs::read_to_string(&log).unwrap();
    let told = told.replace(&folder.path().display().to_string(), "HERE");
    let told = told.replace(&format!(".part-{}", std::process::id()), ".part-PID");
    insta::assert_snapshot!(told);
}

/// What the program says, as it was seen with git 2.39 and OpenSSH 9.
const SAID: &[&str] = &[
    "fatal: could not read Username for 'https://forge.example': terminal prompts disabled",
    "fatal: unable to access 'https://forge.example/a/b/': The requested URL returned error: 301",
    "fatal: unable to access 'https://forge.example/a/b/': The requested URL returned error: 403",
    "remote: Repository not found.\nfatal: repository 'https://forge.example/a/b/' not found",
    "fatal: unable to access 'https://forge.example/a/b/': Could not resolve host: forge.example",
    "fatal: unable to access 'https://forge.example/a/b/': Failed to connect to forge.example port 443 after 0 ms: Couldn't connect to server",
    "fatal: unable to access 'https://forge.example/a/b/': SSL certificate problem: self-signed certificate",
    "fatal: unable to access 'https://forge.example/a/b/': Operation too slow. Less than 1 bytes/sec transferred the last 60 seconds",
    "git@forge.example: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.",
    "Host key verification failed.\nfatal: Could not read from remote repository.",
    "ssh: connect to host forge.example port 22: Connection refused\nfatal: Could not read from remote repository.",
    "fatal: transport 'file' not allowed",
    "error: object 1f3a: zeroPaddedFilemode\nfatal: fsck error in packed object\nfatal: index-pack failed",
    "fatal: write error: No space left on device",
    "fatal: early EOF",
    "remote: \u{1b}[31mred\u{7} words\u{202e} of a server\nfatal: something \u{1b}]0;else\u{7}\u{202e} quite new",
    "",
];

#[cfg(unix)]
#[test]
fn what_the_program_says_is_told_with_what_to_do() {
    let (_folder, mut fetcher) = fetcher();
    let mut told = String::new();
    for said in SAID {
        let folder = script("cat \"$(dirname \"$0\")/said\" >&2; exit 128");
        fs::write(folder.path().join("said"), said).unwrap();
        fetcher.program = folder.path().join("git");
        let source = source("https://forge.example/a/b", None, &fetcher).unwrap();
        let message = source.refresh().unwrap_err().to_string();
        assert!(!message.contains(['\u{1b}', '\u{7}', '\u{202e}', '\n']), "{message:?}");
        writeln!(told, "{}\n  {message}\n", said.lines().next().unwrap_or_default().escape_debug()).unwrap();
    }
    fetcher.program = "/no/such/git".into();
    let source = source("https://forge.example/a/b", None, &fetcher).unwrap();
    writeln!(told, "(no program)\n  {}", source.refresh().unwrap_err()).unwrap();
    insta::assert_snapshot!(told);
}

#[cfg(unix)]
#[test]
fn a_server_may_say_anything() {
    let (_folder, mut fetcher) = fetcher();
    let id = "1f3a".repeat(10);
    let answers = [
        "nonsense".to_owned(),
        "\u{0}\u{1}\u{2}".to_owned(),
        format!("{id}\tHEAD\n{id}\t--upload-pack=x\n{id}\trefs/heads/../../x\nshort\tHEAD"),
        format!("{id}\trefs/heads/\u{1b}[2J\u{202e}\n").repeat(1_000),
        format!("{id}\trefs/heads/main\n").repeat(100_000),
    ];
    for answer in answers {
        let folder = script("case \"$*\" in *ls-remote*) cat \"$(dirname \"$0\")/said\";; *) exit 1;; esac");
        fs::write(folder.path().join("said"), &answer).unwrap();
        fetcher.program = folder.path().join("git");
        for branch in [None, Some("main")] {
            let source = source("https://forge.example/a/b", branch, &fetcher).unwrap();
            let said = source.refresh().unwrap_err().to_string();
            assert!(said.len() < 1_000 && !said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
        }
        assert!(kept(&fetcher).is_empty());
    }
}

#[test]
fn what_is_not_allowed_is_refused_before_any_program_is_started() {
    let (_folder, mut fetcher) = fetcher();
    fetcher.program = "/no/such/git".into();
    fetcher.schemes = vec![Scheme::Https];
    for (address, wanted) in [
        ("file:///srv/minutes.git", "is on this machine; give its path, without file://"),
        ("ssh://git@forge.example/a/b", "ssh:// is left out by `protocols` in the settings"),
    ] {
        let said = source(address, None, &fetcher).unwrap_err().to_string();
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn what_killed_programs_leave_is_swept_when_it_is_old() {
    let Some(repo) = Repo::new() else { return };
    let (_folder, fetcher) = fetcher();
    repo.write("a.md", "one").commit("2024-01-04");
    let source = of(&repo, Some("main"), &fetcher);
    source.refresh().unwrap();
    let mirror = fetcher.mirrors.join(&kept(&fetcher)[0]);
    let old = std::fs::metadata(repo.root()).unwrap().modified().unwrap() - 3 * fetcher.time;
    for left in ["refs/minutebook/heads/main.lock", "objects/pack/tmp_pack_x", "config.lock"] {
        let file = fs::File::create(mirror.join(left)).unwrap();
        file.set_modified(old).unwrap();
    }
    fs::write(mirror.join("objects/pack/tmp_pack_young"), "at work").unwrap();
    repo.write("a.md", "two").commit("2024-02-01");
    assert_eq!(source.refresh().unwrap(), Refreshed::Fetched);
    assert!(!mirror.join("config.lock").exists() && !mirror.join("objects/pack/tmp_pack_x").exists());
    assert!(mirror.join("objects/pack/tmp_pack_young").exists());
    // A copy that is no repository any more is made anew.
    fs::remove_file(mirror.join("HEAD")).unwrap();
    assert_eq!(source.refresh().unwrap(), Refreshed::Fetched);
    assert_eq!(shown(&source), ["a.md: two"]);
}

#[test]
fn a_repository_around_the_folder_of_copies_changes_nothing() {
    let (Some(repo), Some(around)) = (Repo::new(), Repo::new()) else { return };
    let (_folder, mut fetcher) = fetcher();
    let address = format!("file://{}", repo.root().display());
    repo.write("a.md", "one").commit("2024-01-04");
    around.git(&["config", "url.file:///no/such/.insteadOf", "file:///"]);
    fetcher.mirrors = around.at("index/sources");
    let source = of(&repo, None, &fetcher);
    assert_eq!(source.refresh().unwrap(), Refreshed::Fetched);
    assert_eq!(shown(&source), ["a.md: one"]);
    let seen = git(&around.at(""), "2024-01-04", &["config", "--get-regexp", "url"]);
    assert!(!seen.is_empty() && has_git() && address.starts_with("file:///"));
}
