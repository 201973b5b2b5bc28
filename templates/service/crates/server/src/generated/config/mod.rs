//! Configuration: the environment goes in, one struct or everything that is wrong comes out.

mod reader;
pub(crate) mod variables;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use access_keys::SecretKey;
use driver::service::NAME;
use http_ground::Limits;
use jiff::SignedDuration;
use store::{Options, Synchronous};
use tracing::level_filters::LevelFilter;

use reader::Reader;
use variables as var;

/// What the address of a file begins with.
const SQLITE: &str = "sqlite:";

/// How the server is to run.
#[derive(Debug)]
pub(crate) struct Config {
    /// What to listen on.
    pub(crate) host: String,
    /// The port to listen on; 0 for any that is free.
    pub(crate) port: u16,
    /// Where clients find the server, if that is not where it listens.
    pub(crate) public_url: Option<String>,
    /// Where the data is.
    pub(crate) database: DatabaseConfig,
    /// How the database is used.
    pub(crate) store: Options,
    /// What is done about migrations that are missing.
    pub(crate) migrate: Migrate,
    /// Whether the first start loads sample data.
    pub(crate) seeds: bool,
    /// How requests are treated.
    pub(crate) requests: RequestConfig,
    /// How long a connection may be idle or send headers.
    pub(crate) header_time: Duration,
    /// How long to go on after a signal to stop.
    pub(crate) notice: Duration,
    /// How long requests in progress may then take.
    pub(crate) grace: Duration,
    /// What is logged.
    pub(crate) log: LogConfig,
}

/// Where the data is, and the secret key that it is sealed under.
#[derive(Debug)]
pub(crate) enum DatabaseConfig {
    /// A file of this process. Its secret key may be in a file beside it.
    Embedded(Option<SecretKey>),
    /// A database that others run, or a file at another place.
    Given(DatabaseUrl, SecretKey),
}

/// What is done about migrations that are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Migrate {
    /// They are applied.
    Auto,
    /// Nothing is done, by any command but the one that is asked to apply them.
    Check,
}

/// How requests are treated.
#[derive(Clone, Debug)]
pub(crate) struct RequestConfig {
    /// How much of anything one request may take.
    pub(crate) limits: Limits,
    /// How far the date of a signature may be from now.
    pub(crate) clock_skew: SignedDuration,
    /// How long access keys are remembered that were looked up.
    pub(crate) key_cache: Duration,
}

/// What is logged, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LogConfig {
    /// The least important events.
    pub(crate) level: LevelFilter,
    /// Their form.
    pub(crate) format: LogFormat,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// Lines for people.
    Text,
    /// JSON objects, one in a line.
    Json,
}

/// The address of a database, which may hold a password: `Debug` shows nothing.
pub(crate) struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The address itself.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// The file, if the database is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.0.strip_prefix(SQLITE).map(Path::new)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, a line each, without the values.
    pub(crate) fn read(
        environment: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Self, Vec<String>> {
        let mut reader = Reader::new(environment);
        let config = read(&mut reader);
        reader.finish(config)
    }
}

/// All parts are read before the first fault counts, so that all faults are told.
fn read(reader: &mut Reader<'_>) -> Option<Config> {
    let host = reader.text(var::HOST);
    let port = reader.parsed(var::PORT);
    let public_url = reader.read(var::PUBLIC_URL, |text| {
        let is_known = text.starts_with("http://") || text.starts_with("https://");
        is_known.then(|| text.trim_end_matches('/').to_owned())
    });
    let database = database(reader);
    let store = store(reader);
    let modes = [("auto", Migrate::Auto), ("check", Migrate::Check)];
    let migrate = reader.word(var::MIGRATE, &modes);
    let seeds = reader.word(var::SEEDS, &[("on", true), ("off", false)]);
    let requests = requests(reader);
    let header_time = reader.some_seconds(var::HEADER_TIMEOUT);
    let notice = reader.seconds(var::SHUTDOWN_NOTICE);
    let grace = reader.seconds(var::SHUTDOWN_TIMEOUT);
    let log = log(reader);
    Some(Config {
        host: host?,
        port: port?,
        public_url,
        database: database?,
        store: store?,
        migrate: migrate?,
        seeds: seeds?,
        requests: requests?,
        header_time: header_time?,
        notice: notice?,
        grace: grace?,
        log: log?,
    })
}

