//! Names compared as people mean them: without case, accents and hyphens; and the names near a wrong one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names longer than this are not compared letter by letter.
const LONGEST: usize = 64;

/// How many near names are offered.
const OFFERED: usize = 3;

/// A name in lower case, without accents, with one space for each run of spaces, hyphens and underscores.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    if name.is_ascii() {
        // Plain letters need no tables.
        folded
            .extend(name.chars().map(|c| if matches!(c, '-' | '_') { ' ' } else { c.to_ascii_lowercase() }));
        return joined(&folded);
    }
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            '-' | '_' => folded.push(' '),
            c if c.is_whitespace() => folded.push(' '),
            c => folded.push(c),
        }
    }
    joined(&folded)
}

/// The words with one space between.
fn joined(folded: &str) -> String {
    let mut joined = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// The first letters of the words of a folded name: `tim head` gives `th`.
pub(super) fn initials(folded: &str) -> String {
    folded.split(' ').filter_map(|word| word.chars().next()).collect()
}

/// Of candidates (what is compared, what is given back), the ones nearest to a wrong name, each once.
pub(super) fn nearest<'a, T: PartialEq + Copy>(
    wrong: &str,
    candidates: impl Iterator<Item = (&'a str, T)>,
) -> Vec<T> {
    let wrong = fold(wrong);
    let mut near: Vec<(usize, T)> = candidates
        .filter_map(|(candidate, meant)| Some((nearness(&wrong, &fold(candidate))?, meant)))
        .collect();
    let best = near.iter().map(|(distance, _)| *distance).min();
    near.retain(|(distance, _)| Some(*distance) == best);
    let mut meant: Vec<T> = Vec::new();
    for (_, candidate) in near {
        if meant.len() < OFFERED && !meant.contains(&candidate) {
            meant.push(candidate);
        }
    }
    meant
}

/// How far two folded names are apart; `None` where nobody would take one for the other.
fn nearness(wrong: &str, candidate: &str) -> Option<usize> {
    let (letters, others) = (wrong.chars().count(), candidate.chars().count());
    if letters == 0 || others == 0 || letters.max(others) > LONGEST {
        return None;
    }
    let allowed = match letters {
        0..=4 => 1,
        5..=7 => 2,
        _ => letters / 3,
    };
    if letters.abs_diff(others) <= allowed {
        let distance = distance(wrong, candidate);
        if distance <= allowed && distance < letters {
            return Some(distance);
        }
    }
    let (short, long) = if letters < others { (wrong, candidate) } else { (candidate, wrong) };
    let begins = letters.min(others) >= 3 && long.split(' ').any(|word| word.starts_with(short));
    begins.then_some(allowed + 1)
}

/// How many letters must be changed, put, removed or swapped with their neighbour to make one word the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut last_letter = None;
    for (i, from) in a.chars().enumerate() {
        let mut row = vec![i + 1];
        let mut above_left = i;
        let mut left = i + 1;
        let mut left_letter = None;
        for (j, to) in b.iter().copied().enumerate() {
            let above = last.get(j + 1).copied().unwrap_or(usize::MAX);
            let mut best = (above_left + usize::from(from != to)).min(above + 1).min(left + 1);
            if last_letter == Some(to) && left_letter == Some(from) {
                let crossed = j.checked_sub(1).and_then(|j| before.get(j)).copied();
                best = best.min(crossed.map_or(best, |cost| cost + 1));
            }
            row.push(best);
            (above_left, left, left_letter) = (above, best, Some(to));
        }
        before = std::mem::replace(&mut last, row);
        last_letter = Some(from);
    }
    last.last().copied().unwrap_or(0)
}
