//! What is sent: rows lent by a handler go in, JSON comes out.

use contract::{Int64, Representation};
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// Not one field of a view is copied: all of them are lent by rows.
#[derive(Serialize)]
pub(crate) struct Whole<'r> {
    pub(crate) id: Uuid,
    pub(crate) title: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) subtitle: Option<&'r str>,
    pub(crate) slug: &'r str,
    pub(crate) body: &'r str,
    pub(crate) status: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) author: Option<&'r User>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) category: Option<&'r Category>,
    pub(crate) tags: &'r [Tag],
    pub(crate) images: &'r [Image],
    pub(crate) comments_count: Int64,
    pub(crate) links: Links,
}

#[derive(Serialize)]
pub(crate) struct Tiny<'r> {
    pub(crate) id: Uuid,
    pub(crate) title: &'r str,
    pub(crate) slug: &'r str,
    pub(crate) status: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) published_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) author: Option<&'r User>,
}

#[derive(Serialize)]
pub(crate) struct User {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) avatar_url: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Category {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) slug: String,
}

#[derive(Serialize)]
pub(crate) struct Tag {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}

#[derive(Serialize)]
pub(crate) struct Image {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) alt_text: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Links {
    #[serde(rename = "self")]
    pub(crate) itself: String,
    pub(crate) comments: String,
}

impl Representation for Whole<'_> {
    const MEDIA_TYPE: Option<&'static str> = Some("application/vnd.blog.article+json");
}

impl Representation for Tiny<'_> {
    const MEDIA_TYPE: Option<&'static str> = Some("application/vnd.blog.article+json");
}
