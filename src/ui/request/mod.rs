//! What a page needs of the request and sets on the response, with a twin in the browser.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
pub use browser::{ResponseStatus, cookie};
#[cfg(feature = "ssr")]
pub use server::{ResponseStatus, cookie, cookie_in};
