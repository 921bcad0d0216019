//! Baseline characteristics: who is in each group, and do the groups differ at the start?
//!
//! [`run`] → [`TableOneResult`] → [`PublicTableOne`] → [`exhibit`].

mod cells;
mod difference;
mod exhibit;
mod number;
mod options;
mod publish;
mod result;
mod run;
mod table;
mod words;

pub use exhibit::{exhibit, exhibit_pair};
pub use options::TableOneOptions;
pub use publish::{
    PublicBody, PublicCharacteristic, PublicDifference, PublicLevel, PublicNumber, PublicTableGroup,
    PublicTableOne,
};
pub use result::{
    Body, Characteristic, CharacteristicLevel, NumberSummary, Quartiles, Shape, TableGroup, TableOneResult,
};
pub use run::{run, run_pair};
