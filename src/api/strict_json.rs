//! How calls arrive: JSON that holds the arguments of the function and nothing else.

use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The input encoding of every server function.
pub type StrictJson = Post<StrictJsonEncoding>;

/// JSON; an argument that the function does not have is refused instead of passed over.
///
/// The structures of arguments are made by the framework, which gives them no way to refuse unknown fields. What was
/// read is therefore written again, and every field sent must be among the fields written.
pub struct StrictJsonEncoding;

/// Why a call could not be read or written. The text is for the log, not for people.
#[derive(Debug, thiserror::Error)]
pub enum StrictJsonError {
    /// Not the JSON of the arguments.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// An argument that the function does not have.
    #[error("the call has an argument that the function does not have")]
    UnknownArgument,
}

impl ContentType for StrictJsonEncoding {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for StrictJsonEncoding {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for StrictJsonEncoding {
    type Error = StrictJsonError;

    fn encode(output: &T) -> Result<Bytes, StrictJsonError> {
        Ok(serde_json::to_vec(output)?.into())
    }
}

impl<T: DeserializeOwned + Serialize> Decodes<T> for StrictJsonEncoding {
    type Error = StrictJsonError;

    fn decode(bytes: Bytes) -> Result<T, StrictJsonError> {
        let arguments: T = serde_json::from_slice(&bytes)?;
        let known = serde_json::to_value(&arguments)?;
        let sent: Value = serde_json::from_slice(&bytes)?;
        let is_unknown = |name: &String| known.get(name).is_none();
        if sent.as_object().is_some_and(|sent| sent.keys().any(is_unknown)) {
            return Err(StrictJsonError::UnknownArgument);
        }
        Ok(arguments)
    }
}
