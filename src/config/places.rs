//! Where each setting stands in its file.

use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// The line of each key of a file of settings; a key in a table by both names, `updates.watch`. Nothing where the text
/// is no TOML, which whoever reads its values is told of.
pub fn places(text: &str) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    let Ok(table) = DeTable::parse(text) else { return places };
    let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    for (key, value) in table.get_ref() {
        places.insert(key.get_ref().to_string(), line(key.span().start));
        if let DeValue::Table(inner) = value.get_ref() {
            for name in inner.keys() {
                places.insert(format!("{}.{}", key.get_ref(), name.get_ref()), line(name.span().start));
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn keys_are_found_with_their_lines() {
        let text = "title = 'Tower'\n\n[updates]\n# often\nwatch = true\n[[source]]\npath = 'a'\n";
        let found: Vec<(String, usize)> = places(text).into_iter().collect();
        let wanted = [("source", 6), ("title", 1), ("updates", 3), ("updates.watch", 5)];
        assert_eq!(found, wanted.map(|(key, line)| (key.to_owned(), line)));
        assert!(places("title = ").is_empty());
    }
}
