//! What each command does when all is well, and what it says of itself.

use crate::support::program::{Place, sample};
use insta::assert_snapshot;
use serde_json::Value;

#[test]
fn every_command_explains_itself() {
    let place = Place::empty();
    for command in
        ["", "index", "serve", "search", "export", "topics", "check", "eval", "people", "cite", "forget"]
    {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        arguments.push("--help");
        let name = if command.is_empty() { "minutebook" } else { command };
        assert_snapshot!(format!("help_{name}"), place.transcript(&arguments));
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = format!("minutebook {}\n", env!("CARGO_PKG_VERSION"));
    Place::empty().call(&["--version"]).assert().success().stdout(version);
}

#[test]
fn the_sample_is_indexed_where_nothing_is_named() {
    let place = Place::empty();
    let first = place.transcript(&["index"]);
    assert!(first.contains("status 0\n") && first.contains("Reading the bundled sample"), "{first}");
    assert!(first.contains("51 reports with "), "{first}");
    assert!(first.contains(": 51 new or changed, 0 removed, 1 warning\n"), "{first}");
    assert!(place.path("index").is_dir());
    // The same again writes nothing.
    let again = place.transcript(&["index"]);
    assert!(again.contains(": 0 new or changed, 0 removed"), "{again}");
    let quiet = place.transcript(&["index", "--quiet"]);
    assert_eq!(quiet, "$ minutebook index --quiet\nstatus 0\n--- output\n--- messages\n");
}

#[test]
fn an_index_holds_what_the_folder_says() {
    let report = b"# Harbour meeting, 21 March 2024\n\n- **Decision:** the bridge is painted green.\n";
    let place = Place::with(&[("minutes/harbour/2024-03-21.md", report)]);
    place.call(&["index", "minutes"]).assert().success();
    let found = place.transcript(&["search", "bridge"]);
    assert_snapshot!(found, @r"
    $ minutebook search bridge
    status 0
    --- output

    2024-03-21  harbour  decision (explicit)  Harbour meeting, 21 March 2024
        Decision: the bridge is painted green.
      harbour/2024-03-21.md:3
    --- messages
    1 found, 1 shown.
    ");
    let moved = place.path("minutes/harbour/2024-03-22.md");
    std::fs::rename(place.path("minutes/harbour/2024-03-21.md"), moved).unwrap();
    let again = place.transcript(&["index", "minutes"]);
    assert!(again.contains("warning[date-conflict]"), "{again}");
    std::fs::write(place.path("minutes/harbour/2024-04-01.md"), "# Meeting\n\n- the boat is sold\n").unwrap();
    let more = place.transcript(&["index", "minutes"]);
    assert!(more.contains("2 reports") && more.contains(": 1 new or changed, 0 removed"), "{more}");
}

#[test]
fn settings_come_from_flag_environment_file_in_this_order() {
    let report = b"# Harbour meeting, 21 March 2024\n\n- the bridge is painted green\n";
    let place = Place::with(&[
        ("minutes/2024-03-21.md", report),
        ("minutebook.toml", b"sources = ['minutes']\nindex = 'from-file'\n"),
        ("etc/other.toml", b"sources = ['../minutes']\nindex = 'beside'\n"),
    ]);
    place.call(&["index"]).assert().success();
    assert!(place.path("from-file").is_dir());
    place.call(&["index"]).env("MINUTEBOOK_INDEX", "from-environment").assert().success();
    assert!(place.path("from-environment").is_dir());
    place
        .call(&["index", "--index", "from-flag"])
        .env("MINUTEBOOK_INDEX", "nowhere/at/all")
        .assert()
        .success();
    assert!(place.path("from-flag").is_dir() && !place.path("nowhere").exists());
    // Paths in a file are relative to the file, wherever the program is started.
    place.call(&["index"]).env("MINUTEBOOK_CONFIG", "etc/other.toml").assert().success();
    assert!(place.path("etc/beside").is_dir());
    place.call(&["search", "bridge", "--config", "etc/other.toml"]).assert().success();
}

#[test]
fn a_search_is_printed_in_every_form() {
    let sample = sample();
    let query = "\"baltic 60\" kind:decision";
    assert_snapshot!(sample.transcript(&["search", query]));
    assert_snapshot!(sample.transcript(&["search", query, "--format", "markdown"]));
    assert_snapshot!(sample.transcript(&["search", query, "--format", "csv"]));
    let json = sample.call(&["search", query, "--format", "json"]).output().unwrap().stdout;
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["total"], 1);
    assert_eq!(json["hits"][0]["path"], "operations/2024-10-02.md");
    assert_eq!(json["hits"][0]["lines"], serde_json::json!([36, 37]));
}

#[test]
fn as_many_are_printed_as_asked_for() {
    let rows = |limit: &str| {
        let call = ["search", "kind:decision", "--format", "csv", "-n", limit];
        let output = sample().call(&call).output().unwrap();
        csv::Reader::from_reader(output.stdout.as_slice()).records().count()
    };
    assert_eq!([rows("1"), rows("7")], [1, 7]);
    assert!(rows("1000") > 20);
}

#[test]
fn an_export_is_json_by_line_in_a_fixed_order() {
    let output = sample().call(&["export"]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let text = String::from_utf8(output.stdout).unwrap();
    let reports: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(reports.len(), 51);
    let key = |report: &Value| ["series", "date", "id"].map(|name| report[name].to_string());
    assert!(reports.is_sorted_by_key(key), "by series, date and id");
    for report in &reports {
        for entry in report["entries"].as_array().unwrap() {
            let [first, last] = [&entry["lines"][0], &entry["lines"][1]].map(|n| n.as_u64().unwrap());
            assert!(first >= 1 && first <= last, "{entry}");
            assert!(entry["id"].as_str().unwrap().starts_with(report["id"].as_str().unwrap()));
        }
    }
    // Without an index, from the files, it is the same.
    let archive = concat!(env!("CARGO_MANIFEST_DIR"), "/data/archive");
    let direct = Place::empty().call(&["export", archive]).output().unwrap().stdout;
    // Where this project is a git repository, its files have a history, which the bundled ones have not.
    let without_history = |text: &str| {
        let reports = text.lines().map(|line| {
            let mut report: Value = serde_json::from_str(line).unwrap();
            report["provenance"] = Value::Null;
            report
        });
        reports.collect::<Vec<Value>>()
    };
    assert!(
        without_history(&String::from_utf8(direct).unwrap()) == reports,
        "an export of the files differs from one of the index"
    );
}

#[test]
fn an_export_as_csv_has_a_row_a_passage() {
    let output = sample().call(&["export", "--format", "csv"]).output().unwrap();
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let head = reader.headers().unwrap().iter().collect::<Vec<_>>().join(",");
    assert_eq!(
        head,
        "report,date,series,path,first_line,last_line,kind,grade,status,due,owners,people,refs,section,text,boilerplate,copy_of,thread,first_recorded,last_changed,commit"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 500, "{}", rows.len());
    for cell in rows.iter().flat_map(csv::StringRecord::iter) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell:?} is a formula");
    }
}

