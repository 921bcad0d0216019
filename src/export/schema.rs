//! What the JSON of an exhibit looks like, for programs that read it.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::exhibit::Exhibit;

/// Version of the form of the JSON, major and minor: the major one changes when a reader of the form before could fail.
pub const SCHEMA_VERSION: &str = "1.0";

/// The JSON Schema (draft 2020-12) of an exhibit as it is written, made from the types themselves.
pub fn exhibit_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Exhibit>();
    schema.insert("$id".to_owned(), json!(format!("urn:sinew:exhibit:{SCHEMA_VERSION}")));
    schema.insert("title".to_owned(), json!("Exhibit"));
    schema.insert("version".to_owned(), json!(SCHEMA_VERSION));
    schema.to_value()
}

#[cfg(test)]
mod tests {
    use boon::{Compiler, Draft, SchemaIndex, Schemas};

    use super::*;
    use crate::chart::examples;
    use crate::export::example;

    const PLACE: &str = "urn:test:exhibit";

    fn compiled() -> (Schemas, SchemaIndex) {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.set_default_draft(Draft::V2020_12);
        compiler.enable_format_assertions();
        compiler.add_resource(PLACE, exhibit_schema()).unwrap();
        let index = compiler.compile(PLACE, &mut schemas).unwrap();
        (schemas, index)
    }

    #[test]
    fn the_json_of_every_figure_is_as_the_schema_says() {
        let (schemas, index) = compiled();
        for (name, figure) in examples::all() {
            let exhibit = serde_json::to_value(example::of(figure).get()).unwrap();
            if let Err(error) = schemas.validate(&exhibit, index) {
                panic!("{name}: {error:#}");
            }
        }
    }

    #[test]
    fn what_is_no_exhibit_is_refused() {
        let (schemas, index) = compiled();
        let good = serde_json::to_value(example::trial().get()).unwrap();
        let spoil = |place: &str, value: Value| {
            let mut bad = good.clone();
            *bad.pointer_mut(place).unwrap() = value;
            bad
        };
        let without_id = {
            let mut bad = good.clone();
            bad.as_object_mut().unwrap().remove("id");
            bad
        };
        let with_more = {
            let mut bad = good.clone();
            bad["more"] = json!(1);
            bad
        };
        let bad = [
            without_id,
            with_more,
            spoil("/provenance/policy", json!("open")),
            spoil("/figure/trend/series/0/number", json!("one")),
            spoil("/table/rows/0/cells/0", json!({ "word": "x" })),
            spoil("/figure", json!({ "pie": {} })),
        ];
        for exhibit in bad {
            assert!(schemas.validate(&exhibit, index).is_err(), "{exhibit}");
        }
        assert!(schemas.validate(&good, index).is_ok());
    }

    /// Programs rely on what was published. When this fails: raise the version, and publish the new form beside the old.
    #[test]
    fn the_published_form_of_this_version_has_not_changed() {
        let published = include_str!("../../tests/reference/exhibit-1.0.schema.json");
        assert_eq!(exhibit_schema(), serde_json::from_str::<Value>(published).unwrap());
    }

    #[test]
    fn every_part_of_an_exhibit_is_explained() {
        let schema = exhibit_schema();
        assert_eq!(schema["version"], SCHEMA_VERSION);
        let parts = schema["properties"].as_object().unwrap();
        let own = serde_json::to_value(example::trial().get()).unwrap();
        assert!(own.as_object().unwrap().keys().eq(parts.keys()));
        assert!(
            parts.values().all(|part| part["description"].as_str().is_some_and(|words| !words.is_empty()))
        );
    }
}
