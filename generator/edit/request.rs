//! What may be asked for: a kind, names, and what to do with what they name.

use std::collections::BTreeSet;
use std::fmt;

/// A kind of thing that a design gives names to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An attribute of an entity or a type.
    Field,
    /// A relation to one.
    BelongsTo,
    /// The other side of a relation to one.
    HasMany,
    /// A relation that is a table of its own.
    ManyToMany,
    /// What is stored.
    Entity,
    /// A named structure, enum, alias or union.
    Type,
    /// One of a closed list.
    EnumValue,
    /// What is sent.
    MediaType,
    /// A list of what is sent.
    View,
    /// A path and its actions.
    Resource,
    /// A standard or custom action of a resource.
    Action,
    /// A bounded context.
    Engine,
}

impl Kind {
    /// All of them, in the order in which they are told.
    pub const ALL: &[Kind] = &[
        Kind::Field,
        Kind::BelongsTo,
        Kind::HasMany,
        Kind::ManyToMany,
        Kind::Entity,
        Kind::Type,
        Kind::EnumValue,
        Kind::MediaType,
        Kind::View,
        Kind::Resource,
        Kind::Action,
        Kind::Engine,
    ];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Field => "field",
            Kind::BelongsTo => "belongs-to",
            Kind::HasMany => "has-many",
            Kind::ManyToMany => "many-to-many",
            Kind::Entity => "entity",
            Kind::Type => "type",
            Kind::EnumValue => "enum-value",
            Kind::MediaType => "media-type",
            Kind::View => "view",
            Kind::Resource => "resource",
            Kind::Action => "action",
            Kind::Engine => "engine",
        }
    }

    /// What it is called in messages.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Field => "attribute",
            Kind::BelongsTo | Kind::HasMany | Kind::ManyToMany => "relation",
            Kind::EnumValue => "enum value",
            Kind::MediaType => "media type",
            other => other.word(),
        }
    }

    /// The section that definitions of this kind stand in by themselves; nothing for what belongs to
    /// something else.
    pub(super) fn section(self) -> Option<&'static str> {
        match self {
            Kind::Entity => Some("entities"),
            Kind::Type => Some("types"),
            Kind::MediaType => Some("media_types"),
            Kind::Resource => Some("resources"),
            Kind::Engine => Some("engines"),
            _ => None,
        }
    }

    /// The key of its owner that it stands under.
    pub(super) fn key(self) -> Option<&'static str> {
        match self {
            Kind::Field => Some("attributes"),
            Kind::BelongsTo => Some("belongs_to"),
            Kind::HasMany => Some("has_many"),
            Kind::ManyToMany => Some("many_to_many"),
            Kind::View => Some("views"),
            _ => None,
        }
    }

    /// How things of this kind are named, in an example.
    pub(super) fn example(self) -> &'static str {
        match self {
            Kind::Field => "Book.title",
            Kind::BelongsTo => "Book.author",
            Kind::HasMany => "Book.reviews",
            Kind::ManyToMany => "Book.genres",
            Kind::Entity | Kind::Type | Kind::MediaType => "Book",
            Kind::EnumValue => "Book.status.draft` or `Color.red",
            Kind::View => "Book.tiny",
            Kind::Resource => "books",
            Kind::Action => "books.publish",
            Kind::Engine => "library",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Where a new entity belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// To an engine that is there.
    Engine(String),
    /// To one that is made for it.
    NewEngine(String),
}

/// What is to be done to a design.
#[derive(Debug, Clone)]
pub enum Request {
    /// Something new.
    Add {
        /// What it is.
        kind: Kind,
        /// `Book.summary`
        name: String,
        /// Its definition in YAML, in short or long form.
        value: Option<String>,
        /// The engine that a new entity belongs to.
        home: Option<Home>,
    },
    /// Another name, here and wherever it is used.
    Rename {
        /// What it is.
        kind: Kind,
        /// `Book.title`
        name: String,
        /// `heading`
        to: String,
        /// What clients call it from now on.
        wire: Wire,
        /// Names that everything has followed, such as `Book` and `Book.title`: what is called so now was
        /// called so when everything was generated last.
        known: BTreeSet<(Kind, String)>,
    },
    /// What is called so now was called otherwise before; nothing else changes.
    Mark {
        /// What it is.
        kind: Kind,
        /// `Book.heading`
        name: String,
        /// `title`
        from: String,
    },
    /// Something goes.
    Remove {
        /// What it is.
        kind: Kind,
        /// `Book.title`
        name: String,
    },
}

/// What clients call something that was renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// By its new name only.
    New,
    /// By its old name, too.
    Alias,
}
