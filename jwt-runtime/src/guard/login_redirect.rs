//! The redirect to the login page, with the requested page in its query: `/login?next=%2Faccount`.

use axum::http::Uri;
use axum::http::request::Parts;
use form_urlencoded::byte_serialize;
use jwt_syntax::http::text::relative_target;
use jwt_syntax::http::token_location::LocationKind;
use jwt_syntax::setting::NEXT;

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::response::requested_uri;
use crate::token_location::Lookup;

/// The longest `next` in a redirect. Many servers reject a request line over 8 KiB, and escapes make it longer.
const MAX_NEXT_BYTES: usize = 2048;

/// Whether a login may redirect to this target: never to another host (CWE-601).
pub(in crate::guard) fn is_next(target: &str) -> bool {
    target.len() <= MAX_NEXT_BYTES && relative_target(target).is_ok()
}

/// The URL of the login page with the reason for showing it and the target after the login in its query.
pub(crate) fn login_page_url(page: &str, error: Option<&AuthError>, next: Option<&str>) -> String {
    let (page, fragment) = page.split_at(page.find('#').unwrap_or(page.len()));
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let next = next.filter(|next| is_next(next));
    // Two parameters named `next` would be ambiguous.
    let is_replaced = |pair: &str| next.is_some() && pair.split('=').next() == Some(NEXT);
    let kept = query.split('&').filter(|pair| !pair.is_empty());
    let kept = kept.filter(|pair| !is_replaced(pair)).map(str::to_owned);
    let pair = |name: &str, value: &str| {
        let value: String = byte_serialize(value.as_bytes()).collect();
        format!("{name}={value}")
    };
    let error = error.map(|error| pair("error", error.code()));
    let next = next.map(|next| pair(NEXT, next));
    let pairs: Vec<_> = kept.chain(error).chain(next).collect();
    let separator = if pairs.is_empty() { "" } else { "?" };
    format!("{path}{separator}{}{fragment}", pairs.join("&"))
}

/// The URL of the login page, with the page that this request asked for.
pub(in crate::guard) fn login_page<C: AuthConfig>(
    auth: &Auth<C>,
    page: &str,
    parts: &Parts,
    lookup: &Lookup<'_>,
) -> String {
    let places = &auth.http_settings().token_locations;
    let endpoints = auth.endpoint_settings();
    let refresh = endpoints.refresh_locations.query.as_ref();
    let tokens = [
        Some(lookup.query_name).filter(|_| lookup.has(LocationKind::Query)),
        Some(&*places.query_name).filter(|_| places.has(LocationKind::Query)),
        refresh.map(|parameter| &*parameter.name),
    ];
    let is_token = |name: &str| tokens.iter().flatten().any(|token| *token == name);
    let uri = requested_uri(parts);
    let logouts = [&endpoints.paths.logout, &endpoints.paths.logout_all];
    let mut logouts = logouts.into_iter().filter_map(Option::as_deref);
    // A login page of another host cannot use a path of this one, which may contain confidential data.
    let is_resumed = relative_target(page).is_ok()
        && !is_page(uri, page)
        && !logouts.any(|logout| is_below(uri, logout));
    let next = is_resumed.then(|| without(is_token, uri));
    login_page_url(page, None, next.as_deref())
}

/// The target of a request, without the query parameters that hold tokens: the redirect adds it to histories and logs once
/// more.
fn without(is_token: impl Fn(&str) -> bool, uri: &Uri) -> String {
    let kept = |pair: &&str| {
        let mut pairs = form_urlencoded::parse(pair.as_bytes());
        pairs.next().is_none_or(|(name, _)| !is_token(&name))
    };
    let pairs: Vec<_> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(kept)
        .collect();
    let query = pairs.join("&");
    match query.is_empty() {
        true => uri.path().to_owned(),
        false => format!("{}?{query}", uri.path()),
    }
}

/// Whether the request is for the login page itself, which would loop.
fn is_page(uri: &Uri, page: &str) -> bool {
    let path = page.split(['?', '#']).next().unwrap_or_default();
    uri.path().trim_end_matches('/') == path.trim_end_matches('/')
}

