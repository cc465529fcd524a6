//! What the headings above a passage say.

use super::Reader;
use super::references::Links;
use crate::report::Reference;

/// What stands above all passages below one heading.
pub(super) struct Headed {
    /// The nearest heading.
    pub(super) heading: Option<usize>,
    /// The headings, without the meeting's title and those above it.
    pub(super) section: Vec<String>,
    /// What the nearest of them names.
    pub(super) refs: Vec<Reference>,
}

impl Headed {
    /// Of a heading below the meeting's `title`.
    pub(super) fn of(reader: Reader<'_>, heading: Option<usize>, title: Option<usize>) -> Self {
        let nodes = &reader.outline.nodes;
        let chain =
            heading.into_iter().chain(heading.into_iter().flat_map(|at| reader.outline.ancestors(at)));
        let below =
            chain.filter(|&above| nodes[above].is_heading()).take_while(|&above| Some(above) != title);
        let texts = below.map(|above| nodes[above].inline.flat().to_owned());
        let mut section: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        section.reverse();
        let mut links = Links::default();
        if let Some(named) = heading.filter(|&heading| Some(heading) != title) {
            links.read(&nodes[named].inline, reader.words);
        }
        Self { heading, section, refs: links.refs }
    }
}
