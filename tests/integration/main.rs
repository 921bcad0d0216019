//! Tests against a real Postgres: one private cluster a run, a database of its own for every test.

#[cfg(test)]
mod cohorts;
#[cfg(test)]
mod contradictions;
#[cfg(test)]
mod decks;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod embedded;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod http;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod layout;
#[cfg(test)]
mod parity;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod program;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod support;
#[cfg(test)]
mod verification;
