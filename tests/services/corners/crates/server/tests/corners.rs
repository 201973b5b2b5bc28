//! What no scaffold and no example has, over HTTP.

use driver::{Client, Response};
use serde_json::{Value, json};
use server::testing::{Holder, Service};

async fn admin(service: &Service) -> Client {
    service.signed(Holder::Role("admin".to_owned())).await
}

async fn made(client: &Client, path: &str, payload: Value) -> Response<Value> {
    let call = client.post(path).payload(&payload).returning::<Value>();
    let made = call.send().await.expect("it can be made");
    assert_eq!(made.status(), 201);
    made
}

fn path_of(made: &Response<Value>) -> String {
    let location = &made.headers()["location"];
    location.to_str().expect("a path is text").to_owned()
}

fn header<'r, T>(response: &'r Response<T>, name: &str) -> &'r str {
    response.headers()[name].to_str().expect("it is text")
}

/// Status of a call without a body that fails.
async fn refused(call: driver::Call<()>) -> u16 {
    let error = call.send().await.expect_err("it is refused");
    error.status().expect("there is an answer").as_u16()
}

#[tokio::test]
async fn a_view_of_a_plain_type_is_chosen_like_any_other() {
    let service = Service::start().await;
    let client = service.anonymous();
    let whole = client.quotes().today().await.unwrap();
    assert_eq!((whole.currency.as_str(), whole.parts.len()), ("EUR", 1));
    let tiny: Value = client
        .get("/v1/quotes/today?view=tiny")
        .returning()
        .await
        .unwrap();
    assert_eq!(tiny, json!({ "amount": "12.50", "currency": "EUR" }));
    let unless_asked: Value = client
        .get("/v1/quotes/tiny-today")
        .returning()
        .await
        .unwrap();
    assert_eq!(unless_asked, tiny);
    let listed = client.quotes().several_tiny().send().await.unwrap();
    assert_eq!((listed.status().as_u16(), listed.body().len()), (207, 2));
    let unknown = client.get("/v1/quotes/today?view=huge").await.unwrap_err();
    assert!(unknown.is_bad_request(), "{unknown:?}");
    let told = serde_json::to_string(unknown.problem().unwrap()).unwrap();
    assert!(told.contains("default") && told.contains("tiny"), "{told}");
}

#[tokio::test]
async fn a_view_of_a_plain_type_has_the_vendor_type_of_its_media_type() {
    let service = Service::start().await;
    let call = service.anonymous().get("/v1/quotes/today");
    let vendor = "application/vnd.corners.quote+json";
    let own = call.header("accept", vendor).send().await.unwrap();
    assert_eq!(header(&own, "content-type"), vendor);
}

#[tokio::test]
async fn the_document_has_a_schema_for_each_view_of_a_plain_type() {
    let service = Service::start().await;
    let document: Value = service
        .anonymous()
        .get("/openapi.json")
        .returning()
        .await
        .unwrap();
    let tiny = &document["components"]["schemas"]["QuoteTinyView"]["properties"];
    assert!(
        tiny["amount"].is_object() && tiny["parts"].is_null(),
        "{tiny}"
    );
    let today = &document["paths"]["/v1/quotes/today"]["get"];
    let sent = today["responses"]["200"]["content"].as_object().unwrap();
    assert!(
        sent.contains_key("application/vnd.corners.quote+json"),
        "{today}"
    );
    assert!(today["parameters"].to_string().contains("view"), "{today}");
}

#[tokio::test]
async fn a_status_is_the_one_that_the_design_says() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let room = path_of(&room(&admin, true).await.2);
    let floor = room.rsplit_once("/rooms").unwrap().0;
    let renamed = admin.post(format!("{room}/rename")).send().await.unwrap();
    assert_eq!(renamed.status(), 202);
    for (path, status) in [
        (format!("{floor}/rooms/tidy"), 202),
        ("/v1/quotes/forget".to_owned(), 205),
    ] {
        let done = admin.post(path).send().await.unwrap();
        assert_eq!((done.status().as_u16(), done.bytes().len()), (status, 0));
    }
}

