//! The rows that servers are asked for: an empty database goes in, one with a thousand published articles, their
//! authors, categories, tags, images and comments, and an author's access key comes out.

use access_keys::{AccessKeys, CreatedKey, Holder, MIGRATIONS, SecretKey};
use engines::Engines;
use jiff::{SignedDuration, Timestamp};
use store::{Sql, Store, Value};
use uuid::Uuid;

use crate::Failure;

const ARTICLES: usize = 1_000;
const AUTHORS: usize = 20;
const CATEGORIES: usize = 10;
const TAGS: usize = 50;
const IMAGES: usize = 40;
const TAGS_OF_ONE: usize = 3;
const COMMENTS_OF_ONE: usize = 2;

/// What callers need to know of the rows.
pub(crate) struct Data {
    pub(crate) articles: Vec<Uuid>,
    /// The text of each article.
    pub(crate) body: String,
    pub(crate) key: CreatedKey,
}

/// Brings the schema up to date and writes the rows.
pub(crate) async fn fill(store: &Store, secret_key: &SecretKey) -> Result<Data, Failure> {
    store
        .migrate(&[&MIGRATIONS, engines::MIGRATIONS].concat())
        .await?;
    let body = "All work and no play makes a dull boy, but a fast server. ".repeat(6);
    let rows = Rows {
        first: Timestamp::now() - SignedDuration::from_hours(24),
        body: &body,
    };
    for statements in rows.statements().chunks(500) {
        store.connection().execute_all(statements.to_vec()).await?;
    }
    let accounts = Engines::new(store)
        .accounts()
        .ok_or("the blog has accounts")?;
    let keys = AccessKeys::new(store.connection(), secret_key).with_accounts(accounts);
    let key = keys
        .create(&Holder::Account(id(Kind::User, 0)), "bench")
        .await?;
    let articles = (0..ARTICLES)
        .map(|number| id(Kind::Article, number))
        .collect();
    Ok(Data {
        articles,
        body,
        key,
    })
}

#[derive(Clone, Copy)]
enum Kind {
    User = 1,
    Category,
    Tag,
    Image,
    Article,
    Comment,
}

/// A key in the form of a UUID of version 7, in the order of the numbers.
fn id(kind: Kind, number: usize) -> Uuid {
    let time = 0x0198_0000_0000_u128 + number as u128;
    Uuid::from_u128((time << 80) | (0x7 << 76) | (0x2 << 62) | kind as u128)
}

struct Rows<'b> {
    first: Timestamp,
    body: &'b str,
}

impl Rows<'_> {
    fn statements(&self) -> Vec<Sql> {
        let mut statements = Vec::new();
        statements.extend((0..AUTHORS).map(|number| self.author(number)));
        statements.extend((0..CATEGORIES).map(|number| self.category(number)));
        statements.extend((0..TAGS).map(|number| self.tag(number)));
        statements.extend((0..IMAGES).map(|number| self.image(number)));
        for number in 0..ARTICLES {
            statements.push(self.article(number));
            statements.extend((0..TAGS_OF_ONE).map(|place| tagged(number, place)));
            statements.push(illustrated(number));
            statements.extend((0..COMMENTS_OF_ONE).map(|place| self.comment(number, place)));
        }
        statements
    }

    fn author(&self, number: usize) -> Sql {
        let mut values = vec![
            id(Kind::User, number).into(),
            format!("Author {number}").into(),
            format!("author{number}@example.com").into(),
            "author".into(),
            format!("https://example.com/avatars/{number}.png").into(),
        ];
        values.extend(self.times(number));
        insert(
            "users (id, name, email, role, avatar_url, created_at, updated_at, version)",
            values,
        )
    }

    fn category(&self, number: usize) -> Sql {
        let mut values = vec![
            id(Kind::Category, number).into(),
            format!("Category {number}").into(),
            format!("category-{number}").into(),
        ];
        values.extend(self.times(number));
        insert(
            "categories (id, name, slug, created_at, updated_at, version)",
            values,
        )
    }

    fn tag(&self, number: usize) -> Sql {
        let mut values = vec![id(Kind::Tag, number).into(), format!("tag{number}").into()];
        values.extend(self.times(number));
        insert("tags (id, name, created_at, updated_at, version)", values)
    }

    fn image(&self, number: usize) -> Sql {
        let mut values = vec![
            id(Kind::Image, number).into(),
            format!("Image {number}").into(),
            format!("https://example.com/images/{number}.jpg").into(),
            "What it shows".into(),
            id(Kind::User, number % AUTHORS).into(),
        ];
        values.extend(self.times(number));
        insert(
            "images (id, name, url, alt_text, uploader_id, created_at, updated_at, version)",
            values,
        )
    }

    fn article(&self, number: usize) -> Sql {
        let time = self.time(number);
        let mut values = vec![
            id(Kind::Article, number).into(),
            format!("What I learned on day {number}").into(),
            "And what I would do in another way".into(),
            format!("what-i-learned-on-day-{number}").into(),
            self.body.into(),
            "published".into(),
            time.into(),
            id(Kind::User, number % AUTHORS).into(),
            id(Kind::Category, number % CATEGORIES).into(),
        ];
        values.extend(self.times(number));
        let columns = "articles (id, title, subtitle, slug, body, status, published_at, author_id, \
                       category_id, created_at, updated_at, version)";
        insert(columns, values)
    }

    fn comment(&self, article: usize, place: usize) -> Sql {
        let number = article * COMMENTS_OF_ONE + place;
        let mut values = vec![
            id(Kind::Comment, number).into(),
            "So did I.".into(),
            id(Kind::Article, article).into(),
            id(Kind::User, number % AUTHORS).into(),
        ];
        values.extend(self.times(number));
        insert(
            "comments (id, body, article_id, author_id, created_at, updated_at, version)",
            values,
        )
    }

    /// When it was made, when it was changed, and its version.
    fn times(&self, number: usize) -> [Value; 3] {
        [
            self.time(number).into(),
            self.time(number).into(),
            1_i64.into(),
        ]
    }

    fn time(&self, number: usize) -> Timestamp {
        let seconds = i64::try_from(number).unwrap_or(i64::MAX);
        self.first + SignedDuration::from_secs(seconds)
    }
}

fn tagged(article: usize, place: usize) -> Sql {
    let tag = id(Kind::Tag, (article + place * 7) % TAGS);
    related(
        "article_tags (article_id, tag_id, position)",
        article,
        tag,
        place,
    )
}

fn illustrated(article: usize) -> Sql {
    let image = id(Kind::Image, article % IMAGES);
    related(
        "article_images (article_id, image_id, position)",
        article,
        image,
        0,
    )
}

fn related(columns: &str, article: usize, other: Uuid, place: usize) -> Sql {
    let position = i64::try_from(place).unwrap_or(i64::MAX);
    insert(
        columns,
        vec![
            id(Kind::Article, article).into(),
            other.into(),
            position.into(),
        ],
    )
}

fn insert(columns: &str, values: Vec<Value>) -> Sql {
    let mut sql = Sql::new(&format!("INSERT INTO {columns} VALUES ("));
    for (place, value) in values.into_iter().enumerate() {
        sql.push(if place == 0 { "" } else { ", " }).bind(value);
    }
    sql.push(")");
    sql
}
