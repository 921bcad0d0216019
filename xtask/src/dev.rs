//! `cargo xtask dev`: rebuild what a change concerns.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use signal_hook::consts::{SIGINT, SIGTERM};

use crate::build::timed;
use crate::project::{Profile, Project};
use crate::server::{self, Server};
use crate::watch::{Watch, changed_at};
use crate::{assets, front, native, say, up};

/// How often the files are looked at.
const PERIOD: Duration = Duration::from_millis(300);

/// Builds, serves, and follows changes until it is told to end.
///
/// # Errors
///
/// When the first build fails or the server does not start.
pub fn run(project: &Project) -> Result<ExitCode> {
    let end = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&end))?;
    }
    let mut desk = Desk::new(project);
    up::prepare(project, Profile::Dev)?;
    up::load(project, Profile::Dev)?;
    desk.server = Some(start(project)?);
    say::line(format!("http://{}", server::address(project)));
    while !end.load(Ordering::Relaxed) {
        std::thread::sleep(PERIOD);
        if let Err(error) = desk.follow() {
            say::problem(&format!("{error:#}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What is watched and what runs.
struct Desk<'a> {
    project: &'a Project,
    source: Watch,
    style: Watch,
    assets: Watch,
    server: Option<Server>,
}

impl<'a> Desk<'a> {
    fn new(project: &'a Project) -> Self {
        let inside = |name: &str| project.root.join(name);
        let style = project.leptos.style_file.parent().map(|folder| project.root.join(folder));
        Self {
            project,
            source: Watch::new(["src", "migrations", "Cargo.toml"].map(inside).to_vec()),
            style: Watch::new(style.into_iter().collect()),
            assets: Watch::new(vec![project.root.join(&project.leptos.assets_dir)]),
            server: None,
        }
    }

    fn follow(&mut self) -> Result<()> {
        if self.style.has_changed() {
            timed("style", || front::restyle(self.project))?;
        }
        if self.assets.has_changed() {
            timed("files", || assets::copy(self.project))?;
        }
        if self.source.has_changed() {
            self.rebuild()?;
        }
        Ok(())
    }

    /// Cargo knows which part a source file belongs to: what it leaves untouched is neither bound nor restarted.
    fn rebuild(&mut self) -> Result<()> {
        let binary = self.project.server_binary(Profile::Dev);
        let before = changed_at(&binary);
        timed("browser part", || self.rebuild_front())?;
        timed("server", || native::build(self.project, Profile::Dev))?;
        let ended = self.server.as_mut().is_none_or(Server::has_ended);
        if ended || changed_at(&binary) != before {
            self.server = None;
            self.server = Some(start(self.project)?);
            say::line("the server runs again");
        }
        Ok(())
    }

    fn rebuild_front(&self) -> Result<()> {
        let built = front::compile(self.project, Profile::Dev)?;
        let bound = front::bound_file(self.project);
        if changed_at(&built) > changed_at(&bound) { front::bind(self.project, &built) } else { Ok(()) }
    }
}

fn start(project: &Project) -> Result<Server> {
    Server::start(&mut server::sinew(project, Profile::Dev, &["serve"]), &server::address(project))
}
