//! The thread that writes: queued tasks in, answers out, each only after its commit.
//!
//! What is queued while a commit waits for the disk is run as one batch: one `BEGIN IMMEDIATE`, one
//! savepoint for each task, one `COMMIT`. A task that fails is undone alone. If SQLite gives up the
//! whole transaction (a full disk, an I/O error, `RAISE(ROLLBACK)`), the batch is run again one task
//! at a time, so that nobody is told of a write that is not there.

use std::io;
use std::iter;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::serve::{self, Opening};
use super::statement::{self, Work, control};
use super::statistics;
use crate::row::Each;
use crate::{Error, Row};

/// Tasks of one batch. More did not write faster when it was measured.
const BATCH: usize = 64;

/// How long a batch takes in further tasks: the first of it is waiting for its answer.
const WINDOW: Duration = Duration::from_millis(5);

/// Tasks that may be queued; whoever comes then waits for room.
const QUEUE: usize = 1024;

/// Batches after which statistics are brought up to date for the first time, and then whenever
/// there were twice as many.
const YOUTH: u64 = 16;

/// What is sent to the writer.
pub(super) enum Job {
    Task(Task),
    /// Ends the writer after all that was queued before.
    Close(oneshot::Sender<()>),
}

/// What is done in a batch.
pub(super) enum Task {
    Unit(Unit),
    Transaction(Opening),
}

/// Statements that succeed or fail together.
pub(super) struct Unit {
    pub(super) work: Work,
    pub(super) answer: oneshot::Sender<Result<Outcome, Error>>,
}

/// What statements have brought about.
#[derive(Default)]
pub(super) struct Outcome {
    /// The number of rows that each statement affected, of those that were run.
    pub(super) affected: Vec<u64>,
    /// The rows of the last one.
    pub(super) rows: Vec<Vec<rusqlite::types::Value>>,
}

/// A task that waits for the commit of its batch.
enum Finished {
    Unit(Unit, Result<Outcome, Error>),
    Transaction(oneshot::Sender<Result<(), Error>>),
}

impl Outcome {
    pub(super) fn read(&self, each: &mut Each<'_>) -> Result<(), Error> {
        let mut rows = self.rows.iter();
        rows.try_for_each(|row| each(&Row::copied(row)))
    }
}

/// Answers a caller, unless it has given up.
pub(super) fn reply<T>(caller: oneshot::Sender<T>, answer: T) {
    if caller.send(answer).is_err() {
        tracing::debug!("nobody waits for the answer to a write");
    }
}

/// Starts the thread on its connection. It ends when the queue is closed or dropped.
pub(super) fn start(connection: Connection) -> io::Result<mpsc::Sender<Job>> {
    let (queue, jobs) = mpsc::channel(QUEUE);
    let write = move || {
        let writer = Writer {
            connection,
            jobs: Jobs(jobs),
            batches: 0,
            closing: None,
        };
        writer.run();
    };
    thread::Builder::new()
        .name("store-writer".to_owned())
        .spawn(write)?;
    Ok(queue)
}

/// The end of the queue where jobs are taken out.
struct Jobs(mpsc::Receiver<Job>);

impl Drop for Jobs {
    /// Whoever sends from now on finds the queue closed. If it were only dropped, a job that somebody
    /// is sending at this moment would stay in it, and be waited for without end.
    fn drop(&mut self) {
        self.0.close();
        while self.0.blocking_recv().is_some() {}
    }
}

struct Writer {
    connection: Connection,
    jobs: Jobs,
    /// How many there were.
    batches: u64,
    /// Whom to tell that the writer has ended.
    closing: Option<oneshot::Sender<()>>,
}

impl Writer {
    fn run(mut self) {
        while self.closing.is_none() {
            match self.jobs.0.blocking_recv() {
                Some(Job::Task(task)) => {
                    self.batch(task);
                    self.batches += 1;
                    if self.batches >= YOUTH && self.batches.is_power_of_two() {
                        statistics::refresh(&self.connection);
                    }
                }
                Some(Job::Close(answer)) => self.closing = Some(answer),
                None => break,
            }
        }
        if let Some(answer) = self.closing {
            empty_log(&self.connection);
            drop(self.connection);
            drop(self.jobs);
            reply(answer, ());
        }
    }

    fn batch(&mut self, first: Task) {
        if let Err(error) = control(&self.connection, "BEGIN IMMEDIATE") {
            return self.refuse(first, &error);
        }
        let started = Instant::now();
        let mut finished = Vec::new();
        let mut next = Some(first);
        while let Some(task) = next {
            finished.extend(perform(&self.connection, task));
            if self.connection.is_autocommit() {
                return replay(&self.connection, finished);
            }
            let room = finished.len() < BATCH && started.elapsed() < WINDOW;
            next = if room { self.next() } else { None };
        }
        match control(&self.connection, "COMMIT") {
            Ok(()) => finished.into_iter().for_each(Finished::confirm),
            Err(error) => {
                tracing::warn!(%error, "a batch of writes could not be committed");
                serve::roll_back(&self.connection);
                replay(&self.connection, finished);
            }
        }
    }

