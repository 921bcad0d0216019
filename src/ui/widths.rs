//! Which widths of the figures are in view.
//!
//! The server draws every figure in three widths and the style sheet shows one of them. Once the browser has taken over,
//! only what is shown is drawn: with every move of a brush, the other two would be two thirds of the work.

use leptos::prelude::*;

use super::browser;
use crate::chart::WidthClass;

/// The widths in view: all of them until the browser has looked.
#[derive(Debug, Clone, Copy)]
pub struct WidthsInView(RwSignal<Vec<WidthClass>>);

impl WidthsInView {
    /// Makes them known to every figure, and keeps them as they are: when the window changes, and on paper.
    pub fn provide() {
        let widths = Self::all();
        provide_context(widths);
        Effect::new(move |_| browser::when_width_changes(move || widths.look(), move || widths.draw_all()));
    }

    /// Those of this page.
    pub fn current() -> Self {
        use_context().unwrap_or_else(Self::all)
    }

    /// Whether a drawing of this width is shown. Tracks.
    pub fn hold(self, width: WidthClass) -> bool {
        self.0.with(|widths| widths.contains(&width))
    }

    /// Looks again before the next frame: what was just drawn may lie in a column of another width.
    pub fn look_soon(self) {
        Effect::new(move |_| browser::before_next_frame(move || self.look()));
    }

    fn all() -> Self {
        Self(RwSignal::new(WidthClass::ALL.to_vec()))
    }

    fn look(self) {
        let shown = browser::shown_widths();
        if !shown.is_empty() && self.0.with_untracked(|widths| *widths != shown) {
            self.0.set(shown);
        }
    }

    fn draw_all(self) {
        self.0.set(WidthClass::ALL.to_vec());
    }
}
