//! The user guide says what the program does: each example is read, the table of fields is the one of the program.

use super::{query, try_query};
use crate::field::FIELDS;
use crate::query::Expr;

const GUIDE: &str = include_str!("../../../docs/query-language.md");

/// Between these stands the table of fields.
const BEGIN: &str = "<!-- fields: this table is compared with the program -->\n";
const END: &str = "<!-- /fields -->";

/// The examples: what stands in the first cell of a table, as code.
fn examples() -> Vec<&'static str> {
    let (before, rest) = GUIDE.split_once(BEGIN).expect("the table of fields");
    let (_, behind) = rest.split_once(END).expect("the end of the table of fields");
    let rows = before.lines().chain(behind.lines()).filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split_once("` |")).map(|(example, _)| example).collect()
}

#[test]
fn each_example_is_read() {
    let examples = examples();
    assert!(examples.len() > 50, "only {} examples", examples.len());
    for example in examples {
        let read = query(example);
        assert!(read.expr != Expr::All || example == "*", "{example:?} asks for nothing");
    }
}

#[test]
fn each_example_of_a_field_is_read() {
    for row in FIELDS {
        assert_ne!(query(row.example).expr, Expr::All, "{}", row.name);
    }
}

#[test]
fn the_table_of_fields_is_that_of_the_program() {
    let mut table = String::from("| Field | Also | Is | Example |\n| --- | --- | --- | --- |\n");
    for row in FIELDS {
        let aliases = row.aliases.iter().map(|alias| format!("`{alias}:`")).collect::<Vec<_>>().join(" ");
        table += &format!("| `{}:` | {aliases} | {} | `{}` |\n", row.name, row.help, row.example);
    }
    let (_, rest) = GUIDE.split_once(BEGIN).expect("the table of fields");
    let (found, _) = rest.split_once(END).expect("the end of the table of fields");
    assert!(found == table, "docs/query-language.md should hold this table:\n\n{table}");
}

#[test]
fn the_message_shown_is_the_one_given() {
    let (_, shown) = GUIDE.split_once("minutebook search '").expect("the message");
    let (text, shown) = shown.split_once("'\n").expect("the query");
    let (shown, _) = shown.split_once("```").expect("the end of the message");
    assert_eq!(try_query(text).expect_err(text).render(text), shown);
}
