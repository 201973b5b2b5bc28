//! The way of a call through its attempts: in goes a request, out comes the answer to the attempt
//! that settled it, whatever its status.

use authentication::{BodyHash, RequestHead};
use bytes::Bytes;
use http::{Response, StatusCode};
use jiff::Timestamp;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::client::{Client, Inner, Limits};
use crate::error::{BuildFault, Deadline, Error, Result};
use crate::hook::Attempt;
use crate::request::Request;
use crate::retry::{Failure, Repeatable};
use crate::transport::Exchange;

type Answer = Response<Bytes>;

impl Client {
    /// Makes a call, with all its attempts, within its limits. It is boxed so that it is compiled
    /// with this crate, once, and not with each call of a program.
    pub(crate) fn dispatch<'a>(&'a self, request: &'a Request, limits: Limits) -> Exchange<'a> {
        Box::pin(async move {
            let deadline = Instant::now() + limits.call;
            timeout_at(deadline, self.inner.attempts(request, limits, deadline))
                .await
                .unwrap_or(Err(Error::Timeout(Deadline::Call)))
        })
    }
}

impl Inner {
    async fn attempts(
        &self,
        request: &Request,
        limits: Limits,
        deadline: Instant,
    ) -> Result<Answer> {
        let repeatable = Repeatable::judge(&request.method, &request.headers);
        let mut last_retry = None;
        let mut clock_corrected = false;
        let mut number = 1;
        loop {
            let sent = Timestamp::now();
            let signed = self.clock.now();
            let prepared = self.prepare(request, signed)?;
            let outcome = self.attempt(prepared, number, limits).await;
            let exhausted = number >= self.retries.attempts;

            // The server did nothing, because it did not believe the signature: even a POST is
            // sent again.
            if !exhausted && !clock_corrected && self.learns_time(&outcome, sent, signed) {
                clock_corrected = true;
                number += 1;
                continue;
            }
            let Some(failure) = passing_failure(&outcome, repeatable) else {
                if is_sound(&outcome) {
                    self.budget.give_back(last_retry);
                }
                return outcome;
            };
            let wait = self.retries.wait(number, &failure);
            let Some(wait) = wait.filter(|wait| !exhausted && Instant::now() + *wait < deadline)
            else {
                return outcome;
            };
            if !self.budget.take(failure.cost) {
                return outcome;
            }
            last_retry = Some(failure.cost);
            sleep(wait).await;
            number += 1;
        }
    }

    /// The request with its signature of this second.
    fn prepare(
        &self,
        request: &Request,
        now: Timestamp,
    ) -> Result<http::Request<Bytes>, BuildFault> {
        let (mut head, body) = request.at(&self.endpoint)?.into_parts();
        for hook in &self.hooks {
            hook.before_signing(&mut head);
        }
        if let Some(signer) = &self.signer {
            let signature = signer.sign(&RequestHead::from(&head), &BodyHash::of(&body), now)?;
            head.headers.extend(signature);
        }
        Ok(http::Request::from_parts(head, body))
    }

    async fn attempt(
        &self,
        request: http::Request<Bytes>,
        number: u32,
        limits: Limits,
    ) -> Result<Answer> {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let outcome = timeout(limits.attempt, self.transport.exchange(request))
            .await
            .unwrap_or(Err(Error::Timeout(Deadline::Attempt)));
        let attempt = Attempt {
            number,
            method: &method,
            uri: &uri,
            outcome: outcome.as_ref().map(Answer::status),
            headers: outcome.as_ref().ok().map(Answer::headers),
        };
        for hook in &self.hooks {
            hook.after_attempt(&attempt);
        }
        outcome
    }

    /// Whether a 401 showed that the clock was wrong, so that signing anew may help.
    fn learns_time(&self, outcome: &Result<Answer>, sent: Timestamp, signed: Timestamp) -> bool {
        let Ok(answer) = outcome else { return false };
        self.signer.is_some()
            && answer.status() == StatusCode::UNAUTHORIZED
            && self.clock.learn(answer.headers(), sent, signed)
    }
}

fn passing_failure(outcome: &Result<Answer>, repeatable: Repeatable) -> Option<Failure> {
    match outcome {
        Ok(answer) => Failure::of_answer(answer.status(), answer.headers(), repeatable),
        Err(error) => Failure::of_silence(error, repeatable),
    }
}

/// Whether an outcome shows a service in good health, also when it refuses.
fn is_sound(outcome: &Result<Answer>) -> bool {
    let status = outcome.as_ref().map(Answer::status);
    status.is_ok_and(|status| !status.is_server_error())
}
