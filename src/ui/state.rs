//! What a page remembers while it is open; everything that is worth keeping is in its address.

use leptos::prelude::*;

use crate::domain::Code;

/// State of a page with a filter rail.
#[derive(Debug, Clone, Copy)]
pub struct PageState {
    /// An answer is on its way; the old one stays.
    pub busy: RwSignal<bool>,
    /// What a brush on its way would ask for; the address follows when it is let go.
    pub preview: RwSignal<Option<String>>,
    /// What the brush asks for next, once the answer that is on its way has come.
    pub queued: RwSignal<Option<String>>,
    /// The handle of a histogram that the pointer holds.
    pub dragged: RwSignal<Option<Dragged>>,
    /// Why the controls as set cannot be asked for, as a sentence.
    pub problem: RwSignal<Option<String>>,
}

impl PageState {
    /// Whether a brush is being moved.
    pub fn is_brushing(&self) -> bool {
        self.preview.get_untracked().is_some()
    }

    /// Asks for `query` while a brush moves: at once, or when the answer on its way has come. Of several that wait only
    /// the last is asked for.
    pub fn ask_for(&self, query: String) {
        if self.is_brushing() && self.busy.get_untracked() {
            self.queued.set(Some(query));
        } else {
            self.preview.set(Some(query));
        }
    }

    /// The brush was let go: the address says what is shown.
    pub fn end_brush(&self) {
        self.queued.set(None);
        self.preview.set(None);
    }

    /// A fresh page.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            preview: RwSignal::new(None),
            queued: RwSignal::new(None),
            dragged: RwSignal::new(None),
            problem: RwSignal::new(None),
        }
    }
}

/// Which end of a range a handle moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrushEnd {
    /// The lower limit.
    Low,
    /// The upper limit.
    High,
}

/// A handle of a histogram that the pointer holds. It is kept with the page, because what is drawn changes under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dragged {
    /// Whose histogram.
    pub variable: Code,
    /// Which handle.
    pub end: BrushEnd,
}

/// What is dragged, and what follows.
#[derive(Debug, Clone, Copy)]
pub struct BrushGesture {
    /// The handle that the pointer holds.
    pub dragged: RwSignal<Option<Dragged>>,
    /// Called while a handle moves.
    pub on_brush: Callback<()>,
    /// Called when it is let go.
    pub on_release: Callback<()>,
}

impl BrushGesture {
    /// The handle of this variable that is held.
    pub fn end_of(&self, variable: &Code) -> Option<BrushEnd> {
        self.dragged
            .get_untracked()
            .filter(|dragged| dragged.variable == *variable)
            .map(|dragged| dragged.end)
    }
}

/// One mark of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivePoint {
    /// Position on the time axis.
    pub time: usize,
    /// Position of the group.
    pub series: usize,
    /// How it was reached: only the keyboard is answered aloud.
    pub reached: Reached,
}

/// How a point was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// By the pointer.
    Pointer,
    /// By the keyboard.
    Keyboard,
}
