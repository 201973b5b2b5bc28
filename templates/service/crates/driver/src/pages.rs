//! Lists: in goes the call for one page, out come all pages, or all items, one after the other.

use std::collections::HashSet;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use contract::page::PageBody;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::call::Call;
use crate::error::{DecodeFault, Error, Result};

/// The pages of a list. Each is asked for when it is needed.
#[derive(Debug)]
pub struct Pages<T> {
    call: Call<PageBody<T>>,
    /// Every cursor that was followed. One that comes again would never end.
    followed: HashSet<String>,
    finished: bool,
}

impl<T> Pages<T> {
    pub(crate) fn new(call: Call<PageBody<T>>) -> Self {
        Self {
            call,
            followed: HashSet::new(),
            finished: false,
        }
    }
}

impl<T: DeserializeOwned> Pages<T> {
    /// The next page; `None` after the last one. After a passing error it may be called again and
    /// asks for the same page.
    ///
    /// # Errors
    ///
    /// Every [`Error`]; [`DecodeFault::RepeatedCursor`] when the list goes round in circles, after
    /// which there are no more pages.
    pub async fn next_page(&mut self) -> Result<Option<PageBody<T>>> {
        if self.finished {
            return Ok(None);
        }
        let page = self.call.exchange().await?.into_body();
        match &page.next {
            None => self.finished = true,
            Some(cursor) if self.followed.insert(cursor.clone()) => {
                self.call.continue_at(cursor.clone());
            }
            Some(_) => {
                self.finished = true;
                return Err(Error::Decode(DecodeFault::RepeatedCursor));
            }
        }
        Ok(Some(page))
    }
}

/// The items of all pages of a list.
#[derive(Debug)]
pub struct Items<T> {
    pages: Pages<T>,
    page: vec::IntoIter<T>,
}

impl<T> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self {
            pages,
            page: Vec::new().into_iter(),
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Items<T> {
    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// As [`Pages::next_page`].
    pub async fn next(&mut self) -> Result<Option<T>> {
        loop {
            if let Some(item) = self.page.next() {
                return Ok(Some(item));
            }
            match self.pages.next_page().await? {
                Some(page) => self.page = page.items.into_iter(),
                None => return Ok(None),
            }
        }
    }

    /// The items as a stream, which ends after the first error.
    pub fn into_stream(self) -> impl Stream<Item = Result<T>> + Send + Unpin {
        ItemStream::Idle(Box::new(self))
    }
}

/// An item on its way, and with it the list, to ask for the next one.
type Fetch<T> = Pin<Box<dyn Future<Output = (Result<Option<T>>, Box<Items<T>>)> + Send>>;

/// A list between two polls.
enum ItemStream<T> {
    Idle(Box<Items<T>>),
    Fetching(Fetch<T>),
    Ended,
}

/// No item is ever pinned in place.
impl<T> Unpin for ItemStream<T> {}

impl<T: DeserializeOwned + Send + 'static> Stream for ItemStream<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        let stream = self.get_mut();
        let mut fetch = match mem::replace(stream, Self::Ended) {
            Self::Idle(items) => fetch(items),
            Self::Fetching(fetch) => fetch,
            Self::Ended => return Poll::Ready(None),
        };
        match fetch.as_mut().poll(context) {
            Poll::Pending => {
                *stream = Self::Fetching(fetch);
                Poll::Pending
            }
            Poll::Ready((Ok(Some(item)), items)) => {
                *stream = Self::Idle(items);
                Poll::Ready(Some(Ok(item)))
            }
            Poll::Ready((Ok(None), _)) => Poll::Ready(None),
            Poll::Ready((Err(error), _)) => Poll::Ready(Some(Err(error))),
        }
    }
}

fn fetch<T: DeserializeOwned + Send + 'static>(mut items: Box<Items<T>>) -> Fetch<T> {
    Box::pin(async move { (items.next().await, items) })
}
