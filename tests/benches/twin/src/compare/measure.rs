//! The contest: two programs and databases of equal content go in, a line of the report for each call comes out.

use std::path::PathBuf;

use authentication::Signer;

use crate::Failure;
use crate::calls::{Call, Requests};
use crate::databases::Databases;
use crate::load::{self, Took};
use crate::report;
use crate::same::demand_same;
use crate::server::Server;

/// Rounds of each call; the median of them is told.
const ROUNDS: usize = 9;

/// The programs of both servers, and a part of the names of the calls to measure.
pub(crate) struct Contest {
    pub(crate) generated: PathBuf,
    pub(crate) twin: PathBuf,
    pub(crate) wanted: String,
}

/// What one server took, round by round.
#[derive(Default)]
pub(crate) struct Rounds(Vec<Took>);

/// A server that is measured, and the requests that it is sent.
struct Side<'d> {
    server: Server,
    requests: Requests<'d>,
}

impl Contest {
    /// Measures these calls. Both servers are started afresh; both run, but only one is asked at a time.
    pub(crate) async fn hold(
        &self,
        databases: &Databases,
        synchronous: &str,
        calls: &[Call],
    ) -> Result<(), Failure> {
        let secret_key = databases.secret_key.as_str();
        let start = |program, database: &str| -> Result<Side<'_>, Failure> {
            let server = Server::start(program, (database, secret_key), synchronous)?;
            let key = databases.data.key.clone();
            let requests = Requests {
                address: server.address,
                data: &databases.data,
                signer: Signer::new(key.id, key.secret, "local", "blog"),
            };
            Ok(Side { server, requests })
        };
        let generated = start(&self.generated, &databases.generated)?;
        let twin = start(&self.twin, &databases.twin)?;
        report::heading();
        for call in calls.iter().filter(|call| call.name.contains(&self.wanted)) {
            let (ours, twins) = alternate(call, synchronous, &generated, &twin).await?;
            let bar = call.bar.filter(|_| databases.is_embedded);
            report::line(call, bar, &ours, &twins);
        }
        Ok(())
    }
}

/// Rounds in turns: whatever else the machine does in the meantime meets both.
async fn alternate(
    call: &Call,
    synchronous: &str,
    generated: &Side<'_>,
    twin: &Side<'_>,
) -> Result<(Rounds, Rounds), Failure> {
    // Titles of their own for each mode, or names would no longer be free.
    let offset = if synchronous == "full" { 0 } else { 1_000 };
    let first = [generated, twin].map(|side| side.requests.round(call, offset));
    let [ours, twins] = first;
    let (ours, twins) = (ours?, twins?);
    let pair = (
        (&generated.server, ours[0].as_slice()),
        (&twin.server, twins[0].as_slice()),
    );
    demand_same(call.what, pair.0, pair.1).await?;
    // The first round also fills caches and is not counted.
    load::send(&generated.server, ours[1..].to_vec()).await?;
    load::send(&twin.server, twins[1..].to_vec()).await?;
    let (mut of_generated, mut of_twin) = (Rounds::default(), Rounds::default());
    for round in 1..=ROUNDS {
        let mut turns = [(generated, &mut of_generated), (twin, &mut of_twin)];
        // Neither is always the one that comes first.
        if round % 2 == 0 {
            turns.reverse();
        }
        for (side, took) in turns {
            let requests = side.requests.round(call, offset + round)?;
            took.0.push(load::send(&side.server, requests).await?);
        }
    }
    Ok((of_generated, of_twin))
}

impl Rounds {
    /// Processor time of a request in microseconds.
    pub(crate) fn microseconds(&self, call: &Call) -> f64 {
        let times = self
            .0
            .iter()
            .map(|took| took.processor * 1e6 / call.requests as f64);
        median(times.collect())
    }

    pub(crate) fn per_second(&self, call: &Call) -> f64 {
        median(
            self.0
                .iter()
                .map(|took| call.requests as f64 / took.wall)
                .collect(),
        )
    }

    /// How much processor time another server took for the same in the same round, this one's being 1.
    pub(crate) fn ratio(&self, other: &Self) -> f64 {
        let pairs = self.0.iter().zip(&other.0);
        median(
            pairs
                .map(|(own, other)| other.processor / own.processor)
                .collect(),
        )
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
