//! Names that clients keep, over HTTP: the old one is sent, both are understood.

use driver::{Client, Response};
use serde_json::{Value, json};
use server::testing::Service;

async fn sign(client: &Client) -> Value {
    let payload = json!({ "name": "a sign" });
    let call = client.post("/v1/signs").payload(&payload);
    call.returning::<Value>().await.unwrap()["id"].clone()
}

async fn made(client: &Client, path: &str, payload: &Value) -> Response<Value> {
    let call = client.post(path).payload(payload).returning::<Value>();
    let made = call.send().await;
    made.unwrap_or_else(|error| panic!("{payload}: {error}"))
}

async fn got(client: &Client, path: &str) -> Value {
    let got = client.get(path).returning::<Value>().await;
    got.unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A shelf said in the words of before, or in those of now.
fn shelf(words: [&str; 4], name: &str, state: &str, sign: &Value) -> Value {
    let [title, holder, marks, width] = words;
    json!({ title: name, holder: sign, marks: [sign], "state": state, "measure": { width: 3 } })
}

const BEFORE: [&str; 4] = ["name", "holder_id", "mark_ids", "breadth"];
const NOW: [&str; 4] = ["title", "owner_of_id", "label_ids", "width"];

#[tokio::test]
async fn both_names_make_the_same() {
    let service = Service::start().await;
    let client = service.anonymous();
    let sign = sign(&client).await;
    for (path, words, state) in [
        ("/v1/shelves", BEFORE, "open"),
        ("/v1/racks", NOW, "unlocked"),
    ] {
        let made = made(&client, path, &shelf(words, path, state, &sign)).await;
        let location = made.headers()["location"].to_str().unwrap().to_owned();
        assert!(location.starts_with("/v1/shelves/"), "{location}");
        let shelf = made.into_body();
        assert_eq!(shelf["name"], path);
        assert_eq!(shelf["holder_id"], sign);
        assert_eq!(shelf["state"], "open");
        assert_eq!(shelf["measure"], json!({ "breadth": 3 }));
        assert_eq!(shelf["marks"][0]["id"], sign);
        assert_eq!(shelf["marks_count"], "1");
        for now in ["title", "owner_of_id", "labels", "labels_count"] {
            assert!(shelf.get(now).is_none(), "{now} is not sent: {shelf}");
        }
        let there = location.replace("/shelves/", "/racks/");
        assert_eq!(got(&client, &there).await, shelf);
        let tiny = json!({ "id": shelf["id"], "name": path, "state": "open" });
        for view in ["tiny", "brief"] {
            assert_eq!(got(&client, &format!("{location}?view={view}")).await, tiny);
        }
    }
}

#[tokio::test]
async fn lists_are_asked_by_both_names() {
    let service = Service::start().await;
    let client = service.anonymous();
    let sign = sign(&client).await;
    for name in ["b", "a"] {
        made(&client, "/v1/shelves", &shelf(BEFORE, name, "open", &sign)).await;
    }
    let id = sign.as_str().unwrap();
    for query in [
        "sort=-name".to_owned(),
        "sort=-title&state=open".to_owned(),
        "sort=-name&state=unlocked&view=brief".to_owned(),
        format!("sort=-name&holder_id={id}&mark_id={id}"),
        format!("sort=-title&owner_of_id={id}&label_id={id}&view=tiny"),
    ] {
        let page = got(&client, &format!("/v1/shelves?{query}")).await;
        let names = [&page["items"][0]["name"], &page["items"][1]["name"]];
        assert_eq!(names, ["b", "a"], "{query}");
    }
    for query in ["name=a", "title=a"] {
        let page = got(&client, &format!("/v1/racks?{query}")).await;
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "{query}");
    }
}

#[tokio::test]
async fn a_change_says_either_name() {
    let service = Service::start().await;
    let client = service.anonymous();
    let sign = sign(&client).await;
    let first = made(&client, "/v1/shelves", &shelf(BEFORE, "a", "open", &sign)).await;
    let path = first.headers()["location"].to_str().unwrap().to_owned();
    for (patch, width) in [
        (
            json!({ "title": "b", "measure": { "width": 4, "depth": 1 } }),
            4,
        ),
        (json!({ "name": "b", "measure": { "breadth": 5 } }), 5),
    ] {
        let call = client.patch(&path).merge_patch(&patch);
        let changed = call.returning::<Value>().await;
        let changed = changed.unwrap_or_else(|error| panic!("{patch}: {error}"));
        assert_eq!(changed["name"], "b");
        assert_eq!(changed["measure"], json!({ "breadth": width, "depth": 1 }));
    }
}

