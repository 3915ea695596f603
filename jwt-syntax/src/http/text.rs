//! Texts that browsers and headers have rules for: origins, attributes of cookies, relative targets.
//!
//! Each function returns what is wrong with a text, as an error.

/// Checks the text of a parameter in a challenge: visible ASCII and spaces, without `"` and `\` (RFC 6750 §3).
///
/// # Errors
///
/// When it is empty, or has another character.
pub fn quotable(text: &str) -> Result<(), String> {
    filled(text)?;
    match text.chars().find(|c| !is_quotable(*c)) {
        Some(c) => Err(format!(
            "{c:?}, which cannot stand in a challenge (RFC 6750 §3)"
        )),
        None => Ok(()),
    }
}

/// Whether a character can stand in a quoted string of a challenge as it is.
#[must_use]
pub fn is_quotable(c: char) -> bool {
    (c == ' ' || c.is_ascii_graphic()) && !matches!(c, '"' | '\\')
}

/// Checks an origin as browsers write it (RFC 6454 §6.2): `https://app.example.com`, with a port unless it is that of
/// the scheme.
///
/// ```
/// use jwt_syntax::http::text::origin;
///
/// assert!(origin("https://app.example.com").is_ok());
/// assert!(origin("http://localhost:3000").is_ok());
/// assert!(origin("https://app.example.com/").unwrap_err().contains("without a path"));
/// ```
///
/// # Errors
///
/// When no browser would send it.
pub fn origin(text: &str) -> Result<(), String> {
    let Some((scheme, host)) = text.split_once("://") else {
        return Err(format!("`{}`, which has no scheme", text.escape_debug()));
    };
    let default_port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return Err(format!("the scheme `{}`", scheme.escape_debug())),
    };
    if host.contains(['/', '?', '#', '@']) {
        return Err(format!(
            "`{}`; an origin stands without a path",
            text.escape_debug()
        ));
    }
    if let Some(host) = host.strip_suffix(default_port) {
        return Err(format!(
            "a port that browsers leave out; they send `{scheme}://{host}`"
        ));
    }
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| !port.contains(']'));
    let (name, port) = name.unwrap_or((host, "0"));
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._[]:".contains(c);
    if name.is_empty() || !name.chars().all(is_name) {
        return Err(format!(
            "the host `{}`; browsers send it in lower case",
            name.escape_debug()
        ));
    }
    if port.parse::<u16>().is_err() {
        return Err(format!("the port `{}`", port.escape_debug()));
    }
    Ok(())
}

/// Checks the attribute `Path` of a cookie (RFC 6265 §4.1.1).
///
/// # Errors
///
/// When it does not begin with `/`, or has a character that ends the attribute.
pub fn cookie_path(path: &str) -> Result<(), String> {
    if !path.starts_with('/') {
        return Err(format!(
            "`{}`, which does not begin with `/`",
            path.escape_debug()
        ));
    }
    match path.chars().find(|c| !c.is_ascii_graphic() || *c == ';') {
        Some(c) => Err(format!("{c:?}, which no path of a cookie can have")),
        None => Ok(()),
    }
}

/// Checks the attribute `Domain` of a cookie: a host name of several labels.
///
/// # Errors
///
/// When browsers would refuse the cookie, or ignore the attribute.
pub fn cookie_domain(domain: &str) -> Result<(), String> {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    if domain.starts_with('.') {
        return Err(format!(
            "`{domain}`; the dot in front has no effect (RFC 6265 §4.1.2.3)"
        ));
    }
    if domain.contains('.') && domain.split('.').all(is_label) {
        Ok(())
    } else {
        Err(format!("`{}`, which is no domain", domain.escape_debug()))
    }
}

/// Checks a target on the same host: a path, perhaps with a query.
///
/// ```
/// use jwt_syntax::http::text::relative_target;
///
/// assert!(relative_target("/login?from=app").is_ok());
/// for elsewhere in ["//evil.example", "/\\evil.example", "https:evil.example", "login"] {
///     assert!(relative_target(elsewhere).is_err());
/// }
/// ```
///
/// # Errors
///
/// When a browser could take it for a target elsewhere (CWE-601).
pub fn relative_target(target: &str) -> Result<(), String> {
    let shown = || format!("`{}`", target.escape_debug());
    if !target.starts_with('/') {
        return Err(format!("{}, which does not begin with `/`", shown()));
    }
    if target.starts_with("//") || target.contains('\\') {
        return Err(format!("{}, which browsers take for another host", shown()));
    }
    match target.chars().find(|c| !c.is_ascii_graphic()) {
        Some(c) => Err(format!("{c:?} in {}", shown())),
        None => Ok(()),
    }
}

