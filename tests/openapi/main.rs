//! The OpenAPI document and the page of documentation of every design that there is: complete, in
//! itself consistent, the same on every run, and silent about secrets.

mod case;
mod document;
mod page;
mod schemas;
mod secrets;
