//! HTTP as far as a load generator needs it: a connection goes in, whole answers come out.

use std::io;
use std::ops::Range;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is used again and again, and the last answer that came over it.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    head: Range<usize>,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 << 10),
            head: 0..0,
        })
    }

    /// Sends a request and waits for the whole answer; its status.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> io::Result<u16> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let end = loop {
            self.read().await?;
            if let Some(end) = self
                .buffer
                .windows(4)
                .position(|bytes| bytes == b"\r\n\r\n")
            {
                break end;
            }
        };
        self.head = 0..end;
        let length = content_length(self.head()?).unwrap_or(0);
        while self.buffer.len() < end + 4 + length {
            self.read().await?;
        }
        let status = self
            .head()?
            .get(9..12)
            .and_then(|status| status.parse().ok());
        status.ok_or_else(|| invalid("an answer without a status"))
    }

    /// The status line and the headers.
    pub(crate) fn head(&self) -> io::Result<&str> {
        str::from_utf8(&self.buffer[self.head.clone()]).map_err(|_| invalid("a head beyond ASCII"))
    }

    pub(crate) fn body(&self) -> &[u8] {
        self.buffer.get(self.head.end + 4..).unwrap_or_default()
    }

    async fn read(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

fn content_length(head: &str) -> Option<usize> {
    let mut lines = head.lines();
    lines.find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
}

fn invalid(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
