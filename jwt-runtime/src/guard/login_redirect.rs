//! The redirect to the login page, which is told where the browser was to go: `/login?next=%2Faccount`.

use form_urlencoded::byte_serialize;
use jwt_syntax::setting::NEXT;
use jwt_syntax::web::relative_target;

use crate::error::AuthError;

/// The longest target that a page is told: many servers take no line of 8 KiB, and it grows when it is escaped.
const MAX_NEXT_BYTES: usize = 2048;

/// Whether a browser is led there after a login: never to another host (CWE-601).
pub(super) fn is_next(target: &str) -> bool {
    target.len() <= MAX_NEXT_BYTES && relative_target(target).is_ok()
}

/// The login page with what it is told in its query: why it is shown, and where the browser is to go after the login.
pub(crate) fn told(page: &str, error: Option<&AuthError>, next: Option<&str>) -> String {
    let (page, fragment) = page.split_at(page.find('#').unwrap_or(page.len()));
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let next = next.filter(|next| is_next(next));
    // Two of one name could not be read.
    let is_replaced = |pair: &str| next.is_some() && pair.split('=').next() == Some(NEXT);
    let kept = query.split('&').filter(|pair| !pair.is_empty());
    let kept = kept.filter(|pair| !is_replaced(pair)).map(str::to_owned);
    // No code of an error has a character that needs an escape.
    let error = error.map(|error| format!("error={}", error.code()));
    let next = next.map(|next| {
        let next: String = byte_serialize(next.as_bytes()).collect();
        format!("{NEXT}={next}")
    });
    let pairs: Vec<_> = kept.chain(error).chain(next).collect();
    let separator = if pairs.is_empty() { "" } else { "?" };
    format!("{path}{separator}{}{fragment}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let error = AuthError::InvalidCredentials;
            assert_eq!(told(page, Some(&error), None), target);
        }
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
            assert_eq!(told(page, None, Some(next)), target, "{next:?}");
        }
        let of_length = |length| format!("/{}", "a".repeat(length - 1));
        let kept = |length| told("/login", None, Some(&of_length(length))) != "/login";
        assert!(kept(MAX_NEXT_BYTES) && !kept(MAX_NEXT_BYTES + 1));
    }
}
