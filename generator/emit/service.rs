//! Emits what the service as a whole has: its workspace and the crate that wires engines together.

use super::{Emitted, render};
use crate::plan::Workspace;

pub(super) fn emit(workspace: &Workspace, emitted: &mut Emitted) {
    emitted.wired("Cargo.toml", render("Cargo.toml", workspace));
    emitted.scaffolded(".gitignore", super::templates::text("service/gitignore"));
    emitted.scaffolded(".gitattributes", super::templates::text("service/gitattributes"));
}
