//! Text goes in, the design as it was written comes out. Every mistake of a run is put on record,
//! with its place.

mod access;
mod action;
mod api;
mod approval;
mod attribute;
mod backfill;
mod build;
pub mod codes;
mod decode;
mod engine;
mod entity;
mod flow;
mod keys;
mod limit;
mod media_type;
mod merge;
mod reference;
mod relation;
mod renamed;
mod resource;
mod section;
mod seed;
mod short;
mod standard_action;
mod syntax;
mod tree;
mod type_definition;
mod value;

pub use self::approval::approvals;
pub use self::reference::reference;

use self::decode::Decoder;
pub(crate) use self::flow::{plain, quoted, scalar};
use self::limit::Budget;
use self::section::{Section, row};
pub(crate) use self::tree::{Entry, Kind, Node, boolean_value, is_null, is_number};
use crate::diagnostic::Diagnostics;
use crate::schema::{Api, Design, Engine, Entity, Map, MediaType};
use crate::source::{Source, SourceFile};

static DESIGN: Section<Design> = Section {
    name: "a design",
    keys: &[
        row("moguera", "version like `\"0.1\"` or `\"0.1.3\"`")
            .required()
            .about("Version of the language, or of [the generator](#versions).")
            .read(|d, node, design| {
                design.moguera = d.text(node).unwrap_or_default();
            }),
        row("api", "map, [below](#api)")
            .required()
            .about("The service itself.")
            .read(|d, node, design| {
                let empty = Api {
                    span: node.span,
                    ..Api::default()
                };
                design.api = api::API.read(d, node, empty).unwrap_or_default();
            }),
        row("engines", "map of [engines](#engines)")
            .default("one, named after the service")
            .about("Bounded contexts.")
            .read(|d, node, design| {
                let engines = d.map(node, "a map of engines", |d, node| {
                    engine::ENGINE.read(
                        d,
                        node,
                        Engine {
                            span: node.span,
                            ..Engine::default()
                        },
                    )
                });
                design.engines = engines.map(|engines| engines.value);
            }),
        row("types", "map of [types](#types)")
            .about("Named structures, enums, aliases and unions.")
            .read(|d, node, design| {
                design.types = definitions(d, node, "a map of types", type_definition::ty);
            }),
        row("entities", "map of [entities](#entities)")
            .about("What is stored.")
            .read(|d, node, design| {
                design.entities = definitions(d, node, "a map of entities", |d, node| {
                    entity::ENTITY.read(
                        d,
                        node,
                        Entity {
                            span: node.span,
                            ..Entity::default()
                        },
                    )
                });
            }),
        row("media_types", "map of [media types](#media_types)")
            .about("What is sent, in which views.")
            .read(|d, node, design| {
                design.media_types = definitions(d, node, "a map of media types", |d, node| {
                    media_type::MEDIA_TYPE.read(
                        d,
                        node,
                        MediaType {
                            span: node.span,
                            ..MediaType::default()
                        },
                    )
                });
            }),
        row("resources", "map of [resources](#resources)")
            .about("Actions at paths.")
            .read(|d, node, design| {
                design.resources = definitions(d, node, "a map of resources", resource::resource);
            }),
        row("seeds", "map of [seeds](#seeds)")
            .about("The first rows of a new service.")
            .read(|d, node, design| {
                design.seeds = definitions(d, node, "a map of entities", seed::seeds);
            }),
    ],
    includes: &[],
};

/// Definitions by name; `expected` says which.
fn definitions<T>(
    d: &mut Decoder<'_>,
    node: &Node,
    expected: &str,
    read: impl FnMut(&mut Decoder<'_>, &Node) -> Option<T>,
) -> Map<T> {
    let definitions = d.map(node, expected, read);
    definitions.map(|map| map.value).unwrap_or_default()
}

/// What the files say, before it means anything.
#[derive(Clone)]
struct Roots {
    /// One for each file, `None` if it says nothing or cannot be read.
    trees: Vec<Option<Node>>,
    /// Whether all files can be read.
    whole: bool,
}

/// Reads a design. What cannot be read is left out and put on record; the result is whole if there
/// is no error.
pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Design {
    design(roots(source, diagnostics), diagnostics)
}

/// The same, together with the tree of each file.
pub(crate) fn parse_with_trees(
    source: &Source,
    diagnostics: &mut Diagnostics,
) -> (Design, Vec<Option<Node>>) {
    let roots = roots(source, diagnostics);
    (design(roots.clone(), diagnostics), roots.trees)
}

fn roots(source: &Source, diagnostics: &mut Diagnostics) -> Roots {
    let mut budget = Budget::default();
    let mut roots = Roots {
        trees: Vec::new(),
        whole: true,
    };
    for (index, file) in (0..).zip(source.files()) {
        let tree = build::tree(index, file, &mut budget, diagnostics);
        roots.trees.push(tree.unwrap_or_else(|diagnostic| {
            diagnostics.push(*diagnostic);
            roots.whole = false;
            None
        }));
    }
    roots
}

fn design(roots: Roots, diagnostics: &mut Diagnostics) -> Design {
    let root = merge::merge(roots.trees.into_iter().flatten().collect(), diagnostics);
    let mut decoder = Decoder::new(diagnostics);
    // What is missing may be in the file that cannot be read.
    let design = if roots.whole {
        DESIGN.read(&mut decoder, &root, Design::default())
    } else {
        DESIGN.read_part(&mut decoder, &root, Design::default())
    };
    design.unwrap_or_default()
}

/// What one file says, before it means anything. `None` if it says nothing.
///
/// # Errors
///
/// Everything because of which it cannot be read, or not in whole.
pub(crate) fn tree(index: u32, file: &SourceFile) -> Result<Option<Node>, Diagnostics> {
    let mut found = Diagnostics::new();
    let root = build::tree(index, file, &mut Budget::default(), &mut found);
    let root = root.unwrap_or_else(|diagnostic| {
        found.push(*diagnostic);
        None
    });
    found.gate()?;
    Ok(root)
}
