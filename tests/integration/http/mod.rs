//! The router over a real database.

mod cohort;
mod compare;
mod decks;
mod described;
mod exhibits;
mod functions;
mod headers;
mod jobs;
mod long_addresses;
mod outage;
mod pages;
mod refusals;
mod rounded;
mod superseded;
mod switch;
mod templates;
