//! Tests of the core rooms through their public doors.

#[cfg(test)]
mod import_corpus;
#[cfg(test)]
mod import_mapping;
#[cfg(test)]
mod import_properties;
#[cfg(test)]
mod import_studies;
#[cfg(test)]
mod import_suggest;
