//! The paragraphs of a roll call: a name a line, a group a line, or names between commas.

use super::attendees::{Calling, group_of};
use super::name_list::{Columns, bars};
use super::opening;
use super::person_words::without_firm_commas;
use super::roll_call::{self, Read};
use super::roll_edges::stands_alone;
use super::roll_region::own_lines;
use super::roll_words::{absent_line, labels_absent, take_answer};
use crate::report::Lines;

/// Fewer lines of `Name, institution` may be a list that is wrapped.
const MIN_LINES: usize = 3;
/// Longer lines are wrapped.
const MAX_LINE: usize = 60;

impl Calling<'_> {
    /// A paragraph of a roll call: a name a line, or names between commas.
    pub(super) fn paragraph(&mut self, index: usize) {
        let node = &self.reader.outline.nodes[index];
        if self.lines_of_groups(index) || self.lines_of_people(index) {
            self.roll.nodes.insert(index);
            return;
        }
        // `Regrets: …` on a line of its own ends the names.
        let end = absent_line(self.reader.words, &node.inline.text).unwrap_or(node.inline.text.len());
        let text = node.inline.text.get(..end).unwrap_or_default();
        if text.contains(", ") {
            let lines = own_lines(self.reader, text);
            let flat = node.inline.flat_part(&(0..end));
            let names = if self.is_list(&lines) { lines.as_str() } else { &*flat };
            if self.is_list(names) {
                self.listed(names, node.lines);
                self.roll.nodes.insert(index);
                return;
            }
        }
        let before = self.roll.people.len();
        let told = !text.contains('\n') || text.contains("[x]") || text.contains("[X]");
        let mut start = 0;
        for line in text.split('\n') {
            let at = node.inline.line_at(start);
            start += line.len() + 1;
            // `Visitors` above their names.
            if text.contains('\n') && self.calls(line) && take_answer(line, self.reader.words).1.is_none() {
                continue;
            }
            // `[x] Ada Quill`, a paragraph each.
            if let Some((ticked, used)) = opening::boxed(line) {
                let name = line.get(used..).unwrap_or_default();
                let read = self.read_line(name, Lines::new(at, at));
                self.roll.nodes.extend(matches!(read, Read::Present(_)).then_some(index));
                if let Read::Present(person) = read
                    && (ticked || !told)
                {
                    self.roll.people.push(person);
                }
                continue;
            }
            if let Some(fields) = bars(line) {
                self.row(&fields, &Columns::default(), Lines::new(at, at));
            } else if let Read::Present(person) = self.read_line(line, Lines::new(at, at))
                && (text.contains('\n') || person.handle.is_some() || stands_alone(self.reader, index))
            {
                self.roll.people.push(person);
            }
        }
        if self.roll.people.len() > before {
            self.roll.nodes.insert(index);
        }
    }

    pub(super) fn read_line(&self, line: &str, lines: Lines) -> Read {
        let line = line.trim();
        let sentence = line.split_whitespace().count() > 12
            || line.ends_with('.') && line.split_whitespace().count() > 5;
        if self.is_regret(line) {
            Read::Nobody
        } else if sentence {
            Read::Words
        } else {
            roll_call::read_text(line, None, lines, self.reader.words)
        }
    }

    /// `Council: Ada, Ben` and `Guests: Cleo` on lines of one paragraph.
    fn lines_of_groups(&mut self, index: usize) -> bool {
        let node = &self.reader.outline.nodes[index];
        // `<br>` at the end of a line leaves an empty one.
        let lines: Vec<&str> = node.inline.text.split('\n').filter(|line| !line.trim().is_empty()).collect();
        let groups = lines.iter().filter(|line| group_of(line).is_some());
        let named = |line: &&str| group_of(line).is_some_and(|(_, names)| self.are_names(names));
        if groups.count() != lines.len() || lines.len() < 2 || !lines.iter().any(named) {
            return false;
        }
        for line in lines {
            let Some((label, names)) = group_of(line) else { continue };
            if !labels_absent(self.reader.words, label) {
                self.listed(names, node.lines);
            }
        }
        true
    }

    /// `Ada Quill, Oakfield`, a line each.
    fn lines_of_people(&mut self, index: usize) -> bool {
        let node = &self.reader.outline.nodes[index];
        let lines: Vec<&str> = node.inline.text.split('\n').map(str::trim).collect();
        let placed = lines.iter().filter(|line| self.is_placed(line)).count();
        let open = lines.iter().rev().skip(1).any(|line| line.ends_with([',', ';', '-', '&']));
        if lines.len() < MIN_LINES || open || placed * 2 < lines.len() {
            return false;
        }
        let people = lines.iter().filter(|line| {
            line.len() <= MAX_LINE && matches!(self.read_line(line, node.lines), Read::Present(_))
        });
        if people.count() * 4 < lines.len() * 3 {
            return false;
        }
        for line in lines {
            if let Read::Present(person) = self.read_line(line, node.lines) {
                self.roll.people.push(person);
            }
        }
        true
    }

    /// Whether a line is one full name and where they come from: `Ada Quill, Oakfield`.
    pub(super) fn is_placed(&self, line: &str) -> bool {
        let line = without_firm_commas(line, self.reader.words);
        let Some((name, place)) = line.split_once(", ") else { return false };
        let words: Vec<&str> = name.split(' ').collect();
        let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
        (2..=4).contains(&words.len())
            && capitals >= 2
            && !place.contains([',', ';', ':'])
            && !place.trim_end().ends_with('.')
            && place.split(' ').count() <= 6
            && line.len() <= MAX_LINE
            && roll_call::is_name(name, self.reader.words)
    }
}
