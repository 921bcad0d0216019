//! The handles of a histogram: two limits that are dragged, or moved by arrow keys, and written into the fields beside it.
//!
//! For the keyboard and screen readers they are sliders of the browser. The pointer is followed by the histogram itself: a
//! slider of the browser lets go when the page is drawn anew under it. Without scripts the limits are typed.

use leptos::ev;
use leptos::prelude::*;

use crate::analysis::facets::{FacetRow, FacetValue, histogram_words};
use crate::domain::{Bands, Code, Finite, NumberRange, format, reading};
use crate::ui::browser;
use crate::ui::choices::FORM_ID;
use crate::ui::handlers::{changed, pointed};
use crate::ui::state::{BrushEnd, BrushGesture, Dragged};

use super::bars::Histogram;

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

/// Where a handle can stop: the limits of bins.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stops {
    /// Below the first bin, which may begin before the range.
    low: f64,
    /// Above the last bin.
    high: f64,
    /// Width of the narrowest bin.
    step: f64,
}

impl Stops {
    /// The limits of the bins among `rows`; whole numbers within `range` without any.
    fn of(rows: &[FacetRow], range: NumberRange) -> Self {
        let limits = |row: &FacetRow| match row.value {
            FacetValue::Bin { low, high } => Some((low.get(), high.get())),
            FacetValue::Level { .. } | FacetValue::Answer(_) => None,
        };
        let bins: Vec<(f64, f64)> = rows.iter().filter_map(limits).collect();
        let narrowest = bins.iter().map(|(low, high)| high - low).filter(|width| *width > 0.0);
        Self {
            low: bins.first().map_or(range.low.get(), |bin| bin.0),
            high: bins.last().map_or(range.high.get(), |bin| bin.1),
            step: narrowest.min_by(f64::total_cmp).unwrap_or(1.0),
        }
    }

    /// Where a handle stands that sets no limit.
    const fn end(self, end: BrushEnd) -> f64 {
        match end {
            BrushEnd::Low => self.low,
            BrushEnd::High => self.high,
        }
    }

    /// The stop nearest to a value.
    fn nearest(self, value: f64) -> f64 {
        self.low + ((value - self.low) / self.step).round() * self.step
    }
}

/// A number that is brushed.
#[derive(Debug, Clone)]
struct Brushed {
    code: Code,
    range: NumberRange,
    /// An arrow key moves a handle by one; dragging stops at them, too.
    stops: Stops,
}

impl Brushed {
    /// The limit that stands in a field, or the end of the range.
    fn limit(&self, end: BrushEnd) -> f64 {
        let text = browser::field_value(FORM_ID, &limit_name(&self.code, end));
        text.and_then(|text| reading::number(&text)).unwrap_or_else(|| end.end_of(self.range)).get()
    }

    /// Writes a limit, which stops at the other one.
    fn move_to(&self, end: BrushEnd, value: f64) {
        let kept = end.before(self.within(value), self.limit(end.other()));
        browser::set_field(FORM_ID, &limit_name(&self.code, end), &limit_text(kept, end, self.range));
    }

    /// The stop, or the end of the range, at a share of the width.
    fn value_at(&self, across: f64) -> f64 {
        let (low, high) = (self.range.low.get(), self.range.high.get());
        let value = self.within(low + (high - low) * across);
        let nearer =
            |one: f64, other: f64| if (one - value).abs() <= (other - value).abs() { one } else { other };
        nearer(nearer(low, high), self.within(self.stops.nearest(value)))
    }

    fn within(&self, value: f64) -> f64 {
        value.clamp(self.range.low.get(), self.range.high.get())
    }

    /// The handle nearer to a value.
    fn nearer(&self, value: f64) -> BrushEnd {
        let distance = |end| (value - self.limit(end)).abs();
        let (low, high) = (distance(BrushEnd::Low), distance(BrushEnd::High));
        // Where both are in one place, the one that can move there.
        let is_below = value < self.limit(BrushEnd::Low);
        if low < high || (low == high && is_below) { BrushEnd::Low } else { BrushEnd::High }
    }
}

