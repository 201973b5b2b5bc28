//! Secrets: taken where an action says so, and never shown.

use std::collections::{BTreeMap, BTreeSet};

use moguera::ir;

use crate::case::cases;

/// Names that stand for secrets and for nothing else, and the payloads that take them.
fn secrets(service: &ir::Service) -> BTreeMap<&str, BTreeSet<String>> {
    let attributes = || {
        service
            .entities
            .iter()
            .flat_map(|entity| &entity.attributes)
    };
    let fields = service.types.iter().flat_map(|ty| match &ty.kind {
        ir::TypeKind::Object(fields) => &fields[..],
        _ => &[],
    });
    let open: BTreeSet<&str> = attributes()
        .filter(|attribute| !attribute.secret)
        .map(|attribute| attribute.name.as_str())
        .chain(fields.map(|field| field.name.as_str()))
        .collect();
    let secret = attributes()
        .filter(|attribute| attribute.secret)
        .map(|attribute| attribute.name.as_str());
    let mut secrets: BTreeMap<&str, BTreeSet<String>> = secret
        .filter(|name| !open.contains(name))
        .map(|name| (name, BTreeSet::new()))
        .collect();
    for resource in &service.resources {
        for action in &resource.actions {
            let (Some(entity), Some(ir::Payload::Entity(taken))) =
                (resource.entity, &action.payload)
            else {
                continue;
            };
            for field in taken {
                if let ir::PayloadField::Attribute(id) = field
                    && let Some(payloads) =
                        secrets.get_mut(service.entity(entity).attribute(*id).name.as_str())
                {
                    payloads.insert(moguera::names::payload(&resource.name, &action.name));
                }
            }
        }
    }
    secrets
}

#[test]
fn secrets_are_named_where_they_are_taken_and_nowhere_else() {
    let mut seen = 0;
    for case in cases() {
        for (secret, payloads) in secrets(&case.service) {
            for (name, schema) in case.json["components"]["schemas"]
                .as_object()
                .expect("there are schemas")
            {
                let property = &schema["properties"][secret];
                assert_eq!(
                    property.is_object(),
                    payloads.contains(name),
                    "{}: {secret} in {name}",
                    case.name
                );
                if property.is_object() {
                    assert_eq!(property["writeOnly"], true, "{}: {secret}", case.name);
                    assert!(property.get("example").is_none(), "{}: {secret}", case.name);
                    assert!(property.get("default").is_none(), "{}: {secret}", case.name);
                    seen += 1;
                }
            }
            let mut named = 0;
            case.walk(&mut |name, _| named += usize::from(name == secret));
            assert_eq!(
                named,
                payloads.len(),
                "{}: an example has {secret}",
                case.name
            );
            if payloads.is_empty() {
                assert!(
                    !case.page.contains(secret),
                    "{}: the page names {secret}",
                    case.name
                );
            }
        }
    }
    assert!(seen > 0, "no case has a secret that is taken");
}
