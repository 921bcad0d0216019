//! Ids of masters and layouts, which share one row of numbers.

use roxmltree::Document;

use super::super::template::FIRST_MASTER_ID;

/// The ids that are given out, in order.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: u64,
}

impl Ids {
    /// The next id.
    pub(super) fn next(&mut self) -> u64 {
        self.given += 1;
        FIRST_MASTER_ID + self.given - 1
    }

    /// The text of a master whose layouts have new ids: templates that were put together of others repeat them, and a
    /// presentation with two the same is repaired by leaving layouts out.
    pub(super) fn renumbered(&mut self, master: &Document<'_>) -> String {
        let text = master.input_text();
        let (mut rest, mut from) = (String::new(), 0);
        for node in master.descendants().filter(|node| node.tag_name().name() == "sldLayoutId") {
            let Some(id) = node.attribute_node("id") else { continue };
            let range = id.range_value();
            rest.push_str(text.get(from..range.start).unwrap_or_default());
            rest.push_str(&self.next().to_string());
            from = range.end;
        }
        rest.push_str(text.get(from..).unwrap_or_default());
        rest
    }
}
