//! The section `engines` of a design.

use super::section::{Section, row};
use crate::schema::Engine;

pub(super) static ENGINE: Section<Engine> = Section {
    name: "an engine",
    keys: &[
        row("description", "Markdown")
            .about("What it is about.")
            .read(|d, node, engine| engine.description = d.text(node)),
        row("entities", "list of entities")
            .required()
            .about("What it stores. Every entity is in exactly one engine.")
            .read(|d, node, engine| {
                engine.entities = d.names(node).map(|names| names.value).unwrap_or_default();
            }),
        row("publishes", "map from media types to lists of views")
            .about("Views that media types of other engines may nest.")
            .read(|d, node, engine| {
                let expected = "a map from media types to lists of views";
                let published = d.map(node, expected, |d, views| {
                    d.names(views).map(|views| views.value)
                });
                engine.publishes = published
                    .map(|published| published.value)
                    .unwrap_or_default();
            }),
    ],
    includes: &[],
};
