//! What pages have in common that the server writes alone: forms, links and no script.

use leptos::config::LeptosOptions;
use leptos::prelude::*;

use crate::ui::components::Header;
use crate::ui::shell::stylesheet;
use crate::ui::theme;

/// Whether a page asks for itself again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// It does not.
    Never,
    /// After a second.
    Soon,
}

/// The whole page around `main`; the request is to be in the context.
pub fn plain_page(options: &LeptosOptions, title: &str, refresh: Refresh, main: AnyView) -> String {
    let again = match refresh {
        Refresh::Never => None,
        Refresh::Soon => Some(view! { <meta http-equiv="refresh" content="1"/> }),
    };
    let page = view! {
        <html lang="en" data-theme=theme::requested().code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                {again}
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="stylesheet" href=stylesheet(options)/>
                <title>{format!("{title} · Sinew")}</title>
            </head>
            <body>
                <Header study=None/>
                <main class="page" id="main">{main}</main>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", page.to_html())
}
