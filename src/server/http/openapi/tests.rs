//! The description against the routes and the choices among files.

use std::collections::BTreeSet;

use super::*;

/// Routes that only a page of this program asks for.
const OF_PAGES: [&str; 1] = ["/theme"];
/// What a layer answers before the routes.
const OF_LAYERS: [&str; 1] = ["/decks/{deck}.{kind}"];

#[test]
fn every_route_is_described_and_nothing_else() {
    let sources = [
        include_str!("../router.rs"),
        include_str!("../deck_files.rs"),
        include_str!("../deck_template.rs"),
        include_str!("../templates.rs"),
    ];
    let routes = sources.iter().flat_map(|source| source.split(".route(\"").skip(1));
    let mut routes: BTreeSet<_> = routes.filter_map(|rest| rest.split('"').next()).collect();
    for page in OF_PAGES {
        assert!(routes.remove(page), "{page} is no route");
    }
    routes.extend(OF_LAYERS);
    let described = description()["paths"].as_object().unwrap().clone();
    let as_routed = |path: &String| match path.as_str() {
        "/api/v1/exhibits/{analysis}/{digits}.{format}" => "/api/v1/exhibits/{analysis}/{file}".to_owned(),
        "/s/{study}/{name}.{format}" => "/s/{study}/{file}".to_owned(),
        other => other.to_owned(),
    };
    let described: BTreeSet<_> = described.keys().map(as_routed).collect();
    assert_eq!(routes.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), described);
}

/// The names of what an operation takes in its query.
fn choices_of(description: &Value, path: &str) -> BTreeSet<String> {
    let taken = description["paths"][path]["get"]["parameters"].as_array().unwrap();
    let taken = taken.iter().map(|one| {
        let place = one["$ref"].as_str().unwrap().trim_start_matches('#');
        description.pointer(place).unwrap()
    });
    let in_query = taken.filter(|parameter| parameter["in"] == "query");
    in_query.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
}

/// What a choice can be, as it is described: every code and no other, or any name.
fn assert_offered(schema: &Value, choice: FileChoice) {
    let codes = schema.get("enum").map(|codes| serde_json::from_value::<Vec<String>>(codes.clone()).unwrap());
    let codes = codes.unwrap_or_default();
    assert_eq!(codes, choice.codes(), "{choice:?}");
    let default = schema.get("default").map(|default| default.as_str().unwrap());
    assert!(default.is_none_or(|default| choice.codes().contains(&default)), "{choice:?}: {default:?}");
}

#[test]
fn every_choice_among_files_is_described_wherever_it_is_taken() {
    let description = description();
    let names = |choices: &[FileChoice]| -> BTreeSet<String> {
        choices.iter().map(|choice| choice.name().to_owned()).collect()
    };
    for path in ["/s/{study}/{name}.{format}", "/api/v1/exhibits/{analysis}/{digits}.{format}"] {
        assert_eq!(choices_of(&description, path), names(&FileChoice::ALL), "{path}");
    }
    let of_decks = names(&FileChoice::OF_DECKS);
    assert_eq!(choices_of(&description, "/decks/{deck}.{kind}"), of_decks);
    let form = &description["components"]["schemas"]["AskedDeckFile"]["properties"];
    let mut fields: BTreeSet<_> = form.as_object().unwrap().keys().cloned().collect();
    assert!(fields.remove("kind"));
    assert_eq!(fields, of_decks);
    for choice in FileChoice::ALL {
        assert_offered(&description["components"]["parameters"][choice.name()]["schema"], choice);
    }
    for choice in FileChoice::OF_DECKS {
        assert_offered(&form[choice.name()], choice);
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let description = description();
    let mut found = Vec::new();
    references(&description, &mut found);
    assert!(found.len() > 10, "{found:?}");
    for reference in found.iter().filter(|reference| *reference != SCHEMA_ADDRESS) {
        let place = reference.strip_prefix('#').unwrap_or_default();
        assert!(description.pointer(place).is_some(), "{reference}");
    }
}
