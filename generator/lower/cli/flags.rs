//! Lowers what is typed for a payload's field or a query's parameter: one flag each, whose value
//! has the type that is sent.

use crate::ir;
use crate::lower::called::Called;
use crate::lower::docs;
use crate::lower::driver::in_full;
use crate::lower::rust_type::RustType;
use crate::names::{self, rust_ident};
use crate::plan::cli::Member;
use crate::print::{doc_lines, line, rust_string};

/// A name of a design as a flag.
pub(super) struct Flag<'a> {
    pub(super) called: &'a Called,
    pub(super) description: Option<&'a str>,
    pub(super) word: Word,
    pub(super) is_required: bool,
}

/// How a value is typed.
pub(super) struct Word {
    ty: String,
    /// What clap is told about it.
    options: Vec<String>,
    /// What it uses of the crate `cli`.
    pub(super) import: Option<&'static str>,
    /// What the help says behind the description.
    notes: Vec<String>,
}

impl Word {
    fn new(ty: &str) -> Self {
        Word {
            ty: ty.to_owned(),
            options: Vec::new(),
            import: None,
            notes: Vec::new(),
        }
    }

    fn with(mut self, option: &str) -> Self {
        self.options.push(option.to_owned());
        self
    }

    /// The key of an entity.
    pub(super) fn id(ty: &RustType) -> Self {
        Word::new(&format!("contract::{}", ty.text))
    }

    /// One of the values of an enum of the contract.
    pub(super) fn choice(name: &str) -> Self {
        let parser = format!("value_parser = choices::<contract::{name}>()");
        let mut word = Word::new(&format!("contract::{name}")).with(&parser);
        word.import = Some("crate::choices::choices");
        word
    }

    /// The tag of a union.
    pub(super) fn tag(tags: &[(String, ir::TypeId)]) -> Self {
        let tags: Vec<String> = tags.iter().map(|(tag, _)| rust_string(tag)).collect();
        Word::new("String").with(&format!("value_parser = [{}]", tags.join(", ")))
    }

    /// Any structure, as JSON.
    fn json() -> Self {
        let mut word = Word::new("Json").with("value_name = \"JSON\"");
        word.import = Some("crate::values::Json");
        word
    }

    /// Several of these.
    pub(super) fn many(mut self) -> Self {
        self.ty = format!("Vec<{}>", self.ty);
        self.notes = vec!["repeat the flag for several".to_owned()];
        self
    }

    /// What nobody should find in the history of a shell.
    pub(super) fn secret(mut self) -> Self {
        self.notes
            .push("--json @FILE keeps it from the shell's history".to_owned());
        self
    }

    /// A value of a design.
    pub(super) fn of_value(service: &ir::Service, value: &ir::Value) -> Self {
        let mut word = match &value.shape {
            ir::Shape::Int32 | ir::Shape::Int64 | ir::Shape::Decimal { .. } => {
                Word::new(&in_full(service, value)).with("allow_negative_numbers = true")
            }
            ir::Shape::Float64 => {
                let mut number = Word::new("f64").with("allow_negative_numbers = true");
                number.import = Some("crate::values::finite");
                number.with("value_parser = finite")
            }
            ir::Shape::Bytes => Word::new(&in_full(service, value)).with("value_name = \"BASE64\""),
            ir::Shape::Array(element) => match element.shape {
                ir::Shape::Array(_) => Word::json().many(),
                _ => Word::of_value(service, element).many(),
            },
            ir::Shape::Map(_) => Word::json(),
            ir::Shape::Named(id) => match &service.ty(*id).kind {
                ir::TypeKind::Enum(_) => Word::choice(&service.ty(*id).name),
                ir::TypeKind::Object(_) | ir::TypeKind::Union { .. } => Word::json(),
            },
            _ => Word::new(&in_full(service, value)),
        };
        word.notes.extend(limits(value));
        word
    }
}

