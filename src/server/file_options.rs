//! How a file is made, and the words by which addresses, the command line and the description for programs choose it.

use std::borrow::Cow;

use crate::chart::WidthClass;
use crate::domain::AppError;
use crate::export::pptx::{Ground, SlideShape};
use crate::export::{Paper, PictureOptions, PictureSize, PictureTheme};
use crate::server::state::AppState;
use crate::server::templates::{self, TemplateName};

/// How a file is made, as far as its format has a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct FileOptions {
    /// Size and ground of a picture.
    pub picture: PictureOptions,
    /// What slides stand on.
    pub ground: Ground,
    /// Paper of pages.
    pub paper: Paper,
}

impl Default for FileOptions {
    fn default() -> Self {
        let picture =
            PictureOptions { size: PictureSize::Screen(WidthClass::Wide), theme: PictureTheme::Light };
        Self { picture, ground: Ground::default(), paper: Paper::default() }
    }
}

/// A choice among files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChoice {
    /// Width of a picture.
    Width,
    /// What a picture is for, instead of its width.
    Preset,
    /// Ground of a picture.
    Theme,
    /// Form of slides.
    Shape,
    /// Template of slides, by its name.
    Template,
    /// Paper of pages.
    Paper,
}

/// Forms of slides by their codes.
const SHAPES: [(&str, SlideShape); 2] = [("wide", SlideShape::Wide), ("standard", SlideShape::Standard)];
/// Papers by their codes.
const PAPERS: [(&str, Paper); 2] = [("a4", Paper::A4), ("letter", Paper::Letter)];

impl FileChoice {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Width, Self::Preset, Self::Theme, Self::Shape, Self::Template, Self::Paper];

    /// Those that a file of a deck takes.
    pub const OF_DECKS: [Self; 3] = [Self::Shape, Self::Template, Self::Paper];

    /// Its name in a query.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Width => "width",
            Self::Preset => "preset",
            Self::Theme => "theme",
            Self::Shape => "shape",
            Self::Template => "template",
            Self::Paper => "paper",
        }
    }

    /// The names of all, in words.
    pub fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    /// What can be chosen; nothing for a template, which has any name.
    pub fn codes(self) -> Vec<&'static str> {
        match self {
            Self::Width => WidthClass::ALL.map(WidthClass::code).to_vec(),
            Self::Preset => PictureSize::PRESETS.map(|(code, _)| code).to_vec(),
            Self::Theme => PictureTheme::ALL.map(PictureTheme::code).to_vec(),
            Self::Shape => SHAPES.map(|(code, _)| code).to_vec(),
            Self::Template => Vec::new(),
            Self::Paper => PAPERS.map(|(code, _)| code).to_vec(),
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }

    fn refused(self) -> AppError {
        let (name, codes) = (self.name(), self.codes().join(", "));
        AppError::Invalid { sentence: format!("There is no such {name} of a file. Choose one of: {codes}.") }
    }
}

/// What a query chooses among files, before its template is looked up.
#[derive(Debug, Default, PartialEq)]
struct Chosen {
    options: FileOptions,
    template: Option<TemplateName>,
}

impl Chosen {
    fn take(&mut self, choice: FileChoice, code: &str) -> Result<(), AppError> {
        let taken = match choice {
            FileChoice::Width => WidthClass::from_code(code)
                .map(|width| self.options.picture.size = PictureSize::Screen(width)),
            FileChoice::Preset => PictureSize::from_preset(code).map(|size| self.options.picture.size = size),
            FileChoice::Theme => {
                PictureTheme::from_code(code).map(|theme| self.options.picture.theme = theme)
            }
            FileChoice::Shape => of(&SHAPES, code).map(|shape| self.options.ground = Ground::Ours(shape)),
            FileChoice::Paper => of(&PAPERS, code).map(|paper| self.options.paper = paper),
            FileChoice::Template => {
                self.template = Some(TemplateName::read(code)?);
                Some(())
            }
        };
        taken.ok_or_else(|| choice.refused())
    }
}

fn of<T: Copy>(all: &[(&str, T)], code: &str) -> Option<T> {
    all.iter().find(|(name, _)| *name == code).map(|(_, value)| *value)
}

/// What chooses among files in a query, with the template it names; the rest, which comes second, is the page's.
///
/// # Errors
/// [`AppError::Invalid`] for a choice that there is not; as [`templates::named`].
pub async fn chosen(state: &AppState, query: &str) -> Result<(FileOptions, String), AppError> {
    let (Chosen { mut options, template }, rest) = split(query)?;
    if let Some(name) = template {
        options.ground = Ground::Template(templates::named(state, &name).await?);
    }
    Ok((options, rest))
}

fn split(query: &str) -> Result<(Chosen, String), AppError> {
    let mut chosen = Chosen::default();
    let mut rest = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, code) = decoded(pair);
        match FileChoice::named(&name) {
            Some(choice) => chosen.take(choice, &code)?,
            None => rest.push(pair),
        }
    }
    Ok((chosen, rest.join("&")))
}

fn decoded(pair: &str) -> (Cow<'_, str>, Cow<'_, str>) {
    form_urlencoded::parse(pair.as_bytes()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::PrintWidth;

    #[test]
    fn settings_of_the_file_are_taken_out_of_the_query() {
        let query = "split=sex&theme=dark&width=narrow&shape=standard&paper=letter&missing=locf";
        let (Chosen { options, template }, rest) = split(query).unwrap();
        assert_eq!(options.picture.size, PictureSize::Screen(WidthClass::Narrow));
        assert_eq!(options.picture.theme, PictureTheme::Dark);
        assert_eq!(options.ground, Ground::Ours(SlideShape::Standard));
        assert_eq!((options.paper, template), (Paper::Letter, None));
        assert_eq!(rest, "split=sex&missing=locf");
    }

    #[test]
    fn a_picture_has_a_width_or_is_made_for_a_purpose() {
        let (chosen, rest) = split("theme=transparent&preset=print85&split=a%26b").unwrap();
        assert_eq!(chosen.options.picture.size, PictureSize::Print(PrintWidth::OneColumn));
        assert_eq!(chosen.options.picture.theme, PictureTheme::Transparent);
        assert_eq!(rest, "split=a%26b");
    }

    #[test]
    fn slides_stand_on_the_template_that_is_named_as_people_write_names() {
        for query in [
            "template=clinic-2026&split=sex",
            "split=sex&template=Clinic+2026",
            "template=Clinic%202026&split=sex",
        ] {
            let (chosen, rest) = split(query).unwrap();
            assert_eq!(chosen.template.unwrap().as_str(), "clinic-2026", "{query}");
            assert_eq!(rest, "split=sex");
        }
    }

    #[test]
    fn every_choice_takes_its_codes_and_nothing_else() {
        for choice in FileChoice::ALL {
            for code in choice.codes() {
                assert_eq!(split(&format!("{}={code}", choice.name())).unwrap().1, "");
            }
            assert!(split(&format!("{}=../etc", choice.name())).is_err(), "{choice:?}");
        }
    }
}
