//! The clipboard of the browser, which only pages of this machine or of an encrypted address have.

use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, BlobPropertyBag, Clipboard, ClipboardItem, Response};

use super::Copied;
use crate::export::Clipping;

/// Puts the address of the page on the clipboard.
pub fn copy_address(tell: impl FnOnce(Copied) + 'static) {
    copy(|clipboard| Ok(clipboard.write_text(&window().location().href()?)), tell);
}

/// Puts a table on the clipboard: as cells for spreadsheets, as a table for documents.
pub fn copy_table(table: &Clipping, tell: impl FnOnce(Copied) + 'static) {
    let write = |clipboard: &Clipboard| {
        let kinds = [
            ("text/plain", blob(&table.tabs, "text/plain")?),
            ("text/html", blob(&table.html, "text/html")?),
        ];
        write(clipboard, kinds.map(|(kind, blob)| (kind, blob.into())))
    };
    copy(write, tell);
}

/// Puts the picture at an address on the clipboard. The browser is promised it: once it had to be waited for, nothing
/// could be copied any more.
pub fn copy_picture(address: &str, tell: impl FnOnce(Copied) + 'static) {
    let write = |clipboard: &Clipboard| {
        let picture = future_to_promise(fetched(address.to_owned()));
        write(clipboard, [("image/png", picture.into())])
    };
    copy(write, tell);
}

async fn fetched(address: String) -> Result<JsValue, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(&address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str("there is no picture"));
    }
    JsFuture::from(response.blob()?).await
}

fn blob(text: &str, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)
}

fn write<const KINDS: usize>(
    clipboard: &Clipboard,
    kinds: [(&str, JsValue); KINDS],
) -> Result<Promise, JsValue> {
    let content = Object::new();
    for (kind, value) in kinds {
        Reflect::set(&content, &JsValue::from_str(kind), &value)?;
    }
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&content)?;
    Ok(clipboard.write(&Array::of1(&item)))
}

fn copy(write: impl FnOnce(&Clipboard) -> Result<Promise, JsValue>, tell: impl FnOnce(Copied) + 'static) {
    let written = clipboard().map(|clipboard| write(&clipboard));
    spawn_local(async move {
        let is_done = match written {
            Some(Ok(promise)) => JsFuture::from(promise).await.is_ok(),
            Some(Err(_)) | None => false,
        };
        tell(if is_done { Copied::Done } else { Copied::Refused });
    });
}

fn clipboard() -> Option<Clipboard> {
    let found = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")).ok()?;
    found.dyn_into().ok()
}
