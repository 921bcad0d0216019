//! The kinds of files that are offered, each under a code by which the last one is remembered.

use crate::domain::Code;
use crate::ui::{browser, request};

/// Name of the cookie that keeps the code of the last choice.
const COOKIE: &str = "saved";

/// A kind of file of one figure.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its code, in the cookie.
    pub code: &'static str,
    /// The format.
    pub name: &'static str,
    /// Which of its kinds, where there are several.
    pub variant: &'static str,
    /// Ending of the file.
    extension: &'static str,
    /// What is added to the query of the page.
    fields: &'static str,
}

const fn choice(
    code: &'static str,
    name: &'static str,
    variant: &'static str,
    extension: &'static str,
    fields: &'static str,
) -> Choice {
    Choice { code, name, variant, extension, fields }
}

pub const SLIDES: [Choice; 2] = [
    choice("pptx", "PowerPoint", "16:9", "pptx", ""),
    choice("pptx-4-3", "PowerPoint", "4:3", "pptx", "shape=standard"),
];
pub const PAGES: [Choice; 2] =
    [choice("pdf", "PDF", "A4", "pdf", ""), choice("pdf-letter", "PDF", "Letter", "pdf", "paper=letter")];
pub const WORD: Choice = choice("docx", "Word", "", "docx", "");
pub const EXCEL: Choice = choice("xlsx", "Excel", "", "xlsx", "");
pub const CSV: Choice = choice("csv", "CSV", "", "csv", "");
pub const PARQUET: Choice = choice("parquet", "Parquet", "", "parquet", "");
pub const SVG: [Choice; 2] =
    [choice("svg", "SVG", "Light", "svg", ""), choice("svg-dark", "SVG", "Dark", "svg", "theme=dark")];
pub const NARROW_SVG: [Choice; 2] = [
    choice("svg-narrow", "SVG, narrow", "Light", "svg", "width=narrow"),
    choice("svg-narrow-dark", "SVG, narrow", "Dark", "svg", "width=narrow&theme=dark"),
];
pub const PNG: [Choice; 2] =
    [choice("png", "PNG", "Light", "png", ""), choice("png-dark", "PNG", "Dark", "png", "theme=dark")];
pub const NARROW_PNG: [Choice; 2] = [
    choice("png-narrow", "PNG, narrow", "Light", "png", "width=narrow"),
    choice("png-narrow-dark", "PNG, narrow", "Dark", "png", "width=narrow&theme=dark"),
];

pub const SLIDE_PNG: Choice = choice("png-slide", "PNG, for a slide", "", "png", "preset=slide");
pub const PRINT_PNG: [Choice; 2] = [
    choice("png-85", "PNG, print", "85 mm", "png", "preset=print85"),
    choice("png-170", "PNG, print", "170 mm", "png", "preset=print170"),
];
pub const BARE: [Choice; 2] = [
    choice("svg-bare", "Without ground", "SVG", "svg", "theme=transparent"),
    choice("png-bare", "Without ground", "PNG", "png", "theme=transparent"),
];

fn all() -> impl Iterator<Item = &'static Choice> {
    let groups: [&'static [Choice]; 13] = [
        &SLIDES,
        &PAGES,
        std::slice::from_ref(&WORD),
        std::slice::from_ref(&EXCEL),
        std::slice::from_ref(&CSV),
        std::slice::from_ref(&PARQUET),
        &SVG,
        &NARROW_SVG,
        &PNG,
        &NARROW_PNG,
        std::slice::from_ref(&SLIDE_PNG),
        &PRINT_PNG,
        &BARE,
    ];
    groups.into_iter().flatten()
}

impl Choice {
    /// What it is called on its own.
    pub fn label(&self) -> String {
        match self.variant {
            "" => self.name.to_owned(),
            variant => format!("{}, {variant}", self.name),
        }
    }

    /// The address of this file of a figure.
    pub fn address(&self, study: &Code, analysis: &str, query: &str) -> String {
        file_address(study, analysis, self.extension, query, self.fields)
    }

    /// What was chosen last, here or on another page.
    pub fn last() -> Option<&'static Self> {
        let code = request::cookie(COOKIE)?;
        all().find(|choice| choice.code == code)
    }

    /// Remembers the choice with this code for a year.
    pub fn remember(code: &str) {
        browser::set_cookie(COOKIE, code);
    }
}

/// Name of the cookie that keeps the name of the template in use, which the server sets.
pub const CHOSEN_TEMPLATE: &str = "template";

/// The template in use, with the field that asks for it.
pub fn chosen_template() -> Option<(String, String)> {
    let name = request::cookie(CHOSEN_TEMPLATE).filter(|name| !name.is_empty())?;
    let field = format!("{CHOSEN_TEMPLATE}={name}");
    Some((name, field))
}

/// The address of a file with the settings of a page.
pub fn file_address(study: &Code, name: &str, extension: &str, query: &str, fields: &str) -> String {
    let fields: Vec<&str> = [query, fields].into_iter().filter(|part| !part.is_empty()).collect();
    let separator = if fields.is_empty() { "" } else { "?" };
    format!("/s/{study}/{name}.{extension}{separator}{}", fields.join("&"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_file_has_the_address_of_its_page() {
        let study = Code::try_from("trial").unwrap();
        assert_eq!(CSV.address(&study, "trend", ""), "/s/trial/trend.csv");
        let dark = &PNG[1];
        let address = dark.address(&study, "trend", "f.sex=female");
        assert_eq!(address, "/s/trial/trend.png?f.sex=female&theme=dark");
    }

    #[test]
    fn every_choice_is_remembered_under_a_code_of_its_own() {
        let codes: BTreeSet<&str> = all().map(|choice| choice.code).collect();
        assert_eq!(codes.len(), all().count());
    }
}
