//! Other programs, in a Python process of their own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The Python that `SINEW_PEERS_PYTHON` names; `None`, said plainly, where it names none.
pub fn python() -> Option<PathBuf> {
    let python = std::env::var_os("SINEW_PEERS_PYTHON").map(PathBuf::from);
    if python.is_none() {
        println!("peers: not compared, SINEW_PEERS_PYTHON names no Python");
    }
    python
}

/// What a script of `benches/peers/` answers to `asked`, which goes to its standard input.
pub fn answer(python: &Path, script: &str, arguments: &[&Path], asked: &Value) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(script);
    let mut child = Command::new(python)
        .arg(script)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(asked.to_string().as_bytes()).expect("is told");
    drop(input);
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "the peers' script failed");
    serde_json::from_slice(&output.stdout).expect("the peers answer in JSON")
}

/// Times in milliseconds, from the shortest.
pub fn sorted(times: &Value) -> Vec<f64> {
    let mut times: Vec<f64> = times.as_array().expect("times").iter().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    times
}
