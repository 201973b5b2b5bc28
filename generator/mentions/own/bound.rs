//! The names that a function binds: its syntax goes in, the names of parameters, `let`, closures and patterns come out.

use super::super::defined::bare;
use std::collections::BTreeSet;
use syn::visit::{self, Visit};
use syn::{Block, PatIdent, Signature};

/// A name that begins in upper case is a constant or variant that a pattern compares with, by the convention that the
/// compiler warns about.
pub(super) fn bound(signature: &Signature, block: Option<&Block>) -> BTreeSet<String> {
    let mut bound = Bound::default();
    bound.visit_signature(signature);
    if let Some(block) = block {
        bound.visit_block(block);
    }
    bound.0
}

#[derive(Default)]
struct Bound(BTreeSet<String>);

impl<'ast> Visit<'ast> for Bound {
    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        let name = bare(&pattern.ident);
        if !name.starts_with(char::is_uppercase) {
            self.0.insert(name);
        }
        visit::visit_pat_ident(self, pattern);
    }
}
