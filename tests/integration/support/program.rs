//! The program as a person starts it.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The program with nothing of this machine's settings, on a data directory.
pub fn sinew(data_directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sinew"));
    for name in ["DATABASE_URL", "SINEW_ADDRESS", "SINEW_LOG", "LEPTOS_SITE_ADDR"] {
        command.env_remove(name);
    }
    command.args(arguments).env("SINEW_DATA_DIRECTORY", data_directory);
    command.env("LEPTOS_OUTPUT_NAME", "sinew").stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(data_directory: &Path, arguments: &[&str]) -> Output {
    sinew(data_directory, arguments).output().expect("the program runs")
}

/// What was said, without logs.
pub fn sentences(output: &Output) -> String {
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    text.lines().filter(|line| !line.starts_with('{')).collect::<Vec<_>>().join("\n")
}

/// A serving program; ended when the test is over.
pub struct Server {
    pub address: String,
    child: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Serves on a free port; waits for the address it prints.
    pub fn start(data_directory: &Path) -> Self {
        let mut command = sinew(data_directory, &["serve", "--address", "127.0.0.1:0"]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let line = receiver.recv_timeout(Duration::from_mins(2)).expect("it says where it serves");
        let address = line.split("http://").nth(1).and_then(|rest| rest.strip_suffix('/'));
        Self { address: address.unwrap_or_else(|| panic!("{line}")).to_owned(), child }
    }

    /// The status line and the rest of an answer, over a socket.
    pub fn get(&self, path: &str) -> String {
        use std::io::Write;
        let mut stream = std::net::TcpStream::connect(&self.address).expect("connects");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)
            .expect("asks");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a signal.
    pub fn signal(&self, name: &str) {
        let status =
            Command::new("kill").args([name, &self.child.id().to_string()]).status().expect("kill runs");
        assert!(status.success(), "the signal was sent");
    }

    /// Its end, when it comes in time.
    pub fn end_within(&mut self, limit: Duration) -> Option<ExitStatus> {
        let begun = Instant::now();
        while begun.elapsed() < limit {
            if let Some(status) = self.child.try_wait().expect("is our child") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }
}
