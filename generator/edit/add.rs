//! Something new: what was asked for goes in, the changes of the files come out.

use super::Edit;
use super::change::Change;
use super::content::Content;
use super::design::{Design, Place, unknown};
use super::element::{Element, STANDARD, element};
use super::refusal::Refusal;
use super::request::{Home, Kind};
use super::value::{Step, Value};
use crate::diagnostic::quoted;
use crate::names;

/// What is to be added.
pub(super) struct New<'r> {
    pub(super) kind: Kind,
    pub(super) name: &'r str,
    pub(super) value: Option<&'r str>,
    pub(super) home: Option<&'r Home>,
}

pub(super) fn add(design: &Design<'_>, new: &New<'_>) -> Result<Vec<Edit>, Refusal> {
    let content =
        |text: &str| Content::written(text).map_err(|found| Refusal::Value(text.to_owned(), found));
    if let (Kind::EnumValue, Some(value)) = (new.kind, new.value) {
        let name = format!("{}.{value}", new.name);
        return add_value(design, &element(design, Kind::EnumValue, &name)?);
    }
    let element = element(design, new.kind, new.name)?;
    let content = match new.value {
        Some(text) => content(text)?,
        None => Content::Nothing,
    };
    if new.home.is_some() && new.kind != Kind::Entity {
        let message = format!("an engine is for entities, not for {}", element.shown());
        return Err(Refusal::usage(message));
    }
    let mut edits = match new.kind {
        Kind::EnumValue => add_value(design, &element)?,
        Kind::Action => add_action(design, &element, content)?,
        Kind::Resource => vec![entry(design, &element, actions(content))?],
        Kind::Engine if design.written.engines.is_none() => engines(design, &element, content)?,
        _ => vec![entry(design, &element, content)?],
    };
    if new.kind == Kind::Entity {
        edits.extend(match new.home {
            Some(Home::NewEngine(name)) => new_engine(design, &element, name)?,
            Some(Home::Engine(name)) => join_engine(design, &element, Some(name))?,
            None => join_engine(design, &element, None)?,
        });
    }
    Ok(edits)
}

/// A definition below its section or its owner.
fn entry(design: &Design<'_>, element: &Element, content: Content) -> Result<Edit, Refusal> {
    if design.keys(&element.list).contains(&element.name.as_str()) {
        return Err(there_already(element));
    }
    Ok(insert(design, &element.list, &element.name, content))
}

/// An entry of a map, together with those above it that are not there yet.
pub(super) fn insert(design: &Design<'_>, list: &Place, name: &str, content: Content) -> Edit {
    let mut map = list.clone();
    let mut key = name.to_owned();
    let mut content = content;
    while !design.is_there(&map) {
        let Some(Step::Key(missing)) = map.path.pop() else {
            break;
        };
        content = content.under(&key);
        key = missing;
    }
    Edit {
        file: map.file,
        change: Change::Insert {
            map: map.path,
            key,
            content,
        },
    }
}

fn add_value(design: &Design<'_>, element: &Element) -> Result<Vec<Edit>, Refusal> {
    if design.position(&element.list, &element.name).is_some() {
        return Err(there_already(element));
    }
    Ok(vec![append(&element.list, &element.name)])
}

/// An element of a list of names.
fn append(list: &Place, name: &str) -> Edit {
    Edit {
        file: list.file,
        change: Change::Append {
            list: list.path.clone(),
            content: Content::made(Value::Text(name.to_owned())),
        },
    }
}

/// A list of standard actions is the short form of a resource.
fn actions(content: Content) -> Content {
    match content.value() {
        Value::List(_) => content.under("actions"),
        _ => content,
    }
}