    /// The next task if one is queued, and none once the store is being closed.
    fn next(&mut self) -> Option<Task> {
        match self.jobs.0.try_recv().ok()? {
            Job::Task(task) => Some(task),
            Job::Close(answer) => {
                self.closing = Some(answer);
                None
            }
        }
    }

    /// Answers this task and all that are queued: they have waited for the same lock. They are taken
    /// out before the first is answered, as what is sent after an answer deserves a new attempt.
    fn refuse(&mut self, first: Task, error: &Error) {
        let mut refused = vec![first];
        refused.extend(iter::from_fn(|| self.next()));
        for task in refused {
            task.refuse(error.clone());
        }
    }
}

impl Task {
    fn refuse(self, error: Error) {
        match self {
            Task::Unit(unit) => reply(unit.answer, Err(error)),
            Task::Transaction(opening) => reply(opening.ready, Err(error)),
        }
    }
}

impl Finished {
    fn confirm(self) {
        match self {
            Finished::Unit(unit, outcome) => reply(unit.answer, outcome),
            Finished::Transaction(answer) => reply(answer, Ok(())),
        }
    }
}

/// Does a task inside the batch. Nothing is left to answer if its caller has given up or its
/// transaction was rolled back.
fn perform(connection: &Connection, task: Task) -> Option<Finished> {
    match task {
        Task::Unit(unit) if unit.answer.is_closed() => None,
        Task::Unit(unit) => {
            let outcome = if unit.work.is_one_statement() {
                without_savepoint(connection, &unit.work)
            } else {
                in_savepoint(connection, &unit.work)
            };
            Some(Finished::Unit(unit, outcome))
        }
        Task::Transaction(opening) => serve::serve(connection, opening).map(Finished::Transaction),
    }
}

/// Runs a statement, which undoes itself when it fails. One that is told not to, by `OR FAIL`, is
/// undone with its batch, which is run again then.
fn without_savepoint(connection: &Connection, work: &Work) -> Result<Outcome, Error> {
    let before = connection.total_changes();
    let outcome = statement::run(connection, work);
    if outcome.is_err() && connection.total_changes() != before {
        serve::roll_back(connection);
    }
    outcome
}

fn in_savepoint(connection: &Connection, work: &Work) -> Result<Outcome, Error> {
    control(connection, serve::SAVEPOINT)?;
    let outcome = statement::run(connection, work)
        .and_then(|outcome| control(connection, serve::RELEASE).map(|()| outcome));
    if outcome.is_err() {
        serve::undo(connection);
    }
    outcome
}

/// Runs the units of a batch that was lost again, each in a transaction of its own. What ran in an
/// interactive transaction cannot be run again; its caller is told to.
fn replay(connection: &Connection, finished: Vec<Finished>) {
    for task in finished {
        match task {
            Finished::Unit(unit, _) => {
                let outcome = alone(connection, &unit.work);
                reply(unit.answer, outcome);
            }
            Finished::Transaction(answer) => {
                let reason = "the transaction was rolled back together with another".to_owned();
                reply(answer, Err(Error::Busy { reason }));
            }
        }
    }
}

fn alone(connection: &Connection, work: &Work) -> Result<Outcome, Error> {
    control(connection, "BEGIN IMMEDIATE")?;
    let outcome = statement::run(connection, work)
        .and_then(|outcome| control(connection, "COMMIT").map(|()| outcome));
    if outcome.is_err() {
        serve::roll_back(connection);
    }
    outcome
}

/// Leaves one file instead of three, if nobody is reading. It is a courtesy to backups: the log is
/// as durable as the file.
fn empty_log(connection: &Connection) {
    let emptied = connection
        .busy_timeout(Duration::ZERO)
        .and_then(|()| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())));
    if let Err(error) = emptied {
        tracing::warn!(%error, "the log could not be emptied");
    }
}

#[cfg(test)]
mod tests {
    use tokio::time;

    use super::*;
    use crate::Sql;

    #[tokio::test]
    async fn a_task_that_is_being_sent_while_the_writer_ends_is_answered() {
        let queue = start(Connection::open_in_memory().unwrap()).unwrap();
        let place = queue.reserve().await.unwrap();
        let (answer, closed) = oneshot::channel();
        queue.send(Job::Close(answer)).await.unwrap();
        queue.closed().await;
        // As long as the writer takes to drop what it ends with, if it does not wait for the place.
        time::sleep(Duration::from_millis(50)).await;
        let (answer, outcome) = oneshot::channel();
        let work = Work::fetch(Sql::new("SELECT 1"), 1);
        place.send(Job::Task(Task::Unit(Unit { work, answer })));
        let answered = time::timeout(Duration::from_secs(5), outcome).await;
        assert!(answered.unwrap().is_err());
        closed.await.unwrap();
    }
}
