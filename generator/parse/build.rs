//! Events of the YAML parser go in, a tree comes out. Nothing here recurses, and nothing grows past
//! the limits.

use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{Event, Parser};

use super::keys::{PendingKey, without_duplicates};
use super::limit::Budget;
use super::tree::{Entry, Kind, Node};
use super::{codes, syntax};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::schema::ScalarStyle;
use crate::source::{SourceFile, Span};

/// Levels of lists and maps, also through aliases. Every stage recurses over nested types, on
/// stacks that may be as small as 1 MiB; no design is nested more than fifteen deep by hand.
const DEPTH: usize = 64;

/// Reads one file. `None` if it says nothing.
///
/// # Errors
///
/// The mistake that makes the whole file unreadable. Others are put on record.
pub(super) fn tree(
    index: u32,
    file: &SourceFile,
    budget: &mut Budget,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Node>, Box<Diagnostic>> {
    if let Some(offset) = file.invalid_utf8 {
        let place = Span {
            file: index,
            start: offset,
            end: offset,
        };
        let refusal = Diagnostic::new(codes::NOT_UTF8, place, "the file is not UTF-8")
            .label("the first byte that is not")
            .help("save the file in the encoding UTF-8");
        return Err(Box::new(refusal));
    }
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    };
    let mut builder = Builder {
        file: index,
        text: &file.text,
        budget,
        diagnostics,
        open: Vec::new(),
        anchors: HashMap::new(),
        root: None,
        documents: 0,
    };
    for event in Parser::new_from_str_with_options(&file.text, options) {
        let (event, span) =
            event.map_err(|error| Box::new(syntax::diagnostic(&error, index, &file.text)))?;
        if let Some(tag) = span.tag_span() {
            builder.refuse_tag(builder.span(tag));
        }
        builder.event(event, builder.span(span))?;
    }
    Ok(builder.root)
}

struct Builder<'a> {
    file: u32,
    text: &'a str,
    budget: &'a mut Budget,
    diagnostics: &'a mut Diagnostics,
    open: Vec<Open>,
    anchors: HashMap<usize, Anchor>,
    root: Option<Node>,
    documents: usize,
}

/// A list or map whose end has not come yet.
struct Open {
    span: Span,
    /// Zero if there is none.
    anchor: usize,
    children: Children,
    /// Levels below this one.
    height: usize,
    /// The budget when it began.
    spent: Budget,
}

enum Children {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        key: PendingKey,
    },
}

/// A value that aliases may use.
struct Anchor {
    node: Rc<Node>,
    height: usize,
    /// What following it once more costs.
    cost: Budget,
}

