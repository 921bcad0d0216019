//! The browser.

use leptos::ev;
use leptos::html::Table;
use leptos::prelude::{
    GetUntracked, NodeRef, document, window, window_event_listener, window_event_listener_untyped,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, UrlSearchParams};

use crate::chart::WidthClass;

const MENU: &str = "details.menu[open]";

/// There is one.
pub const fn is_here() -> bool {
    true
}

/// Says that controls answer: tests and the style sheet wait for it.
pub fn mark_hydrated() {
    if let Some(body) = document().body() {
        let _ = body.set_attribute("data-hydrated", "");
    }
}

/// Closes open menus on Escape, on a click elsewhere and after a choice.
pub fn close_menus_on_leaving() {
    let on_click = window_event_listener(ev::click, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        for menu in open_menus() {
            let summary = menu.query_selector("summary").ok().flatten();
            let inside = |area: &Element| target.as_ref().is_some_and(|target| area.contains(Some(target)));
            let is_choice =
                target.as_ref().and_then(|target| target.closest("a, button").ok()).flatten().is_some();
            let is_inside = inside(&menu);
            if is_inside && is_choice && !summary.as_ref().is_some_and(inside) {
                // What was chosen is hidden now, so the focus goes to the button of its menu.
                close_and_focus(&menu);
            } else if !is_inside {
                let _ = menu.remove_attribute("open");
            }
        }
    });
    let on_key = window_event_listener(ev::keydown, |event| {
        if event.key() == "Escape" {
            open_menus().iter().for_each(close_and_focus);
        }
    });
    std::mem::forget((on_click, on_key));
}

fn open_menus() -> Vec<Element> {
    let Ok(found) = document().query_selector_all(MENU) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn close_and_focus(menu: &Element) {
    let _ = menu.remove_attribute("open");
    if let Ok(Some(summary)) = menu.query_selector("summary")
        && let Some(summary) = summary.dyn_ref::<HtmlElement>()
    {
        let _ = summary.focus();
    }
}

/// Sets `data-theme` on the document.
pub fn set_document_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme);
    }
}

/// Sets a cookie of this site for a year.
pub fn set_cookie(name: &str, value: &str) {
    let line = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax");
    let _ = js_sys::Reflect::set(&document(), &JsValue::from_str("cookie"), &JsValue::from_str(&line));
}

/// All cookies of the document that a script may read.
pub fn cookie_line() -> Option<String> {
    js_sys::Reflect::get(&document(), &JsValue::from_str("cookie")).ok()?.as_string()
}

/// What a form would send, without fields left empty.
pub fn form_query(form_id: &str) -> Option<String> {
    let form = form(form_id)?;
    let data = FormData::new_with_form(&form).ok()?;
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    let text = String::from(pairs.to_string());
    let set: Vec<&str> = text.split('&').filter(|pair| !pair.is_empty() && !pair.ends_with('=')).collect();
    Some(set.join("&"))
}

/// What is written in a field of a form.
pub fn field_value(form_id: &str, name: &str) -> Option<String> {
    field(form_id, name).map(|field| field.value())
}

/// Writes into a field of a form.
pub fn set_field(form_id: &str, name: &str, text: &str) {
    if let Some(field) = field(form_id, name) {
        field.set_value(text);
    }
}

fn field(form_id: &str, name: &str) -> Option<HtmlInputElement> {
    let elements = form(form_id)?.elements();
    elements.named_item(name)?.dyn_into().ok()
}

/// Sets every control back to what the page says, but not the one being typed in.
pub fn restore_controls(form_id: &str) {
    let Some(form) = form(form_id) else { return };
    let typed = document().active_element().and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    let typed = typed.filter(|input| input.type_() == "number").map(|input| (input.value(), input));
    form.reset();
    if let Some((text, input)) = typed {
        input.set_value(&text);
    }
}

fn form(form_id: &str) -> Option<HtmlFormElement> {
    document().get_element_by_id(form_id)?.dyn_into().ok()
}

