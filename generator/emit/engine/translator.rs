//! Emits the translators of an engine: a module per media type, and the functions that they share.

use super::super::Emitted;
use super::super::contract::header;
use super::super::templates;
use super::Place;
use crate::plan::engine::Engine;
use crate::plan::engine::translator::Translator;
use crate::print::Imports;
use askama::Template;

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/translator/mod.rs.jinja",
    escape = "none"
)]
struct Module<'a> {
    header: String,
    engine: &'a Engine,
    imports: String,
    uses: Uses,
}

/// Which of the shared functions any translator uses.
struct Uses {
    distinct: bool,
    by_id: bool,
    present: bool,
    grouped: bool,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/translator/media_type.rs.jinja",
    escape = "none"
)]
struct File<'a> {
    header: String,
    translator: &'a Translator,
}

pub(super) fn emit(engine: &Engine, place: &Place, emitted: &mut Emitted) {
    let folder = format!("{}/translator", place.generated);
    let uses = uses(&engine.translators);
    let module = Module {
        header: header(),
        engine,
        imports: imports(&uses).render("engine").trim_end().to_owned(),
        uses,
    };
    emitted.generated(format!("{folder}/mod.rs"), templates::file(&module));
    emitted.generated_each(&engine.translators, |translator| {
        let file = File {
            header: header(),
            translator,
        };
        (
            format!("{folder}/{}.rs", translator.module),
            templates::file(&file),
        )
    });
}

fn uses(translators: &[Translator]) -> Uses {
    let named = |name: &str| {
        translators.iter().any(|translator| {
            translator
                .imports
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == name)
        })
    };
    Uses {
        distinct: named("distinct"),
        by_id: named("by_id"),
        present: named("present"),
        grouped: named("grouped"),
    }
}

fn imports(uses: &Uses) -> Imports {
    let mut imports = Imports::default();
    if uses.by_id || uses.present || uses.grouped {
        imports.add("std::collections::HashMap");
        imports.add("std::hash::Hash");
    }
    if uses.present {
        imports.add("crate::generated::domain::StorageError");
        imports.add("crate::generated::usecase::Error");
    }
    imports
}
