//! Every read: keys go in, rows come out. The texts are those of the generated repositories.

use std::collections::HashMap;

use contract::{Caller, UserRole};
use jiff::Timestamp;
use store::{Connection, Error, Row, Sql};
use uuid::Uuid;

use crate::json::{Category, Image, Tag, User};

const WHOLE: &str = "SELECT articles.id, articles.title, articles.subtitle, articles.slug, articles.body, \
     articles.status, articles.published_at, articles.author_id, articles.category_id, articles.created_at, \
     articles.updated_at, articles.version, (SELECT count(*) FROM comments related WHERE \
     related.article_id = articles.id AND (FALSE OR (EXISTS (SELECT 1 FROM articles WHERE \
     articles.id = related.article_id";

const TINY: &str = "SELECT articles.id, articles.title, articles.slug, articles.status, articles.published_at, \
     articles.author_id, articles.created_at, articles.version";

const USERS: &str = "SELECT users.id, users.name, users.avatar_url, users.created_at, users.version FROM users \
     WHERE users.id IN ";

const CATEGORIES: &str = "SELECT categories.id, categories.name, categories.slug, categories.version \
     FROM categories WHERE categories.id IN ";

const TAGS: &str = "SELECT tags.id, tags.name, tags.version, joined.article_id FROM article_tags joined \
     JOIN tags ON tags.id = joined.tag_id WHERE joined.article_id IN ";

const IMAGES: &str = "SELECT images.id, images.name, images.url, images.alt_text, images.uploader_id, \
     images.created_at, images.version, joined.article_id FROM article_images joined \
     JOIN images ON images.id = joined.image_id WHERE joined.article_id IN ";

/// An article with all its columns.
pub(crate) struct WholeRow {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    pub(crate) slug: String,
    pub(crate) body: String,
    pub(crate) status: String,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) author: Uuid,
    pub(crate) category: Option<Uuid>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) version: i64,
    pub(crate) comments: i64,
}

/// An article with the columns of its view `tiny`.
pub(crate) struct TinyRow {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) slug: String,
    pub(crate) status: String,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) author: Uuid,
    pub(crate) created_at: Timestamp,
    pub(crate) version: i64,
}

pub(crate) fn whole(caller: &Caller) -> Sql {
    let mut sql = Sql::new(WHOLE);
    visible(&mut sql, caller);
    sql.push(")))) FROM articles WHERE ");
    sql
}

pub(crate) fn tiny() -> Sql {
    let mut sql = Sql::new(TINY);
    sql.push(" FROM articles WHERE ");
    sql
}

/// Published, or one's own, or all for an administrator.
pub(crate) fn visible(sql: &mut Sql, caller: &Caller) {
    if caller.role == Some(UserRole::Admin) {
        return;
    }
    sql.push(" AND (articles.status = 'published'");
    if let Some(account) = caller.account {
        sql.push(" OR (articles.author_id = ")
            .bind(account.uuid())
            .push(")");
    }
    sql.push(")");
}

pub(crate) fn whole_row(row: &Row<'_>) -> Result<WholeRow, Error> {
    Ok(WholeRow {
        id: row.get(0)?,
        title: row.get(1)?,
        subtitle: row.get(2)?,
        slug: row.get(3)?,
        body: row.get(4)?,
        status: row.get(5)?,
        published_at: row.get(6)?,
        author: row.get(7)?,
        category: row.get(8)?,
        created_at: row.get(9)?,
        updated_at: row.get(10)?,
        version: row.get(11)?,
        comments: row.get(12)?,
    })
}

pub(crate) fn tiny_row(row: &Row<'_>) -> Result<TinyRow, Error> {
    Ok(TinyRow {
        id: row.get(0)?,
        title: row.get(1)?,
        slug: row.get(2)?,
        status: row.get(3)?,
        published_at: row.get(4)?,
        author: row.get(5)?,
        created_at: row.get(6)?,
        version: row.get(7)?,
    })
}

/// The users of these keys, each of which may be there several times.
pub(crate) async fn users(
    connection: &Connection,
    keys: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, User>, Error> {
    let user = |row: &Row<'_>| {
        let id = row.get(0)?;
        Ok((
            id,
            User {
                id,
                name: row.get(1)?,
                avatar_url: row.get(2)?,
            },
        ))
    };
    by_key(connection, USERS, keys, user).await
}

pub(crate) async fn categories(
    connection: &Connection,
    keys: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Category>, Error> {
    let category = |row: &Row<'_>| {
        let id = row.get(0)?;
        Ok((
            id,
            Category {
                id,
                name: row.get(1)?,
                slug: row.get(2)?,
            },
        ))
    };
    by_key(connection, CATEGORIES, keys, category).await
}

/// The tags of these articles.
pub(crate) async fn tags(
    connection: &Connection,
    articles: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Tag>>, Error> {
    let tag = |row: &Row<'_>| {
        Ok((
            row.get(3)?,
            Tag {
                id: row.get(0)?,
                name: row.get(1)?,
            },
        ))
    };
    by_article(connection, TAGS, articles, tag).await
}

pub(crate) async fn images(
    connection: &Connection,
    articles: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Image>>, Error> {
    let image = |row: &Row<'_>| {
        let image = Image {
            id: row.get(0)?,
            name: row.get(1)?,
            url: row.get(2)?,
            alt_text: row.get(3)?,
        };
        Ok((row.get(7)?, image))
    };
    by_article(connection, IMAGES, articles, image).await
}

async fn by_key<T: Send>(
    connection: &Connection,
    text: &str,
    keys: impl Iterator<Item = Uuid>,
    map: impl FnMut(&Row<'_>) -> Result<(Uuid, T), Error> + Send,
) -> Result<HashMap<Uuid, T>, Error> {
    let mut distinct = Vec::new();
    for key in keys {
        if !distinct.contains(&key) {
            distinct.push(key);
        }
    }
    if distinct.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(text);
    sql.bind_all(distinct);
    Ok(connection.fetch_all(sql, map).await?.into_iter().collect())
}

async fn by_article<T: Send>(
    connection: &Connection,
    text: &str,
    articles: &[Uuid],
    map: impl FnMut(&Row<'_>) -> Result<(Uuid, T), Error> + Send,
) -> Result<HashMap<Uuid, Vec<T>>, Error> {
    let mut groups = HashMap::<_, Vec<T>>::new();
    if articles.is_empty() {
        return Ok(groups);
    }
    let mut sql = Sql::new(text);
    sql.bind_all(articles.iter().copied())
        .push(" ORDER BY joined.position");
    for (article, item) in connection.fetch_all(sql, map).await? {
        groups.entry(article).or_default().push(item);
    }
    Ok(groups)
}
