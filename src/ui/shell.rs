//! The HTML document around the application.

use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use super::App;
use super::components::explanations;
use super::theme;

/// The document. Every script carries the request's nonce; there are no style attributes and no inline handlers.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let assets = assets(&options);
    let start = format!(
        "const wasm = fetch(\"{1}\"); import(\"{0}\").then(m => m.default({{ module_or_path: wasm }}).then(() => m.hydrate()));",
        assets.script, assets.wasm,
    );
    let nonce = use_nonce();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme::requested().code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="description" content="Outcomes of musculoskeletal care: trends with their uncertainty."/>
                <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#0e1216" media="(prefers-color-scheme: dark)"/>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="preload" href="/fonts/inter-regular.woff2" r#as="font" r#type="font/woff2" crossorigin=""/>
                <link rel="preload" href="/fonts/inter-medium.woff2" r#as="font" r#type="font/woff2" crossorigin=""/>
                <link rel="preload" href="/fonts/inter-semibold.woff2" r#as="font" r#type="font/woff2" crossorigin=""/>
                <link rel="stylesheet" href=assets.style/>
                <link rel="modulepreload" href=assets.script.clone()/>
                <script type="module" nonce=nonce>{start}</script>
                <MetaTags/>
            </head>
            <body>
                <App/>
                {explanations()}
            </body>
        </html>
    }
}

/// The address of the style sheet.
pub fn stylesheet(options: &LeptosOptions) -> String {
    assets(options).style
}

/// Addresses of the built files.
struct Assets {
    style: String,
    script: String,
    wasm: String,
}

/// Where the build put its files: with a content hash in the name when the options say so.
fn assets(options: &LeptosOptions) -> Assets {
    let names = hashes(options);
    let directory = format!("/{}/{}", options.site_pkg_dir, options.output_name);
    let file = |kind: &str, unhashed: &str, extension: &str| {
        let middle = names
            .iter()
            .find(|(key, _)| key == kind)
            .map_or_else(|| unhashed.to_owned(), |(_, hash)| format!(".{hash}"));
        format!("{directory}{middle}.{extension}")
    };
    Assets { style: file("css", "", "css"), script: file("js", "", "js"), wasm: file("wasm", "_bg", "wasm") }
}

/// Kind of file and hash, from the `kind: hash` lines beside the server binary; empty without hashing.
fn hashes(options: &LeptosOptions) -> Vec<(String, String)> {
    if !options.hash_files {
        return Vec::new();
    }
    let beside = std::env::current_exe()
        .ok()
        .and_then(|binary| Some(binary.parent()?.join(options.hash_file.as_ref())));
    let text = beside.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(kind, hash)| (kind.trim().to_owned(), hash.trim().to_owned()))
        .collect()
}
