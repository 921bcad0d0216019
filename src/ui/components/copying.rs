//! What goes to the clipboard, and how it is told that it has.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::exhibit::Exhibit;
use crate::export::clipping;
use crate::ui::browser::{self, Copied};
use crate::ui::handlers::pressed;

/// How long it is said that something was copied.
const SAID: Duration = Duration::from_secs(4);

/// What is said of the last copy.
#[derive(Debug, Clone, Copy)]
pub struct Copying(RwSignal<Option<Copied>>);

impl Copying {
    /// Nothing was copied yet.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The words. Tracks.
    fn says(self) -> Option<&'static str> {
        self.0.get().map(|copied| match copied {
            Copied::Done => "Copied",
            Copied::Refused => "The browser did not allow copying. Save a file instead.",
        })
    }

    /// Copies the address of the page.
    pub fn copy_address(self) {
        browser::copy_address(self.tell());
    }

    /// Says it for a while; the figure may have gone meanwhile.
    fn tell(self) -> impl FnOnce(Copied) + 'static {
        move |copied| {
            self.0.try_set(Some(copied));
            let forget = move || {
                self.0.try_set(None);
            };
            set_timeout(forget, SAID);
        }
    }
}

/// Says what became of the last copy.
#[component]
pub fn CopiedNotice(
    /// Of which it is said.
    copying: Copying,
) -> impl IntoView {
    view! { <span class="copied" role="status">{move || copying.says()}</span> }
}

/// Picture, table and address to the clipboard, as rows of a menu.
#[component]
pub fn CopyRows(
    /// What is said of it.
    copying: Copying,
    /// The figure.
    exhibit: Arc<Exhibit>,
    /// The address of its picture.
    picture: String,
) -> impl IntoView {
    let copy_picture = move |_| browser::copy_picture(&picture, copying.tell());
    let copy_table = move |_| browser::copy_table(&clipping(&exhibit), copying.tell());
    view! {
        <button type="button" class="menu-row needs-script" on:click=pressed(copy_picture)>
            "Copy image"<span>"PNG, 2×"</span>
        </button>
        <button type="button" class="menu-row needs-script" on:click=pressed(copy_table)>
            "Copy table"<span>"as cells"</span>
        </button>
        <button type="button" class="menu-row needs-script" on:click=pressed(move |_| copying.copy_address())>
            "Copy address"<span>"of this page as it is"</span>
        </button>
    }
}
