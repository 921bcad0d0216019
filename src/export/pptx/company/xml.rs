//! Parts of XML, parsed within limits: a small file is neither to fill the memory nor to take minutes.

use std::collections::BTreeSet;

use roxmltree::{Document, ParsingOptions};

use super::error::TemplateError;

/// Longest piece from one tag to the next, in bytes.
const LONGEST_PIECE_BYTES: usize = 16_384;
/// Longest piece that names a namespace, in bytes: names of attributes are compared with those of their namespaces.
const LONGEST_DECLARATION_BYTES: usize = 4_096;
/// Most attributes of a tag, each of which is compared with all before it.
const MOST_ATTRIBUTES: usize = 64;
/// Most names of namespaces: an element that has one takes over all of those around it.
const MOST_NAMESPACES: usize = 50;
/// Longest name of a namespace, in bytes.
const LONGEST_NAMESPACE_BYTES: usize = 32;
/// Most elements and words between them.
const MOST_NODES: u32 = 200_000;

/// A part of XML. Definitions of document types are refused, so nothing in it expands.
///
/// # Errors
/// It is not well-formed, or would take long to parse.
pub(super) fn xml<'t>(part: &str, text: &'t str) -> Result<Document<'t>, TemplateError> {
    let broken = || TemplateError::broken(part);
    if text.split('<').any(is_slow) || has_many_namespaces(text) {
        return Err(broken());
    }
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|_| broken())
}

fn is_slow(piece: &str) -> bool {
    let is_declaration = piece.contains("xmlns");
    let longest = if is_declaration { LONGEST_DECLARATION_BYTES } else { LONGEST_PIECE_BYTES };
    let attributes = piece.split('=').skip(1).filter(|after| after.trim_start().starts_with(['"', '\'']));
    piece.len() > longest || attributes.count() > MOST_ATTRIBUTES
}

fn has_many_namespaces(text: &str) -> bool {
    let after = text.split("xmlns:").skip(1);
    let names = after.filter_map(|after| after.split(['=', ' ', '\t', '\r', '\n']).next());
    let names: BTreeSet<&str> = names.collect();
    names.len() > MOST_NAMESPACES || names.iter().any(|name| name.len() > LONGEST_NAMESPACE_BYTES)
}
