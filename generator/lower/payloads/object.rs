//! Collects what is sent together: fields go in, the struct that is read of a request comes out.

use crate::ir;
use crate::lower::called::Called;
use crate::lower::contract::{field, finish_object};
use crate::lower::decode::{Decoder, Reading};
use crate::lower::rust_type::{self, RustType};
use crate::plan::contract::{Field, Object};
use crate::print::Imports;

/// One field of what is sent, its type without `Option`.
pub(super) struct Part<'a> {
    pub(super) called: &'a Called,
    pub(super) description: Option<&'a str>,
    pub(super) reading: Reading,
    pub(super) ty: &'a RustType,
    pub(super) value: Option<&'a ir::Value>,
}

/// A struct as its fields are added.
pub(super) struct Sent<'a> {
    service: &'a ir::Service,
    name: String,
    decoder: Decoder<'a>,
    fields: Vec<(Reading, Field)>,
    eq: bool,
}

impl<'a> Sent<'a> {
    pub(super) fn new(service: &'a ir::Service, name: String) -> Self {
        Sent {
            service,
            decoder: Decoder::new(service, &name),
            name,
            fields: vec![],
            eq: true,
        }
    }

    pub(super) fn add(&mut self, part: &Part<'_>) {
        self.decoder
            .field(part.called, part.reading, part.ty, part.value);
        self.eq &= part
            .value
            .is_none_or(|value| rust_type::is_eq(self.service, value));
        let field = field(part.called, part.description, part.ty, part.reading);
        self.fields.push((part.reading, field));
    }

    pub(super) fn finish(self, docs: String) -> (Object, Imports) {
        let (object, imports) = finish_object(&self.name, vec![docs], self.fields, self.decoder);
        let eq = self.eq;
        (Object { eq, ..object }, imports)
    }
}
