//! What a person at the terminal is told: where to look, and on the first start the access key.

use std::io::{self, Write};

use access_keys::CreatedKey;
use driver::service::{NAME, REGION};

use super::profile::StoredProfile;
use engines::EXAMPLE;

/// The access key of a first start.
pub(crate) struct FirstKey {
    /// The key.
    pub(crate) key: CreatedKey,
    /// Where the command line finds it.
    pub(crate) profile: Option<StoredProfile>,
}

/// Says where the server is.
pub(crate) fn write_links(out: &mut impl Write, endpoint: &str) -> io::Result<()> {
    writeln!(out, "{NAME} is listening on {endpoint}")?;
    writeln!(out)?;
    writeln!(out, "  page     {endpoint}/")?;
    writeln!(out, "  docs     {endpoint}/docs")?;
    writeln!(out, "  OpenAPI  {endpoint}/openapi.json")
}

/// Shows the access key of a first start, this once.
pub(crate) fn write_first_key(
    out: &mut impl Write,
    endpoint: &str,
    first: &FirstKey,
) -> io::Result<()> {
    writeln!(out)?;
    writeln!(
        out,
        "This is the first start. Its access key is an administrator's:"
    )?;
    write_key(out, endpoint, &first.key)?;
    if let Some(StoredProfile { name, path }) = &first.profile {
        writeln!(out)?;
        writeln!(
            out,
            "The command line finds it as profile `{name}` in {}.",
            path.display()
        )?;
    }
    Ok(())
}

/// Shows an access key and a request that is signed with it, to paste.
pub(crate) fn write_key(out: &mut impl Write, endpoint: &str, key: &CreatedKey) -> io::Result<()> {
    let (id, secret) = (&key.id, key.secret.expose());
    writeln!(out)?;
    writeln!(out, "  id      {id}")?;
    writeln!(out, "  secret  {secret}")?;
    writeln!(out)?;
    write!(out, "The secret is not shown again.")?;
    // Whoever tries a key changes nothing.
    let Some(("GET", path)) = EXAMPLE else {
        return writeln!(out);
    };
    writeln!(out, " To try it:")?;
    writeln!(out)?;
    writeln!(out, "  curl --aws-sigv4 aws:amz:{REGION}:{NAME} \\")?;
    writeln!(out, "    --user {id}:{secret} \\")?;
    writeln!(out, "    {endpoint}{path}")
}
