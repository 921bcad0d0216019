//! Where everything of a forest goes.

use crate::chart::scale::Domain;
use crate::chart::{Tenths, WidthClass};
use crate::domain::Finite;
use crate::exhibit::ForestFigure;

/// Left and right edges of what stands in a row, in tenths of a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// Whole drawing.
    pub width: Tenths,
    /// Right end of the words at the left.
    pub words: Tenths,
    /// Right end of the people.
    pub people: Tenths,
    /// Left end of the scale.
    pub plot_left: Tenths,
    /// Right end of the scale.
    pub plot_right: Tenths,
    /// Right end of the numbers.
    pub numbers: Tenths,
    /// Room of the numbers.
    pub numbers_room: Tenths,
    /// Height of a row.
    pub row: Tenths,
    /// From a row's top to the baseline of its label; its detail stands a line below.
    pub label: Tenths,
    /// From a row's top to its mark.
    pub mark: Tenths,
    /// From a row's top to where the scale begins in it: below the words that stand over it.
    pub scale: Tenths,
}

impl Columns {
    const fn of(class: WidthClass) -> Self {
        match class {
            WidthClass::Narrow => Self {
                width: 3_580,
                words: 1_900,
                people: 3_560,
                plot_left: 100,
                plot_right: 3_480,
                numbers: 3_560,
                numbers_room: 1_600,
                row: 620,
                label: 150,
                mark: 480,
                scale: 350,
            },
            WidthClass::Medium => Self {
                width: 6_800,
                words: 2_200,
                people: 2_780,
                plot_left: 2_900,
                plot_right: 5_180,
                numbers: 6_780,
                numbers_room: 1_560,
                row: 460,
                label: 200,
                mark: 240,
                scale: 0,
            },
            WidthClass::Wide => Self {
                width: 10_400,
                words: 2_600,
                people: 3_300,
                plot_left: 3_560,
                plot_right: 7_940,
                numbers: 10_380,
                numbers_room: 2_300,
                row: 460,
                label: 200,
                mark: 240,
                scale: 0,
            },
        }
    }
}

/// The mapping of one figure into one drawing.
pub(super) struct Plan<'f> {
    pub figure: &'f ForestFigure,
    pub class: WidthClass,
    pub columns: Columns,
    /// Top of the first row.
    pub top: Tenths,
    /// Bottom of the last.
    pub bottom: Tenths,
    /// The scale.
    pub x: Domain,
}

impl<'f> Plan<'f> {
    pub fn new(figure: &'f ForestFigure, class: WidthClass) -> Self {
        /// Room for the line of headings.
        const HEAD: Tenths = 200;
        let columns = Columns::of(class);
        let rows = Tenths::try_from(figure.rows.len()).unwrap_or(0);
        let bottom = HEAD.saturating_add(rows.saturating_mul(columns.row)).max(HEAD + columns.row);
        Self { figure, class, columns, top: HEAD, bottom, x: Domain::of(&figure.x) }
    }

    /// Where a value is drawn: at the edge when it is outside the scale.
    pub fn map(&self, value: Finite) -> Tenths {
        let share = (self.x.place(value) - self.x.range().start) / self.x.span();
        let width = f64::from(self.columns.plot_right - self.columns.plot_left);
        self.columns.plot_left + libm::round(share * width) as Tenths
    }

    /// The middle of the scale.
    pub const fn middle(&self) -> Tenths {
        Tenths::midpoint(self.columns.plot_left, self.columns.plot_right)
    }

    /// Top of a row.
    pub fn row_top(&self, index: usize) -> Tenths {
        let index = Tenths::try_from(index).unwrap_or(0);
        self.top.saturating_add(index.saturating_mul(self.columns.row))
    }

    /// Top and bottom of the scale in every row, which words do not stand on.
    pub fn strips(&self) -> Vec<(Tenths, Tenths)> {
        let strip = |index: usize| {
            let top = self.row_top(index);
            (top + self.columns.scale, top + self.columns.row)
        };
        (0..self.figure.rows.len()).map(strip).collect()
    }

    /// Height of the mark of a row.
    pub fn mark_height(&self, index: usize) -> Tenths {
        self.row_top(index) + self.columns.mark
    }
}
