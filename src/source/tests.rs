//! Cases for folders and bytes.

use super::{Folder, SourceError};
use std::fs;
use std::path::Path;

fn read(root: &Path) -> (Vec<String>, Vec<String>) {
    let reading = Folder::new(root).unwrap().read(&|| {}).unwrap();
    (
        reading.files.into_iter().map(|file| file.path).collect(),
        reading
            .warnings
            .iter()
            .map(|warning| format!("{}:{} {}", warning.path, warning.line, warning.rule.name()))
            .collect(),
    )
}

#[test]
fn a_folder_gives_its_markdown_by_gitignore_rules() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::create_dir_all(root.join("private")).unwrap();
    for name in ["x.md", "a/b/y.MARKDOWN", "a/z.txt", "private/p.md", ".hidden.md"] {
        fs::write(root.join(name), "# words").unwrap();
    }
    fs::write(root.join(".gitignore"), "private/\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(root, root.join("a/loop")).unwrap();
    assert_eq!(read(root).0, ["a/b/y.MARKDOWN", "x.md"]);
    assert_eq!(read(&root.join("x.md")).0, ["x.md"], "a single file is a source too");
}

#[test]
fn files_that_are_no_text_are_warnings_and_cost_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, &[u8]); 6] = [
        ("binary.md", b"\x00\x01\x02"),
        ("broken.md", b"line\nbad \xff byte"),
        ("empty.md", b" \n\n"),
        ("good.md", b"# Good"),
        ("utf16.md", b"\xff\xfeh\x00i\x00"),
        ("zz.md", "\u{feff}# BOM".as_bytes()),
    ];
    for (name, bytes) in cases {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let large = fs::File::create(folder.path().join("large.md")).unwrap();
    large.set_len(50_000_000).unwrap();
    let (files, warnings) = read(folder.path());
    assert_eq!(files, ["broken.md", "good.md", "utf16.md", "zz.md"]);
    assert_eq!(
        warnings,
        [
            "binary.md:1 binary",
            "broken.md:2 invalid-utf8",
            "empty.md:1 empty",
            "large.md:1 too-large",
            "utf16.md:1 invalid-utf8"
        ]
    );
}

#[test]
fn a_missing_path_says_what_to_do() {
    let error = Folder::new(Path::new("/no/such/folder")).unwrap_err();
    assert!(matches!(error, SourceError::Missing { .. }));
    insta::assert_snapshot!(error, @"/no/such/folder: no such file or folder; give the folder that holds the reports");
}
