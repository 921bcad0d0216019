//! Who asks, and what they may do. Every server function begins by calling [`authorise`].

use leptos::prelude::use_context;

use crate::domain::AppError;
use crate::exhibit::Policy;
use crate::server::error::internal;
use crate::server::state::AppState;

/// Something a person may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See the studies, their figures and tables, and save them.
    ViewStudies,
    /// Save, delete and restore cohorts, and write who is in them to the database.
    EditCohorts,
    /// Keep and delete templates for slides.
    EditTemplates,
    /// Pin figures to decks, and change, delete and restore decks.
    EditDecks,
}

/// Every server function of the program with the permission it asks for. A test compares it with the functions
/// registered in the binary, so one without a permission cannot ship.
pub const SERVER_FUNCTIONS: &[(&str, Permission)] = &[
    ("/api/change_deck", Permission::EditDecks),
    ("/api/cohort_page", Permission::ViewStudies),
    ("/api/compare_page", Permission::ViewStudies),
    ("/api/deck_page", Permission::ViewStudies),
    ("/api/decks", Permission::ViewStudies),
    ("/api/delete_cohort", Permission::EditCohorts),
    ("/api/pin_figure", Permission::EditDecks),
    ("/api/restore_cohort", Permission::EditCohorts),
    ("/api/save_cohort", Permission::EditCohorts),
    ("/api/studies", Permission::ViewStudies),
    ("/api/trend_page", Permission::ViewStudies),
    ("/api/write_members", Permission::EditCohorts),
];

/// One request by one authorised person.
#[derive(Clone)]
pub struct RequestContext {
    /// The running program.
    pub state: AppState,
    /// What this person sees.
    pub policy: Policy,
}

/// The context of the current server function, when the person has `permission`.
///
/// Until there is sign-in the server listens on loopback only and the one local person may do everything.
///
/// # Errors
/// [`AppError::Internal`] when called outside a request.
pub fn authorise(permission: Permission) -> Result<RequestContext, AppError> {
    let state = use_context::<AppState>()
        .ok_or_else(|| internal("server functions need the application state in their context"))?;
    Ok(authorise_local_person(state, permission))
}

/// The context of a plain HTTP request by the local person.
pub fn authorise_local_person(state: AppState, permission: Permission) -> RequestContext {
    match permission {
        Permission::ViewStudies
        | Permission::EditCohorts
        | Permission::EditTemplates
        | Permission::EditDecks => RequestContext { policy: state.policy, state },
    }
}
