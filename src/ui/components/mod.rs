//! The parts of pages. They take plain values; what changes while a page is open is in `state`.

mod bands;
mod bars;
mod brush;
mod chips;
pub mod cohort;
mod control_bar;
mod copying;
mod data_table;
pub mod deck;
mod explain;
mod facets;
mod figure;
mod glyph;
mod header;
mod icons;
mod inert;
mod keyboard;
mod mark;
mod notice;
mod overlay;
mod pin_menu;
mod points;
mod rail;
mod save_menu;
mod tiles;
mod trust_line;

pub use bands::FilterAddress;
pub use chips::Chips;
pub use control_bar::{ControlBar, HandlingField, ImprovedField, SelectField};
#[cfg(feature = "ssr")]
pub use explain::explanations;
pub use figure::{FigurePart, Place, beneath};
pub use header::{Header, StudySwitch, StudyTab};
pub use notice::{Notice, NoticeKind, WayOut};
pub use rail::Rail;
#[cfg(feature = "ssr")]
pub use save_menu::CHOSEN_TEMPLATE;
pub use tiles::Tiles;
pub use trust_line::{CurrentNotice, TrustLine};
