//! Sinew: an outcomes workbench for musculoskeletal care programmes.
//!
//! The map. Arrows point from a room to the rooms it may use; a test reads the `use crate::` lines and fails on a
//! wrong one.
//!
//! ```text
//! domain ← {stats, cohort, exhibit, import} ← analysis          {stats, import} ← demo          stats ← verify
//! exhibit ← chart          {exhibit, chart} ← export
//! store, server use all of these;  api calls server and store;  ui calls api
//! ```
//!
//! | room | configuration | what it is for |
//! | --- | --- | --- |
//! | [`domain`] | core | the words of the field as types; columns; numbers to text |
//! | [`import`] | core | a mapping and CSV files → checked rows, or sentences saying what is wrong |
//! | [`demo`] | core | the synthetic programme, a pure function of size and seed |
//! | [`cohort`] | core | who is in: definition, check, plain language, SQL, bitmaps |
//! | [`stats`] | core | numerics that know no patients |
//! | [`exhibit`] | core | a result made presentable, and the only door through which a number leaves |
//! | [`analysis`] | core | one folder a question |
//! | [`chart`] | core | a figure specification → SVG |
//! | [`export`] | core and `ssr` | an exhibit → a file |
//! | [`verify`] | core | the statistics engine held against other programs, case by case |
//! | `store` | `ssr` | Postgres, snapshots |
//! | `api` | `hydrate` or `ssr` | server functions |
//! | `ui` | `hydrate` or `ssr` | pages and components |
//! | `server` | `ssr` | command line, HTTP, configuration |

#![cfg_attr(any(feature = "hydrate", feature = "ssr"), recursion_limit = "256")]

pub mod analysis;
pub mod chart;
pub mod cohort;
pub mod demo;
pub mod domain;
pub mod exhibit;
pub mod export;
pub mod import;
pub mod stats;
pub mod verify;

#[cfg(test)]
#[path = "../tests/support/effort.rs"]
mod effort;

#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod api;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(any(feature = "hydrate", feature = "ssr"))]
pub mod ui;
