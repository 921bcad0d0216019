//! Answers that a page waits for.
//!
//! Pages wait for answers of several types. What waits is compiled once for all of them: leptos would make a copy of its
//! own of everything that waits for each type, which was a twentieth of the browser part.

use std::any::Any;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::Compact;
use crate::domain::AppError;
use crate::exhibit::Released;
use crate::ui::pieces::OnItsWay;

/// What a page answers with.
type Answer<T> = Result<Released<T>, AppError>;

/// Something that will be there, whatever keeps it.
pub type Coming<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What is asked for; asked again when it changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The study or deck in the address.
    pub of: String,
    /// The query in the address.
    pub query: String,
    /// Which time the same is asked: again because something was saved, or because the first answer was not all of it.
    pub turn: u32,
}

/// An answer: awaited on the server while the page is rendered, and in the browser when what it asks has changed.
pub struct Awaited<T> {
    resource: Resource<Sealed, AsWritten>,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Awaited<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Awaited<T> {}

impl<T: Clone + DeserializeOwned + Send + Sync + 'static> IntoFuture for Awaited<T> {
    type Output = Answer<T>;
    type IntoFuture = Coming<Answer<T>>;

    fn into_future(self) -> Coming<Answer<T>> {
        Box::pin(async move { self.resource.await.open() })
    }
}

/// Asks with `ask` for what `asked` says, and again whenever that changes.
pub fn awaited<T, F>(
    asked: impl Fn() -> Asked + Send + Sync + 'static,
    ask: impl Fn(Asked) -> F + Send + Sync + 'static,
) -> Awaited<T>
where
    T: Serialize + Send + Sync + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    let ask = move |asked| -> Coming<Sealed> {
        let answer = ask(asked);
        Box::pin(async move { Sealed::of(answer.await) })
    };
    Awaited { resource: sealed(Box::new(asked), Box::new(ask)), answer: PhantomData }
}

/// Of one type, so that it is compiled once.
fn sealed(
    asked: Box<dyn Fn() -> Asked + Send + Sync>,
    ask: Box<dyn Fn(Asked) -> Coming<Sealed> + Send + Sync>,
) -> Resource<Sealed, AsWritten> {
    let ask = move |asked| -> Coming<Sealed> {
        let answer = ask(asked);
        Box::pin(async move {
            let _on_its_way = OnItsWay::from_now();
            answer.await
        })
    };
    let blocking = false;
    Resource::new_with_options(asked, ask, blocking)
}

/// Draws what is answered; until the first answer says that it is awaited, later keeps what was drawn.
pub fn once_there(
    waiting: &'static str,
    busy: RwSignal<bool>,
    drawn: Box<dyn Fn() -> Coming<AnyView> + Send + Sync>,
) -> AnyView {
    view! {
        <Transition
            fallback=move || view! { <p class="loading" role="status">{waiting}</p> }
            set_pending=busy.write_only()
        >
            {move || Suspend::new(drawn())}
        </Transition>
    }
    .into_any()
}

/// An answer of any type.
#[derive(Clone)]
struct Sealed {
    /// As it was asked for.
    known: Option<Arc<dyn Any + Send + Sync>>,
    /// As it stands in a page.
    written: Option<Arc<str>>,
}

impl Sealed {
    fn of<T: Serialize + Send + Sync + 'static>(answer: Answer<T>) -> Self {
        Self { written: written(&answer), known: Some(Arc::new(answer)) }
    }

    fn open<T: Clone + DeserializeOwned + 'static>(self) -> Answer<T> {
        let known = self.known.as_deref().and_then(|known| known.downcast_ref::<Answer<T>>());
        let read = || <Compact as Decoder<Answer<T>>>::decode(self.written.as_deref()?).ok();
        known.cloned().or_else(read).unwrap_or_else(|| Err(unread()))
    }
}

/// The answer as it is sent with its page, which only the server does.
#[cfg(feature = "ssr")]
fn written<T: Serialize>(answer: &Answer<T>) -> Option<Arc<str>> {
    <Compact as Encoder<Answer<T>>>::encode(answer).ok().map(Into::into)
}

#[cfg(not(feature = "ssr"))]
const fn written<T>(_answer: &Answer<T>) -> Option<Arc<str>> {
    None
}

fn unread() -> AppError {
    AppError::Invalid {
        sentence: "This page and its program are of different versions. Load the page again.".to_owned(),
    }
}

/// Passes on what is written already, and leaves what is read to whoever knows its type.
struct AsWritten;

/// There was nothing to write.
#[derive(Debug, thiserror::Error)]
#[error("the answer could not be written")]
struct Unwritten;

impl Encoder<Sealed> for AsWritten {
    type Error = Unwritten;
    type Encoded = String;

    fn encode(answer: &Sealed) -> Result<String, Unwritten> {
        answer.written.as_deref().map(str::to_owned).ok_or(Unwritten)
    }
}

impl Decoder<Sealed> for AsWritten {
    type Error = Unwritten;
    type Encoded = str;

    fn decode(text: &str) -> Result<Sealed, Unwritten> {
        Ok(Sealed { known: None, written: Some(text.into()) })
    }
}
