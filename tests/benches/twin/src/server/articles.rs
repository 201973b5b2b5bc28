//! `GET /v1/articles` and `GET /v1/articles/{id}`: from the query straight to SQL, from rows straight to JSON.

use std::collections::HashMap;
use std::slice;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::routing::get;
use contract::{
    ArticleId, ArticlesListQuery, Caller, Int64, Position, SortKey, Views, Window, href,
};
use http_ground::{Gate, Incoming, Rejection, Reply, Total};
use store::{Connection, Error, Sql};
use uuid::Uuid;

use crate::create::create;
use crate::json::{Category, Image, Links, Tag, Tiny, User, Whole};
use crate::rejected::rejected;
use crate::sql::{self, TinyRow, WholeRow};

#[derive(Clone, FromRef)]
struct Shared {
    connection: Connection,
    gate: Gate,
}

#[derive(Clone, Copy)]
pub(crate) enum View {
    Default,
    Tiny,
}

const OFFERED: &[(&str, View)] = &[("default", View::Default), ("tiny", View::Tiny)];
const LIST: Views<View> = Views {
    default: View::Tiny,
    offered: OFFERED,
};
pub(crate) const SHOW: Views<View> = Views {
    default: View::Default,
    offered: OFFERED,
};

pub(crate) fn routes(connection: Connection, gate: &Gate) -> Router {
    Router::new()
        .route("/v1/articles", get(list).post(create))
        .route("/v1/articles/{id}", get(show))
        .with_state(Shared {
            connection,
            gate: gate.clone(),
        })
}

async fn show(State(connection): State<Connection>, incoming: Incoming) -> Reply {
    let caller = incoming.caller();
    let id = incoming.id::<ArticleId>("id")?.uuid();
    let view = incoming.view(&SHOW)?;
    one(&connection, &incoming, &caller, id, view, None).await
}

/// One article; as something new if there is a place where it was made.
pub(crate) async fn one(
    connection: &Connection,
    incoming: &Incoming,
    caller: &Caller,
    id: Uuid,
    view: View,
    location: Option<&str>,
) -> Reply {
    match view {
        View::Default => {
            let mut sql = sql::whole(caller);
            sql.push("articles.id = ").bind(id);
            sql::visible(&mut sql, caller);
            let row = connection
                .fetch_optional(sql, sql::whole_row)
                .await
                .map_err(rejected)?;
            let row = row.ok_or_else(Rejection::not_found)?;
            let nested = Nested::of(connection, slice::from_ref(&row))
                .await
                .map_err(rejected)?;
            match location {
                Some(location) => incoming.created(location, &nested.whole(&row), row.version),
                None => incoming.found(&nested.whole(&row), row.version),
            }
        }
        View::Tiny => {
            let mut sql = sql::tiny();
            sql.push("articles.id = ").bind(id);
            sql::visible(&mut sql, caller);
            let row = connection
                .fetch_optional(sql, sql::tiny_row)
                .await
                .map_err(rejected)?;
            let row = row.ok_or_else(Rejection::not_found)?;
            let users = sql::users(connection, [row.author].into_iter())
                .await
                .map_err(rejected)?;
            match location {
                Some(location) => incoming.created(location, &tiny(&row, &users), row.version),
                None => incoming.found(&tiny(&row, &users), row.version),
            }
        }
    }
}

async fn list(State(connection): State<Connection>, incoming: Incoming) -> Reply {
    let caller = incoming.caller();
    let mut query = incoming.query();
    let view = query.view(&LIST);
    let window = query.window(20, 100, Total::NotOffered);
    if query.decode::<ArticlesListQuery>()? != ArticlesListQuery::default() {
        return Err(Rejection::not_implemented());
    }
    match view {
        View::Default => {
            let sql = newest(sql::whole(&caller), &caller, &window);
            let rows = connection
                .fetch_all(sql, sql::whole_row)
                .await
                .map_err(rejected)?;
            let (rows, more) = within(&rows, &window);
            let next = more.map(|last| (last.created_at, last.id)).map(position);
            let nested = Nested::of(&connection, rows).await.map_err(rejected)?;
            incoming.page(
                rows.iter().map(|row| nested.whole(row)).collect(),
                next,
                None,
            )
        }
        View::Tiny => {
            let sql = newest(sql::tiny(), &caller, &window);
            let rows = connection
                .fetch_all(sql, sql::tiny_row)
                .await
                .map_err(rejected)?;
            let (rows, more) = within(&rows, &window);
            let next = more.map(|last| (last.created_at, last.id)).map(position);
            let authors = rows.iter().map(|row| row.author);
            let users = sql::users(&connection, authors).await.map_err(rejected)?;
            incoming.page(
                rows.iter().map(|row| tiny(row, &users)).collect(),
                next,
                None,
            )
        }
    }
}

/// Completes a statement: the newest articles behind the window's position, one more than it holds.
fn newest(mut sql: Sql, caller: &Caller, window: &Window) -> Sql {
    sql.push("TRUE");
    sql::visible(&mut sql, caller);
    if let Some(Position {
        key: Some(SortKey::Time(time)),
        id,
    }) = &window.after
    {
        sql.push(" AND (articles.created_at, articles.id) < (")
            .bind(*time);
        sql.push(", ").bind(*id).push(")");
    }
    sql.push(" ORDER BY articles.created_at DESC, articles.id DESC LIMIT ");
    sql.bind(i64::from(window.limit) + 1);
    sql
}

/// The rows of the window, and the last of them if there are more.
fn within<'r, R>(rows: &'r [R], window: &Window) -> (&'r [R], Option<&'r R>) {
    match rows.split_at_checked(window.limit as usize) {
        Some((rows, [_, ..])) => (rows, rows.last()),
        _ => (rows, None),
    }
}

fn position((time, id): (jiff::Timestamp, Uuid)) -> Position {
    Position {
        key: Some(SortKey::Time(time)),
        id,
    }
}

fn tiny<'r>(row: &'r TinyRow, users: &'r HashMap<Uuid, User>) -> Tiny<'r> {
    Tiny {
        id: row.id,
        title: &row.title,
        slug: &row.slug,
        status: &row.status,
        published_at: row.published_at,
        author: users.get(&row.author),
    }
}

/// What whole articles nest.
struct Nested {
    users: HashMap<Uuid, User>,
    categories: HashMap<Uuid, Category>,
    tags: HashMap<Uuid, Vec<Tag>>,
    images: HashMap<Uuid, Vec<Image>>,
}

impl Nested {
    async fn of(connection: &Connection, rows: &[WholeRow]) -> Result<Self, Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        Ok(Self {
            users: sql::users(connection, rows.iter().map(|row| row.author)).await?,
            categories: sql::categories(connection, rows.iter().filter_map(|row| row.category))
                .await?,
            tags: sql::tags(connection, &ids).await?,
            images: sql::images(connection, &ids).await?,
        })
    }

    fn whole<'r>(&'r self, row: &'r WholeRow) -> Whole<'r> {
        Whole {
            id: row.id,
            title: &row.title,
            subtitle: row.subtitle.as_deref(),
            slug: &row.slug,
            body: &row.body,
            status: &row.status,
            published_at: row.published_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            author: self.users.get(&row.author),
            category: row.category.and_then(|id| self.categories.get(&id)),
            tags: self.tags.get(&row.id).map_or(&[], Vec::as_slice),
            images: self.images.get(&row.id).map_or(&[], Vec::as_slice),
            comments_count: Int64(row.comments),
            links: Links {
                itself: href::articles_item(row.id.into()),
                comments: href::comments(row.id.into()),
            },
        }
    }
}
