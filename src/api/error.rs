//! What a failed call becomes: always the one error a person may see, never the framework's own text.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};

use crate::domain::AppError;

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Invalid {
                sentence: "The server could not be reached. Nothing was changed; check the connection and try again."
                    .to_owned(),
            },
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::Invalid {
                sentence: "The request could not be read. Nothing was changed; open the page again.".to_owned(),
            },
            ServerFnErrorErr::Deserialization(_) => Self::Invalid {
                sentence: "What was sent could not be read: the program may just have been updated. Nothing was changed; open the page again."
                    .to_owned(),
            },
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::Response(_) => Self::Internal { reference: "call".to_owned() },
        }
    }
}
