//! Emits a plan as files in memory. Every output is a row: where it goes, whose it is, what it says.

mod cli;
mod code;
mod contract;
mod driver;
mod engine;
mod fixed;
pub mod migrations;
mod openapi;
mod seeds;
mod service;
mod templates;
mod tests;

use crate::evolve::Evolution;
use crate::output::{File, Output, Owner};
use crate::plan::Workspace;
use crate::plan::schema::Schema;
use crate::plan::seeds::Seeds;
use crate::plan::service::Service;
use crate::plan::wiring::Wiring;
use rayon::prelude::*;
use std::borrow::Cow;

/// Everything that a plan asks for, in memory. What its schema has to go through is found by `evolve` while files that do
/// not depend on it are rendered.
///
/// # Errors
///
/// Those of `evolve`.
pub fn emit<E: Send>(
    workspace: Workspace<'_>,
    evolve: impl FnOnce(&Schema) -> Result<Evolution, E> + Send,
) -> Result<Output, E> {
    let service = &workspace.service;
    let sources = || {
        let mut emitted = Emitted::default();
        for engine in workspace.engines {
            engine::emit(&engine, &mut emitted);
        }
        contract::emit(service, &workspace.contract.now(), &mut emitted);
        driver::emit(service, &workspace.driver.now(), &mut emitted);
        cli::emit(&workspace.cli.now(), &mut emitted);
        tests::emit(workspace.tests.now(), &mut emitted);
        emitted
    };
    // The documents are two large files, all else is many small ones: they share the cores well.
    let documents = || openapi::emit(workspace.documents.now());
    let (evolution, (documents, mut emitted)) = rayon::join(
        || evolve(&workspace.schema),
        || rayon::join(documents, sources),
    );
    let evolution = evolution?;
    let seeds = workspace.seeds.as_ref();
    whole(
        (service, &workspace.wiring),
        seeds,
        &evolution,
        &mut emitted,
    );
    for (path, text) in documents {
        emitted.generated(path, text);
    }
    let mut output = emitted.output;
    output.schema = evolution.facts;
    output.warnings = evolution.warnings;
    Ok(output)
}

/// What is there once, however many things a design has, and what the database has to go through.
fn whole(
    (service, wiring): (&Service, &Wiring),
    seeds: Option<&Seeds>,
    evolution: &Evolution,
    emitted: &mut Emitted,
) {
    fixed::emit(&service.name, emitted);
    service::emit((service, wiring), seeds, evolution, emitted);
    if let Some(seeds) = seeds {
        seeds::emit(seeds, emitted);
    }
    if let Some(next) = &evolution.next {
        migrations::emit(next, emitted);
    }
}

/// Files so far.
#[derive(Default)]
struct Emitted {
    output: Output,
}

impl Emitted {
    fn generated(&mut self, path: impl Into<String>, text: impl Into<Cow<'static, str>>) {
        self.add(path.into(), Owner::Generated, text.into());
    }

    /// A file of the team's that generated code names: written again when it is gone.
    fn wired(&mut self, path: impl Into<String>, text: impl Into<Cow<'static, str>>) {
        self.add(path.into(), Owner::Scaffolded { wired: true }, text.into());
    }

    /// A file of the team's that may stay away.
    fn scaffolded(&mut self, path: impl Into<String>, text: impl Into<Cow<'static, str>>) {
        self.add(path.into(), Owner::Scaffolded { wired: false }, text.into());
    }

    /// History: written once.
    fn migration(&mut self, path: impl Into<String>, text: impl Into<Cow<'static, str>>) {
        self.add(path.into(), Owner::Migration, text.into());
    }

    /// A generated file for each of some things; they are rendered on all cores.
    fn generated_each<'a, T: Sync>(
        &mut self,
        things: &'a [T],
        file: impl Fn(&'a T) -> (String, String) + Send + Sync,
    ) {
        let files: Vec<_> = things.par_iter().map(file).collect();
        for (path, text) in files {
            self.generated(path, text);
        }
    }

    fn add(&mut self, path: String, owner: Owner, text: Cow<'static, str>) {
        self.output
            .insert(path, File { owner, text })
            .expect("lowering gives every file a path of its own inside the service");
    }
}
