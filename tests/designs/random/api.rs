//! Random words about the service itself, and its engines.

use super::draft::Draft;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

pub(super) fn api(draft: &mut Draft, service: &str) -> Map<String, Json> {
    let mut api = Map::new();
    api.insert("name".into(), json!(service));
    api.insert("version".into(), json!("1.2.3-rc.1"));
    let texts: Vec<Json> = (0..2).map(|_| draft.text()).collect();
    let maybe = [
        ("description", texts[0].clone()),
        ("base_path", json!("/v1/in-path")),
        ("region", json!("eu-1")),
        (
            "contact",
            json!({"name": texts[1], "email": "ann@example.com", "url": "https://example.com/?a='b'&c"}),
        ),
        (
            "license",
            json!({"name": texts[1], "url": "https://example.com/license"}),
        ),
        ("terms_of_service", json!("https://example.com/terms")),
        (
            "servers",
            json!([{"url": "https://api.example.com", "description": texts[0]}]),
        ),
        ("cors", cors(draft)),
    ];
    for (key, value) in maybe {
        if draft.chance.percent(60) {
            api.insert(key.into(), value);
        }
    }
    if draft.chance.percent(50) {
        api.insert("languages".into(), json!(["en", "ja"]));
        api.insert(
            "title".into(),
            json!({"en": "A \"title\" </title> {{", "ja": "題"}),
        );
    }
    if let Some(security) = security(draft) {
        api.insert("security".into(), security);
    }
    api
}

/// Who calls; nothing has to be said of the only role that there always is.
fn security(draft: &mut Draft) -> Option<Json> {
    let roles = draft.roles.clone();
    if draft.has_account {
        let account = draft.entities[0].name.clone();
        return Some(json!({"account": account, "role": "role"}));
    }
    let is_said = roles.len() > 1 || draft.chance.percent(50);
    is_said.then(|| json!({"roles": roles}))
}

fn cors(draft: &mut Draft) -> Json {
    if draft.chance.percent(50) {
        return json!({"origins": ["*"]});
    }
    json!({"origins": ["https://example.com", "http://localhost:3000"], "expose": ["X-Own"], "max_age": 60, "credentials": true})
}

pub(super) fn engines(draft: &mut Draft) -> Map<String, Json> {
    let mut engines = Map::new();
    for (index, name) in draft.engines.clone().into_iter().enumerate() {
        let entities = draft
            .entities
            .iter()
            .filter(|entity| entity.engine == index);
        let entities: Vec<String> = entities.map(|entity| entity.name.clone()).collect();
        let mut keys = Map::new();
        draft.describe(&mut keys);
        keys.insert("entities".into(), json!(entities));
        let published: BTreeSet<(String, String)> = draft
            .published
            .iter()
            .filter(|published| published.0 == index)
            .map(|(_, media_type, view)| (media_type.clone(), view.clone()))
            .collect();
        let mut publishes: Map<String, Json> = Map::new();
        for (media_type, view) in published {
            let views = publishes.entry(media_type).or_insert(json!([]));
            if let Json::Array(views) = views {
                views.push(json!(view));
            }
        }
        if !publishes.is_empty() {
            keys.insert("publishes".into(), Json::Object(publishes));
        }
        engines.insert(name.into(), Json::Object(keys));
    }
    engines
}