/// A house, a floor in it and a room on that.
async fn room(admin: &Client, open: bool) -> (Response<Value>, Response<Value>, Response<Value>) {
    let house = made(
        admin,
        "/v1/houses",
        json!({ "name": "a house", "open": open }),
    )
    .await;
    let floors = format!("{}/floors", path_of(&house));
    let floor = made(admin, &floors, json!({ "number": 1 })).await;
    let rooms = format!("{}/rooms", path_of(&floor));
    let room = made(admin, &rooms, json!({ "name": "a room" })).await;
    (house, floor, room)
}

#[tokio::test]
async fn a_path_leads_from_row_to_row() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let (_, _, room) = room(&admin, true).await;
    let there = path_of(&room);
    admin.get(&there).await.expect("its own path leads there");
    let (other_house, other_floor, other_room) = self::room(&admin, true).await;
    let id = |made: &Response<Value>| made.body()["id"].as_str().unwrap().to_owned();
    let (_, rest) = there.split_once("/floors/").unwrap();
    let (floor, room) = rest.split_once("/rooms/").unwrap();
    let (house, floors) = (path_of(&other_house), id(&other_floor));
    for stray in [
        format!("{house}/floors/{floor}/rooms/{room}"),
        format!("{house}/floors/{floors}/rooms/{room}"),
        there.replace(room, &id(&other_room)),
        there.replace(floor, &floors),
    ] {
        assert_eq!(refused(admin.get(&stray)).await, 404, "GET {stray}");
        assert_eq!(refused(admin.delete(&stray)).await, 404, "DELETE {stray}");
        let patch = admin.patch(&stray).merge_patch(&json!({ "name": "mine" }));
        assert_eq!(refused(patch).await, 404, "PATCH {stray}");
        let rename = admin.post(format!("{stray}/rename"));
        assert_eq!(refused(rename).await, 404, "POST {stray}/rename");
    }
    let list = format!("{house}/floors/{floor}/rooms");
    assert_eq!(refused(admin.get(&list)).await, 404, "GET {list}");
    let post = admin.post(&list).payload(&json!({ "name": "mine" }));
    assert_eq!(refused(post).await, 404, "POST {list}");
    let tidy = admin.post(format!("{list}/tidy"));
    assert_eq!(refused(tidy).await, 404, "POST {list}/tidy");
}

#[tokio::test]
async fn every_row_above_has_to_be_seen() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    for (open, status) in [(true, 200), (false, 404)] {
        let (_, floor, room) = room(&admin, open).await;
        let (floor, room) = (path_of(&floor), path_of(&room));
        let list = format!("{floor}/rooms");
        for path in [&floor, &room, &list] {
            admin.get(path).await.expect("who runs it sees everything");
            let asked = service.anonymous().get(path).send().await;
            let told = match asked {
                Ok(found) => found.status(),
                Err(error) => error.status().unwrap(),
            };
            assert_eq!(
                told.as_u16(),
                status,
                "{path} of a house that is open: {open}"
            );
        }
    }
}

#[tokio::test]
async fn who_makes_or_changes_what_they_do_not_see_is_shown_it_once() {
    let service = Service::start().await;
    let member = service.signed(Holder::Role("member".to_owned())).await;
    let letter = made(&member, "/v1/letters", json!({ "text": "Dear all" })).await;
    assert_eq!(letter.body()["text"], "Dear all");
    let path = path_of(&letter);
    assert_eq!(refused(member.get(&path)).await, 404);
    let change = member
        .patch(&path)
        .merge_patch(&json!({ "text": "Dear you" }));
    assert_eq!(
        refused(change).await,
        404,
        "what is not seen is not changed"
    );
    let seen: Value = admin(&service).await.get(&path).returning().await.unwrap();
    assert_eq!(seen["text"], "Dear all");
}

const ADDED: [&str; 2] = [
    include_str!("../../../migrations/sqlite/0002_add_parcels_fragile.sql"),
    include_str!("../../../migrations/postgres/0002_add_parcels_fragile.sql"),
];

