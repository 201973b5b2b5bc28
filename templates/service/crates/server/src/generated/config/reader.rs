//! Variables as they are read: names and what their values must be in, values out; everything that
//! is wrong is collected.

use std::ffi::OsString;
use std::str::FromStr;
use std::time::Duration;

use super::variables::Variable;

/// Reads variables and remembers what is wrong with them.
pub(super) struct Reader<'e> {
    environment: &'e dyn Fn(&str) -> Option<OsString>,
    faults: Vec<String>,
}

impl<'e> Reader<'e> {
    pub(super) fn new(environment: &'e dyn Fn(&str) -> Option<OsString>) -> Self {
        Self {
            environment,
            faults: Vec::new(),
        }
    }

    /// The value of a variable, or its default, read by `parse`. After a fault, which is remembered
    /// for [`Reader::finish`], it is `None`, as it is for an absent variable without a default.
    pub(super) fn read<T>(
        &mut self,
        variable: Variable,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let given = (self.environment)(variable.name).filter(|value| !value.is_empty());
        let text = match &given {
            Some(value) => value.to_str(),
            None => Some(variable.default?),
        };
        let value = text.and_then(parse);
        if value.is_none() {
            // The value is not repeated: some are secret, and all of them end up in logs.
            self.fault(format!("{}: expected {}", variable.name, variable.expected));
        }
        value
    }

    /// A text that is not empty.
    pub(super) fn text(&mut self, variable: Variable) -> Option<String> {
        self.read(variable, |text| Some(text.to_owned()))
    }

    /// Anything that reads itself from text.
    pub(super) fn parsed<T: FromStr>(&mut self, variable: Variable) -> Option<T> {
        self.read(variable, |text| text.parse().ok())
    }

    /// A number that is not 0.
    pub(super) fn count(&mut self, variable: Variable) -> Option<usize> {
        self.read(variable, |text| {
            text.parse().ok().filter(|count| *count > 0)
        })
    }

    /// A number of seconds.
    pub(super) fn seconds(&mut self, variable: Variable) -> Option<Duration> {
        let seconds = self.parsed::<u32>(variable);
        seconds.map(|seconds| Duration::from_secs(seconds.into()))
    }

    /// A number of seconds that is not 0.
    pub(super) fn some_seconds(&mut self, variable: Variable) -> Option<Duration> {
        let seconds = self
            .count(variable)
            .and_then(|count| u64::try_from(count).ok());
        seconds.map(Duration::from_secs)
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, variable: Variable, words: &[(&str, T)]) -> Option<T> {
        self.read(variable, |text| {
            let found = words.iter().find(|(word, _)| *word == text);
            found.map(|(_, value)| *value)
        })
    }

    /// Remembers a fault.
    pub(super) fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }

    /// What was read, if nothing was wrong; otherwise everything that was.
    pub(super) fn finish<T>(self, read: Option<T>) -> Result<T, Vec<String>> {
        match read {
            Some(read) if self.faults.is_empty() => Ok(read),
            _ => Err(self.faults),
        }
    }
}
