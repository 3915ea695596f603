//! Cookies that browsers refuse because of their names and attributes (RFC 6265bis §4.1.3, §5.6).

/// The prefix by which browsers hold a cookie to one host; the defaults of all settings have it.
const HOST: &str = "__Host-";

/// The name of a cookie whose setting is not given: `default`, with `instance` behind its prefix.
///
/// ```
/// use jwt_syntax::http::cookie::of_instance;
///
/// assert_eq!(of_instance("__Host-access_token", None), "__Host-access_token");
/// assert_eq!(of_instance("__Host-access_token", Some("admin")), "__Host-admin_access_token");
/// ```
#[must_use]
pub fn of_instance(default: &str, instance: Option<&str>) -> String {
    match (instance, default.strip_prefix(HOST)) {
        (Some(instance), Some(name)) => format!("{HOST}{instance}_{name}"),
        _ => default.to_owned(),
    }
}

/// Whether a byte may stand in the value of a cookie (RFC 6265 §4.1.1).
///
/// ```
/// use jwt_syntax::http::cookie::is_octet;
///
/// assert!(b"a.b_c-d%20".iter().all(|byte| is_octet(*byte)));
/// assert!(!is_octet(b' ') && !is_octet(b'"') && !is_octet(0xE9));
/// ```
#[must_use]
pub const fn is_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}

/// The prefixes by which browsers hold a cookie to its attributes.
const PREFIXES: [&str; 2] = [HOST, "__Secure-"];

/// The name of a cookie over plain HTTP on this machine, where it cannot have a prefix.
///
/// ```
/// use jwt_syntax::http::cookie::without_prefix;
///
/// assert_eq!(without_prefix("__Host-token"), "token");
/// assert_eq!(without_prefix("token"), "token");
/// ```
#[must_use]
pub fn without_prefix(name: &str) -> &str {
    let mut bare = PREFIXES
        .iter()
        .filter_map(|prefix| name.strip_prefix(prefix));
    bare.next().unwrap_or(name)
}

/// Whether two names are too similar for two cookies: some software ignores their case.
///
/// ```
/// use jwt_syntax::http::cookie::is_same;
///
/// assert!(is_same("__Host-token", "__host-Token"));
/// ```
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The attributes of a cookie on which it depends whether browsers accept it.
#[derive(Clone, Copy, Debug)]
pub struct CookieAttributes<'a> {
    /// The attribute `Domain`.
    pub domain: Option<&'a str>,
    /// The attribute `Path`.
    pub path: &'a str,
    /// The attribute `Secure`.
    pub secure: bool,
    /// Whether the attribute `SameSite` is `None`.
    pub cross_site: bool,
    /// The attribute `Partitioned`.
    pub partitioned: bool,
}

/// Why browsers would refuse a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieProblem {
    /// The setting that is wrong.
    pub setting: &'static str,
    /// What was found.
    pub found: &'static str,
    /// What to do about it.
    pub expected: &'static str,
}

impl CookieAttributes<'_> {
    /// Says why browsers would refuse a cookie of this name.
    ///
    /// ```
    /// use jwt_syntax::http::cookie::CookieAttributes;
    ///
    /// let attributes = CookieAttributes { domain: Some("example.com"), path: "/", secure: true, cross_site: false, partitioned: false };
    /// assert_eq!(attributes.check("__Host-token").unwrap_err().setting, "cookie_domain");
    /// assert!(attributes.check("__Secure-token").is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// The first rule that the cookie breaks.
    pub fn check(&self, name: &str) -> Result<(), CookieProblem> {
        let refused = |setting, found, expected| {
            Err(CookieProblem {
                setting,
                found,
                expected,
            })
        };
        let begins = |prefix: &str| {
            let start = name.get(..prefix.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        let is_host = begins(HOST);
        if is_host && self.domain.is_some() {
            return refused(
                "cookie_domain",
                "a domain, while the name of a cookie begins with `__Host-`: browsers refuse it",
                "no domain, or names that begin with `__Secure-`",
            );
        }
        if is_host && self.path != "/" {
            return refused(
                "cookie_path",
                "a path, while the name of a cookie begins with `__Host-`: browsers refuse it",
                "the path `/`, or names that begin with `__Secure-`",
            );
        }
        if (is_host || begins("__Secure-")) && !self.secure {
            return refused(
                "cookie_secure",
                "`off`, while the name of a cookie begins with `__Host-` or `__Secure-`: browsers refuse it",
                "`on`, or names without a prefix",
            );
        }
        if self.cross_site && !self.secure {
            return refused(
                "cookie_same_site",
                "`None`, while `cookie_secure` is off: browsers refuse it",
                "`Lax`, `Strict`, or `cookie_secure` on",
            );
        }
        if self.partitioned && !self.secure {
            return refused(
                "cookie_partitioned",
                "`on`, while `cookie_secure` is off: browsers refuse it",
                "`off`, or `cookie_secure` on",
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECURE: CookieAttributes<'_> = CookieAttributes {
        domain: None,
        path: "/",
        secure: true,
        cross_site: false,
        partitioned: false,
    };

    fn blamed(attributes: CookieAttributes<'_>, name: &str) -> Option<&'static str> {
        attributes.check(name).err().map(|refused| refused.setting)
    }

    #[test]
    fn prefixes_ask_for_attributes() {
        let with_domain = CookieAttributes {
            domain: Some("a.example"),
            ..SECURE
        };
        let with_path = CookieAttributes {
            path: "/app",
            ..SECURE
        };
        let insecure = CookieAttributes {
            secure: false,
            ..SECURE
        };
        for (name, blames) in [
            (
                "__Host-t",
                [
                    Some("cookie_domain"),
                    Some("cookie_path"),
                    Some("cookie_secure"),
                ],
            ),
            (
                "__host-t",
                [
                    Some("cookie_domain"),
                    Some("cookie_path"),
                    Some("cookie_secure"),
                ],
            ),
            ("__Secure-t", [None, None, Some("cookie_secure")]),
            ("t", [None, None, None]),
        ] {
            assert_eq!(blamed(SECURE, name), None, "{name}");
            let found =
                [with_domain, with_path, insecure].map(|attributes| blamed(attributes, name));
            assert_eq!(found, blames, "{name}");
        }
    }

    #[test]
    fn cookies_for_other_sites_are_secure() {
        let insecure = CookieAttributes {
            secure: false,
            ..SECURE
        };
        let cross_site = CookieAttributes {
            cross_site: true,
            ..insecure
        };
        let partitioned = CookieAttributes {
            partitioned: true,
            ..insecure
        };
        assert_eq!(blamed(cross_site, "t"), Some("cookie_same_site"));
        assert_eq!(blamed(partitioned, "t"), Some("cookie_partitioned"));
    }
}