impl Builder<'_> {
    fn span(&self, span: granit_parser::Span) -> Span {
        let offset = |marker: granit_parser::Marker| {
            let offset = marker.byte_offset().unwrap_or(0).min(self.text.len());
            u32::try_from(offset).unwrap_or(u32::MAX)
        };
        let (start, end) = (offset(span.start), offset(span.end));
        Span {
            file: self.file,
            start,
            end: end.max(start),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Box<Diagnostic>> {
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(text, style, anchor, _) => self.scalar(&text, style, anchor, span),
            Event::SequenceStart(_, anchor, _) => {
                self.begin(Children::Sequence(Vec::new()), anchor, span)
            }
            Event::MappingStart(_, anchor, _) => self.begin(
                Children::Mapping {
                    entries: Vec::new(),
                    key: PendingKey::Awaited,
                },
                anchor,
                span,
            ),
            Event::SequenceEnd | Event::MappingEnd => {
                self.end(span);
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(name) => {
                let message = format!("no anchor is called {}", quoted(&name));
                self.refuse_alias(span, message, "text that begins with `*` has to be quoted");
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn document(&mut self, span: Span) -> Result<(), Box<Diagnostic>> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        let message = "a file of a design is one YAML document";
        let refusal = Diagnostic::new(codes::SEVERAL_DOCUMENTS, span, message)
            .label("a second one begins here")
            .help("move it to a file of its own; all files of the folder belong to the design");
        Err(Box::new(refusal))
    }

    fn scalar(
        &mut self,
        text: &str,
        style: granit_parser::ScalarStyle,
        anchor: usize,
        span: Span,
    ) -> Result<(), Box<Diagnostic>> {
        let spent = self.budget.clone();
        self.budget
            .spend(1, text.len())
            .map_err(|reason| too_large(span, reason))?;
        let style = match style {
            granit_parser::ScalarStyle::Plain => ScalarStyle::Plain,
            _ => ScalarStyle::Quoted,
        };
        // The parser says `~` for a value that is left out.
        let left_out = style == ScalarStyle::Plain && span.start == span.end;
        let text = if left_out {
            String::new()
        } else {
            text.to_owned()
        };
        let node = Node {
            span,
            kind: Kind::Scalar { text, style },
        };
        self.complete(node, anchor, 0, &spent);
        Ok(())
    }

    fn begin(
        &mut self,
        children: Children,
        anchor: usize,
        span: Span,
    ) -> Result<(), Box<Diagnostic>> {
        if self.open.len() == DEPTH {
            return Err(too_deep(span));
        }
        let spent = self.budget.clone();
        self.budget
            .spend(1, 0)
            .map_err(|reason| too_large(span, reason))?;
        self.open.push(Open {
            span,
            anchor,
            children,
            height: 0,
            spent,
        });
        Ok(())
    }

    fn end(&mut self, span: Span) {
        let Some(Open {
            span: begin,
            anchor,
            children,
            height,
            spent,
        }) = self.open.pop()
        else {
            return;
        };
        let (kind, last) = match children {
            Children::Sequence(nodes) => {
                let last = nodes.last().map_or(begin.end, |node| node.span.end);
                (Kind::Sequence(nodes), last)
            }
            Children::Mapping { entries, .. } => {
                let last = entries
                    .last()
                    .map_or(begin.end, |entry| entry.value.span.end);
                (
                    Kind::Mapping(without_duplicates(entries, self.diagnostics)),
                    last,
                )
            }
        };
        // Only brackets have an end that can be seen; a block ends with its last value.
        let end = if span.end > span.start {
            span.end
        } else {
            last
        };
        let node = Node {
            span: Span {
                end: end.max(begin.start),
                ..begin
            },
            kind,
        };
        self.complete(node, anchor, height, &spent);
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Box<Diagnostic>> {
        let Some(Anchor { node, height, cost }) = self.anchors.get(&anchor) else {
            let message = format!(
                "the alias {} is part of what it stands for",
                quoted(self.slice(span))
            );
            self.refuse_alias(
                span,
                message,
                "a design is finite: write the inner value out",
            );
            return Ok(());
        };
        if self.open.len() + height > DEPTH {
            return Err(too_deep(span));
        }
        self.budget
            .follow(cost)
            .map_err(|reason| too_large(span, reason))?;
        let height = *height;
        let node = Node {
            span,
            kind: Kind::Shared(Rc::clone(node)),
        };
        self.attach(node, height);
        Ok(())
    }

    /// A value is known in whole.
    fn complete(&mut self, node: Node, anchor: usize, height: usize, spent: &Budget) {
        if anchor == 0 {
            return self.attach(node, height);
        }
        let span = node.span;
        let node = Rc::new(node);
        let cost = self.budget.since(spent);
        self.anchors.insert(
            anchor,
            Anchor {
                node: Rc::clone(&node),
                height,
                cost,
            },
        );
        self.attach(
            Node {
                span,
                kind: Kind::Shared(node),
            },
            height,
        );
    }

    fn attach(&mut self, node: Node, height: usize) {
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        parent.height = parent.height.max(height + 1);
        match &mut parent.children {
            Children::Sequence(nodes) => nodes.push(node),
            Children::Mapping { entries, key } => match std::mem::replace(key, PendingKey::Awaited)
            {
                PendingKey::Awaited => *key = PendingKey::of(node, self.diagnostics),
                PendingKey::Given(name) => entries.push(Entry {
                    key: name,
                    value: node,
                }),
                PendingKey::Refused => {}
            },
        }
    }

    fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    fn refuse_tag(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::new(
                codes::TAG,
                span,
                "YAML tags are not part of the design language",
            )
            .help("remove the tag; text that looks like something else is quoted"),
        );
    }

    fn refuse_alias(&mut self, span: Span, message: String, help: &str) {
        self.diagnostics
            .push(Diagnostic::new(codes::BAD_ALIAS, span, message).help(help));
        self.attach(
            Node {
                span,
                kind: Kind::Broken,
            },
            0,
        );
    }
}

fn too_deep(span: Span) -> Box<Diagnostic> {
    too_large(span, "it is nested more than 64 levels deep")
}

fn too_large(span: Span, reason: &str) -> Box<Diagnostic> {
    let message = format!("the design is too large: {reason}");
    Box::new(Diagnostic::new(codes::TOO_LARGE, span, message).label("the limit is reached here"))
}
