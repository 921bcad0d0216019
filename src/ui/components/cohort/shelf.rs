//! The versions of the open cohort, and every saved cohort.

use std::sync::Arc;

use leptos::prelude::*;

use super::editing::Editing;
use crate::analysis::address::CohortAddress;
use crate::api;
use crate::api::cohort::{LibraryEntry, OpenVersion, VersionLine};
use crate::cohort::{CohortVersion, Criterion};
use crate::exhibit::Count;
use crate::ui::handlers::pressed;

/// The versions of the open cohort, newest first.
#[component]
pub fn Versions(
    /// The cohort.
    editing: Arc<Editing>,
    /// The version that is open.
    open: OpenVersion,
) -> impl IntoView {
    let (study, version) = (editing.catalogue.study.code.to_string(), open.version);
    let rows = open.versions.into_iter().map(|line| {
        let is_open = line.version == open.version;
        view! { <VersionRow editing=Arc::clone(&editing) line=line is_open=is_open/> }
    });
    view! {
        <section class="figure" aria-labelledby="versions-heading">
            <h2 id="versions-heading">"Versions"</h2>
            <p class="estimand">"A saved version never changes; comparisons name the one they used."</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label="List of versions">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"Version"</th>
                            <th scope="col">"What changed"</th>
                            <th scope="col" class="is-number">"People"</th>
                            <th scope="col">"Saved"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <WriteMembers study=study version=version/>
        </section>
    }
}

/// Writes who is in the open version to the database.
#[component]
fn WriteMembers(study: String, version: CohortVersion) -> impl IntoView {
    let told = RwSignal::new(None::<String>);
    let write = move |_| {
        let study = study.clone();
        told.set(Some("Writing…".to_owned()));
        leptos::task::spawn_local(async move {
            let answer = api::write_members(study, version).await;
            told.set(Some(match answer {
                Ok(people) => format!(
                    "{} people of version {} stand in the table cohort_member.",
                    people.get().words(),
                    version.version
                ),
                Err(error) => error.to_string(),
            }));
        });
    };
    let label = format!("Write version {} to the database", version.version);
    view! {
        <div class="builder-actions needs-script">
            <button type="button" class="button" on:click=pressed(write)>{label}</button>
            <p class="write-members" role="status">{told}</p>
        </div>
    }
}

#[component]
fn VersionRow(editing: Arc<Editing>, line: VersionLine, is_open: bool) -> impl IntoView {
    let address = editing.page(&editing.address.opened(line.version));
    let people = line.people.map_or_else(|| "does not fit".to_owned(), Count::words);
    let class = if is_open { "is-active" } else { "" };
    view! {
        <tr class=class>
            <th scope="row">
                <a href=address data-noscroll="" aria-current=is_open.then_some("true")>{line.version.version}</a>
            </th>
            <td>{line.changes}</td>
            <td class="is-number">{people}</td>
            <td>{line.saved_on}</td>
        </tr>
    }
}

/// Every saved cohort of the study: open it, compare with it, use it as a rule.
#[component]
pub fn Library(
    /// The cohort.
    editing: Arc<Editing>,
) -> impl IntoView {
    let rows = editing.library.iter().map(|entry| library_row(&editing, entry)).collect_view();
    let none = editing
        .library
        .is_empty()
        .then(|| view! { <p class="estimand">"None yet. Give the rules above a name and save them."</p> });
    let table = (!editing.library.is_empty()).then(|| {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label="List of saved cohorts">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"For"</th>
                            <th scope="col">"Saved"</th>
                            <th scope="col"><span class="visually-hidden">"Uses"</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <section class="figure" id="saved" aria-labelledby="library-heading">
            <h2 id="library-heading">"Saved cohorts"</h2>
            {none}
            {table}
        </section>
    }
}

fn library_row(editing: &Editing, entry: &LibraryEntry) -> AnyView {
    let LibraryEntry { version, name, description, saved_on } = entry.clone();
    let open = editing.page(&editing.address.opened(version));
    let against = editing.page(&CohortAddress { against: Some(version), ..editing.address.clone() });
    let rule = editing.href(editing.draft.with(Criterion::InCohort { cohort: version.cohort }));
    let saved = format!("{saved_on}, version {}", version.version);
    let uses = (!is_open(editing, version)).then(|| {
        view! {
            <a href=against data-noscroll="">"Compare with it"<span class="visually-hidden">": "{name.clone()}</span></a>
            <a href=rule data-noscroll="">"Use as a rule"<span class="visually-hidden">": "{name.clone()}</span></a>
        }
    });
    view! {
        <tr>
            <th scope="row"><a href=open data-noscroll="">{name}</a></th>
            <td>{description}</td>
            <td>{saved}</td>
            <td class="library-uses">{uses}</td>
        </tr>
    }
    .into_any()
}

/// Whether a cohort is the open one, in whatever version.
fn is_open(editing: &Editing, version: CohortVersion) -> bool {
    editing.address.base.is_some_and(|base| base.cohort == version.cohort)
}
