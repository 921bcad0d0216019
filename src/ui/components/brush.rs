//! The handles of a histogram: two sliders over it that write into the limits beside it.
//!
//! They are sliders of the browser, so that pointer, touch and arrow keys move them and a screen reader names them. They
//! send nothing themselves: without scripts the limits are typed.

use leptos::ev;
use leptos::prelude::*;

use crate::analysis::facets::{FacetRow, FacetValue};
use crate::domain::{Code, Finite, NumberRange, format};
use crate::ui::browser;
use crate::ui::choices::FORM_ID;

/// Which end of a range a handle moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrushEnd {
    /// The lower limit.
    Low,
    /// The upper limit.
    High,
}

impl BrushEnd {
    const fn word(self) -> &'static str {
        match self {
            Self::Low => "from",
            Self::High => "to",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }

    const fn end_of(self, range: NumberRange) -> Finite {
        match self {
            Self::Low => range.low,
            Self::High => range.high,
        }
    }

    /// `value`, not past the other limit.
    fn before(self, value: f64, other: f64) -> f64 {
        match self {
            Self::Low => value.min(other),
            Self::High => value.max(other),
        }
    }
}

/// Name of the field of one limit of a number.
pub fn limit_name(code: &Code, end: BrushEnd) -> String {
    format!("f.{code}.{}", end.word())
}

/// Width of the first bin: the step of a handle. 1 without bins.
pub fn bin_width(rows: &[FacetRow]) -> f64 {
    let width = rows.iter().find_map(|row| match &row.value {
        FacetValue::Bin { low, high } => Some(high.get() - low.get()),
        FacetValue::Level { .. } | FacetValue::Answer(_) => None,
    });
    width.filter(|width| *width > 0.0).unwrap_or(1.0)
}

/// One handle.
#[component]
pub fn Handle(
    /// Which limit it moves.
    end: BrushEnd,
    /// The variable.
    code: Code,
    /// Its name for people.
    label: String,
    /// Its declared range.
    range: NumberRange,
    /// How far an arrow key moves it.
    step: f64,
    /// The limit set.
    value: Option<Finite>,
    /// Called while it moves.
    on_brush: Callback<()>,
) -> impl IntoView {
    let on_input = move |event: ev::Event| {
        let moved = event_target_value(&event).parse::<f64>().unwrap_or(end.end_of(range).get());
        let other = browser::field_value(FORM_ID, &limit_name(&code, end.other()));
        let other = other.and_then(|text| text.parse().ok()).unwrap_or(end.other().end_of(range).get());
        let kept = end.before(moved, other);
        browser::set_field(FORM_ID, &limit_name(&code, end), &limit_text(kept, end, range));
        on_brush.run(());
    };
    let class = if is_above(end, value, range) {
        "brush-handle is-above needs-script"
    } else {
        "brush-handle needs-script"
    };
    view! {
        <input
            type="range"
            class=class
            form=FORM_ID
            aria-label=format!("{label} {}", end.word())
            min=format::exact(range.low)
            max=format::exact(range.high)
            step=step.to_string()
            value=format::exact(value.unwrap_or_else(|| end.end_of(range)))
            on:input=on_input
        />
    }
}

/// Where both handles meet in the upper half only the lower one can move away: it lies above.
fn is_above(end: BrushEnd, value: Option<Finite>, range: NumberRange) -> bool {
    let middle = f64::midpoint(range.low.get(), range.high.get());
    end == BrushEnd::Low && value.is_some_and(|value| value.get() > middle)
}

/// What stands in the field of a limit: nothing at the end of the range, where there is no limit.
fn limit_text(value: f64, end: BrushEnd, range: NumberRange) -> String {
    let is_limit = match end {
        BrushEnd::Low => value > range.low.get(),
        BrushEnd::High => value < range.high.get(),
    };
    Finite::new(value).filter(|_| is_limit).map_or_else(String::new, format::exact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exhibit::Count;

    fn range() -> NumberRange {
        NumberRange {
            low: Finite::new(18.0).unwrap_or(Finite::ZERO),
            high: Finite::new(90.0).unwrap_or(Finite::ZERO),
        }
    }

    #[test]
    fn a_handle_at_its_end_sets_no_limit() {
        assert_eq!(limit_text(18.0, BrushEnd::Low, range()), "");
        assert_eq!(limit_text(30.0, BrushEnd::Low, range()), "30");
        assert_eq!(limit_text(90.0, BrushEnd::High, range()), "");
        assert_eq!(limit_text(64.5, BrushEnd::High, range()), "64.5");
    }

    #[test]
    fn handles_do_not_pass_each_other() {
        assert_eq!(BrushEnd::Low.before(70.0, 60.0), 60.0);
        assert_eq!(BrushEnd::High.before(40.0, 60.0), 60.0);
        assert_eq!(BrushEnd::High.before(70.0, 60.0), 70.0);
    }

    #[test]
    fn an_arrow_moves_a_handle_by_a_bin() {
        let [low, high] = [20.0, 25.0].map(|edge| Finite::new(edge).unwrap_or(Finite::ZERO));
        let row =
            FacetRow { value: FacetValue::Bin { low, high }, everyone: Count::Zero, selected: Count::Zero };
        assert_eq!(bin_width(&[row]), 5.0);
        assert_eq!(bin_width(&[]), 1.0);
    }
}
