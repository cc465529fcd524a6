//! Numbers, dates and words as pages write them.

use crate::report::Date;

/// `8 February 2018`, or `undated`.
pub(crate) fn day(date: Option<Date>) -> String {
    date.map_or_else(|| "undated".to_owned(), |d| d.strftime("%-d %B %Y").to_string())
}

/// `8 Feb 2018`, or `undated`: for columns.
pub(crate) fn short_day(date: Option<Date>) -> String {
    date.map_or_else(|| "undated".to_owned(), |d| d.strftime("%-d %b %Y").to_string())
}

/// `2018`, `2018–2026`, or nothing.
pub(crate) fn years(days: Option<(Date, Date)>) -> String {
    match days {
        None => String::new(),
        Some((first, last)) if first.year() == last.year() => first.year().to_string(),
        Some((first, last)) => format!("{}–{}", first.year(), last.year()),
    }
}

/// A number with thin gaps between thousands: `12 345`.
pub(crate) fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// `1 report`, `12 reports`; the plural is the word with an `s` unless it ends in `y`.
pub(crate) fn count(n: usize, word: &str) -> String {
    let words = match (n, word) {
        (1, word) => word.to_owned(),
        (_, "person") => "people".to_owned(),
        (_, "series") => "series".to_owned(),
        (_, "day") => "days".to_owned(),
        (_, word) => word.strip_suffix('y').map_or_else(|| format!("{word}s"), |stem| format!("{stem}ies")),
    };
    format!("{}\u{a0}{words}", number(n))
}

/// A kind of several: `decision` → `Decisions`.
pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The first `limit` characters, with an ellipsis where something was cut.
pub(crate) fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

/// The words of a text, in lower case: what a search for it would look for.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// The first words, with hyphens between them, in at most so many bytes.
pub(crate) fn slug(text: &str, longest: usize) -> String {
    let mut slug = String::new();
    for word in words(text) {
        let hyphen = usize::from(!slug.is_empty());
        if slug.len() + hyphen + word.len() > longest {
            break;
        }
        slug.push_str(if hyphen == 1 { "-" } else { "" });
        slug.push_str(&word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_read_well() {
        assert_eq!(day(Some(date(2018, 2, 8))), "8 February 2018");
        assert_eq!(short_day(Some(date(2018, 2, 8))), "8 Feb 2018");
        assert_eq!(day(None), "undated");
        assert_eq!(years(Some((date(2018, 2, 8), date(2026, 1, 1)))), "2018–2026");
        assert_eq!(years(Some((date(2018, 2, 8), date(2018, 9, 1)))), "2018");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(count(1, "entry"), "1\u{a0}entry");
        assert_eq!(count(2, "entry"), "2\u{a0}entries");
        assert_eq!(count(0, "report"), "0\u{a0}reports");
    }

    #[test]
    fn clipping_keeps_whole_characters() {
        assert_eq!(clip("añb", 2), "añ…");
        assert_eq!(clip("ab", 2), "ab");
    }

    #[test]
    fn slugs_are_whole_words() {
        assert_eq!(slug("We agreed: the Über-plan!", 40), "we-agreed-the-über-plan");
        assert_eq!(slug("We agreed: the plan", 12), "we-agreed");
        assert_eq!(slug(&"x".repeat(90), 60), "");
    }
}
