//! A result made presentable: what every surface draws. Knows no analysis.

pub mod disclosure;
mod figure;
mod model;
mod provenance;
mod table;
mod ticks;

pub use disclosure::{Count, People, Policy, Publish, Published, Raw, Released};
pub use figure::{
    AttritionBar, AttritionFigure, Axis, Estimate, FigureSpec, Series, SeriesPoint, StripColumn, Tick,
    TrendFigure,
};
pub use model::{Exhibit, ExhibitText, Headline, HeadlineValue, Parts};
pub use provenance::{ExhibitId, Provenance};
pub use table::{Alignment, Cell, Column, Row, Table};
pub use ticks::{Scale, nice_ticks, thin_labels};
