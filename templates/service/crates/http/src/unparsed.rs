//! What the parser refuses before there is a request: its own answer, which has no body, goes in, a
//! problem comes out.

use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::HeaderMap;
use hyper::rt::{Read, ReadBufCursor, Write};
use tracing::info;

use crate::ground::add_to_every_response;
use crate::rejection::Rejection;
use crate::request_id::{RequestId, RequestIds};

/// How the parser's answer says that it has no body. Answers to requests carry an id.
const BODILESS: &str = "content-length: 0\r\n";

/// Bytes of path and query that the parser holds.
const MOST_TARGET: usize = u16::MAX as usize - 1;

/// Bytes of a request without its body that the parser surely holds.
const MOST_HEAD: usize = 400 << 10;

/// What the parser's answers are explained with, on all connections of a server.
#[derive(Debug)]
pub(crate) struct Explainer {
    ids: RequestIds,
    /// The most bytes in all headers together, and in path and query.
    header_bytes: usize,
}

impl Explainer {
    pub(crate) fn new(header_bytes: usize) -> Self {
        Self {
            ids: RequestIds::new(),
            header_bytes,
        }
    }

    /// What is wrong with the request, and the head of the parser's answer.
    fn refused<'w>(&self, written: &'w [u8]) -> Option<(Rejection, &'w str)> {
        let status = written.strip_prefix(b"HTTP/1.1 4")?.get(..2)?;
        let head = std::str::from_utf8(written).ok()?;
        let is_whole = head.find("\r\n\r\n") == Some(head.len() - 4);
        if !is_whole || !head.contains(BODILESS) || head.contains("x-request-id") {
            return None;
        }
        let rejection = match status {
            b"00" => Rejection::bad_request("malformed_request", "this is no HTTP/1.1 request"),
            b"14" => Rejection::uri_too_long(self.header_bytes.min(MOST_TARGET)),
            b"31" => Rejection::too_many_headers(self.header_bytes.min(MOST_HEAD)),
            _ => return None,
        };
        Some((rejection, head))
    }
}

/// A connection on which the parser's own answers become problems.
///
/// Such an answer is the last one, and is written on its own unless it follows on another that has
/// not left yet: then it stays as it is.
#[derive(Debug)]
pub(crate) struct Explained<I> {
    connection: I,
    explainer: Arc<Explainer>,
    /// What is still to be written in place of the parser's answer.
    problem: Vec<u8>,
}

impl<I: Write + Unpin> Explained<I> {
    pub(crate) fn new(connection: I, explainer: Arc<Explainer>) -> Self {
        Self {
            connection,
            explainer,
            problem: Vec::new(),
        }
    }

    /// Keeps the problem in place of the parser's answer, if this is one.
    fn replaces(&mut self, written: &[u8]) -> bool {
        let Some((rejection, head)) = self.explainer.refused(written) else {
            return false;
        };
        let id = self.explainer.ids.identify(&HeaderMap::new());
        info!(
            status = rejection.problem().status,
            id = id.as_str(),
            "refused unparsed"
        );
        self.problem = explain(head, rejection, &id);
        true
    }

    fn poll_problem(&mut self, context: &mut Context<'_>) -> Poll<Result<()>> {
        while !self.problem.is_empty() {
            let connection = Pin::new(&mut self.connection);
            match ready!(connection.poll_write(context, &self.problem))? {
                0 => return Poll::Ready(Err(std::io::ErrorKind::WriteZero.into())),
                written => drop(self.problem.drain(..written)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The parser's answer with a problem in it.
fn explain(head: &str, rejection: Rejection, id: &RequestId) -> Vec<u8> {
    let (mut headers, body) = rejection.written(id.as_str());
    add_to_every_response(&mut headers, id);
    let mut lines = format!("content-length: {}\r\n", body.len()).into_bytes();
    for (name, value) in &headers {
        lines.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    let (before, behind) = head.split_once(BODILESS).unwrap_or((head, ""));
    [before.as_bytes(), &lines, behind.as_bytes(), &body].concat()
}

impl<I: Write + Unpin> Write for Explained<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        if self.replaces(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        Pin::new(&mut self.connection).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.poll_problem(context))?;
        Pin::new(&mut self.connection).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.poll_problem(context))?;
        Pin::new(&mut self.connection).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if let [only] = parts
            && self.replaces(only)
        {
            return Poll::Ready(Ok(only.len()));
        }
        Pin::new(&mut self.connection).poll_write_vectored(context, parts)
    }
}

impl<I: Read + Unpin> Read for Explained<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.connection).poll_read(context, buffer)
    }
}
