//! A running server: how it is configured, started, waited for and stopped.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::process;
use crate::project::{Profile, Project};

/// Where the server keeps its private database cluster.
pub const DATA_DIR: &str = "SINEW_DATA_DIRECTORY";
/// The address the server listens on.
pub const ADDRESS: &str = "LEPTOS_SITE_ADDR";
/// A database of one's own instead of a private cluster.
pub const DATABASE: &str = "DATABASE_URL";

/// How long a server may take until it answers: a private cluster is created the first time.
const START_PATIENCE: Duration = Duration::from_mins(2);
/// How long a server may take to end.
const STOP_PATIENCE: Duration = Duration::from_secs(30);

/// The server with a subcommand, configured as the manifest says.
pub fn sinew(project: &Project, profile: Profile, arguments: &[&str]) -> Command {
    let mut command = Command::new(project.server_binary(profile));
    command.args(arguments).current_dir(&project.root);
    configure(&mut command, project, profile);
    command
}

/// Passes on what leptos wants to know at run time.
fn configure(command: &mut Command, project: &Project, profile: Profile) {
    let (hashed, kind) = match profile {
        Profile::Dev => ("false", "DEV"),
        Profile::Release => ("true", "PROD"),
    };
    command
        .env("LEPTOS_OUTPUT_NAME", &project.leptos.output_name)
        .env("LEPTOS_SITE_ROOT", project.site())
        .env("LEPTOS_SITE_PKG_DIR", &project.leptos.site_pkg_dir)
        .env("LEPTOS_HASH_FILES", hashed)
        .env("LEPTOS_ENV", kind)
        .env(ADDRESS, address(project));
}

/// The address `up` and `dev` serve on.
pub fn address(project: &Project) -> String {
    std::env::var(ADDRESS).unwrap_or_else(|_| project.leptos.site_addr.clone())
}

/// A port of this machine that is free now, as an address.
///
/// # Errors
///
/// When the system gives none.
pub fn free_address() -> Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0").context("no free port on 127.0.0.1")?.local_addr()?.to_string())
}

/// A server of our own; ends with this value.
pub struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts a command that serves on an address and waits until it answers.
    ///
    /// # Errors
    ///
    /// When it cannot be started, ends early, or does not answer in time.
    pub fn start(command: &mut Command, address: &str) -> Result<Self> {
        let shown = process::shown(command);
        let child =
            command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start `{shown}`"))?;
        let mut server = Self { child, address: address.to_owned() };
        server.wait_until_it_answers(&shown)?;
        Ok(server)
    }

    fn wait_until_it_answers(&mut self, shown: &str) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < START_PATIENCE {
            if status(&self.address, "/").is_ok_and(|status| status == 200) {
                return Ok(());
            }
            if let Some(code) = self.child.try_wait()? {
                bail!("`{shown}` ended before it answered ({code})");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("`{shown}` does not answer on {} after {} s", self.address, START_PATIENCE.as_secs())
    }

    /// Whether it ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    fn stop(&mut self) {
        if self.has_ended() {
            return;
        }
        if let Ok(id) = i32::try_from(self.child.id()) {
            // It may have ended by itself just now.
            let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
        }
        let start = Instant::now();
        while start.elapsed() < STOP_PATIENCE {
            if self.has_ended() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        crate::say::problem("the server did not end when asked to; it is killed");
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A server over a database of its own that holds what the commands `loads` load, started by the command `serve`; what all
/// of them say goes to `log`.
///
/// # Errors
///
/// When a command fails or the server does not start; the message has the end of the log.
pub fn loaded(
    project: &Project,
    profile: Profile,
    data: &DataFolder,
    address: &str,
    log: &Path,
    loads: &[&[&str]],
    serve: &[&str],
) -> Result<Server> {
    let file = File::create(log)?;
    let sinew = |arguments: &[&str]| -> Result<Command> {
        let mut command = sinew(project, profile, arguments);
        command.env(DATA_DIR, data.path()).env(ADDRESS, address).env_remove(DATABASE);
        command.stdout(file.try_clone()?).stderr(file.try_clone()?);
        Ok(command)
    };
    let started = || -> Result<Server> {
        process::run(&mut sinew(&["migrate"])?)?;
        loads.iter().try_for_each(|load| process::run(&mut sinew(load)?))?;
        Server::start(&mut sinew(serve)?, address)
    };
    started().with_context(|| format!("the server did not start: {}", last_lines(log)))
}

/// The end of a log, for a message.
pub fn last_lines(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.len().saturating_sub(15);
    format!("\n{}", lines.get(start..).unwrap_or_default().join("\n"))
}

/// The status a GET answers with.
///
/// # Errors
///
/// When nothing listens or what comes back is not HTTP.
pub fn status(address: &str, path: &str) -> Result<u16> {
    let socket = address.to_socket_addrs()?.next().context("no such address")?;
    let mut stream = TcpStream::connect_timeout(&socket, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    )?;
    let mut head = [0_u8; 12];
    stream.read_exact(&mut head)?;
    let head = String::from_utf8_lossy(&head).into_owned();
    let code = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    code.with_context(|| format!("{address} does not speak HTTP"))
}

/// A folder of its own for one run's data, short because sockets lie in it; removed with this value.
pub struct DataFolder(std::path::PathBuf);

impl DataFolder {
    /// Makes an empty folder.
    ///
    /// # Errors
    ///
    /// When the folder for temporary files cannot be written.
    pub fn create(purpose: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("sinew-{purpose}-{}", std::process::id()));
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for DataFolder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own cleaning of temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
