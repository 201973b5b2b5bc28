//! Two servers of one blog side by side: their programs go in, requests per second and processor time per request of
//! both come out, for every call and every database, measured in turns in one run.

mod answer;
mod calls;
mod data;
mod databases;
mod load;
mod measure;
mod postgres;
mod report;
mod same;
mod server;

use std::env;
use std::path::PathBuf;

use databases::Databases;
use measure::Contest;
use postgres::Cluster;

/// Whatever ends the run before its time.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut programs = env::args_os().skip(1).map(PathBuf::from);
    let (Some(generated), Some(twin)) = (programs.next(), programs.next()) else {
        return Err(
            "usage: blog-compare <the generated server> <its twin> [part of a name]".into(),
        );
    };
    // Calls whose names do not contain this are left out.
    let wanted = env::args().nth(3).unwrap_or_default();
    let contest = Contest {
        generated,
        twin,
        wanted,
    };
    let folder = tempfile::tempdir()?;
    report::conditions(folder.path())?;

    let files = Databases::sqlite(folder.path()).await?;
    report::title("SQLite, synchronous=FULL (the default)");
    contest.hold(&files, "full", calls::ALL).await?;
    report::title("SQLite, synchronous=NORMAL");
    contest.hold(&files, "normal", calls::WRITES).await?;

    match Cluster::start()? {
        Some(cluster) => {
            let databases = Databases::postgres(&cluster).await?;
            report::title(
                "PostgreSQL with its defaults, on this machine; its own processor time is not counted",
            );
            contest.hold(&databases, "full", calls::ALL).await?;
        }
        None => report::title(
            "PostgreSQL: skipped, its server programs (initdb, pg_ctl, createdb) are not here",
        ),
    }
    Ok(())
}
