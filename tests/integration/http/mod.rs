//! The router over a real database.

mod functions;
mod headers;
mod outage;
mod pages;
mod rounded;
mod switch;
