//! The page of statistical methods: what each computes, and how near it comes to other programs. The server writes it
//! alone.

use leptos::config::LeptosOptions;
use leptos::prelude::*;

use super::plain::{Refresh, plain_page};
use crate::domain::format;

/// Methods of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodFamily {
    /// Its name, the first word of the methods' names.
    pub name: String,
    /// Its methods.
    pub methods: Vec<MethodEntry>,
}

/// A method as the page tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodEntry {
    /// Its stable name.
    pub name: String,
    /// In words.
    pub title: String,
    /// What it computes.
    pub formula: String,
    /// Whence it comes.
    pub source: String,
    /// Names and meanings of what can be chosen.
    pub options: Vec<(String, String)>,
    /// Names and meanings of what it gives.
    pub results: Vec<(String, String)>,
    /// What it was held against.
    pub cases: Vec<CaseLine>,
}

/// A case of a method.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseLine {
    /// Its id.
    pub id: String,
    /// The file it stands in, without its ending.
    pub file: String,
    /// The program that said what is expected.
    pub source: String,
    /// How many values are compared.
    pub values: usize,
    /// The relative difference that is allowed.
    pub tolerance: f64,
    /// The largest relative difference that was found.
    pub worst: f64,
}

/// The whole page; the request is to be in the context.
pub fn methods_page(options: &LeptosOptions, families: Vec<MethodFamily>) -> String {
    let methods = || families.iter().flat_map(|family| &family.methods);
    let cases = || methods().flat_map(|method| &method.cases);
    let values = cases().map(|case| case.values).sum::<usize>();
    let counted = [methods().count(), cases().count(), values];
    let [methods, cases, values] =
        counted.map(|count| format::count(u32::try_from(count).unwrap_or(u32::MAX)));
    let sentence = format!(
        "{methods} methods, {cases} cases, {values} values that R, Python and published tables gave: each is within its \
         tolerance in the tests of this version."
    );
    let links = families.iter().map(|family| {
        view! { <a href=format!("#{}", family.name)>{family.name.clone()}</a> }
    });
    let main = view! {
        <h1>"Methods"</h1>
        <p class="sub">{sentence}</p>
        <p class="sub">
            "The pages compute with the same functions. A difference is relative to the value of the other program; a case can be \
             downloaded and run by " <code>"sinew verify"</code> "."
        </p>
        <nav class="method-families" aria-label="Kinds of methods">{links.collect_view()}</nav>
        {families.into_iter().map(family).collect_view()}
    };
    plain_page(options, "Methods", Refresh::Never, main.into_any())
}

fn family(family: MethodFamily) -> impl IntoView {
    let MethodFamily { name, methods } = family;
    view! {
        <section class="method-family" aria-labelledby=name.clone()>
            <h2 id=name.clone()>{name.clone()}</h2>
            {methods.into_iter().map(entry).collect_view()}
        </section>
    }
}

fn entry(entry: MethodEntry) -> impl IntoView {
    let MethodEntry { name, title, formula, source, options, results, cases } = entry;
    let worst = cases.iter().map(|case| case.worst).fold(0.0, f64::max);
    let count = cases.len();
    let agreement = format!("{count} {}, worst {worst:.0e}", if count == 1 { "case" } else { "cases" });
    view! {
        <details class="method" id=name.clone()>
            <summary><b>{title}</b> <code>{name.clone()}</code> <span>{agreement}</span></summary>
            <p>{formula}</p>
            <p class="method-source">{source}</p>
            {fields("Options", options)}
            {fields("Results", results)}
            {table(&name, cases)}
        </details>
    }
}

fn fields(heading: &'static str, fields: Vec<(String, String)>) -> impl IntoView {
    let lines = fields.into_iter().map(|(name, meaning)| {
        view! { <div><dt><code>{name}</code></dt><dd>{meaning}</dd></div> }
    });
    let lines = lines.collect::<Vec<_>>();
    (!lines.is_empty()).then(|| view! { <h3>{heading}</h3><dl class="method-fields">{lines}</dl> })
}

fn table(method: &str, cases: Vec<CaseLine>) -> impl IntoView + use<> {
    let caption = format!("Cases of {method}");
    let rows = cases.into_iter().map(|case| {
        let address = format!("/methods/cases/{}.json", case.file);
        view! {
            <tr>
                <th scope="row"><a href=address download="">{case.id}</a></th>
                <td>{case.source}</td>
                <td class="is-number">{case.values.to_string()}</td>
                <td class="is-number">{format!("{:.0e}", case.tolerance)}</td>
                <td class="is-number">{format!("{:.0e}", case.worst)}</td>
            </tr>
        }
    });
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=caption.clone()>
            <table>
                <caption class="visually-hidden">{caption.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Case"</th>
                        <th scope="col">"Expected by"</th>
                        <th scope="col" class="is-number">"Values"</th>
                        <th scope="col" class="is-number">"Tolerance"</th>
                        <th scope="col" class="is-number">"Worst"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