#[test]
fn the_people_are_listed_with_what_is_not_sure() {
    let reports: [(&str, &[u8]); 5] = [
        ("minutes/2031-05-06.md", b"# A\n\n## Present\n\n- Ada Quill (@adaq)\n- Sam Adler\n"),
        ("minutes/2031-06-03.md", b"# A\n\n## Present\n\n- Ada Quill (@quilla)\n- Sam Birch\n"),
        (
            "minutes/2031-07-01.md",
            b"# A\n\n## Present\n\n- Cleo Tanaka\n\n## T\n\n- **Sam:** the shed is brown, and nobody knows why.\n",
        ),
        ("people.toml", b"[[person]]\nname = 'Cleo Tanaka'\nmerge = ['nobody-known']\n"),
        ("wrong.toml", b"[[person]]\nnmae = 'Cleo Tanaka'\n"),
    ];
    let place = Place::with(&reports);
    assert_snapshot!("people", place.transcript(&["people", "minutes", "--all", "--people", "people.toml"]));
    assert_snapshot!("people_csv", place.transcript(&["people", "minutes", "--format", "csv"]));
    assert_snapshot!("people_wrong", place.transcript(&["people", "minutes", "--people", "wrong.toml"]));
    let json = place.call(&["people", "minutes", "--format", "json"]).assert().success();
    let body: Value = serde_json::from_slice(&json.get_output().stdout).expect("JSON");
    assert_eq!(body["ambiguous"][0]["name"], "Sam");
    assert_eq!(body["merges"][0]["why"], "the same name");
}

#[test]
fn a_change_of_the_team_file_rewrites_whom_it_concerns() {
    let place = Place::with(&[
        ("minutes/2031-05-06.md", b"# A\n\n## Present\n\n- Ada Quill (@adaq)\n- Sam Adler\n"),
        ("minutes/2031-06-03.md", b"# A\n\n## Present\n\n- Ben Marsh\n- Cleo Tanaka\n"),
        ("minutebook.toml", b"sources = ['minutes']\n"),
    ]);
    let index = |wanted: &str| {
        let transcript = place.transcript(&["index"]);
        assert!(transcript.contains(wanted), "{wanted}: {transcript}");
    };
    index("2 new or changed");
    index(" 0 new or changed");
    std::fs::write(
        place.path("people.toml"),
        "[[person]]\nname = 'Ada Quill'\nhandle = 'quilla'\naliases = ['adaq']\n",
    )
    .expect("a file");
    index(" 1 new or changed");
    let found = place.call(&["people", "--format", "csv"]).assert().success();
    let found = String::from_utf8_lossy(&found.get_output().stdout).into_owned();
    assert!(found.contains("\nquilla,Ada Quill,"), "{found}");
}

