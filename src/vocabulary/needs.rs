//! Which words a pattern needs: letters without which it cannot be found, read off the pattern itself.
//!
//! 1. A pattern that begins with `^` needs one of its beginnings at the front of the text.
//! 2. Of any other, each part that must be passed gives such a list; the one with the longest letters is the rarest.
//! 3. A pattern with nothing but a few marks (`[([][0-9]`) needs one of them. As letters they would be in every other text.
//! 4. One that asks for a mark at the end (`\?\s*$`) says no more than that.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::{Extractor, Seq};
use regex_syntax::hir::{Hir, HirKind, Look};

/// What a text must have, so that a pattern can be found in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// One of these at its beginning.
    Front(Vec<Vec<u8>>),
    /// One of these anywhere.
    Inside(Vec<Vec<u8>>),
    /// One of these marks anywhere.
    Marks(Vec<u8>),
    /// This mark at its end, white space aside, and nothing else.
    Ending(u8),
    /// Nothing that can be told beforehand.
    Nothing,
}

/// Of a few words so many letters are told, of many fewer.
const LONGEST: [usize; 3] = [16, 10, 6];
const FEW: usize = 64;
/// Shorter letters stand in every other text.
const SHORTEST: usize = 2;
/// So many bytes can be looked for at once.
const MOST_MARKS: usize = 3;
/// A list with more is not worth looking for.
const MOST: usize = 2_000;

/// What a pattern over bytes needs; the error tells what is wrong with it.
pub(super) fn of(pattern: &str) -> Result<Need, String> {
    let parse = |text| {
        let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(text);
        parsed.map_err(|error| error.to_string())
    };
    let hir = parse(pattern)?;
    if let Some((mark, space)) = ending(&hir)
        && *space == parse(r"\s*")?
    {
        return Ok(Need::Ending(mark));
    }
    if hir.properties().look_set_prefix().contains(Look::Start)
        && let Some(beginnings) = beginnings(&hir)
    {
        return Ok(Need::Front(beginnings));
    }
    Ok(match rarest(&hir) {
        Some(letters) if shortest(&letters) > SHORTEST => Need::Inside(letters),
        Some(letters) => match marks(&letters) {
            Some(marks) => Need::Marks(marks),
            None if shortest(&letters) == SHORTEST => Need::Inside(letters),
            None => Need::Nothing,
        },
        None => Need::Nothing,
    })
}

/// The mark and what may stand behind it, where a pattern is a mark at the end.
fn ending(hir: &Hir) -> Option<(u8, &Hir)> {
    let HirKind::Concat(parts) = hir.kind() else { return None };
    let [mark, space, end] = parts.as_slice() else { return None };
    let HirKind::Literal(mark) = mark.kind() else { return None };
    let [mark] = *mark.0 else { return None };
    (*end.kind() == HirKind::Look(Look::End)).then_some((mark, space))
}

/// The marks with which all of some letters begin, where they are few.
fn marks(letters: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut marks: Vec<u8> = letters.iter().filter_map(|letters| letters.first().copied()).collect();
    marks.dedup();
    (marks.len() <= MOST_MARKS && marks.iter().all(u8::is_ascii_punctuation)).then_some(marks)
}

/// The list of letters of which one must be passed, as rare as can be.
fn rarest(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    let mut lists = Vec::from_iter(beginnings(hir));
    match hir.kind() {
        HirKind::Concat(parts) => {
            for (at, part) in parts.iter().enumerate() {
                lists.extend(rarest(part));
                lists.extend(beginnings(&Hir::concat(parts.get(at..).unwrap_or_default().to_vec())));
            }
        }
        HirKind::Alternation(parts) => {
            lists.extend(
                parts.iter().map(rarest).collect::<Option<Vec<_>>>().map(|each| tidied(each.concat())),
            );
        }
        HirKind::Capture(capture) => lists.extend(rarest(&capture.sub)),
        HirKind::Repetition(repetition) if repetition.min > 0 => lists.extend(rarest(&repetition.sub)),
        HirKind::Repetition(_)
        | HirKind::Empty
        | HirKind::Literal(_)
        | HirKind::Class(_)
        | HirKind::Look(_) => {}
    }
    lists.into_iter().max_by_key(|list| (shortest(list), usize::MAX - list.len()))
}

/// With which letters all that the pattern finds begins.
fn beginnings(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    let found: Seq = Extractor::new().limit_total(MOST).extract(hir);
    let letters = found.literals()?.iter().map(|literal| literal.as_bytes().to_vec()).collect();
    let letters = tidied(letters);
    (shortest(&letters) > 0).then_some(letters)
}

/// Cut to a length, and without those that begin with another.
fn tidied(mut letters: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    for longest in LONGEST {
        letters.iter_mut().for_each(|bytes| bytes.truncate(longest));
        letters.sort_unstable();
        letters.dedup_by(|next, kept| next.starts_with(kept));
        if letters.len() <= FEW {
            break;
        }
    }
    letters
}

fn shortest(letters: &[Vec<u8>]) -> usize {
    letters.iter().map(Vec::len).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Need, of};

    fn told(need: &Need) -> String {
        let (place, letters) = match need {
            Need::Front(letters) => ("^", letters.as_slice()),
            Need::Inside(letters) => ("", letters.as_slice()),
            Need::Marks(marks) => return format!("*{}", String::from_utf8_lossy(marks)),
            Need::Ending(mark) => return format!("${}", char::from(*mark)),
            Need::Nothing => ("-", &[][..]),
        };
        let letters: Vec<_> = letters.iter().map(|bytes| String::from_utf8_lossy(bytes)).collect();
        format!("{place}{}", letters.join("|"))
    }

    #[test]
    fn what_a_pattern_needs_is_read_off_it() {
        let cases = [
            (r"\bred roses?\b", "red rose"),
            (r"^(yes|no)[.!]*$", "^no|yes"),
            (r"^,? ?(will|shall) ", "^ shall | will |, shall |, will |,shall |,will |shall |will "),
            (r"\b(a|the) (rose|shed)\b", "a rose|a shed|the rose|the shed"),
            (r"[a-z]+ing\b[^.]*\band will ", "and will "),
            (r"(^|[.;] )agreed\b", "agreed"),
            (r"\b(sold by ada|was [a-z]+ away)\b", " away|sold by ada"),
            (r"(red|green)? paint", " paint"),
            (r"\b[a-j]{2} roses", " roses"),
            (r"\b(roses|tulips) [a-z]\b", "roses |tulips "),
            (r"\bpaint(ed|s)?\b.*\b(blue|red)\b", "paint"),
            (r"\?\s*$", "$?"),
            (r"\?[a-z]*$", "*?"),
            (r"[(\[][0-9]+$", "*(["),
            (r"[(\[][0-9]+ ?m[)\]]$", "m)|m]"),
            (r"^[a-z]+$", "-"),
            (r"\w+", "-"),
        ];
        for (pattern, wanted) in cases {
            assert_eq!(told(&of(pattern).unwrap()), wanted, "{pattern}");
        }
        assert!(of("(").is_err());
    }
}
