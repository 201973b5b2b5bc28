//! The environment variables that configure the server: one table, from which `--help` and the
//! README are printed and the configuration is read.

/// An environment variable. One that is empty counts as absent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variable {
    /// What it is called.
    pub(crate) name: &'static str,
    /// What it is when it is absent, if it has a value then.
    pub(crate) default: Option<&'static str>,
    /// Which values it may have.
    pub(crate) expected: &'static str,
    /// What it decides.
    pub(crate) meaning: &'static str,
}

/// All variables, in the order in which they are shown.
pub(crate) const VARIABLES: [Variable; 22] = [
    HOST,
    PORT,
    PUBLIC_URL,
    DATABASE_URL,
    DATABASE_CERTIFICATES,
    SECRET_KEY,
    SQLITE_SYNCHRONOUS,
    POOL_SIZE,
    MIGRATE,
    SEEDS,
    BODY_LIMIT,
    BODY_TIMEOUT,
    HEADER_LIMIT,
    HEADER_TIMEOUT,
    REQUEST_TIMEOUT,
    CONCURRENCY,
    CLOCK_SKEW,
    KEY_CACHE,
    SHUTDOWN_NOTICE,
    SHUTDOWN_TIMEOUT,
    LOG,
    LOG_FORMAT,
];

pub(crate) const HOST: Variable = Variable {
    name: "HOST",
    default: Some("127.0.0.1"),
    expected: "an address or name",
    meaning: "what to listen on; 0.0.0.0 for all networks",
};

pub(crate) const PORT: Variable = Variable {
    name: "PORT",
    default: Some("8080"),
    expected: "a number up to 65535",
    meaning: "the port to listen on; 0 for any that is free",
};

pub(crate) const PUBLIC_URL: Variable = Variable {
    name: "PUBLIC_URL",
    default: None,
    expected: "http://… or https://…",
    meaning: "where clients find the server, if that is not where it listens",
};

pub(crate) const DATABASE_URL: Variable = Variable {
    name: "DATABASE_URL",
    default: None,
    expected: "postgres://… or sqlite:<path>",
    meaning: "the database; without it a SQLite file in `var/`",
};

pub(crate) const DATABASE_CERTIFICATES: Variable = Variable {
    name: "DATABASE_CERTIFICATES",
    default: None,
    expected: "the path of a PEM file",
    meaning: "whom to trust in place of the system's authorities",
};

pub(crate) const SECRET_KEY: Variable = Variable {
    name: "SECRET_KEY",
    default: None,
    expected: "32 bytes in base64",
    meaning: "what seals secrets; needed with DATABASE_URL, else made in `var/secret.key`",
};

pub(crate) const SQLITE_SYNCHRONOUS: Variable = Variable {
    name: "SQLITE_SYNCHRONOUS",
    default: Some("full"),
    expected: "full or normal",
    meaning: "normal: faster, but a power failure may undo the last writes",
};

pub(crate) const POOL_SIZE: Variable = Variable {
    name: "POOL_SIZE",
    default: Some("16"),
    expected: "a number from 1",
    meaning: "the most connections to PostgreSQL",
};

pub(crate) const MIGRATE: Variable = Variable {
    name: "MIGRATE",
    default: Some("auto"),
    expected: "auto or check",
    meaning: "auto: apply missing migrations; check: end with 5 if there are any",
};

pub(crate) const SEEDS: Variable = Variable {
    name: "SEEDS",
    default: Some("on"),
    expected: "on or off",
    meaning: "off: the first start loads no sample data",
};

pub(crate) const BODY_LIMIT: Variable = Variable {
    name: "BODY_LIMIT",
    default: Some("1048576"),
    expected: "a number of bytes",
    meaning: "the largest body of a request",
};

pub(crate) const BODY_TIMEOUT: Variable = Variable {
    name: "BODY_TIMEOUT",
    default: Some("10"),
    expected: "a number of seconds from 1",
    meaning: "how long a client may take to send a body",
};

pub(crate) const HEADER_LIMIT: Variable = Variable {
    name: "HEADER_LIMIT",
    default: Some("16384"),
    expected: "a number of bytes",
    meaning: "the most bytes in the headers of a request",
};

pub(crate) const HEADER_TIMEOUT: Variable = Variable {
    name: "HEADER_TIMEOUT",
    default: Some("30"),
    expected: "a number of seconds from 1",
    meaning: "how long a connection may be idle or send headers",
};

pub(crate) const REQUEST_TIMEOUT: Variable = Variable {
    name: "REQUEST_TIMEOUT",
    default: Some("30"),
    expected: "a number of seconds from 1",
    meaning: "how long a request may take",
};

pub(crate) const CONCURRENCY: Variable = Variable {
    name: "CONCURRENCY",
    default: Some("1024"),
    expected: "a number from 1",
    meaning: "the most requests in progress",
};

pub(crate) const CLOCK_SKEW: Variable = Variable {
    name: "CLOCK_SKEW",
    default: Some("900"),
    expected: "a number of seconds",
    meaning: "how far a signature's date may be from the server's",
};

pub(crate) const KEY_CACHE: Variable = Variable {
    name: "KEY_CACHE",
    default: Some("5"),
    expected: "a number of seconds",
    meaning: "how long a new role or a disabled key may go unnoticed; 0 for never",
};

pub(crate) const SHUTDOWN_NOTICE: Variable = Variable {
    name: "SHUTDOWN_NOTICE",
    default: Some("0"),
    expected: "a number of seconds",
    meaning: "how long to go on after a signal while /readyz already says no",
};

pub(crate) const SHUTDOWN_TIMEOUT: Variable = Variable {
    name: "SHUTDOWN_TIMEOUT",
    default: Some("30"),
    expected: "a number of seconds",
    meaning: "how long requests in progress may then take",
};

pub(crate) const LOG: Variable = Variable {
    name: "LOG",
    default: Some("info"),
    expected: "off, error, warn, info, debug or trace",
    meaning: "the least important events to log",
};

pub(crate) const LOG_FORMAT: Variable = Variable {
    name: "LOG_FORMAT",
    default: Some("text"),
    expected: "text or json",
    meaning: "the form of the log, on standard error",
};