/// The table goes back to what it was, gets a row, and is migrated again.
async fn parcel_from_before(service: &Service) {
    let store = service.store().connection();
    let (migration, key) = if store.is_sqlite() {
        (
            ADDED[0],
            "X'018f4e1c7d2a7c3b9a510123456789ab', 'old', 0, 0, 1",
        )
    } else {
        (
            ADDED[1],
            "'018f4e1c-7d2a-7c3b-9a51-0123456789ab', 'old', now(), now(), 1",
        )
    };
    let (_, statements) = migration
        .split_once("\n\n")
        .expect("a migration begins with a comment");
    let statements: Vec<&str> = statements
        .split(";\n")
        .filter(|text| !text.trim().is_empty())
        .collect();
    let dropped = statements.iter().map(|added| {
        let column = added.split_once(" COLUMN ").expect("it adds a column").1;
        let name = column.split(' ').next().expect("it has a name");
        format!("ALTER TABLE parcels DROP COLUMN {name}")
    });
    let row =
        format!("INSERT INTO parcels (id, name, created_at, updated_at, version) VALUES ({key})");
    let again = statements.iter().map(|added| (*added).to_owned());
    for text in dropped.chain([row]).chain(again) {
        let done = store.execute(store::Sql::new(&text)).await;
        done.unwrap_or_else(|error| panic!("{text}: {error}"));
    }
}

#[tokio::test]
async fn a_row_from_before_has_the_defaults_of_what_was_added() {
    let service = Service::start().await;
    parcel_from_before(&service).await;
    let client = service.anonymous();
    let path = "/v1/parcels/018f4e1c-7d2a-7c3b-9a51-0123456789ab";
    let mut old: Value = client.get(path).returning().await.unwrap();
    let new = json!({ "name": "old" });
    let mut new = made(&client, "/v1/parcels", new).await.into_body();
    assert_eq!(old["price"], "-0.50");
    assert_eq!(old["sent"], "2026-02-28T03:00:00.25Z");
    for parcel in [&mut old, &mut new] {
        let parcel = parcel.as_object_mut().unwrap();
        for own in ["id", "created_at", "updated_at"] {
            assert!(parcel.remove(own).is_some(), "{own}");
        }
    }
    assert_eq!(old, new, "an old row is like a new one");
}

#[tokio::test]
async fn a_row_is_seen_by_a_value_of_any_type() {
    let service = Service::start().await;
    let client = service.anonymous();
    let shown = [
        json!({ "topic": "it's {open}" }),
        json!({ "size": "large" }),
        json!({ "urgent": true }),
        json!({ "pages": 3 }),
        json!({ "serial": "9007199254740993" }),
        json!({ "weight": 1.5 }),
        json!({ "price": "12.50" }),
        json!({ "sent": "2026-02-28T03:00:00.25Z" }),
        json!({ "due": "2026-02-28" }),
        json!({ "batch": "018f4e1c-7d2a-7c3b-9a51-0123456789ab" }),
        json!({ "page": "https://example.com/", "contact": "ann@example.com" }),
        json!({ "batch": "018f4e1c-7d2a-7c3b-9a51-0123456789ac", "weight": 2.5 }),
    ];
    let hidden = [
        json!({}),
        json!({ "topic": "it's open", "size": "small", "urgent": false, "pages": 4 }),
        json!({ "serial": "9007199254740992", "weight": 2.5, "price": "0.13" }),
        json!({ "sent": "2026-02-28T12:00:00.25Z", "due": "2026-03-01" }),
        json!({ "batch": "018f4e1c-7d2a-7c3b-9a51-0123456789ac" }),
        json!({ "contact": "ann@example.com" }),
    ];
    for notice in shown.iter().chain(&hidden) {
        made(&client, "/v1/notices", notice.clone()).await;
    }
    let listed: Value = client
        .get("/v1/notices?limit=100")
        .returning()
        .await
        .unwrap();
    let listed = listed["items"].as_array().unwrap();
    for notice in &shown {
        let holds = |item: &Value| {
            let fields = notice.as_object().unwrap();
            fields.iter().all(|(name, value)| item[name] == *value)
        };
        assert!(listed.iter().any(holds), "{notice} in {listed:?}");
    }
    assert_eq!(listed.len(), shown.len());
}

