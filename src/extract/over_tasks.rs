//! Names that stand over tasks: in a bullet above, in a line over the list, in the heading.

use super::owners::Owners;
use super::roster::bare;
use crate::outline::NodeKind;

/// A longer list is looked back over only so far.
const MAX_BACK: usize = 60;
/// A longer line names nobody alone.
const MAX_LINE: usize = 60;

impl Owners<'_> {
    /// `**Ada:** her action items`, `Ada's action items`, `Ada` over the tasks.
    pub(super) fn above(self) -> Vec<String> {
        let nodes = &self.reader.outline.nodes;
        for above in self.items_above().take(3) {
            let raw = nodes[above].inline.text.as_str();
            let announced = self.statement.under.is_some_and(|under| under.item == Some(above));
            if raw.len() > 120 {
                break;
            }
            let text = nodes[above].inline.flat();
            if let Some(leading) = self.roster.leading(text).filter(|leading| leading.known) {
                let rest = text.get(leading.end..).unwrap_or_default();
                let possessive = rest.starts_with(['\'', '’']);
                let lone = rest.split_whitespace().count() <= 4;
                if bare(rest).is_empty() || announced && (possessive || lone) || rest.starts_with(':') && lone
                {
                    return leading.names;
                }
            }
        }
        Vec::new()
    }

    fn items_above(self) -> impl Iterator<Item = usize> {
        let outline = self.reader.outline;
        outline.ancestors(self.statement.node).take_while(|&above| outline.nodes[above].is_item())
    }

    /// `**Ada**` on a line over a list of tasks, or as the heading above it.
    pub(super) fn over(self) -> Vec<String> {
        let nodes = &self.reader.outline.nodes;
        let top = self.items_above().last().unwrap_or(self.statement.node);
        let Some(parent) = nodes[top].parent.filter(|_| self.marked && nodes[top].is_item()) else {
            return Vec::new();
        };
        let beside = &nodes[parent].children;
        let at = beside.partition_point(|&child| child < top);
        let before = beside.get(at.saturating_sub(MAX_BACK)..at).unwrap_or_default();
        let line = before.iter().rev().find(|&&child| !nodes[child].is_item());
        let over = match line {
            Some(&line) if matches!(nodes[line].kind, NodeKind::Paragraph | NodeKind::Quote) => line,
            None if before.len() < MAX_BACK && nodes[parent].is_heading() => parent,
            _ => return Vec::new(),
        };
        let text = nodes[over].inline.flat();
        let leading = self.roster.leading(text).filter(|leading| leading.known && text.len() <= MAX_LINE);
        let alone = leading.filter(|leading| bare(text.get(leading.end..).unwrap_or_default()).is_empty());
        alone.map(|leading| leading.names).unwrap_or_default()
    }
}
