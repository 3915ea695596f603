//! The origin of a request: `Origin` (RFC 6454 §7) and `Sec-Fetch-Site` (Fetch Metadata).

use axum::http::header::{CONNECTION, HOST, ORIGIN, UPGRADE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

use crate::browser::header_list;
use crate::error::{AuthError, Reason};

/// The origins whose pages may send requests with cookies.
#[derive(Debug)]
pub(crate) struct Origins {
    /// Origins beside that of the service itself.
    pub(crate) trusted: Box<[Box<str>]>,
    /// Whether pages of the service are served over HTTPS only, as its cookies are.
    pub(crate) only_https: bool,
}

impl Origins {
    /// Refuses a request that a browser marks as sent by a page of another origin. Clients that are not browsers send neither
    /// header, and do not send cookies without the user's intent. `overrides` are the trusted origins of the handler, if it has
    /// any of its own.
    pub(crate) fn check(
        &self,
        overrides: Option<&'static [&'static str]>,
        parts: &Parts,
    ) -> Result<(), AuthError> {
        let refused = || AuthError::from(Reason::CrossOrigin);
        let mut origins = parts.headers.get_all(ORIGIN).iter();
        if let Some(origin) = origins.next() {
            if origin == "null" {
                // A page of this service can send this too.
                return Err(Reason::HiddenOrigin.into());
            }
            let origin = origin.to_str().map_err(|_| refused())?;
            let is_only = origins.next().is_none();
            let is_trusted = match overrides {
                Some(trusted) => trusted.contains(&origin),
                None => self.trusted.iter().any(|trusted| **trusted == *origin),
            };
            if is_only && is_trusted {
                return Ok(());
            }
            if !is_only || !self.is_own(origin, parts) {
                return Err(refused());
            }
        }
        match one(&parts.headers, "sec-fetch-site") {
            // `none`: the user typed the address or opened a bookmark.
            None | Some(b"same-origin" | b"none") => Ok(()),
            Some(_) => Err(refused()),
        }
    }

    fn is_own(&self, origin: &str, parts: &Parts) -> bool {
        let Some((scheme, authority)) = origin.split_once("://") else {
            return false;
        };
        let Some(host) = host_of(parts) else {
            return false;
        };
        let default_port = match scheme {
            "https" => ":443",
            "http" if !self.only_https || is_loopback(host) => ":80",
            _ => return false,
        };
        let host = host.strip_suffix(default_port).unwrap_or(host);
        host.eq_ignore_ascii_case(authority)
    }
}

/// The host of a request, with its port; `None` if it names none, or several. Headers that proxies add are not read, as any
/// client can send them.
pub(crate) fn host_of(parts: &Parts) -> Option<&str> {
    match parts.uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => str::from_utf8(one(&parts.headers, HOST.as_str())?)
            .ok()
            .filter(|host| !host.is_empty()),
    }
}

/// Whether a browser treats this host as the local machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.ends_with(".localhost")
}

/// Whether a request opens a WebSocket, which a browser allows every page to do. The same headers with another method open
/// none, and exempt it from nothing.
pub(super) fn is_upgrade(parts: &Parts) -> bool {
    let has = |name, word: &str| {
        header_list::members(&parts.headers, name).any(|other| other.eq_ignore_ascii_case(word))
    };
    match parts.method {
        Method::GET => has(UPGRADE, "websocket") && has(CONNECTION, "upgrade"),
        // RFC 8441: the same over HTTP/2.
        Method::CONNECT => true,
        _ => false,
    }
}

/// The value of a header, if there is one.
pub(super) fn one<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h [u8]> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    // Several values are treated as a foreign one.
    Some(if values.next().is_some() {
        b""
    } else {
        value.as_bytes()
    })
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn passes(origins: &Origins, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::post("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        origins.check(None, &parts).is_ok()
    }

    fn origins() -> Origins {
        Origins {
            trusted: ["https://app.example.com".into()].into(),
            only_https: true,
        }
    }

    #[test]
    fn pages_of_the_service_and_trusted_ones_pass() {
        let host = ("host", "api.example.com");
        for headers in [
            &[host][..],
            &[host, ("origin", "https://api.example.com")],
            &[host, ("origin", "https://app.example.com")],
            &[
                host,
                ("origin", "https://app.example.com"),
                ("sec-fetch-site", "same-site"),
            ],
            &[host, ("sec-fetch-site", "same-origin")],
            &[host, ("sec-fetch-site", "none")],
            &[
                ("host", "API.example.com:443"),
                ("origin", "https://api.example.com"),
            ],
            &[
                ("host", "localhost:3000"),
                ("origin", "http://localhost:3000"),
            ],
            &[("host", "[::1]:3000"), ("origin", "http://[::1]:3000")],
        ] {
            assert!(passes(&origins(), headers), "{headers:?}");
        }
    }

    #[test]
    fn pages_of_others_do_not() {
        let host = ("host", "api.example.com");
        for headers in [
            &[host, ("origin", "null")][..],
            &[host, ("origin", "")],
            &[host, ("origin", "https://evil.example")],
            &[host, ("origin", "https://api.example.com.evil.example")],
            &[host, ("origin", "https://evil-api.example.com")],
            &[host, ("origin", "https://sub.api.example.com")],
            &[host, ("origin", "https://api.example.com:8443")],
            &[host, ("origin", "http://api.example.com")],
            &[host, ("origin", "https://APP.example.com")],
            &[host, ("origin", "ftp://api.example.com")],
            &[
                host,
                ("origin", "https://api.example.com"),
                ("origin", "https://api.example.com"),
            ],
            &[
                host,
                ("origin", "https://api.example.com"),
                ("sec-fetch-site", "cross-site"),
            ],
            &[host, ("sec-fetch-site", "cross-site")],
            &[host, ("sec-fetch-site", "same-site")],
            &[
                host,
                ("sec-fetch-site", "same-origin"),
                ("sec-fetch-site", "same-origin"),
            ],
            &[("origin", "https://api.example.com")],
            &[("host", ""), ("origin", "https://")],
            &[host, host, ("origin", "https://")],
            &[
                ("host", "api.example.com"),
                ("x-forwarded-host", "evil.example"),
                ("origin", "https://evil.example"),
            ],
        ] {
            assert!(!passes(&origins(), headers), "{headers:?}");
        }
    }

    #[test]
    fn a_service_without_secure_cookies_has_pages_over_http() {
        let origins = Origins {
            trusted: Box::default(),
            only_https: false,
        };
        let host = ("host", "api.example.com");
        assert!(passes(
            &origins,
            &[host, ("origin", "http://api.example.com")]
        ));
        assert!(!passes(
            &origins,
            &[host, ("origin", "http://evil.example")]
        ));
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for host in [
            "localhost",
            "localhost:3000",
            "127.0.0.1:80",
            "[::1]",
            "[::1]:1",
            "a.localhost",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "localhost.example.com",
            "127.0.0.2.example",
            "[::2]",
            "10.0.0.1",
            "notlocalhost",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
