//! Files of teams as people write them, right and wrong. All names are invented.

use super::{Format, Team};

fn people(path: &str, text: &str) -> Result<Team, String> {
    let mut team = Team::default();
    team.read_people(path, text).map_err(|error| error.to_string())?;
    Ok(team)
}

#[test]
fn a_table_per_person() {
    let team = people(
        "people.toml",
        "nobody = ['Room 2']\n\n[[person]]\nname = 'Ada  Quill'\nhandle = '@adaq'\naliases = ['Addie', ' ']\n\n[[person]]\nname = 'Ben Marsh'\nmerge = ['benny']\nnot = ['Ben']\naffiliation = 'Oakfield'\n",
    )
    .unwrap();
    assert_eq!(team.nobody, ["Room 2"]);
    let [ada, ben] = team.members.as_slice() else { panic!("{team:?}") };
    assert_eq!((ada.name.as_str(), ada.handle.as_deref()), ("Ada Quill", Some("adaq")));
    assert_eq!((ada.aliases.as_slice(), ada.line), (["Addie".to_owned()].as_slice(), 3));
    assert_eq!((ben.merge.join(","), ben.not.join(",")), ("benny".into(), "Ben".into()));
    assert_eq!((ben.affiliation.as_deref(), ben.line), (Some("Oakfield"), 8));
    assert_eq!(ben.path, "people.toml");
}

#[test]
fn a_list_that_is_kept_for_something_else() {
    let list = "# our people\n- name: Ada Quill\n  handle: \"adaq\"\n  affiliation: ''\n  teams:\n    - roses\n  since: 2031-05\n\n- name: Ben Marsh\n  handle:\n";
    let team = people("data/people.yaml", list).unwrap();
    let [ada, ben] = team.members.as_slice() else { panic!("{team:?}") };
    assert_eq!((ada.name.as_str(), ada.handle.as_deref(), ada.line), ("Ada Quill", Some("adaq"), 2));
    assert_eq!((ada.affiliation.as_deref(), ben.handle.as_deref(), ben.line), (None, None, 9));
}

#[test]
fn an_empty_file_says_nothing() {
    for path in ["people.toml", "people.yml"] {
        for text in ["", "\n\n", "# nobody yet\n"] {
            assert_eq!(people(path, text), Ok(Team::default()), "{path} {text:?}");
        }
    }
    assert_eq!(Format::of("a/People.YAML"), Format::Yaml);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let wrong = [
        ("people.toml", "[[person]]\nname = 'Ada'\n\n[[person]]\nhandel = 'ben'\n"),
        ("people.toml", "[[person]]\nname = 'Ada'\n[[person]]\naliases = ['Ben']\n"),
        ("people.toml", "[[person]]\nname = \n"),
        ("people.toml", "[person]\nname = 'Ada'\n"),
        ("people.toml", "[[person]]\nname = 'Ada'\naliases = 'A'\n"),
        ("people.yaml", "people:\n  - name: Ada\n"),
        ("people.yaml", "- name: Ada\n- handle: [\n"),
        ("people.yaml", "- name: Ada\n- affiliation: Oakfield\n"),
    ];
    let said = wrong.map(|(path, text)| people(path, text).unwrap_err());
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn topics_are_tables_and_mistakes_are_said() {
    let read = |text: &str| {
        let mut team = Team::default();
        team.read_topics(text).map(|()| team.topics).map_err(|error| error.to_string())
    };
    let topics = read("[[topic]]\nname = 'rose garden'\nsame = ['roses']\nhide = true\n").unwrap();
    assert_eq!(
        (topics[0].name.as_str(), topics[0].topic, topics[0].teller),
        ("rose garden", false, crate::vocabulary::Teller::Team)
    );
    assert_eq!(read(""), Ok(Vec::new()));
    let cases = [
        ("[[topic]]\nname = 'a'\ncolour = 'red'\n", "unknown field `colour`"),
        ("[[concept]]\nname = 'a'\n", "unknown field `concept`"),
        ("[[topic]]\nsame = ['a']\n", "missing field `name`"),
        ("[[topic]]\nname = ' '\n", "topic 1: an empty name"),
        (
            "[[topic]]\nname = 'a'\n[[topic]]\nname = 'b'\nsame = ['A']\n",
            "“A” stands for two topics, “a” and “b”",
        ),
    ];
    for (text, wanted) in cases {
        let said = read(text).unwrap_err();
        assert!(said.contains(wanted), "{text}: {said}");
    }
}
