//! Answers are printed as the service sent them, whatever this program knows of them.

use cli::{Console, Output, Session, Window};
use contract::page::PageBody;
use driver::bytes::Bytes;
use driver::http::{Request, Response, StatusCode};
use driver::{Call, Client, Exchange, Transport};

use crate::paper::Paper;

/// A service that answers one query with one text, and with 204 where that is empty.
struct Service(&'static [(&'static str, &'static str)]);

impl Transport for Service {
    fn exchange(&self, request: Request<Bytes>) -> Exchange<'_> {
        let query = request.uri().query().unwrap_or_default();
        let answer = self.0.iter().find(|(known, _)| *known == query);
        let (_, text) = answer.expect("nothing else is asked for");
        let mut answer = Response::new(Bytes::from_static(text.as_bytes()));
        if text.is_empty() {
            *answer.status_mut() = StatusCode::NO_CONTENT;
        }
        Box::pin(async move { Ok(answer) })
    }
}

fn client(answers: &'static [(&'static str, &'static str)]) -> Client {
    let builder = Client::builder("http://in-process");
    builder.transport(Service(answers)).build().unwrap()
}

/// What is printed of an answer that the program takes for a `bool`.
async fn shown(output: Output, answers: &'static [(&'static str, &'static str)]) -> String {
    let paper = Paper::default();
    let mut console = Console::new(paper.clone(), Paper::default());
    console.set_output(output);
    let client = client(answers);
    let call: Call<bool> = client.get("/v1/things/1").returning();
    let mut session = Session::new(client, &mut console);
    session.show(call).await.unwrap();
    paper.text()
}

const THING: &[(&str, &str)] = &[("", r#"{"title":"a","later":{"z":1,"b":[1.5,null,true]}}"#)];

#[tokio::test]
async fn fields_keep_their_order() {
    let table = shown(Output::Table, THING).await;
    assert_eq!(table, "title  a\nlater  {\"z\":1,\"b\":[1.5,null,true]}\n");
    let yaml = shown(Output::Yaml, THING).await;
    assert_eq!(
        yaml,
        "title: a\nlater:\n  z: 1\n  b:\n  - 1.5\n  - null\n  - true\n"
    );
    let json = shown(Output::Json, THING).await;
    let start = "{\n  \"title\": \"a\",\n  \"later\": {\n    \"z\": 1,\n    \"b\": [";
    assert!(json.starts_with(start), "{json}");
}

#[tokio::test]
async fn answers_need_not_be_objects() {
    assert_eq!(shown(Output::Table, &[("", "")]).await, "value  null\n");
    assert_eq!(shown(Output::Json, &[("", "")]).await, "null\n");
    let numbers = &[("", "[1,2]")];
    assert_eq!(shown(Output::Table, numbers).await, "value  [1,2]\n");
    let rows = &[("", r#"[{"title":"a"},{"title":"b"}]"#)];
    assert_eq!(shown(Output::Table, rows).await, "TITLE\na\nb\n");
    assert_eq!(shown(Output::Yaml, rows).await, "- title: a\n- title: b\n");
}

#[tokio::test]
async fn pages_follow_each_other() {
    let paper = Paper::default();
    let mut console = Console::new(paper.clone(), Paper::default());
    let client = client(&[
        (
            "",
            r#"{"items":[{"title":"a","later":-1}],"next":"c","total":2}"#,
        ),
        (
            "cursor=c",
            r#"{"items":[{"title":"b","later":18446744073709551615}],"total":2}"#,
        ),
    ]);
    let call: Call<PageBody<bool>> = client.get("/v1/things").returning();
    let mut window = Window::default();
    window.all = true;
    let mut session = Session::new(client, &mut console);
    session.list(call, window).await.unwrap();
    let table = "TITLE  LATER\na      -1\nb      18446744073709551615\n";
    assert_eq!(paper.text(), table);
}
