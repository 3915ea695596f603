//! Reading a query parameter (RFC 6750 §2.3).

use std::borrow::Cow;

use super::syntax::{is_token68, several};
use crate::error::{AuthError, Reason};

/// The token in the query parameter `name`, after `prefix`.
pub(super) fn token<'r>(
    query: Option<&'r str>,
    name: &str,
    prefix: &str,
) -> Result<Option<Cow<'r, str>>, AuthError> {
    let token = text(query, name, prefix)?;
    if !token.iter().flat_map(|token| token.bytes()).all(is_token68) {
        return Err(Reason::MalformedRequest(
            format!("the query parameter `{name}` holds no token").into(),
        )
        .into());
    }
    Ok(token)
}

/// The value of the query parameter `name`, after `prefix`, with any characters.
pub(crate) fn text<'r>(
    query: Option<&'r str>,
    name: &str,
    prefix: &str,
) -> Result<Option<Cow<'r, str>>, AuthError> {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let Some(value) = only(pairs, name).map_err(|()| several(format_args!("the query")))? else {
        return Ok(None);
    };
    let text = match value {
        _ if prefix.is_empty() => value,
        Cow::Borrowed(value) => Cow::Borrowed(without(value, prefix, name)?),
        Cow::Owned(value) => Cow::Owned(without(&value, prefix, name)?.to_owned()),
    };
    Ok(Some(text).filter(|text| !text.is_empty()))
}

fn without<'v>(value: &'v str, prefix: &str, name: &str) -> Result<&'v str, AuthError> {
    value
        .strip_prefix(prefix)
        .map(str::trim_start)
        .ok_or_else(|| {
            Reason::MalformedRequest(
                format!("the query parameter `{name}` does not begin with `{prefix}`").into(),
            )
            .into()
        })
}

/// The value of the only pair with this name; an error if there are several.
pub(super) fn only<'v>(
    pairs: form_urlencoded::Parse<'v>,
    name: &str,
) -> Result<Option<Cow<'v, str>>, ()> {
    let mut found = None;
    for (key, value) in pairs {
        if key == name && found.replace(value).is_some() {
            return Err(());
        }
    }
    Ok(found.filter(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, prefix: &str) -> Result<Option<String>, &'static str> {
        token(Some(query), "t", prefix)
            .map(|token| token.map(Cow::into_owned))
            .map_err(|error| error.code())
    }

    #[test]
    fn the_parameter_is_decoded_as_a_form_is() {
        assert_eq!(read("x=1&t=a.b.c", ""), Ok(Some("a.b.c".into())));
        assert_eq!(read("t=a%2Eb.c", ""), Ok(Some("a.b.c".into())));
        assert_eq!(read("t=Bearer+a.b.c", "Bearer "), Ok(Some("a.b.c".into())));
        assert_eq!(
            read("t=Bearer%20a.b.c", "Bearer "),
            Ok(Some("a.b.c".into()))
        );
    }

    #[test]
    fn nothing_and_several_are_told_apart() {
        for absent in ["", "t=", "t", "T=a.b.c", "tt=a"] {
            assert_eq!(read(absent, ""), Ok(None), "{absent}");
        }
        for malformed in ["t=a&t=b", "t=&t=a", "t=a+b", "t=%00"] {
            assert_eq!(read(malformed, ""), Err("invalid_request"), "{malformed}");
        }
        assert_eq!(read("t=a.b.c", "Bearer "), Err("invalid_request"));
        assert_eq!(token(None, "t", "").ok().flatten(), None);
    }
}
