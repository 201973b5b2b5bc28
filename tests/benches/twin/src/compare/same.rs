//! Whether both servers answer the same: one request to each goes in, the first difference comes out.

use serde_json::Value;
use tokio::net::TcpStream;

use crate::Failure;
use crate::answer::Connection;
use crate::calls::What;
use crate::server::Server;

/// An answer without what has to differ.
#[derive(PartialEq, Eq)]
struct Answer {
    head: Vec<String>,
    body: String,
}

/// Sends each server its request and demands the same status, headers and body, byte for byte but for what is made
/// for this one answer: its date and request id, the random cursor of a page, the id and times of something new.
pub(crate) async fn demand_same(
    what: What,
    (generated, request): (&Server, &[u8]),
    (twin, twins): (&Server, &[u8]),
) -> Result<(), Failure> {
    let expected = ask(what, generated, request).await?;
    let found = ask(what, twin, twins).await?;
    if expected == found {
        return Ok(());
    }
    let (expected, found) = (expected.text(), found.text());
    Err(format!("the twin answers\n{found}\nwhere the generated server answers\n{expected}").into())
}

async fn ask(what: What, server: &Server, request: &[u8]) -> Result<Answer, Failure> {
    let mut connection = Connection::new(TcpStream::connect(server.address).await?)?;
    let status = connection.exchange(request).await?;
    let body = str::from_utf8(connection.body())?;
    if !(200..300).contains(&status) {
        return Err(format!("{}\n{body}", connection.head()?).into());
    }
    let made: &[&str] = match what {
        What::Show(_) => &[],
        What::List(_) => &["next"],
        What::Create => &["id", "created_at", "updated_at"],
    };
    let masks = masks(body, made)?;
    let without = |text: &str| {
        masks
            .iter()
            .fold(text.to_owned(), |text, mask| text.replace(mask, "…"))
    };
    let lines = connection.head()?.lines();
    let kept = lines.filter(|line| !passing(what).iter().any(|name| line.starts_with(name)));
    Ok(Answer {
        head: kept.map(without).collect(),
        body: without(body),
    })
}

/// Headers that differ between two answers of one server.
const fn passing(what: What) -> &'static [&'static str] {
    match what {
        // A new id and new times make another hash, and times that end in zeros are shorter.
        What::Create => &["date: ", "x-request-id: ", "etag: ", "content-length: "],
        _ => &["date: ", "x-request-id: "],
    }
}

/// The values of these members, all of which must be there.
fn masks(body: &str, members: &[&str]) -> Result<Vec<String>, Failure> {
    let body: Value = serde_json::from_str(body)?;
    let value = |member: &&str| {
        let value = body.get(member).and_then(Value::as_str);
        value
            .map(str::to_owned)
            .ok_or_else(|| format!("no `{member}` in {body}").into())
    };
    members.iter().map(value).collect()
}

impl Answer {
    fn text(&self) -> String {
        format!("{}\n\n{}", self.head.join("\n"), self.body)
    }
}