#[test]
fn an_evaluation_tells_what_is_lost() {
    let report = b"# Harbour meeting, 21 March 2024\n\n- **Decision:** the bridge is painted green.\n\n- A cat was seen.\n";
    let questions = b"[[question]]\nquery = 'which colour has the bridge'\nkind = 'colour'\nanswers = ['harbour/2024-03-21.md:3']\n\n[[question]]\nquery = 'boats'\nanswers = ['harbour/2024-03-21.md:5']\n";
    let place = Place::with(&[("minutes/harbour/2024-03-21.md", report), ("questions.toml", questions)]);
    let call = ["eval", "questions.toml", "minutes", "--quiet", "--baseline", "scores.json"];
    assert_snapshot!(place.transcript(&call));
    let kept = std::fs::read_to_string(place.path("scores.json")).unwrap();
    let same = place.transcript(&call);
    assert!(same.contains("status 0") && same.contains("0 questions answered worse"), "{same}");
    std::fs::write(
        place.path("minutes/harbour/2024-03-21.md"),
        "# Harbour meeting, 21 March 2024\n\n- A cat was seen.\n",
    )
    .unwrap();
    assert_snapshot!(place.transcript(&call));
    assert_eq!(
        std::fs::read_to_string(place.path("scores.json")).unwrap(),
        kept,
        "a baseline stays as it is"
    );
    let wrong = place.transcript(&["eval", "questions.toml", "minutes", "--without", "luck"]);
    assert!(
        wrong.contains("status 2") && wrong.contains("the parts are fields, rarity, nearness"),
        "{wrong}"
    );
    let json =
        place.call(&["eval", "questions.toml", "minutes", "--format", "json"]).output().unwrap().stdout;
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["queries"], 2);
    assert_eq!(json["by"]["colour"]["queries"], 1);
}

#[test]
fn each_part_of_the_ranking_can_be_left_out() {
    let questions = concat!(env!("CARGO_MANIFEST_DIR"), "/data/queries.toml");
    let output = sample().call(&["eval", questions, "--each-part"]).output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<&str> = table.lines().skip(2).collect();
    assert_eq!(rows.len(), 11, "{table}");
    let scores = |row: &str| row.split_once(" | ").map(|(_, scores)| scores.to_owned());
    // The sample is small; but without relaxation or related words some of its questions find less.
    for part in ["rarity", "relaxation", "concepts", "spelling"] {
        let row = rows.iter().find(|row| row.contains(part)).unwrap();
        assert_ne!(scores(row), scores(rows[0]), "{table}");
    }
}

#[test]
fn what_was_taken_out_of_a_report_can_be_forgotten() {
    let first = "# Harbour, 21 March 2024\n\n- Ben is ill and stays at home\n- The bridge is painted gren\n";
    let place = Place::with(&[("minutes/harbour/2024-03-21.md", first.as_bytes())]);
    place.call(&["index", "minutes"]).assert().success();
    let ids: Vec<String> = ["Ben", "bridge"]
        .iter()
        .map(|word| {
            let found = place.call(&["search", word, "--format", "json"]).output().unwrap();
            let found: Value = serde_json::from_slice(&found.stdout).unwrap();
            found["hits"][0]["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let [ben, bridge] = [ids[0].as_str(), ids[1].as_str()];
    let early = place.transcript(&["forget", ben]);
    assert!(early.contains("status 1") && early.contains("still at harbour/2024-03-21.md:3"), "{early}");
    std::fs::write(
        place.path("minutes/harbour/2024-03-21.md"),
        "# Harbour, 21 March 2024\n\n- The bridge is painted green\n",
    )
    .unwrap();
    place.call(&["index", "minutes"]).assert().success();
    let cited = place.transcript(&["cite", ben, bridge]);
    assert!(cited.contains("it stood at harbour/2024-03-21.md:3 and is gone since 20"), "{cited}");
    assert!(cited.contains("its words were edited since") && cited.contains("painted green"), "{cited}");
    let kept = || std::fs::read_to_string(place.path("index/former")).unwrap();
    assert!(kept().contains("Ben is ill"));
    let forgotten = place.transcript(&["forget", ben, "harbour/2024-03-21/0123456789"]);
    assert!(forgotten.contains("status 1") && forgotten.contains("nothing is known of it"), "{forgotten}");
    assert!(!kept().contains("Ben is ill") && kept().contains(ben), "{}", kept());
    place.call(&["forget", ben]).assert().success();
}
