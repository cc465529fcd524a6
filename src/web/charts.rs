//! Small charts: a column a year with a bar a quarter, as images whose words say the same.
//!
//! Heights are attributes, since the site forbids styles inside a page; colours come from the classes of kinds.

use super::text;
use crate::report::Date;
use std::collections::BTreeMap;

/// The height of a column.
const HEIGHT: usize = 40;
/// So many years are shown, the latest.
const YEARS: usize = 30;
const QUARTERS: [&str; 4] = ["January to March", "April to June", "July to September", "October to December"];

/// A chart over time.
pub(crate) struct Strip {
    /// What it tells.
    pub(crate) label: String,
    /// The years, oldest first; silent ones too.
    pub(crate) columns: Vec<Column>,
}

/// One year.
pub(crate) struct Column {
    /// The year.
    pub(crate) year: i16,
    /// What it leads to; empty where there is nothing.
    pub(crate) href: String,
    /// All of the year in words.
    pub(crate) title: String,
    /// Each quarter in words.
    pub(crate) desc: String,
    /// What is printed below: a number, or a dash.
    pub(crate) n: String,
    /// The bars.
    pub(crate) bars: Vec<Bar>,
}

/// One bar of a quarter.
pub(crate) struct Bar {
    /// The quarter, from the left.
    pub(crate) x: usize,
    /// From the top.
    pub(crate) y: usize,
    /// Its height.
    pub(crate) height: usize,
    /// The kind that lends its colour; empty for the plain one.
    pub(crate) class: &'static str,
}

/// Numbers of one kind, by quarter.
#[derive(Debug, Default)]
pub(crate) struct Layer {
    /// The kind that lends its colour.
    pub(crate) class: &'static str,
    /// The word for one of it: `passage`.
    pub(crate) word: &'static str,
    counts: BTreeMap<(i16, usize), usize>,
}

impl Layer {
    /// Numbers by day.
    pub(crate) fn new(
        class: &'static str,
        word: &'static str,
        days: impl IntoIterator<Item = (Date, usize)>,
    ) -> Self {
        let mut counts = BTreeMap::new();
        for (day, count) in days {
            let quarter = usize::try_from((day.month() - 1) / 3).unwrap_or(0);
            *counts.entry((day.year(), quarter)).or_default() += count;
        }
        Self { class, word, counts }
    }

    fn at(&self, year: i16, quarter: usize) -> usize {
        self.counts.get(&(year, quarter)).copied().unwrap_or(0)
    }

    /// All of a year.
    pub(crate) fn year(&self, year: i16) -> usize {
        (0..4).map(|quarter| self.at(year, quarter)).sum()
    }

    /// The first and the last year with anything.
    pub(crate) fn years(&self) -> Option<(i16, i16)> {
        let (first, last) = (self.counts.first_key_value()?, self.counts.last_key_value()?);
        Some((first.0.0, last.0.0))
    }
}

impl Strip {
    /// The chart of some layers, the whole first and its parts after it, which stand before it. `href` leads from a
    /// year to what it counts.
    pub(crate) fn new(
        label: impl Into<String>,
        layers: &[Layer],
        href: impl Fn(i16) -> String,
    ) -> Option<Self> {
        let whole = layers.first()?;
        let (first, last) = whole.years()?;
        let most = whole.counts.values().copied().max().unwrap_or(1).max(1);
        let column = |year: i16| {
            let count = whole.year(year);
            Column {
                year,
                href: if count > 0 { href(year) } else { String::new() },
                title: format!("{year}: {}", told(layers, |layer| layer.year(year))),
                desc: describe(layers, year),
                n: if count > 0 { count.to_string() } else { "–".to_owned() },
                bars: (0..4).flat_map(|quarter| bars(layers, (year, quarter), most)).collect(),
            }
        };
        let years = (first..=last).rev().take(YEARS).collect::<Vec<_>>();
        Some(Self { label: label.into(), columns: years.into_iter().rev().map(column).collect() })
    }
}

/// `12 passages, 2 decisions`, without what is nought.
fn told(layers: &[Layer], count: impl Fn(&Layer) -> usize) -> String {
    let parts = layers.iter().map(|layer| (layer, count(layer))).filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts.map(|(layer, count)| counted(count, layer.word)).collect();
    if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
}

/// `2 meetings held` of `meeting held`.
fn counted(count: usize, word: &str) -> String {
    match word.split_once(' ') {
        None => text::count(count, word),
        Some((word, rest)) => format!("{} {rest}", text::count(count, word)),
    }
}

fn describe(layers: &[Layer], year: i16) -> String {
    let quarters = QUARTERS.iter().enumerate().filter_map(|(quarter, name)| {
        let told = told(layers, |layer| layer.at(year, quarter));
        (told != "nothing").then(|| format!("{name}: {told}"))
    });
    quarters.collect::<Vec<_>>().join(". ")
}

/// The bars of a quarter, each of its parts in front of the whole and above the part before.
fn bars(layers: &[Layer], (year, quarter): (i16, usize), most: usize) -> Vec<Bar> {
    let mut bars = Vec::new();
    let mut ground = 0;
    for (at, layer) in layers.iter().enumerate() {
        let count = layer.at(year, quarter);
        if count == 0 {
            continue;
        }
        // At least so much that one can be seen beside hundreds.
        let height = (count * HEIGHT / most).clamp(3, HEIGHT);
        let ground_here = if at == 0 { 0 } else { ground };
        bars.push(Bar {
            x: quarter,
            y: HEIGHT.saturating_sub(height + ground_here),
            height,
            class: layer.class,
        });
        if at > 0 {
            ground += height;
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn years_without_anything_are_columns_too_and_words_say_what_bars_do() {
        let whole = Layer::new("", "passage", [(date(2021, 1, 9), 4), (date(2023, 12, 31), 1)]);
        let part = Layer::new("decision", "decision", [(date(2021, 3, 1), 2)]);
        let strip = Strip::new("By year", &[whole, part], |year| format!("/{year}")).unwrap();
        let told: Vec<_> =
            strip.columns.iter().map(|c| (c.year, c.title.as_str(), c.href.as_str())).collect();
        assert_eq!(
            told,
            [
                (2021, "2021: 4\u{a0}passages, 2\u{a0}decisions", "/2021"),
                (2022, "2022: nothing", ""),
                (2023, "2023: 1\u{a0}passage", "/2023"),
            ]
        );
        assert_eq!(strip.columns[0].desc, "January to March: 4\u{a0}passages, 2\u{a0}decisions");
        let bars: Vec<_> = strip.columns[0].bars.iter().map(|b| (b.x, b.y, b.height, b.class)).collect();
        assert_eq!(bars, [(0, 0, 40, ""), (0, 20, 20, "decision")]);
        assert_eq!(strip.columns[2].bars[0].x, 3);
    }

    #[test]
    fn a_report_of_the_wrong_age_does_not_make_a_thousand_columns() {
        let whole = Layer::new("", "passage", [(date(18, 1, 1), 1), (date(2024, 1, 1), 1)]);
        let strip = Strip::new("", &[whole], |_| String::new()).unwrap();
        assert_eq!((strip.columns.len(), strip.columns[29].year), (30, 2024));
        assert!(Strip::new("", &[Layer::default()], |_| String::new()).is_none());
    }
}