#[tokio::test]
async fn what_is_said_twice_or_wrongly_is_told_by_the_name_of_before() {
    let service = Service::start().await;
    let client = service.anonymous();
    let sign = sign(&client).await;
    let mut twice = shelf(BEFORE, "a", "open", &sign);
    twice["title"] = json!("a");
    let mut wrong = shelf(NOW, "a", "ajar", &sign);
    wrong["title"] = json!(1);
    for (payload, faults) in [
        (twice, vec![("/name", "repeated")]),
        (wrong, vec![("/name", "wrong_type"), ("/state", "enum")]),
    ] {
        let error = client.post("/v1/racks").payload(&payload).await;
        let error = error.expect_err("it is refused");
        assert_eq!(error.status().unwrap().as_u16(), 422);
        let problem = serde_json::to_value(error.problem().unwrap()).unwrap();
        let told = problem["errors"].as_array().unwrap().iter();
        let text = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
        let told = told.map(|error| (text(error, "pointer"), text(error, "code")));
        let faults = faults
            .iter()
            .map(|(place, code)| ((*place).to_owned(), (*code).to_owned()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            faults.collect::<Vec<_>>(),
            "{payload}"
        );
    }
    let both = client.get("/v1/racks?name=a&title=a").await.unwrap_err();
    assert!(both.is_bad_request(), "{both:?}");
    let same = shelf(NOW, "a", "locked", &sign);
    made(&client, "/v1/racks", &same).await;
    let taken = client.post("/v1/racks").payload(&same).await.unwrap_err();
    let problem = serde_json::to_string(taken.problem().unwrap()).unwrap();
    assert!(problem.contains("/name"), "{problem}");
}

#[tokio::test]
async fn an_action_takes_both_names() {
    let service = Service::start().await;
    let client = service.anonymous();
    let sign = sign(&client).await;
    let shelf = made(&client, "/v1/racks", &shelf(NOW, "a", "open", &sign)).await;
    let id = shelf.body()["id"].as_str().unwrap().to_owned();
    for (path, payload) in [
        ("shelves", json!({ "why": "late" })),
        ("racks", json!({ "reason": "late" })),
    ] {
        for query in ["noisily=true", "loudly=true"] {
            let path = format!("/v1/{path}/{id}/shut?{query}");
            let shut = client.post(&path).payload(&payload).returning::<Value>();
            let shut = shut.await.unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(shut["name"], "a", "{path}");
        }
    }
}

#[tokio::test]
async fn the_driver_says_the_names_of_before_in_types_of_now() {
    let service = Service::start().await;
    let client = service.anonymous();
    let sign: contract::SignId = sign(&client).await.as_str().unwrap().parse().unwrap();
    let payload = contract::RacksCreatePayload::new("a".to_owned(), sign);
    let sent = serde_json::to_value(&payload).unwrap();
    assert_eq!(sent, json!({ "name": "a", "holder_id": sign }));
    let made = client.racks().create(&payload).await.unwrap();
    assert_eq!((made.title.as_str(), made.owner_of_id), ("a", sign));
    assert_eq!(made.state, contract::ShelfState::Unlocked);
    let brief = client.racks().show_brief(made.id).await.unwrap();
    assert_eq!(brief.title, "a");
}

#[tokio::test]
async fn the_document_says_the_names_of_before() {
    let service = Service::start().await;
    let document = got(&service.anonymous(), "/openapi.json").await;
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.contains_key("/v1/shelves/{id}") && !paths.contains_key("/v1/racks/{id}"));
    let properties = &document["components"]["schemas"]["ShelfView"]["properties"];
    assert!(properties["name"].is_object() && properties["title"].is_null());
    let list = paths["/v1/shelves"]["get"].to_string();
    for said in ["\"mark_id\"", "\"-name\"", "\"tiny\""] {
        assert!(list.contains(said), "{said}: {list}");
    }
}