/// Checks the name of a method (RFC 9110 §9.1), which is written in capitals.
///
/// # Errors
///
/// When no client would send it.
pub fn method(name: &str) -> Result<(), String> {
    filled(name)?;
    if name.chars().all(|c| c.is_ascii_uppercase() || c == '-') {
        Ok(())
    } else {
        Err(format!(
            "`{}`; methods are written like `POST`",
            name.escape_debug()
        ))
    }
}

/// Checks that one of several methods can change something (RFC 9110 §9.2.1).
///
/// # Errors
///
/// When each of them is safe, or there is none.
pub fn methods_that_change<'t>(names: impl IntoIterator<Item = &'t str>) -> Result<(), String> {
    let is_safe = |name: &&str| matches!(*name, "GET" | "HEAD" | "OPTIONS" | "TRACE");
    let mut safe = Vec::new();
    for name in names {
        if !is_safe(&name) {
            return Ok(());
        }
        safe.push(format!("`{name}`"));
    }
    Err(match safe.is_empty() {
        true => "no method at all".into(),
        false => format!(
            "{} alone, which protects no request that changes something, as `csrf = \"off\"` does",
            safe.join(", ")
        ),
    })
}

fn filled(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("an empty text".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_what_browsers_send() {
        for right in [
            "https://a.example",
            "http://localhost:8080",
            "https://a.example:8443",
            "http://127.0.0.1",
            "http://[::1]:3000",
            "http://[::1]",
        ] {
            assert_eq!(origin(right), Ok(()), "{right}");
        }
        for wrong in [
            "",
            "null",
            "*",
            "a.example",
            "https://",
            "https://A.example",
            "https://a.example/",
            "https://a.example:443",
            "http://a.example:80",
            "https://a.example:x",
            "https://user@a.example",
            "https://*.example",
            "ftp://a.example",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn targets_stay_on_the_host() {
        for right in [
            "/",
            "/login",
            "/login?next=/a",
            "/a//b",
            "/%2F%2Fevil.example",
        ] {
            assert_eq!(relative_target(right), Ok(()), "{right}");
        }
        for wrong in [
            "",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/a\\b",
            "https://evil.example",
            "https:evil.example",
            "http:/evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "evil.example",
            "./login",
            "../login",
            "?next=/",
            "#login",
            " /login",
            "/lo gin",
            "/login\r\nSet-Cookie: a=b",
            "/\tevil",
            "\t//evil.example",
            "/é",
            "@evil.example",
            "%2F%2Fevil.example",
            ":80",
        ] {
            assert!(relative_target(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn attributes_of_cookies_cannot_end_early() {
        assert_eq!(cookie_path("/app"), Ok(()));
        for wrong in ["", "app", "/a;b", "/a b", "/a\r\n"] {
            assert!(cookie_path(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(cookie_domain("app.example.com"), Ok(()));
        for wrong in [
            "",
            "localhost",
            ".example.com",
            "a..b",
            "-a.b",
            "a.b;c",
            "a b.c",
        ] {
            assert!(cookie_domain(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn some_method_changes_something() {
        for right in [&["POST"][..], &["GET", "DELETE"], &["PURGE"]] {
            assert_eq!(
                methods_that_change(right.iter().copied()),
                Ok(()),
                "{right:?}"
            );
        }
        for wrong in [&[][..], &["GET"], &["HEAD", "OPTIONS", "TRACE"]] {
            assert!(
                methods_that_change(wrong.iter().copied()).is_err(),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn methods_and_quoted_texts() {
        assert_eq!(method("M-SEARCH"), Ok(()));
        assert!(method("post").is_err());
        assert!(method("").is_err());
        assert_eq!(quotable("my api"), Ok(()));
        assert!(quotable("a\"b").is_err());
        assert!(quotable("é").is_err());
    }
}