fn database(reader: &mut Reader<'_>) -> Option<DatabaseConfig> {
    let known = ["postgres://", "postgresql://", SQLITE];
    let is_known = |text: &str| known.iter().any(|scheme| text.starts_with(scheme));
    let mut is_given = false;
    let url = reader.read(var::DATABASE_URL, |text| {
        is_given = true;
        is_known(text).then(|| DatabaseUrl(text.to_owned()))
    });
    let mut has_key = false;
    let secret_key = reader.read(var::SECRET_KEY, |text| {
        has_key = true;
        text.parse().ok()
    });
    if is_given && !has_key {
        reader.fault(format!(
            "SECRET_KEY: needed with DATABASE_URL; make one, and keep it, with: {NAME}-server secret"
        ));
    }
    match (url, secret_key) {
        (Some(url), Some(secret_key)) => Some(DatabaseConfig::Given(url, secret_key)),
        (None, secret_key) if !is_given => Some(DatabaseConfig::Embedded(secret_key)),
        _ => None,
    }
}

fn store(reader: &mut Reader<'_>) -> Option<Options> {
    let modes = [("full", Synchronous::Full), ("normal", Synchronous::Normal)];
    let synchronous = reader.word(var::SQLITE_SYNCHRONOUS, &modes);
    let pool_size = reader.count(var::POOL_SIZE);
    let root_certificates = reader.text(var::DATABASE_CERTIFICATES).map(PathBuf::from);
    Some(Options {
        synchronous: synchronous?,
        pool_size: pool_size?,
        root_certificates,
        ..Options::default()
    })
}

fn requests(reader: &mut Reader<'_>) -> Option<RequestConfig> {
    let body_bytes = reader.parsed(var::BODY_LIMIT);
    let body_time = reader.some_seconds(var::BODY_TIMEOUT);
    let header_bytes = reader.parsed(var::HEADER_LIMIT);
    let request_time = reader.some_seconds(var::REQUEST_TIMEOUT);
    let in_flight = reader.count(var::CONCURRENCY);
    let clock_skew = reader.parsed::<u32>(var::CLOCK_SKEW);
    let key_cache = reader.seconds(var::KEY_CACHE);
    Some(RequestConfig {
        limits: Limits {
            body_bytes: body_bytes?,
            body_time: body_time?,
            header_bytes: header_bytes?,
            request_time: request_time?,
            in_flight: in_flight?,
        },
        clock_skew: SignedDuration::from_secs(clock_skew?.into()),
        key_cache: key_cache?,
    })
}

fn log(reader: &mut Reader<'_>) -> Option<LogConfig> {
    let level = reader.parsed(var::LOG);
    let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
    let format = reader.word(var::LOG_FORMAT, &formats);
    Some(LogConfig {
        level: level?,
        format: format?,
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::variables::VARIABLES;
    use super::{Config, DatabaseConfig};

    const SECRET_KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    fn read(given: &[(&str, &str)]) -> Result<Config, Vec<String>> {
        Config::read(&|name| {
            let found = given.iter().find(|(given, _)| *given == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn all_defaults_are_valid_and_that_of_the_database_is_embedded() {
        let config = read(&[]).unwrap();
        assert!(matches!(config.database, DatabaseConfig::Embedded(None)));
    }

    #[test]
    fn an_empty_variable_is_absent() {
        let empty = VARIABLES.map(|variable| (variable.name, ""));
        assert_eq!(read(&empty).unwrap().port, 8080);
    }

    #[test]
    fn every_variable_with_a_form_is_checked_and_no_value_is_repeated() {
        let free = ["HOST", "DATABASE_CERTIFICATES"];
        let checked = VARIABLES.map(|variable| variable.name);
        let checked = checked.iter().filter(|name| !free.contains(name));
        for name in checked {
            let faults = read(&[(name, "nonsense!")]).unwrap_err();
            assert!(faults[0].starts_with(&format!("{name}: ")), "{faults:?}");
            assert!(!faults.concat().contains("nonsense"), "{faults:?}");
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = read(&[
            ("PORT", "65536"),
            ("LOG", "loud"),
            ("CONCURRENCY", "0"),
            ("DATABASE_URL", "postgres://user:password@host/blog"),
        ]);
        let faults = faults.unwrap_err();
        let names: Vec<_> = faults
            .iter()
            .filter_map(|fault| fault.split(':').next())
            .collect();
        assert_eq!(names, ["PORT", "SECRET_KEY", "CONCURRENCY", "LOG"]);
    }

    #[test]
    fn debug_shows_no_secret() {
        let url = "postgres://user:password@host/blog";
        let config = read(&[("DATABASE_URL", url), ("SECRET_KEY", SECRET_KEY)]).unwrap();
        let shown = format!("{config:?}");
        assert!(
            !shown.contains("password") && !shown.contains("AAAA"),
            "{shown}"
        );
    }
}
