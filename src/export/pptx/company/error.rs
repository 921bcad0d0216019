//! Why a template cannot be used.

/// Why a template cannot be used, what is wrong with it and what to do. Nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Larger than is read.
    #[error(
        "The template has {megabytes} MB, more than {most_megabytes} MB. Remove slides or make its pictures smaller, and save it again."
    )]
    TooLarge {
        /// Its size, rounded up.
        megabytes: usize,
        /// The largest size.
        most_megabytes: usize,
    },
    /// Its parts are more, or larger when unpacked, than is read.
    #[error(
        "The template unpacks to more than is read ({most_megabytes} MB, {most_xml_megabytes} MB of them without pictures, in {most_parts} parts). Remove slides and layouts or make its pictures smaller, and save it again."
    )]
    UnpackedTooLarge {
        /// The largest size of all parts that are read.
        most_megabytes: usize,
        /// The largest size of those of them that are XML.
        most_xml_megabytes: usize,
        /// The largest number of parts.
        most_parts: usize,
    },
    /// An old format, or encrypted: both come in the same wrapping.
    #[error(
        "The template is protected by a password, or is an old .ppt or .pot file. Remove the password, or save it as .potx or .pptx."
    )]
    Encrypted,
    /// Not a package.
    #[error(
        "The template is not a .potx or .pptx file, or it is damaged. Open it in PowerPoint and save it as .potx."
    )]
    NotAPackage,
    /// A package of another kind.
    #[error("The file holds no presentation. A template is a .potx or .pptx file.")]
    NoPresentation,
    /// With a program inside.
    #[error("The template holds macros (.potm or .pptm). Save it as .potx or .pptx, without them.")]
    Macros,
    /// In the strict form of the format.
    #[error("The template is saved as “Strict Open XML”. Save it as an ordinary .potx or .pptx.")]
    Strict,
    /// A part that is not what it should be.
    #[error("The template is damaged in its part {part}. Open it in PowerPoint and save it again.")]
    Broken {
        /// Name of the part.
        part: String,
    },
    /// Something that leads out of the file or is a program, in a place where it cannot be left out.
    #[error(
        "The template’s part {part} needs something outside of what is kept of it, such as a linked file. Remove it and save the template again."
    )]
    Outside {
        /// Name of the part.
        part: String,
    },
    /// None of the layouts can hold a figure.
    #[error(
        "No layout of the template has a title over enough room for a figure (at least {width} by {height} points under it on a slide that is 540 points high). Add one, such as “Title and Content”."
    )]
    NoLayout {
        /// Points.
        width: i64,
        /// Points.
        height: i64,
    },
}

impl TemplateError {
    pub(super) fn broken(part: &str) -> Self {
        Self::Broken { part: part.to_owned() }
    }
}
