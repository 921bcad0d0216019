//! The formats of pictures that a package may hold.

/// Endings of names, with content types. SVG is none of them: it may hold links and programs.
const TYPES: [(&str, &str); 9] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("emf", "image/x-emf"),
    ("wmf", "image/x-wmf"),
];

/// The ending of a picture's name in small letters; `None` for what is no picture.
pub(in crate::export) fn ending(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    TYPES.iter().map(|(known, _)| *known).find(|known| known.eq_ignore_ascii_case(ending))
}

/// The content type of pictures whose names end so.
pub(super) fn content_type(ending: &str) -> Option<&'static str> {
    TYPES.iter().find(|(known, _)| *known == ending).map(|(_, content_type)| *content_type)
}
