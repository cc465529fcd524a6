//! HTML inside Markdown, cut into text and tags. Nobody interprets it; it is only told apart from words.

/// A piece of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words between tags.
    Text(&'a str),
    /// A tag as written.
    Tag(&'a str),
    /// A comment.
    Comment,
}

impl Piece<'_> {
    /// The tag's name in lower case; empty for other pieces.
    pub(super) fn name(&self) -> String {
        let Self::Tag(tag) = self else { return String::new() };
        let name = tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric);
        name.map(|c| c.to_ascii_lowercase()).collect()
    }
}

/// The pieces, in order. An unclosed tag or comment reaches to the end.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let comment = tag.starts_with("<!--");
        let end = if comment { tag.find("-->").map(|at| at + 3) } else { tag.find('>').map(|at| at + 1) };
        let (tag, after) = tag.split_at(end.unwrap_or(tag.len()));
        pieces.push(if comment { Piece::Comment } else { Piece::Tag(tag) });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}
