//! Tests against a real Postgres: one private cluster a run, a database of its own for every test.

#[cfg(test)]
mod contradictions;
#[cfg(test)]
mod embedded;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod layout;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod support;
