//! The design that is edited: its files as trees and as it was written, and where in them something
//! is.

use super::element::STANDARD;
use super::references::inner;
use super::refusal::Refusal;
use super::request::Kind;
use super::text::Lines;
use super::value::{Path, Step, path};
use crate::diagnostic::{Diagnostics, did_you_mean, quoted};
use crate::parse::{self, Kind as Shape, Node};
use crate::schema;
use crate::source::{Source, Span, Spanned};

/// A design before it is edited.
pub(super) struct Design<'a> {
    pub(super) source: &'a Source,
    pub(super) written: schema::Design,
    trees: Vec<Option<Node>>,
}

/// A place in a file, by the way to it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) path: Path,
}

impl Place {
    /// A place further in.
    pub(super) fn below<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Place {
        let mut below = self.clone();
        below.path.extend(path(keys));
        below
    }
}

impl<'a> Design<'a> {
    pub(super) fn read(source: &'a Source) -> Result<Self, Refusal> {
        let mut found = Diagnostics::new();
        let (written, trees) = parse::parse_with_trees(source, &mut found);
        found.gate()?;
        Ok(Design {
            source,
            written,
            trees,
        })
    }

    /// A value as it is written, if it is not written line by line.
    pub(super) fn verbatim(&self, place: &Place) -> Option<String> {
        let node = self.node(place)?;
        let file = self.source.files().get(place.file)?;
        let is_block = match &node.resolved().kind {
            Shape::Scalar { .. } => false,
            _ => !Lines(&file.text).is_flow(node),
        };
        (!is_block).then(|| self.source.text(node.span).to_owned())
    }

    /// What is at a place, if something is.
    pub(super) fn node(&self, place: &Place) -> Option<&Node> {
        let root = self.trees.get(place.file)?.as_ref()?;
        place.path.iter().try_fold(root, Node::inside)
    }

    /// Whether something is at a place.
    pub(super) fn is_there(&self, place: &Place) -> bool {
        self.node(place).is_some()
    }

    /// Where a definition of a section is.
    pub(super) fn definition(&self, kind: Kind, name: &str) -> Result<Place, Refusal> {
        let section = kind.section().unwrap_or_default();
        self.find_in(section, name)
            .ok_or_else(|| unknown(kind, name, &self.names(kind)))
    }

    /// The same without a word if it is not there.
    pub(super) fn find_in(&self, section: &str, name: &str) -> Option<Place> {
        let places = (0..self.trees.len()).map(|file| Place {
            file,
            path: path([section, name]),
        });
        places.into_iter().find(|place| self.is_there(place))
    }

    /// The file that most definitions of a section are in, else the one that says most.
    pub(super) fn home(&self, section: &str) -> Place {
        let count = |file: usize, keys: &[&str]| {
            self.count(&Place {
                file,
                path: path(keys.iter().copied()),
            })
        };
        let files = 0..self.trees.len();
        // Of equals the first.
        let best = files
            .rev()
            .max_by_key(|file| (count(*file, &[section]), count(*file, &[])));
        Place {
            file: best.unwrap_or(0),
            path: path([section]),
        }
    }

