//! What a merge patch does inside of objects, maps and unions, over HTTP (RFC 7396).

use driver::Client;
use serde_json::{Value, json};
use server::testing::Service;

/// A row with a value of each kind, and where it is.
async fn offer(client: &Client) -> String {
    let quote = json!({ "amount": "12.50", "currency": "EUR", "note": "net", "parts": [] });
    let offer =
        json!({ "quote": quote, "labels": { "a": 1 }, "way": { "kind": "by_post", "stamps": 3 } });
    let call = client.post("/v1/offers").payload(&offer);
    let made = call
        .returning::<Value>()
        .send()
        .await
        .expect("it can be made");
    let location = &made.headers()["location"];
    location.to_str().expect("a path is text").to_owned()
}

async fn changed(client: &Client, path: &str, patch: &Value) -> Value {
    let call = client.patch(path).merge_patch(patch).returning::<Value>();
    let changed = call.send().await;
    changed
        .unwrap_or_else(|error| panic!("{patch}: {error}"))
        .into_body()
}

/// Places and codes of what is wrong.
async fn refused(client: &Client, path: &str, patch: &Value) -> Vec<(String, String)> {
    let error = client.patch(path).merge_patch(patch).send().await;
    let error = error.expect_err("it is refused");
    assert_eq!(
        error.status().expect("it is answered").as_u16(),
        422,
        "{patch}"
    );
    let problem = serde_json::to_value(error.problem().expect("it is told")).unwrap();
    let errors = problem["errors"].as_array().expect("there are some").iter();
    let text = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    errors
        .map(|error| (text(error, "pointer"), text(error, "code")))
        .collect()
}

#[tokio::test]
async fn members_that_are_not_mentioned_stay() {
    let service = Service::start().await;
    let client = service.anonymous();
    let path = offer(&client).await;
    let patch =
        json!({ "quote": { "amount": "3.00" }, "labels": { "b": 2 }, "way": { "stamps": 4 } });
    let offer = changed(&client, &path, &patch).await;
    let quote = json!({ "amount": "3.00", "currency": "EUR", "note": "net", "parts": [] });
    assert_eq!(offer["quote"], quote);
    assert_eq!(offer["labels"], json!({ "a": 1, "b": 2 }));
    assert_eq!(offer["way"], json!({ "kind": "by_post", "stamps": 4 }));
    let stored: Value = client.get(&path).returning().await.unwrap();
    assert_eq!(stored, offer);
}

#[tokio::test]
async fn null_removes_a_member() {
    let service = Service::start().await;
    let client = service.anonymous();
    let path = offer(&client).await;
    let patch = json!({ "quote": { "note": null }, "labels": { "a": null, "c": 3 } });
    let offer = changed(&client, &path, &patch).await;
    assert_eq!(offer["quote"].get("note"), None);
    assert_eq!(offer["labels"], json!({ "c": 3 }));
    let by_bike = json!({ "way": { "kind": "by_bike", "stamps": null, "rider": "Ann" } });
    let offer = changed(&client, &path, &by_bike).await;
    assert_eq!(offer["way"], json!({ "kind": "by_bike", "rider": "Ann" }));
    let offer = changed(&client, &path, &json!({ "labels": null, "way": null })).await;
    assert_eq!((offer.get("labels"), offer.get("way")), (None, None));
    let offer = changed(&client, &path, &json!({ "labels": { "d": 4, "e": null } })).await;
    assert_eq!(offer["labels"], json!({ "d": 4 }));
}

#[tokio::test]
async fn what_comes_of_it_keeps_the_rules() {
    let service = Service::start().await;
    let client = service.anonymous();
    let path = offer(&client).await;
    for (patch, faults) in [
        (json!({ "quote": null }), vec![("/quote", "null")]),
        (
            json!({ "quote": { "currency": null } }),
            vec![("/quote/currency", "required")],
        ),
        (
            json!({ "quote": { "currency": "E", "x": 1 } }),
            vec![
                ("/quote/currency", "min_length"),
                ("/quote/x", "unknown_field"),
            ],
        ),
        (
            json!({ "labels": { "b": 2, "c": 3 } }),
            vec![("/labels", "max_items")],
        ),
        (
            json!({ "labels": { "b": -1 } }),
            vec![("/labels/b", "minimum")],
        ),
        (
            json!({ "way": { "kind": "by_bike" } }),
            vec![("/way/rider", "required"), ("/way/stamps", "unknown_field")],
        ),
        (
            json!({ "quote": { "note": null, "amount": null }, "labels": { "b": 2, "c": 3 } }),
            vec![("/quote/amount", "required"), ("/labels", "max_items")],
        ),
    ] {
        let told = refused(&client, &path, &patch).await;
        let faults = faults
            .into_iter()
            .map(|(place, code)| (place.to_owned(), code.to_owned()));
        assert_eq!(told, faults.collect::<Vec<_>>(), "{patch}");
    }
    let stored: Value = client.get(&path).returning().await.unwrap();
    assert_eq!(
        stored["labels"],
        json!({ "a": 1 }),
        "nothing of it was done"
    );
}
