//! A result made presentable: what every surface draws. Knows no analysis.

mod band;
mod columns;
mod deck;
pub mod disclosure;
mod figure;
mod forest;
mod model;
mod multiples;
mod provenance;
mod table;
mod ticks;

pub use band::TrendBand;
pub use deck::{DeckChange, DeckId, ItemId, ItemVersion, ItemWords};
pub use disclosure::{Count, People, Policy, Publish, Published, Raw, Released};
pub use figure::{
    AttritionBar, AttritionFigure, Axis, CurvePoint, CutOff, Denominator, DifferenceFigure, DifferenceRow,
    Estimate, FigureSpec, ResponderFigure, ResponderPoint, ResponderSeries, Series, SeriesPoint, StripColumn,
    Tick, TrendFigure,
};
pub use forest::{ForestBand, ForestEmphasis, ForestFigure, ForestRow, ForestSides};
pub use model::{Exhibit, ExhibitText, Headline, HeadlineValue, Parts};
pub use multiples::{MultiplesFigure, Panel};
pub use provenance::{ExhibitId, Provenance};
pub use table::{Alignment, Cell, Column, Row, Table};
pub use ticks::{Scale, nice_ticks, round_ticks, thin_labels};
