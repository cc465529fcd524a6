//! Any number of files made of the reports of an archive, with some words changed.

use crate::Result;
use crate::resample::Resample;
use minutebook::archive::Collection;
use minutebook::report::Date;
use std::fs;
use std::path::Path;

/// So many series meet every week.
const SERIES: usize = 50;
const FIRST: Date = Date::constant(2005, 1, 3);
/// Longer reports are of meetings of several days.
const LONGEST: usize = 20_000;
const SHORTEST: usize = 400;
/// The lines at the head among which the old day stands.
const HEAD: usize = 12;

/// Writes files.
pub(crate) fn write(base: &Collection, folder: &Path, count: usize) -> Result<()> {
    let lengths = SHORTEST..LONGEST;
    let dated = base.documents.iter().filter(|document| document.report.date.is_some());
    let templates: Vec<_> = dated.filter(|document| lengths.contains(&document.markdown.len())).collect();
    let mut words = Resample::new(base);
    for number in 0..count {
        let (series, week) = (number % SERIES, number / SERIES);
        // A series is of one kind: it takes its reports from its own part of the archive.
        let share = templates.len().div_ceil(SERIES).max(1);
        let template = templates[(series * share + week % share) % templates.len()];
        let name = template.report.series.replace('/', "-");
        let date = FIRST.checked_add(jiff::Span::new().days((week * 7 + series % 5) as i64))?;
        let year = template.report.date.map(|date| date.year().to_string()).unwrap_or_default();
        let mut text = format!("# {} of {date}\n\n", template.report.title.replace(&year, ""));
        for (at, line) in template.markdown.lines().enumerate() {
            if at >= HEAD || !line.contains(&year) {
                text.push_str(&words.reworded(line));
                text.push('\n');
            }
        }
        let place = folder.join(format!("{name}-{series}"));
        fs::create_dir_all(&place)?;
        fs::write(place.join(format!("{date}.md")), text)?;
    }
    Ok(())
}