    /// Names of all definitions of a kind.
    pub(super) fn names(&self, kind: Kind) -> Vec<&str> {
        fn of<T>(map: &schema::Map<T>) -> Vec<&str> {
            map.iter().map(|(name, _)| name.value.as_str()).collect()
        }
        let written = &self.written;
        match kind {
            Kind::Entity => of(&written.entities),
            Kind::Type => of(&written.types),
            Kind::MediaType => of(&written.media_types),
            Kind::Resource => of(&written.resources),
            Kind::Engine => written.engines.as_ref().map(of).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// `design/library.yaml:12`
    pub(super) fn line(&self, span: Span) -> String {
        let file = self.source.file(span).map_or("", |file| file.path.as_str());
        format!("{file}:{}", self.source.start(span).line)
    }

    /// The names in a map or list at a place.
    pub(super) fn keys(&self, place: &Place) -> Vec<&str> {
        match self.node(place).map(|node| &node.resolved().kind) {
            Some(Shape::Mapping(entries)) => entries
                .iter()
                .map(|entry| entry.key.value.as_str())
                .collect(),
            Some(Shape::Sequence(nodes)) => nodes.iter().filter_map(Node::name).collect(),
            _ => Vec::new(),
        }
    }

    /// How many entries or elements are at a place.
    pub(super) fn count(&self, place: &Place) -> usize {
        match self.node(place).map(|node| &node.resolved().kind) {
            Some(Shape::Mapping(entries)) => entries.len(),
            Some(Shape::Sequence(nodes)) => nodes.len(),
            _ => 0,
        }
    }

    /// The scalar at a place.
    pub(super) fn text_at(&self, place: &Place) -> Option<&str> {
        match &self.node(place)?.resolved().kind {
            Shape::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether a key of a resource is an action.
    pub(super) fn is_action(&self, resource: &Place, key: &str) -> bool {
        let name = match resource.path.last() {
            Some(Step::Key(name)) => name.as_str(),
            _ => "",
        };
        let mut resources = self.written.resources.iter();
        let custom = resources.find(|(own, _)| own.value == name);
        STANDARD.contains(&key)
            || custom.is_some_and(|(_, it)| it.custom.iter().any(|(own, _)| own.value == key))
    }

    /// The name that is written at a place, alone: a key, or an element of a list.
    pub(super) fn name_at(&self, place: &Place) -> Option<Span> {
        let (last, above) = place.path.split_last()?;
        let around = self.node(&Place {
            file: place.file,
            path: above.to_vec(),
        })?;
        if let Some(entry) = around.entry(last) {
            return Some(inner(&entry.key));
        }
        let element = around.inside(last)?;
        let name = element
            .inside(&Step::Key(String::from("name")))
            .unwrap_or(element);
        let text = name.name()?;
        Some(inner(&Spanned::new(text.to_owned(), name.resolved().span)))
    }

    /// All of an entry or element.
    pub(super) fn extent(&self, place: &Place) -> Option<Span> {
        let (last, above) = place.path.split_last()?;
        let around = self.node(&Place {
            file: place.file,
            path: above.to_vec(),
        })?;
        let node = around.inside(last)?;
        let file = self.source.files().get(place.file)?;
        let lines = Lines(&file.text);
        let end = match around.entry(last) {
            Some(entry) => u32::try_from(lines.entry_end(entry)).ok()?,
            None => node.span.end,
        };
        let start = around
            .entry(last)
            .map_or(node.span.start, |entry| entry.key.span.start);
        Some(Span {
            end,
            start,
            ..node.span
        })
    }

    /// The way to the value that a span is in, or whose key it is.
    pub(super) fn path_to(&self, span: Span) -> Path {
        let mut path = Path::new();
        let root = self.trees.get(span.file as usize);
        let mut inside = root.and_then(Option::as_ref);
        while let Some(node) = inside {
            let holds = |place: Span| place.start <= span.start && span.end <= place.end;
            let next = match &node.resolved().kind {
                Shape::Mapping(entries) => entries
                    .iter()
                    .find(|entry| holds(entry.key.span) || holds(entry.value.resolved().span))
                    .map(|entry| (Step::Key(entry.key.value.clone()), &entry.value)),
                Shape::Sequence(nodes) => nodes
                    .iter()
                    .position(|node| holds(node.resolved().span))
                    .map(|index| (Step::Index(index), &nodes[index])),
                _ => None,
            };
            inside = next.map(|(step, node)| {
                path.push(step);
                node
            });
        }
        path
    }

    /// Which element of a list has a name.
    pub(super) fn position(&self, list: &Place, name: &str) -> Option<usize> {
        match self.node(list).map(|node| &node.resolved().kind) {
            Some(Shape::Sequence(nodes)) => nodes.iter().position(|node| node.name() == Some(name)),
            _ => None,
        }
    }
}

impl Node {
    /// The word that an element of a list is, in short form or as `name:` in long form.
    fn name(&self) -> Option<&str> {
        match &self.resolved().kind {
            Shape::Scalar { text, .. } => Some(text),
            Shape::Mapping(entries) => {
                let name = entries.iter().find(|entry| entry.key.value == "name")?;
                name.value.name()
            }
            _ => None,
        }
    }
}

/// Nothing of a kind has this name.
pub(super) fn unknown(kind: Kind, name: &str, candidates: &[&str]) -> Refusal {
    let refusal = Refusal::usage(format!("there is no {} {}", kind.noun(), quoted(name)));
    match did_you_mean(name, candidates.iter().copied()) {
        Some(near) => refusal.help(format!("did you mean {}?", quoted(near))),
        None => match candidates {
            [] => refusal,
            [only] => refusal.help(format!("there is only {}", quoted(only))),
            several => {
                let list: Vec<_> = several.iter().map(|name| quoted(name)).collect();
                refusal.help(format!("there are {}", list.join(", ")))
            }
        },
    }
}
