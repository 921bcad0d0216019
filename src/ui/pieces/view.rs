//! A piece as leptos sees it: a view that puts off being drawn anew.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

use super::queue::draw_later;
use super::{Keeper, Turn};

type Draw = Box<dyn FnOnce() -> AnyView + Send>;

/// A part of a page that has not been drawn yet.
pub struct Piece {
    turn: Turn,
    draw: Draw,
}

impl Piece {
    /// A piece that will be drawn.
    pub fn new(turn: Turn, draw: Draw) -> Self {
        Self { turn, draw }
    }

    /// Draws it for the first time with `first`; what it remembers is the page's and not the answer's.
    fn begun(self, first: impl FnOnce(AnyView) -> AnyViewState) -> PieceState {
        let owner = use_context::<Keeper>().map_or_else(Owner::new, |Keeper(owner)| owner.child());
        let view = owner.with(|| first((self.draw)()));
        PieceState(Rc::new(RefCell::new(Drawn { owner, view, next: None })))
    }
}

/// A piece in the page.
struct Drawn {
    owner: Owner,
    view: AnyViewState,
    /// What it shows when its turn comes.
    next: Option<Draw>,
}

impl Drawn {
    fn draw_next(&mut self) {
        if let Some(draw) = self.next.take() {
            let view = &mut self.view;
            self.owner.with_cleanup(|| draw().rebuild(view));
        }
    }
}

/// A piece in the page; it waits for its turn only as long as it is there.
pub struct PieceState(Rc<RefCell<Drawn>>);

impl Render for Piece {
    type State = PieceState;

    fn build(self) -> PieceState {
        self.begun(Render::build)
    }

    fn rebuild(self, state: &mut PieceState) {
        let mut drawn = state.0.borrow_mut();
        let is_waiting = drawn.next.replace(self.draw).is_some();
        match self.turn {
            Turn::AtOnce => drawn.draw_next(),
            // It keeps its place.
            Turn::Later if is_waiting => {}
            Turn::Later => {
                let waiting = Rc::downgrade(&state.0);
                draw_later(Box::new(move || {
                    if let Some(drawn) = waiting.upgrade() {
                        drawn.borrow_mut().draw_next();
                    }
                }));
            }
        }
    }
}

impl Mountable for PieceState {
    fn unmount(&mut self) {
        self.0.borrow_mut().view.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.borrow_mut().view.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.borrow().view.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.borrow().view.elements()
    }
}

impl AddAnyAttr for Piece {
    type Output<SomeNewAttr: Attribute> = Self;

    /// Its attributes are in what it draws: there are no others.
    fn add_any_attr<NewAttr: Attribute>(self, _attribute: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Piece {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buffer: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        (self.draw)().to_html_with_buf(buffer, position, escape, mark_branches, attributes);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> PieceState {
        self.begun(|view| view.hydrate::<FROM_SERVER>(cursor, position))
    }

    fn into_owned(self) -> Self {
        self
    }
}
