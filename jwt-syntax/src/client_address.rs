//! Where the address of a client is found: `peer`, or `proxies:1`.

/// The most proxies that a request can pass on its way to the service.
pub const MOST_PROXIES: u8 = 16;

/// Reads where the address of a client is found: the number of proxies that requests pass, none for `peer`.
///
/// ```
/// use jwt_syntax::client_address::parse;
///
/// assert_eq!(parse("peer"), Ok(0));
/// assert_eq!(parse("proxies:2"), Ok(2));
/// assert_eq!(
///     parse("proxies").unwrap_err(),
///     "`proxies`, which is neither `peer` nor `proxies:` with a number from 1 to 16",
/// );
/// ```
///
/// # Errors
///
/// What was found: the rest of a sentence.
pub fn parse(text: &str) -> Result<u8, String> {
    let number = text.strip_prefix("proxies:").unwrap_or_default();
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    match (text, number.parse()) {
        ("peer", _) => Ok(0),
        (_, Ok(count @ 1..=MOST_PROXIES)) if is_number => Ok(count),
        _ => Err(format!(
            "`{}`, which is neither `peer` nor `proxies:` with a number from 1 to {MOST_PROXIES}",
            text.escape_debug()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_number_of_proxies_has_limits() {
        assert_eq!(parse("proxies:1"), Ok(1));
        assert_eq!(parse("proxies:16"), Ok(16));
        for text in [
            "",
            "Peer",
            "header",
            "proxies",
            "proxies 1",
            "proxy:1",
            "proxies:0",
            "proxies:17",
            "proxies:-1",
            "proxies:+1",
            "proxies:",
            "proxies:1 ",
        ] {
            let found = parse(text).unwrap_err();
            assert!(found.contains("from 1 to 16"), "{text}: {found}");
        }
    }
}
