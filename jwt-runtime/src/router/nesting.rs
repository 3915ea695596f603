//! Joining paths with a prefix.

/// The path of a nested route, joined as axum does: the root of the inner router is the prefix itself.
pub(super) fn nested_path(prefix: &str, path: &str) -> String {
    let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
    if path == "/" {
        prefix.to_owned()
    } else if path.starts_with('/') {
        format!("{prefix}{path}")
    } else {
        // A fallback: everything under the prefix that no route matches.
        format!("{prefix}/{path}")
    }
}

/// The path with a trailing slash, if it has none.
pub(super) fn with_slash(path: &str) -> Option<String> {
    (!path.ends_with('/')).then(|| format!("{path}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_a_nested_router_is_its_prefix() {
        assert_eq!(nested_path("/auth", "/"), "/auth");
        assert_eq!(nested_path("/auth", "/me"), "/auth/me");
        assert_eq!(nested_path("/auth/", "/me"), "/auth/me");
        assert_eq!(nested_path("/auth", "*"), "/auth/*");
    }
}
