//! A design with fewer resources: what only they asked for stays in it, and nobody asks for it any more.

use super::chance::Chance;
use super::yaml;
use moguera::source::{Source, SourceFile};
use serde_json::Value as Json;

/// Leaves out most resources that nothing else needs.
pub(super) fn thin(mut design: Json, seed: u64) -> Json {
    let mut chance = Chance::new(!seed);
    let names: Vec<String> = design["resources"]
        .as_object()
        .map(|resources| resources.keys().cloned().collect())
        .unwrap_or_default();
    for name in names {
        let mut fewer = design.clone();
        if let Some(resources) = fewer["resources"].as_object_mut() {
            resources.remove(&name);
        }
        if chance.percent(75) && is_accepted(&fewer) {
            design = fewer;
        }
    }
    design
}

fn is_accepted(design: &Json) -> bool {
    let file = SourceFile::new("design.yaml", yaml::text(design));
    moguera::front(&Source::new(vec![file])).is_ok()
}
