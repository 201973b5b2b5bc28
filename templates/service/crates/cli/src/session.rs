//! What commands of the service work with: in go calls, out come printed answers.

use contract::page::PageBody;
use driver::{Call, Client};

use crate::answer::Answer;
use crate::console::Console;
use crate::failure::Outcome;
use crate::list::Window;

/// A client and a place to print.
#[derive(Debug)]
pub struct Session<'a> {
    client: Client,
    console: &'a mut Console,
}

impl<'a> Session<'a> {
    /// A session that calls with this client and prints there.
    pub fn new(client: Client, console: &'a mut Console) -> Self {
        Self { client, console }
    }

    /// The client to make calls with.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Makes a call and prints its answer as the service sent it.
    ///
    /// # Errors
    ///
    /// [`Failure::Call`](crate::Failure::Call) and [`Failure::Output`](crate::Failure::Output).
    pub fn show<T>(&mut self, call: Call<T>) -> impl Future<Output = Outcome> {
        self.show_answer(call.returning())
    }

    /// Makes a call that answers nothing.
    ///
    /// # Errors
    ///
    /// [`Failure::Call`](crate::Failure::Call).
    pub async fn finish(&mut self, call: Call<()>) -> Outcome {
        Ok(call.await?)
    }

    /// Makes a call for a list and prints its items as the service sent them: those of the part
    /// that is asked for, or of it and all that follow.
    ///
    /// # Errors
    ///
    /// As [`Session::show`].
    pub fn list<T>(
        &mut self,
        call: Call<PageBody<T>>,
        part: impl Into<Window>,
    ) -> impl Future<Output = Outcome> {
        self.list_answers(call.returning(), part.into())
    }

    async fn show_answer(&mut self, call: Call<Answer>) -> Outcome {
        let answer = call.await?;
        self.console.show(&answer)
    }

    async fn list_answers(&mut self, call: Call<PageBody<Answer>>, window: Window) -> Outcome {
        let call = window.apply(call);
        let page = if window.all {
            everything(call).await?
        } else {
            call.await?
        };
        self.console.list(&page)
    }
}

/// All pages of a list as one.
async fn everything(call: Call<PageBody<Answer>>) -> Outcome<PageBody<Answer>> {
    let mut pages = call.pages();
    let mut whole = PageBody {
        items: Vec::new(),
        next: None,
        total: None,
    };
    while let Some(page) = pages.next_page().await? {
        whole.items.extend(page.items);
        whole.total = page.total;
    }
    Ok(whole)
}
