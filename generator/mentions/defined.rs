//! What generated sources define: a source goes in, its types, fields, variants and functions come out.

use super::Defined;
use super::syntax::read;
use std::collections::BTreeSet;
use syn::{Fields, ImplItem, Item, TraitItem, Type};

/// What a source defines; `None` if it is no Rust.
pub fn defined(source: &str) -> Option<BTreeSet<Defined>> {
    read(source, |syntax| {
        let file = syntax.ok()?;
        let mut defined = BTreeSet::new();
        items(&file.items, &mut defined);
        Some(defined)
    })
}

fn items(list: &[Item], defined: &mut BTreeSet<Defined>) {
    for item in list {
        let name = match item {
            Item::Struct(item) => {
                fields(&item.ident.to_string(), &item.fields, defined);
                &item.ident
            }
            Item::Enum(item) => {
                for variant in &item.variants {
                    defined.insert(of(&item.ident.to_string(), &variant.ident));
                }
                &item.ident
            }
            Item::Trait(item) => {
                let methods = item.items.iter().filter_map(|part| match part {
                    TraitItem::Fn(method) => Some(&method.sig.ident),
                    _ => None,
                });
                defined.extend(methods.map(|method| of(&item.ident.to_string(), method)));
                &item.ident
            }
            Item::Impl(item) => {
                methods(item, defined);
                continue;
            }
            Item::Mod(item) => {
                let inside = item.content.as_ref().map(|(_, inside)| inside);
                items(inside.map_or(&[], Vec::as_slice), defined);
                &item.ident
            }
            Item::Fn(item) => &item.sig.ident,
            Item::Const(item) => &item.ident,
            Item::Static(item) => &item.ident,
            Item::Type(item) => &item.ident,
            _ => continue,
        };
        defined.insert(Defined {
            of: None,
            name: bare(name),
        });
    }
}

fn fields(ty: &str, fields: &Fields, defined: &mut BTreeSet<Defined>) {
    let named = fields.iter().filter_map(|field| field.ident.as_ref());
    defined.extend(named.map(|field| of(ty, field)));
}

/// Methods of a type itself; those of traits are theirs.
fn methods(item: &syn::ItemImpl, defined: &mut BTreeSet<Defined>) {
    let Type::Path(path) = item.self_ty.as_ref() else {
        return;
    };
    let (Some(last), None) = (path.path.segments.last(), &item.trait_) else {
        return;
    };
    let ty = last.ident.to_string();
    for part in &item.items {
        match part {
            ImplItem::Fn(method) => defined.insert(of(&ty, &method.sig.ident)),
            ImplItem::Const(constant) => defined.insert(of(&ty, &constant.ident)),
            _ => continue,
        };
    }
}

fn of(ty: &str, name: &syn::Ident) -> Defined {
    Defined {
        of: Some(ty.to_owned()),
        name: bare(name),
    }
}

/// Without the `r#` of a keyword.
pub(super) fn bare(name: &syn::Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}
