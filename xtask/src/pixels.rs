//! From the pointer to the pixels, measured in Chromium against a release build of both parts.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::build::timed;
use crate::project::{Profile, Project};
use crate::server::{self, DataFolder};
use crate::{front, native, process, say, tools};

/// The longest a brush move may take in a study of up to [`SMALL_PEOPLE`], and in a larger one, in milliseconds.
const LIMITS_MS: [u32; 2] = [80, 120];
const SMALL_PEOPLE: u32 = 10_000;

/// Measures moves and clicks at each size of `SINEW_BENCH_PEOPLE`, 10,000 without it.
///
/// # Errors
///
/// When a part cannot be built, something is missing, or the page does not answer.
pub fn run(project: &Project) -> Result<()> {
    tools::ensure_wasm_target()?;
    tools::ensure_end2end(project)?;
    let chromium = tools::ensure_chromium()?;
    timed("server", || native::build(project, Profile::Release))?;
    // A browser part above its size budget can be measured, too; `build` says so.
    timed("browser part", || front::build(project, Profile::Release))?;
    let sizes = std::env::var("SINEW_BENCH_PEOPLE").unwrap_or_else(|_| "10000".to_owned());
    for participants in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        measure(project, &chromium, participants)?;
    }
    Ok(())
}

fn measure(project: &Project, chromium: &Path, participants: u32) -> Result<()> {
    let data = DataFolder::create("pixels")?;
    let log = project.target.join("xtask-pixels-server.log");
    let address = server::free_address()?;
    let programme = ["demo", "--participants", &participants.to_string(), "--seed", "1"];
    let server = server::loaded(project, Profile::Release, &data, &address, &log, &[&programme], &["serve"])?;
    say::line(format!("pixels: {participants} people start the synthetic programme"));
    let mut script = Command::new("node");
    script.arg("bench/pixels.mjs").current_dir(project.end2end());
    script.env("BASE_URL", format!("http://{address}")).env("CHROMIUM", chromium);
    process::run(script.env("BRUSH_LIMIT_MS", limit_ms(participants).to_string()))?;
    drop(server);
    Ok(())
}

fn limit_ms(participants: u32) -> u32 {
    let [small, large] = LIMITS_MS;
    if participants <= SMALL_PEOPLE { small } else { large }
}

#[cfg(test)]
mod tests {
    use super::limit_ms;

    #[test]
    fn a_study_above_ten_thousand_has_the_limit_of_a_million() {
        assert_eq!(limit_ms(10_000), 80);
        assert_eq!(limit_ms(10_001), 120);
        assert_eq!(limit_ms(2_000_000), 120);
    }
}