#[tokio::test]
async fn a_slug_that_is_made_keeps_the_rules() {
    let service = Service::start().await;
    let client = service.anonymous();
    for (name, slug) in [
        ("High Street", "high-street"),
        ("Allee 18: 東通り", "allee-18"),
        ("東通り", "untitled"),
        ("X", "untitled-2"),
    ] {
        let street = made(&client, "/v1/streets", json!({ "name": name })).await;
        assert_eq!(street.body()["slug"], slug);
    }
}

/// Makes a row, and gives its key.
async fn key_of(client: &Client, path: &str, payload: Value) -> Value {
    made(client, path, payload).await.body()["id"].clone()
}

#[tokio::test]
async fn a_row_that_loses_another_one_has_changed() {
    let service = Service::start().await;
    let client = service.anonymous();
    let sign = key_of(&client, "/v1/signs", json!({ "name": "Stop" })).await;
    let street = json!({ "name": "High Street", "sign_ids": [sign] });
    let street = made(&client, "/v1/streets", street).await;
    let quarter = async |name: &str| {
        let district = key_of(&client, "/v1/districts", json!({ "name": name })).await;
        let quarter = json!({ "name": name, "district_id": district });
        (district, key_of(&client, "/v1/quarters", quarter).await)
    };
    let (first, old_town) = quarter("Old town").await;
    let (_, new_town) = quarter("New town").await;
    let key_to = async |quarter: Value| {
        let block = json!({ "name": "Block", "quarter_id": quarter });
        let block = key_of(&client, "/v1/blocks", block).await;
        let key = json!({ "name": "Key", "block_id": block });
        made(&client, "/v1/keys-of-blocks", key).await
    };
    let (lost, kept) = (key_to(old_town).await, key_to(new_town).await);

    let gone = format!("/v1/signs/{}", sign.as_str().unwrap());
    client.delete(&gone).await.unwrap();
    let gone = format!("/v1/districts/{}", first.as_str().unwrap());
    client.delete(&gone).await.unwrap();
    let change = async |row: &Response<Value>| {
        let etag = header(row, "etag").to_owned();
        let call = client.patch(path_of(row)).if_match(&etag);
        let change = json!({ "name": "Another" });
        call.payload(&change).returning::<Value>().send().await
    };
    for row in [&street, &lost] {
        let refused = change(row).await.expect_err("it has changed");
        assert_eq!(refused.status().expect("it is answered").as_u16(), 412);
    }
    let changed = change(&kept).await.expect("nothing of it is gone");
    assert_eq!(changed.body()["name"], "Another");
    let lost: Value = client.get(path_of(&lost)).returning().await.unwrap();
    assert_eq!(lost["block_id"], Value::Null);
}

#[tokio::test]
async fn a_row_that_loses_one_deep_in_a_tree_has_changed() {
    let service = Service::start().await;
    let client = service.anonymous();
    let mut above = Value::Null;
    let mut folders = Vec::new();
    let mut sheets = Vec::new();
    for name in ["root", "branch", "twig"] {
        let folder = match &above {
            Value::Null => json!({ "name": name }),
            above => json!({ "name": name, "above_id": above }),
        };
        let folder = made(&client, "/v1/folders", folder).await;
        above = folder.body()["id"].clone();
        folders.push(path_of(&folder));
        let sheet = json!({ "name": name, "folder_id": above });
        sheets.push(made(&client, "/v1/sheets", sheet).await);
    }
    client.delete(&folders[0]).await.unwrap();
    for folder in &folders {
        assert_eq!(refused(client.get(folder)).await, 404, "{folder}");
    }
    for sheet in &sheets {
        let (path, etag) = (path_of(sheet), header(sheet, "etag").to_owned());
        let call = client.patch(&path).if_match(&etag);
        let stale = call.payload(&json!({ "name": "Another" }));
        assert_eq!(refused(stale).await, 412, "{path}");
        let lost: Value = client.get(&path).returning().await.unwrap();
        assert_eq!(lost["folder_id"], Value::Null);
    }
}