/// Moves the focus to an element once the page has been drawn anew.
pub fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    leptos::prelude::request_animation_frame(move || {
        let found =
            document().get_element_by_id(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = found {
            let _ = element.focus();
        }
    });
}

/// Does something before the next frame is painted.
pub fn before_next_frame(act: impl FnOnce() + 'static) {
    leptos::prelude::request_animation_frame(act);
}

/// Does something in the frame after the next, so that the next is painted without it; what the reader does meanwhile comes
/// first.
pub fn after_next_frame(act: fn()) {
    leptos::prelude::request_animation_frame(move || leptos::prelude::request_animation_frame(act));
}

/// Milliseconds by the clock of the browser, to tell how long something takes.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Looks when the window has another size and after printing; before printing, all is drawn.
pub fn when_width_changes(look: impl Fn() + Clone + 'static, draw_all: impl Fn() + 'static) {
    let look_after = look.clone();
    std::mem::forget((
        window_event_listener(ev::resize, move |_| look()),
        window_event_listener_untyped("beforeprint", move |_| draw_all()),
        window_event_listener_untyped("afterprint", move |_| look_after()),
    ));
}

/// The widths of figures that the style sheet shows.
pub fn shown_widths() -> Vec<WidthClass> {
    WidthClass::ALL.into_iter().filter(|width| is_shown(&format!(".drawing.is-{}", width.code()))).collect()
}

/// Whether any element of a kind takes up room.
fn is_shown(selector: &str) -> bool {
    let Ok(found) = document().query_selector_all(selector) else { return false };
    let elements = (0..found.length()).filter_map(|index| found.get(index)?.dyn_into::<HtmlElement>().ok());
    elements.into_iter().any(|element| element.offset_width() > 0)
}

/// Takes the last step back.
pub fn go_back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// From now on the element that listens hears of this pointer, wherever it goes.
pub fn capture_pointer(event: &ev::PointerEvent) {
    if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Empties the store in which leptos keeps the text of every element that its macro writes as a whole, with a template
/// of each. To find one it copies all that stand before it.
pub fn forget_templates() {
    leptos::tachys::renderer::dom::TEMPLATE_CACHE.with_borrow_mut(Vec::clear);
}

/// What the element that was clicked, or one around it, keeps under `data-name`.
pub fn data_of(event: &ev::MouseEvent, name: &str) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let attribute = format!("data-{name}");
    target.closest(&format!("[{attribute}]")).ok()??.get_attribute(&attribute)
}

/// Marks the rows of a table's body for which it is said, and no others.
pub fn mark_rows(table: NodeRef<Table>, is_marked: impl Iterator<Item = bool>) {
    let body = table.get_untracked().and_then(|table| table.query_selector("tbody").ok().flatten());
    let Some(rows) = body.map(|body| body.children()) else { return };
    for (index, is_marked) in (0..rows.length()).zip(is_marked) {
        if let Some(row) = rows.item(index) {
            let _ = row.class_list().toggle_with_force("is-active", is_marked);
        }
    }
}

/// Place of the row of a list that is as high as a pointer; the first or last where it is beyond them.
pub fn row_under(list_id: &str, event: &ev::PointerEvent) -> Option<usize> {
    let rows = document().query_selector_all(&format!("#{list_id} > li")).ok()?;
    let rows: Vec<Element> =
        (0..rows.length()).filter_map(|index| rows.get(index)?.dyn_into().ok()).collect();
    let is_above = |row: &Element| row.get_bounding_client_rect().bottom() < f64::from(event.client_y());
    Some(rows.iter().take_while(|row| is_above(row)).count().min(rows.len().checked_sub(1)?))
}

/// Where a pointer is within the element that listens, as shares of its width and height.
pub fn position_within(event: &ev::PointerEvent) -> Option<(f64, f64)> {
    let area = event.current_target()?.dyn_into::<Element>().ok()?.get_bounding_client_rect();
    let is_drawn = area.width() > 0.0 && area.height() > 0.0;
    is_drawn.then(|| {
        let across = (f64::from(event.client_x()) - area.left()) / area.width();
        let down = (f64::from(event.client_y()) - area.top()) / area.height();
        (across, down)
    })
}
