//! Command line, HTTP, configuration.
