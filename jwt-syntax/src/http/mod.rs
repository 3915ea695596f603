//! Texts of HTTP: names of headers and cookies, what browsers accept of a cookie, origins, paths, token locations.

pub mod cookie;
pub mod endpoint_path;
pub mod name;
pub mod text;
pub mod token_location;
