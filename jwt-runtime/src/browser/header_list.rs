//! Headers that are lists (RFC 9110 §5.6.1).

use axum::http::HeaderMap;
use axum::http::header::AsHeaderName;

/// The members of a list, of all headers with this name, without the white space around them. A value that is no visible ASCII
/// has none.
pub(crate) fn members(headers: &HeaderMap, name: impl AsHeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use axum::http::header::{ACCEPT, VARY};
    use axum::http::{HeaderMap, HeaderValue};

    use super::members;

    #[test]
    fn the_members_of_all_headers_of_a_name_are_found() {
        let mut headers = HeaderMap::new();
        for value in ["a, b", "c", "\u{e9}"] {
            headers.append(VARY, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        headers.append(ACCEPT, HeaderValue::from_static("d"));
        assert_eq!(members(&headers, VARY).collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
