//! The body of a request: in go `--json`, the flags of its fields and `--null`, out comes the
//! payload, checked by the rules of the service.

use std::convert::Infallible;
use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use contract::input::{FromInput, Undecodable, decode_json};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::failure::{Failure, Outcome};

/// Where a body comes from besides the flags of its fields.
#[derive(Clone, Debug, Default, Args)]
pub struct Body {
    /// Takes the fields from a JSON object: the text itself, `@FILE`, or `-` for standard input;
    /// flags of single fields win
    #[arg(long, value_name = "JSON")]
    pub json: Option<JsonSource>,
}

/// Where a JSON text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonSource {
    /// On the command line.
    Text(String),
    /// In a file.
    File(PathBuf),
    /// On standard input.
    StandardInput,
}

impl FromStr for JsonSource {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match (text, text.strip_prefix('@')) {
            ("-", _) => Self::StandardInput,
            (_, Some(path)) => Self::File(path.into()),
            (text, None) => Self::Text(text.to_owned()),
        })
    }
}

impl Body {
    /// The payload: the JSON object, with the fields of `flags` that are not null in place of its
    /// own, and null for each name in `nulls`.
    ///
    /// # Errors
    ///
    /// [`Failure::Input`] when the JSON cannot be read, [`Failure::Usage`] when it is no object or
    /// a field is given both a value and null, [`Failure::Invalid`] when it breaks rules.
    pub fn payload<T: FromInput>(&self, flags: &impl Serialize, nulls: &[String]) -> Outcome<T> {
        let mut fields = self.object()?;
        for (name, value) in given(flags)? {
            if nulls.contains(&name) {
                let message = format!("`{name}` is given both a value and --null");
                return Err(Failure::Usage(message));
            }
            fields.insert(name, value);
        }
        fields.extend(nulls.iter().map(|name| (name.clone(), Value::Null)));
        let text = Value::Object(fields).to_string();
        decode_json(text.as_bytes()).map_err(|undecodable| match undecodable {
            Undecodable::Malformed { reason } => Failure::Usage(reason),
            Undecodable::Invalid(errors) => Failure::Invalid(errors),
        })
    }

    fn object(&self) -> Outcome<Map<String, Value>> {
        let Some(source) = &self.json else {
            return Ok(Map::new());
        };
        serde_json::from_str(&source.read()?)
            .map_err(|error| Failure::Usage(format!("--json is not a JSON object: {error}")))
    }
}

impl JsonSource {
    fn read(&self) -> Outcome<String> {
        let unreadable = |what: String| |source| Failure::Input { what, source };
        match self {
            Self::Text(text) => Ok(text.clone()),
            Self::File(path) => {
                fs::read_to_string(path).map_err(unreadable(path.display().to_string()))
            }
            Self::StandardInput => {
                let mut text = String::new();
                let read = io::stdin().read_to_string(&mut text);
                read.map(|_| text)
                    .map_err(unreadable("standard input".to_owned()))
            }
        }
    }
}

/// The fields for which there is a flag on the command line.
fn given(flags: &impl Serialize) -> Outcome<impl Iterator<Item = (String, Value)>> {
    match serde_json::to_value(flags) {
        Ok(Value::Object(fields)) => Ok(fields.into_iter().filter(|(_, value)| !value.is_null())),
        Ok(_) => Err(Failure::Usage("flags must have names".to_owned())),
        Err(error) => Err(Failure::Usage(error.to_string())),
    }
}
