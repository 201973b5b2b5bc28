//! What in a source is its own, whatever generated code calls the same: names that a function binds, and parts of types that
//! the source defines. Syntax knows that much without types; what stands behind a point may be anybody's.

mod bound;
mod tokens;

use super::Unread;
use super::defined::bare;
use super::statements::Statement;
use super::syntax::read;
use bound::bound;
use proc_macro2::Span;
use std::collections::BTreeSet;
use std::mem;
use syn::visit::{self, Visit};
use syn::{Ident, ImplItem, Item, Member, Path, Type};

/// What is known of a source.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Where names are its own.
    names: BTreeSet<usize>,
    /// String literals that look like SQL, which names nothing of Rust.
    pub(super) statements: Vec<Statement>,
}

impl Own {
    /// Parses a source.
    ///
    /// # Errors
    ///
    /// What keeps it from being Rust.
    pub(super) fn of(source: &str) -> Result<Self, Unread> {
        read(source, |syntax| {
            let file = syntax.map_err(|error| unread(&error))?;
            let parsed_from = source.trim_start_matches('\u{feff}');
            let shebang = file.shebang.as_ref().map_or(0, String::len);
            let mut reader = Reader {
                source,
                start: source.len() - parsed_from.len() + shebang,
                types: types(&file.items),
                bound: BTreeSet::new(),
                own: Own::default(),
            };
            reader.visit_file(&file);
            Ok(reader.own)
        })
    }

    /// Whether the name at an offset is the source's own, or none of Rust's.
    pub(super) fn is_at(&self, offset: usize) -> bool {
        let mut statements = self.statements.iter();
        self.names.contains(&offset) || statements.any(|it| it.range.contains(&offset))
    }
}

fn unread(error: &syn::Error) -> Unread {
    let place = error.span().start();
    Unread {
        line: place.line,
        column: place.column + 1,
        message: error.to_string(),
    }
}

/// Structures and enums that a source defines.
fn types(items: &[Item]) -> BTreeSet<String> {
    let mut types = BTreeSet::new();
    for item in items {
        match item {
            Item::Struct(item) => types.insert(item.ident.to_string()),
            Item::Enum(item) => types.insert(item.ident.to_string()),
            Item::Mod(item) => {
                let inside = item.content.as_ref().map(|(_, inside)| self::types(inside));
                types.extend(inside.into_iter().flatten());
                continue;
            }
            _ => continue,
        };
    }
    types
}

struct Reader<'s> {
    source: &'s str,
    /// Where in the source the text begins that the parser has seen.
    start: usize,
    types: BTreeSet<String>,
    /// Names that the function binds which is being read.
    bound: BTreeSet<String>,
    own: Own,
}

