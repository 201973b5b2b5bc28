//! Replies: a view goes in, a response with negotiated type, entity tag and cache rules comes out.

use axum::body::Body;
use axum::response::Response;
use contract::page::{PageBody, Position};
use contract::representation::Representation;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LINK, LOCATION, VARY};
use http::{HeaderValue, StatusCode};

use crate::accept;
use crate::entity_tag::{self, EntityTag};
use crate::incoming::Incoming;
use crate::query_text;
use crate::rejection::{Rejection, Reply};

impl Incoming {
    /// 200 with a thing of this version. A read may also end in 304 or 412, in the order of
    /// RFC 9110 §13.2.2: `If-Match` before `If-None-Match`. A change has checked `If-Match` against
    /// the version before it, so here it is not looked at again.
    ///
    /// # Errors
    ///
    /// 406 when a read finds nothing acceptable, 412, and 400 for malformed conditions.
    pub fn found<T: Representation>(&self, thing: &T, version: i64) -> Reply {
        let content_type = self.negotiate::<T>()?;
        let body = encode(thing)?;
        let tag = EntityTag::new(version, &body);
        if self.is_read() {
            if !entity_tag::precondition(&self.head.headers)?.admits(version) {
                return Err(Rejection::precondition_failed());
            }
            if tag.is_known(&self.head.headers)? {
                return Ok(self.finish(StatusCode::NOT_MODIFIED, Body::empty(), Some(&tag)));
            }
        }
        let response = self.finish(StatusCode::OK, Body::from(body), Some(&tag));
        Ok(with_content_type(response, content_type))
    }

    /// 201 with a thing that was made at this place.
    ///
    /// # Errors
    ///
    /// 500 if the place is no header value.
    pub fn created<T: Representation>(&self, location: &str, thing: &T, version: i64) -> Reply {
        let content_type = self.negotiate::<T>()?;
        let body = encode(thing)?;
        let tag = EntityTag::new(version, &body);
        let mut response = self.finish(StatusCode::CREATED, Body::from(body), Some(&tag));
        let location = HeaderValue::try_from(location).map_err(Rejection::internal)?;
        response.headers_mut().insert(LOCATION, location);
        Ok(with_content_type(response, content_type))
    }

    /// 204.
    ///
    /// # Errors
    ///
    /// None; it is a [`Reply`] like the others.
    pub fn no_content(&self) -> Reply {
        self.empty(StatusCode::NO_CONTENT)
    }

    /// Any status without a body.
    ///
    /// # Errors
    ///
    /// None; it is a [`Reply`] like the others.
    pub fn empty(&self, status: StatusCode) -> Reply {
        Ok(self.finish(status, Body::empty(), None))
    }

    /// Any status with a body that has no version.
    ///
    /// # Errors
    ///
    /// 406 when a read finds nothing acceptable.
    pub fn answer<T: Representation>(&self, status: StatusCode, body: &T) -> Reply {
        let content_type = self.negotiate::<T>()?;
        let response = self.finish(status, Body::from(encode(body)?), None);
        Ok(with_content_type(response, content_type))
    }

    /// 200 with one window of a list, and a link to the next one (RFC 8288).
    ///
    /// It has no entity tag: cursors are sealed with a random number, so two equal pages have
    /// different bytes.
    ///
    /// # Errors
    ///
    /// 406 when nothing is acceptable.
    pub fn page<T: Representation>(
        &self,
        items: Vec<T>,
        next: Option<Position>,
        total: Option<u64>,
    ) -> Reply {
        let content_type = self.negotiate::<T>()?;
        let next = next.map(|position| self.seal(&position)).transpose()?;
        let link = next.as_deref().map(|cursor| self.link_to(cursor));
        let body = encode(&PageBody { items, next, total })?;
        let mut response = self.finish(StatusCode::OK, Body::from(body), None);
        if let Some(link) = link {
            let link = HeaderValue::try_from(link).map_err(Rejection::internal)?;
            response.headers_mut().insert(LINK, link);
        }
        Ok(with_content_type(response, content_type))
    }

    /// The type to send a body as. A write is never refused here: it has happened by now, and
    /// RFC 9110 §12.4.1 permits to disregard `Accept`.
    fn negotiate<T: Representation>(&self) -> Result<&'static str, Rejection> {
        match accept::choose(&self.head.headers, T::MEDIA_TYPE) {
            Some(chosen) => Ok(chosen),
            None if !self.is_read() => Ok(accept::JSON),
            None => {
                let offered: Vec<_> = [accept::JSON].into_iter().chain(T::MEDIA_TYPE).collect();
                Err(Rejection::not_acceptable(&offered.join(" or ")))
            }
        }
    }

    fn link_to(&self, cursor: &str) -> String {
        let mut target = format!("<{}?", self.head.uri.path());
        for parameter in query_text::raw_parameters(&self.head) {
            if query_text::name_of(parameter) != "cursor" {
                target.push_str(parameter);
                target.push('&');
            }
        }
        target + "cursor=" + cursor + ">; rel=\"next\""
    }

    /// Adds what all answers have.
    ///
    /// Whoever keeps an answer to a read must ask whether it is still good; one to a signed request
    /// is kept by its caller only. Answers to writes are not kept, as some hold fresh secrets.
    fn finish(&self, status: StatusCode, body: Body, tag: Option<&EntityTag>) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        let cache_control = match (self.is_read(), self.is_signed) {
            (true, true) => "private, no-cache",
            (true, false) => "no-cache",
            (false, _) => "no-store",
        };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control));
        headers.insert(VARY, HeaderValue::from_static("accept, authorization"));
        if let Some(tag) = tag {
            headers.insert(ETAG, tag.header());
        }
        response
    }
}

fn with_content_type(mut response: Response, content_type: &'static str) -> Response {
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn encode<T: serde::Serialize>(body: &T) -> Result<Vec<u8>, Rejection> {
    serde_json::to_vec(body).map_err(Rejection::internal)
}