/// A standard action joins the list of them unless there is more to say of it.
fn add_action(
    design: &Design<'_>,
    element: &Element,
    content: Content,
) -> Result<Vec<Edit>, Refusal> {
    let list = element.list.below(["actions"]);
    let is_standard = STANDARD.contains(&element.name.as_str());
    let is_listed = design.position(&list, &element.name).is_some();
    let says_nothing = content.value() == Value::Nothing;
    if is_standard && is_listed && says_nothing {
        return Err(there_already(element));
    }
    if !is_standard && says_nothing {
        let message = format!(
            "the action {} needs a method and a path",
            quoted(&element.full())
        );
        let example = format!("'post: \"/{{id}}/{}\"'", element.name);
        return Err(Refusal::usage(message).help(format!(
            "for example `moguera design add action {} {example}`",
            element.full()
        )));
    }
    if !is_standard || !says_nothing {
        return Ok(vec![entry(design, element, content)?]);
    }
    if design.keys(&element.list).contains(&element.name.as_str()) {
        return Err(there_already(element));
    }
    Ok(vec![if design.is_there(&list) {
        append(&list, &element.name)
    } else {
        let one = Value::List(vec![Value::Text(element.name.clone())]);
        insert(design, &element.list, "actions", Content::made(one))
    }])
}

/// Where no engine was named, the only one is called after the service: it keeps its name, and every entity that the new
/// one does not have.
fn engines(design: &Design<'_>, element: &Element, content: Content) -> Result<Vec<Edit>, Refusal> {
    let only = names::snake(&design.written.api.name.value);
    if element.name == only {
        return Ok(vec![insert(design, &element.list, &only, content)]);
    }
    let listed = match content.value() {
        Value::Map(mut keys) => keys
            .iter_mut()
            .find_map(|(key, value)| (key == "entities").then(|| value.clone())),
        _ => None,
    };
    let taken = match listed {
        Some(Value::List(names)) => names,
        _ => Vec::new(),
    };
    let names = design.names(Kind::Entity).into_iter();
    let names = names.map(|name| Value::Text(name.to_owned()));
    let rest: Vec<Value> = names.filter(|name| !taken.contains(name)).collect();
    if rest.is_empty() {
        let (engine, only) = (quoted(&element.name), quoted(&only));
        let message = format!("{engine} would have every entity, and the engine {only} none");
        return Err(Refusal::usage(message).help(format!(
            "leave one to {only}, which your crates are called after"
        )));
    }
    let first = Value::Map(vec![("entities".to_owned(), Value::List(rest))]);
    Ok(vec![
        insert(design, &element.list, &only, Content::made(first)),
        Edit {
            file: element.list.file,
            change: Change::Insert {
                map: element.list.path.clone(),
                key: element.name.clone(),
                content,
            },
        },
    ])
}

/// An engine for a new entity alone.
fn new_engine(design: &Design<'_>, entity: &Element, name: &str) -> Result<Vec<Edit>, Refusal> {
    let engine = element(design, Kind::Engine, name)?;
    let one = Value::List(vec![Value::Text(entity.name.clone())]);
    let content = Content::made(Value::Map(vec![("entities".to_owned(), one)]));
    Ok(match design.written.engines {
        None => engines(design, &engine, content)?,
        Some(_) => vec![entry(design, &engine, content)?],
    })
}

/// Where engines are named, each entity is in one of them.
fn join_engine(
    design: &Design<'_>,
    entity: &Element,
    engine: Option<&str>,
) -> Result<Vec<Edit>, Refusal> {
    let names = design.names(Kind::Engine);
    let name = match (engine, names.as_slice()) {
        (Some(name), []) => {
            let message = format!("there is no engine {}", quoted(name));
            return Err(Refusal::usage(message)
                .help("this design names no engines: all entities are in the only one")
                .help(format!("`--new-engine {name}` makes one for the entity")));
        }
        (None, []) => return Ok(Vec::new()),
        (None, [only]) => *only,
        (Some(name), names) if names.contains(&name) => name,
        (Some(name), names) => return Err(unknown(Kind::Engine, name, names)),
        (None, names) => {
            let list: Vec<_> = names.iter().map(|name| quoted(name)).collect();
            let message = format!("it is not said which engine has {}", entity.shown());
            return Err(Refusal::usage(message)
                .help(format!("name one with `--engine`: {}", list.join(" or ")))
                .help("or make one for it: `--new-engine NAME`"));
        }
    };
    let list = design.definition(Kind::Engine, name)?.below(["entities"]);
    Ok(vec![if design.is_there(&list) {
        append(&list, &entity.name)
    } else {
        let one = Value::List(vec![Value::Text(entity.name.clone())]);
        let engine = design.definition(Kind::Engine, name)?;
        insert(design, &engine, "entities", Content::made(one))
    }])
}

fn there_already(element: &Element) -> Refusal {
    Refusal::usage(format!("{} is there already", element.shown()))
}