impl Reader<'_> {
    fn offset(&self, span: Span) -> usize {
        self.start + span.byte_range().start
    }

    fn is_bound(&self, name: &Ident) -> bool {
        self.bound.contains(&bare(name))
    }

    fn mark(&mut self, name: &Ident) {
        let raw = if name.to_string().starts_with("r#") {
            2
        } else {
            0
        };
        let offset = self.offset(name.span()) + raw;
        self.own.names.insert(offset);
    }

    /// What a function binds is known within it.
    fn within(&mut self, bound: BTreeSet<String>, read: impl FnOnce(&mut Self)) {
        let outer = mem::replace(&mut self.bound, bound);
        read(self);
        self.bound = outer;
    }

    fn mark_if_bound(&mut self, name: &Ident) {
        if self.is_bound(name) {
            self.mark(name);
        }
    }

    /// Whether a path leads to a type that the source defines.
    fn is_of_own(&self, path: &Path) -> bool {
        let last = path.segments.last();
        last.is_some_and(|last| self.types.contains(&last.ident.to_string()))
    }

    /// The parts of a type that the source defines, where a value of it is made or taken apart.
    fn members<'m>(&mut self, of: &Path, members: impl Iterator<Item = &'m Member>) {
        if !self.is_of_own(of) {
            return;
        }
        for member in members {
            if let Member::Named(name) = member {
                self.mark(name);
            }
        }
    }

    fn statement(&mut self, span: Span) {
        let range = span.byte_range();
        let (start, end) = (self.start + range.start, self.start + range.end);
        let statement = Statement::of(&self.source[start..end], start);
        self.own.statements.extend(statement);
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.within(bound(&item.sig, Some(&item.block)), |it| {
            visit::visit_item_fn(it, item);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.within(bound(&item.sig, item.default.as_ref()), |it| {
            visit::visit_trait_item_fn(it, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.within(bound(&item.sig, Some(&item.block)), |it| {
            visit::visit_impl_item_fn(it, item);
        });
    }

    /// Methods of a trait have the names that the trait gives them, and generated code may call those of generated types.
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let is_own = match item.self_ty.as_ref() {
            Type::Path(of) => self.is_of_own(&of.path),
            _ => false,
        };
        if is_own && item.trait_.is_none() {
            for part in &item.items {
                if let ImplItem::Fn(method) = part {
                    self.mark(&method.sig.ident);
                }
            }
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if let Some(name) = &field.ident {
            self.mark(name);
        }
        visit::visit_field(self, field);
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.mark(&variant.ident);
        visit::visit_variant(self, variant);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.mark_if_bound(&pattern.ident);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        if let (None, Some(name)) = (&path.qself, path.path.get_ident()) {
            self.mark_if_bound(name);
        }
        visit::visit_expr_path(self, path);
    }

    fn visit_expr_struct(&mut self, made: &'ast syn::ExprStruct) {
        self.members(&made.path, made.fields.iter().map(|field| &field.member));
        visit::visit_expr_struct(self, made);
    }

    fn visit_pat_struct(&mut self, taken: &'ast syn::PatStruct) {
        self.members(&taken.path, taken.fields.iter().map(|field| &field.member));
        visit::visit_pat_struct(self, taken);
    }

    /// `{ title }` names the field beside what is bound.
    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if field.colon_token.is_some() {
            visit::visit_field_value(self, field);
        }
    }

    /// The same of a pattern.
    fn visit_field_pat(&mut self, field: &'ast syn::FieldPat) {
        if field.colon_token.is_some() {
            visit::visit_field_pat(self, field);
        }
    }

    /// `Part::title` of a type that the source defines.
    fn visit_path(&mut self, path: &'ast Path) {
        let mut segments = path.segments.iter().rev().map(|segment| &segment.ident);
        if let (Some(name), Some(of)) = (segments.next(), segments.next())
            && self.types.contains(&of.to_string())
        {
            self.mark(name);
        }
        visit::visit_path(self, path);
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.statement(literal.span());
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.tokens(&called.tokens);
        visit::visit_macro(self, called);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Defined, Gone, mentions};

    /// Lines of a function of a source that names `Article`, whose `title` is gone: those that are told.
    fn told(lines: &str) -> Vec<String> {
        let source = format!("use a::Article;\n{lines}");
        let gone = Gone {
            defined: [Defined {
                of: Some("Article".to_owned()),
                name: "title".to_owned(),
            }]
            .into(),
            ..Gone::default()
        };
        let mentions = mentions(&source, &gone);
        assert_eq!(mentions.unread, None, "{lines}");
        let lines: Vec<&str> = source.lines().collect();
        let told = mentions.found.iter();
        told.map(|it| lines[it.line - 1].trim().to_owned())
            .collect()
    }

    #[test]
    fn what_a_function_binds_is_its_own() {
        for source in [
            "fn f() { let title = 1; g(title); }",
            "fn f(title: u8, r#type: u8) -> u8 { title + 1 }",
            "fn f() { each(|title| title.len()) }",
            "fn f() { match x { Some(title) if title > 1 => title, _ => 0 } }",
            "fn f() { for (at, title) in x { title.a(); at } }",
            "fn f() { let title = 1; println!(\"{title} {title:?}\", title) }",
            "fn f() { let title = 1; vec![title, f(title)] }",
            "impl X { fn f(title: u8) { title } }",
        ] {
            assert_eq!(told(source), [""; 0], "{source}");
        }
    }

    #[test]
    fn what_may_be_the_generated_one_is_told() {
        for source in [
            "fn f() { let title = 1; it.title }",
            "fn f() { let title = it.title(); }",
            "fn f() { title }",
            "fn f() { let title = 1; articles::title() }",
            "fn f(Article { title, .. }: &Article) { title }",
            "fn f(title: u8) { Article { title } }",
            "fn f() { Article { title: 1 } }",
            "fn f(title: u8) { vec![Article { title }] }",
            "fn f(title: u8) { vec![it.title, Article::title] }",
            "fn f(title: u8) { say!(Article { title: 1 }) }",
            "fn f(x: u8) { say!(\"{title}\") }",
            "fn g() { let title = 1; }  fn f() { title }",
            "impl Titled for X { fn title(&self) {} }",
            "impl Article { fn title(&self) {} }",
            "fn title() {}",
        ] {
            assert_eq!(told(source), [source], "{source}");
        }
    }

    #[test]
    fn parts_of_its_own_types_are_its_own() {
        let own = "struct Page { title: u8 }\nenum Part { title }\nimpl Page { fn title() {} }\n";
        assert_eq!(told(own), [""; 0]);
        let made = "fn f(a: Article) {\nlet b = Page { title: 1 };\nlet Page { title } = b;\nPart::title;\n}\n";
        assert_eq!(told(&format!("{own}{made}")), [""; 0]);
        assert_eq!(told(made).len(), 3);
    }
}
