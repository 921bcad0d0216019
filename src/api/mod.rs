//! Server functions: authorise, call, map the error; no logic. And the shapes they send.

pub mod page;
