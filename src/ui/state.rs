//! What a page remembers while it is open; everything that is worth keeping is in its address.

use leptos::prelude::*;

/// State of a trends page.
#[derive(Debug, Clone, Copy)]
pub struct TrendState {
    /// An answer is on its way; the old one stays.
    pub busy: RwSignal<bool>,
    /// The point of the figure under the pointer or the keyboard.
    pub active: RwSignal<Option<ActivePoint>>,
    /// Why the controls as set cannot be asked for, as a sentence.
    pub problem: RwSignal<Option<String>>,
}

impl TrendState {
    /// A fresh page.
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), active: RwSignal::new(None), problem: RwSignal::new(None) }
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
