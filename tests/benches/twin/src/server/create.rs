//! `POST /v1/articles`: a payload goes in, the article as it was stored comes out.

use axum::extract::State;
use contract::{ArticleId, ArticlesCreatePayload, FieldError, UserId, UserRole, href, now, slug};
use http_ground::{Incoming, Rejection, Reply};
use store::{Connection, Error, Sql, Value};
use uuid::Uuid;

use crate::articles::{SHOW, one};
use crate::rejected::rejected;

const INSERT: &str = "INSERT INTO articles (id, title, subtitle, slug, body, status, published_at, author_id, \
     category_id, created_at, updated_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

pub(crate) async fn create(State(connection): State<Connection>, incoming: Incoming) -> Reply {
    let caller = incoming.signed()?;
    let view = incoming.view(&SHOW)?;
    let payload = incoming.payload::<ArticlesCreatePayload>()?;
    if !caller.has_role(&[UserRole::Author, UserRole::Admin]) {
        return Err(Rejection::forbidden());
    }
    let author = caller.account.ok_or_else(Rejection::forbidden)?;
    demand_known(&connection, &payload).await?;
    let id = insert(&connection, &payload, author)
        .await
        .map_err(rejected)?;
    let location = href::articles_item(id.into());
    one(&connection, &incoming, (id, view), Some(&location)).await
}

/// The category, tags and images must be there.
async fn demand_known(
    connection: &Connection,
    payload: &ArticlesCreatePayload,
) -> Result<(), Rejection> {
    let category = payload.category_id.iter().map(|id| id.uuid()).collect();
    let tags = payload
        .tag_ids
        .iter()
        .flatten()
        .map(|id| id.uuid())
        .collect();
    let images = payload
        .image_ids
        .iter()
        .flatten()
        .map(|id| id.uuid())
        .collect();
    let mut errors = Vec::new();
    for (field, table, ids) in [
        ("category_id", "categories", category),
        ("tag_ids", "tags", tags),
        ("image_ids", "images", images),
    ] {
        if !are_known(connection, table, ids).await.map_err(rejected)? {
            errors.push(FieldError::new("unknown_reference", "does not exist").under(field));
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Rejection::invalid(errors))
    }
}

async fn are_known(connection: &Connection, table: &str, ids: Vec<Uuid>) -> Result<bool, Error> {
    if ids.is_empty() {
        return Ok(true);
    }
    let mut sql = Sql::new(&format!(
        "SELECT {table}.id FROM {table} WHERE {table}.id IN "
    ));
    sql.bind_all(ids.iter().copied());
    let known = connection.fetch_all(sql, |row| row.get::<Uuid>(0)).await?;
    Ok(ids.iter().all(|id| known.contains(id)))
}

/// Writes the article under the first name that is free.
async fn insert(
    connection: &Connection,
    payload: &ArticlesCreatePayload,
    author: UserId,
) -> Result<Uuid, Error> {
    let id = ArticleId::new().uuid();
    let base = slug::of(&payload.title, 100);
    let mut attempt = 0;
    loop {
        let name = match &payload.slug {
            Some(slug) => slug.clone(),
            None => slug::numbered(&base, attempt, id, 100),
        };
        match connection
            .execute_all(statements(payload, id, author, &name))
            .await
        {
            Err(Error::UniqueViolation(_))
                if payload.slug.is_none() && attempt < slug::ATTEMPTS =>
            {
                attempt += 1
            }
            outcome => return outcome.map(|_| id),
        }
    }
}

fn statements(payload: &ArticlesCreatePayload, id: Uuid, author: UserId, slug: &str) -> Vec<Sql> {
    let time = now();
    let values: [Value; 12] = [
        id.into(),
        payload.title.as_str().into(),
        payload.subtitle.as_deref().into(),
        slug.into(),
        payload.body.as_str().into(),
        "draft".into(),
        Value::Null,
        author.uuid().into(),
        payload.category_id.map(|id| id.uuid()).into(),
        time.into(),
        time.into(),
        1_i64.into(),
    ];
    let mut statements = vec![Sql::with_values(INSERT, values)];
    let tags = payload
        .tag_ids
        .iter()
        .flatten()
        .map(|tag| tag.uuid())
        .collect::<Vec<_>>();
    statements.extend(relate("article_tags", "tag_id", id, &tags));
    let images = payload
        .image_ids
        .iter()
        .flatten()
        .map(|image| image.uuid())
        .collect::<Vec<_>>();
    statements.extend(relate("article_images", "image_id", id, &images));
    statements
}

fn relate(table: &str, other: &str, id: Uuid, others: &[Uuid]) -> Option<Sql> {
    let mut sql = Sql::new(&format!(
        "INSERT INTO {table} (article_id, {other}, position) VALUES "
    ));
    for (position, key) in (0_i64..).zip(others) {
        sql.push(if position == 0 { "(" } else { ", (" });
        sql.bind(id)
            .push(", ")
            .bind(*key)
            .push(", ")
            .bind(position)
            .push(")");
    }
    (!others.is_empty()).then_some(sql)
}
