//! What the server is told at start.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use leptos::config::{LeptosOptions, get_configuration};

use crate::exhibit::Policy;

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// The address is not on this machine's loopback interface.
    #[error(
        "Sinew has no sign-in yet, so it only listens on this machine: {0} is not a loopback address. Use 127.0.0.1 or [::1]."
    )]
    NotLoopback(SocketAddr),
    /// The settings of the front end cannot be read.
    #[error(
        "The settings of the browser part cannot be read: {0}. Run the program where Leptos.toml is, or set LEPTOS_OUTPUT_NAME."
    )]
    FrontEnd(String),
}

/// An address that only this machine reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoopbackAddress(SocketAddr);

impl LoopbackAddress {
    /// The address.
    pub const fn get(self) -> SocketAddr {
        self.0
    }
}

impl TryFrom<SocketAddr> for LoopbackAddress {
    type Error = ConfigurationError;

    fn try_from(address: SocketAddr) -> Result<Self, ConfigurationError> {
        if address.ip().is_loopback() {
            Ok(Self(address))
        } else {
            Err(ConfigurationError::NotLoopback(address))
        }
    }
}

/// Everything `sinew serve` needs.
#[derive(Debug, Clone)]
pub struct ServeConfiguration {
    /// Where to listen.
    pub address: LoopbackAddress,
    /// What people see.
    pub policy: Policy,
    /// Leptos' settings.
    pub leptos_options: LeptosOptions,
}

/// Leptos' settings from the environment (`LEPTOS_*`) or `Leptos.toml`; names are hashed when the build wrote a
/// hash file beside the program.
///
/// # Errors
/// [`ConfigurationError::FrontEnd`] when neither can be read.
pub fn leptos_options() -> Result<LeptosOptions, ConfigurationError> {
    let file = Path::new("Leptos.toml");
    let path = file.exists().then_some("Leptos.toml");
    let configuration =
        get_configuration(path).map_err(|error| ConfigurationError::FrontEnd(error.to_string()))?;
    let mut options = configuration.leptos_options;
    options.hash_files = hash_file(&options).exists();
    Ok(options)
}

fn hash_file(options: &LeptosOptions) -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.parent().unwrap_or(Path::new("")).join(options.hash_file.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_others_can_reach_is_refused_with_a_sentence() {
        let error = LoopbackAddress::try_from(SocketAddr::from(([0, 0, 0, 0], 3000))).unwrap_err();
        assert!(error.to_string().contains("0.0.0.0:3000 is not a loopback address"));
        assert!(LoopbackAddress::try_from(SocketAddr::from(([127, 0, 0, 1], 3000))).is_ok());
    }
}
