//! The document as a whole: every action, read back, the same on every run, nothing dangling.

use std::collections::{BTreeMap, BTreeSet};

use moguera::ir;

use crate::case::{cases, made};

#[test]
fn every_action_is_an_operation() {
    for case in cases() {
        let openapi = case.openapi();
        let operations: BTreeMap<&str, _> = openapi
            .operations()
            .map(|(path, method, operation)| {
                let id = operation
                    .operation_id
                    .as_deref()
                    .expect("every operation has an id");
                (id, (path, method, operation))
            })
            .collect();
        assert_eq!(
            operations.len(),
            openapi.operations().count(),
            "{}: an id is there twice",
            case.name
        );
        assert_eq!(operations.len(), case.actions().count(), "{}", case.name);
        for (resource, action) in case.actions() {
            let id = format!("{}_{}", resource.name, action.name);
            let (path, method, operation) = operations
                .get(id.as_str())
                .unwrap_or_else(|| panic!("no {id}"));
            assert!(path.starts_with(&case.service.api.base_path), "{id}");
            let verb = format!("{:?}", action.method).to_lowercase();
            assert_eq!(*method, verb, "{id}");
            assert_eq!(operation.tags.join(" "), resource.name, "{id}");
            assert_says(operation, action, &id);
            assert_answers(operation, action, &id);
        }
    }
}

/// What the action is about and what it takes, and from whom.
fn assert_says(operation: &openapiv3::Operation, action: &ir::Action, id: &str) {
    let summary = operation.summary.as_deref();
    assert!(summary.is_some_and(|summary| !summary.is_empty()), "{id}");
    assert_eq!(operation.deprecated, action.deprecated.is_some(), "{id}");
    let has_body = operation.request_body.is_some();
    assert_eq!(has_body, action.payload.is_some(), "{id}");
    let mut requirements = operation.security.iter().flatten();
    let open = requirements.any(|requirement| requirement.is_empty());
    assert_eq!(open, action.authorize.contains(&ir::Access::Public), "{id}");
}

/// The status of success, and those of the errors that the action declares.
fn assert_answers(operation: &openapiv3::Operation, action: &ir::Action, id: &str) {
    let answers = |status: u16| {
        let status = openapiv3::StatusCode::Code(status);
        operation.responses.responses.contains_key(&status)
    };
    assert!(answers(action.response.status.code()), "{id}");
    for error in &action.errors {
        assert!(answers(error.status), "{id}: {}", error.name);
    }
}

#[test]
fn it_is_read_back_as_it_was_written() {
    for case in cases() {
        let again = serde_json::to_string_pretty(&case.openapi()).expect("it is JSON");
        assert_eq!(again + "\n", case.text, "{}", case.name);
    }
}

#[test]
fn every_run_gives_the_same() {
    for (first, second) in cases().iter().zip(made()) {
        assert_eq!(first.text, second.text, "{}", first.name);
        assert_eq!(first.page, second.page, "{}", first.name);
    }
}

#[test]
fn references_lead_somewhere_and_components_are_used() {
    for case in cases() {
        let mut used = BTreeSet::new();
        case.walk(&mut |name, value| {
            if let ("$ref", Some(reference)) = (name, value.as_str()) {
                let pointer = reference.strip_prefix('#').expect("references stay inside");
                assert!(
                    case.json.pointer(pointer).is_some(),
                    "{}: {reference}",
                    case.name
                );
                used.insert(reference);
            }
        });
        for kind in ["schemas", "responses", "parameters", "headers"] {
            let named = case.json["components"][kind].as_object();
            for name in named.into_iter().flat_map(|named| named.keys()) {
                let reference = format!("#/components/{kind}/{name}");
                assert!(
                    used.contains(reference.as_str()),
                    "{}: nothing uses {reference}",
                    case.name
                );
            }
        }
    }
}

#[test]
fn paths_are_told_apart_and_have_their_parameters() {
    for case in cases() {
        let mut shapes = BTreeSet::new();
        for (path, item) in case.json["paths"].as_object().expect("there are paths") {
            let names: BTreeSet<&str> = path
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
                .collect();
            let shape = names.iter().fold(path.clone(), |shape, name| {
                shape.replace(&format!("{{{name}}}"), "{}")
            });
            assert!(shapes.insert(shape), "{}: {path} is ambiguous", case.name);
            for operation in item.as_object().expect("a path has operations").values() {
                let parameters = operation["parameters"].as_array().into_iter().flatten();
                let keys = parameters
                    .filter(|parameter| parameter["in"] == "path" && parameter["required"] == true);
                let keys: BTreeSet<&str> = keys
                    .filter_map(|parameter| parameter["name"].as_str())
                    .collect();
                assert_eq!(keys, names, "{}: {path}", case.name);
            }
        }
    }
}
