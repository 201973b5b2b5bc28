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
use crate::plan::seeds::Seeds;
use crate::plan::service::Service;
use crate::plan::wiring::Wiring;
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;

/// Everything that a plan asks for, in memory.
pub fn emit(workspace: Workspace, evolution: &Evolution) -> Output {
    let Workspace {
        openapi,
        docs,
        service,
        contract,
        driver,
        cli,
        engines,
        seeds,
        wiring,
        tests,
        schema: _,
    } = workspace;
    let sources = move || {
        let mut emitted = whole(&service, &wiring, seeds.as_ref(), evolution);
        contract::emit(&service, &contract, &mut emitted);
        // Plans are large: each makes room for the files of the next one.
        drop(contract);
        driver::emit(&service, &driver, &mut emitted);
        drop(driver);
        cli::emit(&cli, &mut emitted);
        drop(cli);
        for engine in engines {
            engine::emit(&engine, &mut emitted);
        }
        tests::emit(&tests, &mut emitted);
        emitted
    };
    // The documents are two large files, all else is many small ones: they share the cores well.
    let documents = move || openapi::documents(&openapi, &docs);
    let (documents, mut emitted) = rayon::join(documents, sources);
    for (path, text) in documents {
        emitted.generated(path, text);
    }
    emitted.output.schema = evolution.facts.clone();
    emitted.output
}

/// What is there once, however many things a design has.
fn whole(
    service: &Service,
    wiring: &Wiring,
    seeds: Option<&Seeds>,
    evolution: &Evolution,
) -> Emitted {
    let mut emitted = Emitted::default();
    fixed::emit(&service.name, &mut emitted);
    service::emit((service, wiring), seeds, evolution, &mut emitted);
    if let Some(seeds) = seeds {
        seeds::emit(seeds, &mut emitted);
    }
    if let Some(next) = &evolution.next {
        migrations::emit(next, &mut emitted);
    }
    emitted
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

/// Renders a template with a value and what else it names.
fn render(template: &str, value: &impl Serialize) -> String {
    templates::render(template, value)
}
