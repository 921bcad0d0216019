//! The program around the rooms: command line, configuration, HTTP, who may do what, errors and logs.

mod addresses;
pub mod clock;
pub mod cohorts;
pub mod command;
pub mod computations;
pub mod configuration;
pub mod context;
pub mod deck_templates;
pub mod decks;
pub mod error;
pub mod exhibits;
pub mod exports;
pub mod file_options;
pub mod health;
pub mod http;
pub mod jobs;
pub mod pages;
pub mod state;
pub mod telemetry;
pub mod templates;
