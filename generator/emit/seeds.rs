//! Emits the first rows of a new service, a script for each database.

use super::{Emitted, templates};
use crate::plan::seeds::{self, Script};
use askama::Template;

#[derive(Template)]
#[template(path = "service/migrations/seeds.sql.jinja", escape = "none")]
struct Seeds<'a> {
    about: &'static str,
    script: &'a Script,
}

const SQLITE: &str = "An embedded database is given them on its first start, once.";

const POSTGRES: &str =
    "Load them yourself where you want them: psql --single-transaction --file seeds.sql";

pub(super) fn emit(seeds: &seeds::Seeds, emitted: &mut Emitted) {
    for (folder, about, script) in [
        ("sqlite", SQLITE, &seeds.sqlite),
        ("postgres", POSTGRES, &seeds.postgres),
    ] {
        let text = templates::file(&Seeds { about, script });
        emitted.generated(format!("migrations/{folder}/seeds.sql"), text);
    }
}