/// Whether the request is for a logout, which would undo the login. `path` is its path below any prefix.
fn is_below(uri: &Uri, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    !path.is_empty() && uri.path().trim_end_matches('/').ends_with(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::ApplicationRefusal;

    #[test]
    fn a_page_is_told_in_its_query_whatever_it_has_already() {
        for (page, target) in [
            ("/login", "/login?error=invalid_grant"),
            ("/login?", "/login?error=invalid_grant"),
            ("/login?lang=de", "/login?lang=de&error=invalid_grant"),
            ("/login?next=%2Fb", "/login?next=%2Fb&error=invalid_grant"),
            ("/#/login", "/?error=invalid_grant#/login"),
            ("/a?b=c#d?e", "/a?b=c&error=invalid_grant#d?e"),
        ] {
            let error = AuthError::from(crate::error::Reason::WrongCredentials);
            assert_eq!(login_page_url(page, Some(&error), None), target);
        }
    }

    #[test]
    fn a_code_of_the_application_is_escaped() {
        let refusal = ApplicationRefusal::new(403, "no").with_code("a&next=//evil.example#");
        assert_eq!(
            login_page_url("/login", Some(&refusal.into()), None),
            "/login?error=a%26next%3D%2F%2Fevil.example%23"
        );
    }

    #[test]
    fn a_page_keeps_where_its_form_was_to_lead() {
        for (page, next, target) in [
            ("/login", "/a?b=c&d#e", "/login?next=%2Fa%3Fb%3Dc%26d%23e"),
            ("/login?lang=de#f", "/a", "/login?lang=de&next=%2Fa#f"),
            ("/login?next=/b&lang=de", "/a", "/login?lang=de&next=%2Fa"),
            ("/login?nextly=b&next", "/a", "/login?nextly=b&next=%2Fa"),
            ("/login", "//evil.example", "/login"),
            ("/login?next=/b", "https://evil.example", "/login?next=/b"),
            ("/login?", "/\\evil.example", "/login"),
            ("/login", "", "/login"),
        ] {
            assert_eq!(login_page_url(page, None, Some(next)), target, "{next:?}");
        }
        let of_length = |length| format!("/{}", "a".repeat(length - 1));
        let kept = |length| login_page_url("/login", None, Some(&of_length(length))) != "/login";
        assert!(kept(MAX_NEXT_BYTES) && !kept(MAX_NEXT_BYTES + 1));
    }

    #[test]
    fn tokens_are_left_out_of_what_was_asked_for() {
        let is_token = |name: &str| name == "access_token";
        for (asked, kept) in [
            ("/a", "/a"),
            ("/a?", "/a"),
            ("/a?b=c&d=%2F%26", "/a?b=c&d=%2F%26"),
            ("/a?access_token=x.y.z", "/a"),
            ("/a?b=c&access_token=x.y.z&d=e", "/a?b=c&d=e"),
            ("/a?access%5Ftoken=x.y.z&b", "/a?b"),
            ("/a?access_token", "/a"),
            ("/a?access_tokens=x", "/a?access_tokens=x"),
            ("https://site.example.com/a?b=c", "/a?b=c"),
        ] {
            let uri: Uri = asked.parse().unwrap();
            assert_eq!(without(is_token, &uri), kept, "{asked}");
        }
    }

    #[test]
    fn the_login_page_and_a_logout_are_nowhere_to_go() {
        let uri = |path: &str| path.parse::<Uri>().unwrap();
        for (path, page, is_it) in [
            ("/login", "/login", true),
            ("/login/?a=b", "/login", true),
            ("/login", "/login/?lang=de#form", true),
            ("/", "/#/login", true),
            ("/logins", "/login", false),
            ("/a/login", "/login", false),
        ] {
            assert_eq!(is_page(&uri(path), page), is_it, "{path}");
        }
        for (path, logout, is_it) in [
            ("/auth/logout", "/logout", true),
            ("/logout/?a=b", "/logout", true),
            ("/prologout", "/logout", false),
            ("/logout/why", "/logout", false),
            ("/a", "/", false),
        ] {
            assert_eq!(is_below(&uri(path), logout), is_it, "{path}");
        }
    }
}
