//! `GET /v1/articles` and `GET /v1/articles/{id}`: from the query straight to SQL, from rows straight to JSON.

use std::collections::HashMap;
use std::slice;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::routing::get;
use contract::{
    ArticleId, ArticlesListQuery, Caller, Int64, Position, Representation, SortKey, Views, Window,
    href,
};
use http_ground::{Gate, Incoming, Rejection, Reply, Total};
use jiff::Timestamp;
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
    let id = incoming.id::<ArticleId>("id")?.uuid();
    let view = incoming.view(&SHOW)?;
    one(&connection, &incoming, (id, view), None).await
}

/// One article; as something new if there is a place where it was made.
pub(crate) async fn one(
    connection: &Connection,
    incoming: &Incoming,
    (id, view): (Uuid, View),
    place: Option<&str>,
) -> Reply {
    let caller = incoming.caller();
    match view {
        View::Default => {
            let sql = of_key(sql::whole(&caller), &caller, id);
            let row = connection.fetch_optional(sql, sql::whole_row).await;
            let row = row.map_err(rejected)?.ok_or_else(Rejection::not_found)?;
            let nested = Nested::of(connection, slice::from_ref(&row)).await;
            let nested = nested.map_err(rejected)?;
            answer(incoming, place, &nested.whole(&row), row.version)
        }
        View::Tiny => {
            let sql = of_key(sql::tiny(), &caller, id);
            let row = connection.fetch_optional(sql, sql::tiny_row).await;
            let row = row.map_err(rejected)?.ok_or_else(Rejection::not_found)?;
            let users = sql::users(connection, [row.author].into_iter()).await;
            let users = users.map_err(rejected)?;
            answer(incoming, place, &tiny(&row, &users), row.version)
        }
    }
}

/// Completes a statement: the article of this key.
fn of_key(mut sql: Sql, caller: &Caller, id: Uuid) -> Sql {
    sql.push("articles.id = ").bind(id);
    sql::visible(&mut sql, caller);
    sql
}

fn answer<T: Representation>(
    incoming: &Incoming,
    place: Option<&str>,
    view: &T,
    version: i64,
) -> Reply {
    match place {
        Some(place) => incoming.created(place, view, version),
        None => incoming.found(view, version),
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
            let rows = connection.fetch_all(sql, sql::whole_row).await;
            let rows = rows.map_err(rejected)?;
            let (rows, more) = within(&rows, &window);
            let next = more.map(|last| position(last.created_at, last.id));
            let nested = Nested::of(&connection, rows).await.map_err(rejected)?;
            let items = rows.iter().map(|row| nested.whole(row));
            incoming.page(items.collect(), next, None)
        }
        View::Tiny => {
            let sql = newest(sql::tiny(), &caller, &window);
            let rows = connection.fetch_all(sql, sql::tiny_row).await;
            let rows = rows.map_err(rejected)?;
            let (rows, more) = within(&rows, &window);
            let next = more.map(|last| position(last.created_at, last.id));
            let users = sql::users(&connection, rows.iter().map(|row| row.author)).await;
            let users = users.map_err(rejected)?;
            let items = rows.iter().map(|row| tiny(row, &users));
            incoming.page(items.collect(), next, None)
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

fn position(time: Timestamp, id: Uuid) -> Position {
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