impl Flag<'_> {
    /// The flag as a member of the struct that clap fills.
    pub(super) fn member(self) -> Member {
        let Called { name, sent } = self.called;
        let ident = ident(name);
        let ty = if self.is_required {
            self.word.ty
        } else {
            format!("Option<{}>", self.word.ty)
        };
        let words = self.description.map(summary).unwrap_or_default();
        let mut parts = vec![if words.is_empty() {
            format!("The {}", docs::words(name))
        } else {
            words
        }];
        parts.extend(self.word.notes);
        let help = help(&parts.join("; "));
        let mut options = vec!["long".to_owned()];
        if ty == "bool" {
            // Without it, clap would take an absent flag for `false`.
            options.push("action = clap::ArgAction::Set".to_owned());
        }
        options.extend(alias(&names::flag(name), &names::flag(sent)));
        options.extend(self.word.options);
        options.extend(help.literal.map(|literal| format!("help = {literal}")));
        Member {
            docs: help.docs,
            attributes: vec![attribute("arg", &options)],
            ident,
            ty,
        }
    }

    /// The same as a field of a payload, which is sent under the design's name.
    pub(super) fn field(self) -> Member {
        let Called { name, sent } = self.called;
        let mut member = self.member();
        if names::is_own_flag(name) || name != sent {
            member
                .attributes
                .push(format!("#[serde(rename = {})]", rust_string(sent)));
        }
        member
    }
}

/// The flag for the order of a list.
pub(super) fn sort(sort_type: &str) -> Member {
    let word = Word::choice(sort_type).with("allow_hyphen_values = true");
    let name = Flag {
        called: &Called::plainly("sort"),
        description: None,
        word,
        is_required: false,
    };
    Member {
        docs: vec!["Sorts by a field, with a dash before it in the reverse order".to_owned()],
        ident: "sort".to_owned(),
        ..name.member()
    }
}

/// What clap is told where people may go on with another name.
pub(super) fn alias(name: &str, kept: &str) -> Option<String> {
    (name != kept).then(|| format!("alias = {}", rust_string(&names::kebab(kept))))
}

/// Name of a flag as a field of a struct.
pub(super) fn ident(name: &str) -> String {
    rust_ident(&names::flag(name))
}

/// `#[arg(long, value_name = "JSON")]`, on several lines if it is too long for one.
pub(super) fn attribute(name: &str, options: &[String]) -> String {
    let flat = format!("#[{name}({})]", options.join(", "));
    if 4 + flat.chars().count() <= crate::print::WIDTH {
        return flat;
    }
    let inner = options.join(",\n        ");
    format!("#[{name}(\n        {inner}\n    )]")
}

/// The first paragraph of a description without its last full stop, as help texts are written.
pub(super) fn summary(description: &str) -> String {
    let lines = description.trim().lines();
    let paragraph: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    line(&paragraph.join(" ")).trim_end_matches('.').to_owned()
}

/// What is said of a flag or a subcommand.
pub(super) struct Help {
    /// Lines of a doc comment, which clap shows as they are.
    pub(super) docs: Vec<String>,
    /// A literal in place of them, where a doc comment would need escapes.
    pub(super) literal: Option<String>,
}

/// A help text with words of a design.
pub(super) fn help(text: &str) -> Help {
    let docs = doc_lines(text);
    if docs.join(" ") == text {
        return Help {
            docs,
            literal: None,
        };
    }
    Help {
        docs: Vec::new(),
        literal: Some(rust_string(text)),
    }
}

/// `1 to 200 characters`
fn limits(value: &ir::Value) -> Option<String> {
    let rules = &value.rules;
    let count = |count: Option<u64>| count.map(|count| count.to_string());
    let unit = match value.shape {
        ir::Shape::Bytes => " bytes",
        _ => " characters",
    };
    range(count(rules.min_length), count(rules.max_length), unit)
        .or_else(|| range(count(rules.min_items), count(rules.max_items), " of them"))
        .or_else(|| {
            range(
                rules.minimum.as_ref().and_then(number),
                rules.maximum.as_ref().and_then(number),
                "",
            )
        })
}

fn range(least: Option<String>, most: Option<String>, unit: &str) -> Option<String> {
    match (least, most) {
        (None, None) => None,
        (Some(least), None) => Some(format!("at least {least}{unit}")),
        (None, Some(most)) => Some(format!("at most {most}{unit}")),
        (Some(least), Some(most)) => Some(format!("{least} to {most}{unit}")),
    }
}

fn number(literal: &ir::Literal) -> Option<String> {
    match literal {
        ir::Literal::Integer(number) => Some(number.to_string()),
        ir::Literal::Number(text) | ir::Literal::Text(text) => Some(text.clone()),
        ir::Literal::Boolean(_) | ir::Literal::Array(_) => None,
    }
}
