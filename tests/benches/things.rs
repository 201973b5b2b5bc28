//! Designs of any size: entities with ten attributes and five actions each.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes one, in files of a hundred entities.
pub(crate) fn design(resources: usize, folder: &Path) {
    fs::create_dir_all(folder).expect("the folder can be made");
    let api = "moguera: \"0.1\"\napi: { name: bench, version: 1.0.0, base_path: /v1 }\n";
    fs::write(folder.join("api.yaml"), api).expect("the design can be written");
    for first in (0..resources).step_by(100) {
        let numbers = first..resources.min(first + 100);
        let mut text = String::from("entities:\n");
        numbers.clone().for_each(|number| entity(&mut text, number));
        text.push_str("media_types:\n");
        for number in numbers.clone() {
            let _ = writeln!(
                text,
                "  Thing{number}: {{ views: {{ default: [\"*\"], tiny: [id, name], card: [id, name, kind, price] }} }}"
            );
        }
        text.push_str("resources:\n");
        for number in numbers {
            let _ = writeln!(
                text,
                "  thing{number}s: {{ actions: [list, show, create, update, delete], list: {{ filter: [kind], sort: [name] }} }}"
            );
        }
        fs::write(folder.join(format!("things{first:05}.yaml")), text)
            .expect("the design can be written");
    }
}

fn entity(text: &mut String, number: usize) {
    let _ = write!(
        text,
        "  Thing{number}:
    description: Thing number {number}.
    attributes:
      name: {{ type: string, min_length: 1, max_length: 100 }}
      kind: {{ enum: [small, middle, large], default: small }}
      price: {{ type: decimal, scale: 2, minimum: 0 }}
      amount: {{ type: int32, default: 0, minimum: 0 }}
      mail: {{ type: email, optional: true }}
      page: {{ type: url, optional: true }}
      body: text?
      made_on: date?
      seen: {{ type: boolean, default: false }}
      words: {{ type: array, items: string, max_items: 10, optional: true }}
"
    );
}

/// Gives the first entity one more attribute, by one line; `name` is one that it does not have.
pub(crate) fn one_more_field(design: &Path, name: &str) {
    let path = design.join("things00000.yaml");
    let text = fs::read_to_string(&path).expect("the design is readable");
    let more = text.replacen(
        "      body: text?\n",
        &format!("      body: text?\n      {name}: string?\n"),
        1,
    );
    assert_ne!(text, more, "the first entity has a body");
    fs::write(&path, more).expect("the design can be written");
}