/// A histogram with its handles.
#[component]
pub fn Brush(
    /// The variable.
    code: Code,
    /// Its name for people.
    label: String,
    /// Its declared range.
    range: NumberRange,
    /// Bins in order.
    rows: Vec<FacetRow>,
    /// Limits set.
    limits: (Option<Finite>, Option<Finite>),
    /// Its bands, where it is a score that has some.
    bands: Option<Bands>,
    /// What is dragged, and what follows.
    gesture: BrushGesture,
) -> impl IntoView {
    let words = histogram_words(&label, &rows, bands.as_ref());
    let borders = bands.iter().flat_map(Bands::borders).collect();
    let brushed = Brushed { code, range, stops: Stops::of(&rows, range) };
    let handle = |end, value| view! { <Handle end=end brushed=brushed.clone() label=label.clone() value=value gesture=gesture/> };
    let handles = [handle(BrushEnd::Low, limits.0), handle(BrushEnd::High, limits.1)];
    let (pressed, moved, released) = (brushed.clone(), brushed.clone(), brushed);
    let on_down = move |event: ev::PointerEvent| {
        let Some((across, _)) = browser::position_within(&event) else { return };
        browser::capture_pointer(&event);
        let value = pressed.value_at(across);
        gesture.dragged.set(Some(Dragged { variable: pressed.code.clone(), end: pressed.nearer(value) }));
        event.prevent_default();
    };
    let on_move = move |event: ev::PointerEvent| {
        let (Some(end), Some((across, _))) = (gesture.end_of(&moved.code), browser::position_within(&event))
        else {
            return;
        };
        moved.move_to(end, moved.value_at(across.clamp(0.0, 1.0)));
        gesture.on_brush.run(());
    };
    let on_up = move |_| {
        if gesture.end_of(&released.code).is_some() {
            gesture.dragged.set(None);
            gesture.on_release.run(());
        }
    };
    view! {
        <div class="brush" on:pointerdown=pointed(on_down) on:pointermove=pointed(on_move) on:pointerup=pointed(on_up.clone()) on:pointercancel=pointed(on_up)>
            <Histogram rows=rows range=range limits=limits borders=borders words=words/>
            {handles.into_iter().collect_view()}
        </div>
    }
}

/// One handle for the keyboard.
#[component]
fn Handle(
    end: BrushEnd,
    brushed: Brushed,
    label: String,
    value: Option<Finite>,
    gesture: BrushGesture,
) -> impl IntoView {
    let (range, stops) = (brushed.range, brushed.stops);
    let said = value.unwrap_or_else(|| end.end_of(range));
    let stop = value.map_or(stops.end(end), Finite::get);
    // Where there is a limit, the histogram draws it where it is; the handle stands at a whole step.
    let class =
        if value.is_some() { "brush-handle is-set needs-script" } else { "brush-handle needs-script" };
    let on_input = move |event: ev::Event| {
        let moved = reading::number(&event_target_value(&event)).unwrap_or_else(|| end.end_of(range));
        brushed.move_to(end, moved.get());
        gesture.on_brush.run(());
    };
    view! {
        <input
            type="range"
            class=class
            form=FORM_ID
            aria-label=format!("{label} {}", end.word())
            aria-valuetext=format::exact(said)
            min=stops.low.to_string()
            max=stops.high.to_string()
            step=stops.step.to_string()
            value=stop.to_string()
            on:input=changed(on_input)
        />
    }
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

    fn bin(low: f64, high: f64) -> FacetRow {
        let [low, high] = [low, high].map(|edge| Finite::new(edge).unwrap_or(Finite::ZERO));
        FacetRow { value: FacetValue::Bin { low, high }, everyone: Count::Zero, selected: Count::Zero }
    }

    #[test]
    fn the_pointer_stops_where_bins_begin_and_end_within_the_range() {
        let rows: Vec<FacetRow> =
            (3..18).map(|five| bin(f64::from(five) * 5.0, f64::from(five + 1) * 5.0)).collect();
        let code = Code::try_from("age").expect("a code");
        let brushed = Brushed { code, range: range(), stops: Stops::of(&rows, range()) };
        assert_eq!(brushed.value_at(0.0), 18.0);
        assert_eq!(brushed.value_at(0.05), 20.0);
        assert_eq!(brushed.value_at(0.5), 55.0);
        assert_eq!(brushed.value_at(7.0), 90.0);
    }

    #[test]
    fn bins_put_together_keep_the_stops_of_the_narrow_ones() {
        let stops = Stops::of(&[bin(10.0, 20.0), bin(20.0, 25.0), bin(25.0, 90.0)], range());
        assert_eq!(stops, Stops { low: 10.0, high: 90.0, step: 5.0 });
        assert_eq!(stops.nearest(16.0), 15.0);
        assert_eq!(Stops::of(&[], range()), Stops { low: 18.0, high: 90.0, step: 1.0 });
    }
}
