//! The pieces that wait for their turn.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use leptos::prelude::*;

use crate::ui::browser;

/// How long pieces are drawn before the browser may do something else.
const SLICE_MS: f64 = 12.0;

/// The same while an answer is awaited: the frame that paints them delays the move of that moment as long as they do, so they
/// are drawn seldom and then several at once.
const OVERDUE_SLICE_MS: f64 = 24.0;

/// How long pieces wait for an answer that is on its way: it changes them once more, and what is looked at comes first. After
/// that some are drawn all the same, so that they follow a brush that is never still.
const PATIENCE_MS: f64 = 3_000.0;

/// How long what an answer changed at once is left alone: it is painted, and a hand that follows the picture moves on.
const PAINTING_MS: f64 = 100.0;

/// Something that is drawn in its turn; nothing if it has left the page meanwhile.
type Waiting = Box<dyn FnOnce()>;

thread_local! {
    static PIECES: RefCell<VecDeque<Waiting>> = const { RefCell::new(VecDeque::new()) };
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
    static AWAITED: Cell<u32> = const { Cell::new(0) };
    static LAST_ANSWER_MS: Cell<f64> = const { Cell::new(0.0) };
    static LAST_SLICE_MS: Cell<f64> = const { Cell::new(0.0) };
    static IS_DRAWING: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// An answer that is on its way, as long as this is kept.
pub struct OnItsWay(());

impl OnItsWay {
    /// From now on.
    pub fn from_now() -> Self {
        AWAITED.set(AWAITED.get() + 1);
        Self(())
    }
}

impl Drop for OnItsWay {
    fn drop(&mut self) {
        AWAITED.set(AWAITED.get() - 1);
        LAST_ANSWER_MS.set(browser::now_ms());
    }
}

/// Whether parts of the page are still as they were before the last answer.
pub fn is_drawing() -> Signal<bool> {
    IS_DRAWING.with(|is_drawing| is_drawing.clone().into())
}

/// Draws a piece, or asks for what it is drawn from, in one of the next frames.
pub fn draw_later(draw: Waiting) {
    PIECES.with_borrow_mut(|pieces| pieces.push_back(draw));
    IS_DRAWING.with(|is_drawing| {
        if !is_drawing.get_untracked() {
            is_drawing.set(true);
        }
    });
    ask();
}

/// Asks the browser for its next frame, unless it has been asked.
fn ask() {
    if !IS_ASKED.replace(true) {
        browser::after_next_frame(slice);
    }
}

/// How long pieces may be drawn now; not at all when something comes first.
fn time_for_pieces_ms(now_ms: f64) -> Option<f64> {
    // The clock may have been set back meanwhile: that is as good as a long time.
    let since = |then_ms: f64| (now_ms - then_ms).abs();
    if AWAITED.get() > 0 || since(LAST_ANSWER_MS.get()) < PAINTING_MS {
        let is_overdue = since(LAST_SLICE_MS.get()) >= PATIENCE_MS;
        is_overdue.then_some(OVERDUE_SLICE_MS)
    } else {
        Some(SLICE_MS)
    }
}

/// Draws pieces for a while, or waits for what comes first.
fn slice() {
    IS_ASKED.set(false);
    let begun = browser::now_ms();
    let Some(time) = time_for_pieces_ms(begun) else { return ask() };
    while let Some(draw) = PIECES.with_borrow_mut(VecDeque::pop_front) {
        draw();
        if browser::now_ms() - begun >= time {
            break;
        }
    }
    LAST_SLICE_MS.set(browser::now_ms());
    if PIECES.with_borrow(VecDeque::is_empty) {
        IS_DRAWING.with(|is_drawing| is_drawing.set(false));
    } else {
        ask();
    }
}
