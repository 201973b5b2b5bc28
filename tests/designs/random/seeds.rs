//! Random seeds: two rows of every entity, or none at all.

use super::draft::Draft;
use serde_json::{Map, Value as Json, json};

const LABELS: [&str; 2] = ["first", "second-one"];

pub(super) fn seeds(draft: &mut Draft) -> Map<String, Json> {
    if draft.chance.percent(30) {
        return Map::new();
    }
    let mut seeds = Map::new();
    for index in 0..draft.entities.len() {
        let rows = LABELS.iter().enumerate().map(|(number, label)| {
            let row = row(draft, index, number);
            ((*label).to_owned(), Json::Object(row))
        });
        let rows: Map<String, Json> = rows.collect();
        seeds.insert(draft.entities[index].name.clone(), Json::Object(rows));
    }
    seeds
}

fn row(draft: &mut Draft, index: usize, number: usize) -> Map<String, Json> {
    let mut row = Map::new();
    let label = LABELS[number];
    let entity = &draft.entities[index];
    for attribute in &entity.attributes {
        let stored = !attribute.computed && !attribute.slug;
        if stored && (attribute.required || draft.chance.percent(60)) {
            let literals = &attribute.value.literals;
            let literal = literals[number % literals.len()].clone();
            row.insert(attribute.name.clone(), literal);
        }
    }
    for relation in &entity.to_one {
        if !relation.optional || (relation.target < index && draft.chance.percent(60)) {
            row.insert(relation.name.into(), json!(label));
        } else if draft.chance.percent(20) {
            row.insert(relation.name.into(), Json::Null);
        }
    }
    for (relation, target) in &entity.both_ways {
        if *target < index && draft.chance.percent(60) {
            row.insert((*relation).into(), json!([label]));
        }
    }
    row
}
