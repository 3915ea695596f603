//! The first field of a form that may contain files (RFC 7578), read from the beginning of its body.
//!
//! Only the syntax that browsers write is accepted: the body begins with the boundary, and the field has a name, no file name,
//! a short head and a short value. Everything else is not a field. So every upload costs the same to check, and input that
//! another parser could read differently is refused. A general parser accepts more syntax, and does not tell how much of the
//! body it has read, which the handler must receive again.

use mime::Mime;

/// The text that separates the fields (RFC 2046 §5.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Boundary(Box<str>);

/// The longest head of a field, in bytes.
const MAX_HEAD_BYTES: usize = 1024;

/// The longest value of a field, in bytes; a CSRF value has 43.
const MAX_VALUE_BYTES: usize = 256;

const CRLF: &[u8] = b"\r\n";

impl Boundary {
    /// The boundary of a media type, which must name it exactly once.
    pub(super) fn of(media_type: &Mime) -> Option<Self> {
        let mut named = media_type
            .params()
            .filter(|(name, _)| *name == mime::BOUNDARY);
        let (Some((_, boundary)), None) = (named.next(), named.next()) else {
            return None;
        };
        let boundary = boundary.as_str();
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || "'()+_,-./:=? ".contains(c);
        let is_boundary = (1..=70).contains(&boundary.len())
            && boundary.chars().all(is_allowed)
            && !boundary.ends_with(' ');
        is_boundary.then(|| Self(boundary.into()))
    }
}

/// What a form begins with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'f> {
    /// Not known yet: more bytes are needed.
    Unfinished,
    /// A field that is not a file.
    Field(Field<'f>),
    /// Something else: a file, or no valid form.
    Other,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'f> {
    pub(super) name: &'f str,
    pub(super) value: &'f str,
}

/// What the form that starts with these bytes begins with.
pub(super) fn first_part<'f>(form: &'f [u8], boundary: &Boundary) -> Part<'f> {
    let delimiter = [b"\r\n--", boundary.0.as_bytes()].concat();
    let opening = delimiter.get(CRLF.len()..).unwrap_or_default();
    let rest = match after(form, &[opening, CRLF]) {
        Ok(rest) => rest,
        Err(part) => return part,
    };
    let (head, rest) = match until(rest, b"\r\n\r\n", MAX_HEAD_BYTES) {
        Ok(found) => found,
        Err(part) => return part,
    };
    let Some(name) = field_name(head) else {
        return Part::Other;
    };
    let (value, rest) = match until(rest, &delimiter, MAX_VALUE_BYTES) {
        Ok(found) => found,
        Err(part) => return part,
    };
    match (rest.get(..CRLF.len()), str::from_utf8(value)) {
        (None, _) => Part::Unfinished,
        (Some(b"\r\n" | b"--"), Ok(value)) => Part::Field(Field { name, value }),
        _ => Part::Other,
    }
}

/// The bytes after these prefixes.
fn after<'f>(bytes: &'f [u8], expected: &[&[u8]]) -> Result<&'f [u8], Part<'f>> {
    let mut rest = bytes;
    for expected in expected {
        match rest.strip_prefix(*expected) {
            Some(stripped) => rest = stripped,
            None if expected.starts_with(rest) => return Err(Part::Unfinished),
            None => return Err(Part::Other),
        }
    }
    Ok(rest)
}

/// The bytes before and after the end mark, which must come after at most `most` bytes.
fn until<'f>(bytes: &'f [u8], end: &[u8], most: usize) -> Result<(&'f [u8], &'f [u8]), Part<'f>> {
    let most = most.saturating_add(end.len());
    let window = bytes.get(..most).unwrap_or(bytes);
    match memchr::memmem::find(window, end) {
        Some(at) => {
            let (before, rest) = bytes.split_at_checked(at).ok_or(Part::Other)?;
            Ok((before, rest.get(end.len()..).unwrap_or_default()))
        }
        None if window.len() < most => Err(Part::Unfinished),
        None => Err(Part::Other),
    }
}

/// The name of a field, from the head of its part; `None` for a file and for syntax that browsers do not write.
fn field_name(head: &[u8]) -> Option<&str> {
    let head = str::from_utf8(head).ok()?;
    let mut name = None;
    for line in head.split("\r\n") {
        if line.chars().any(|c| c.is_control() && c != '\t') {
            return None;
        }
        let (header, value) = line.split_once(':')?;
        if header.eq_ignore_ascii_case("content-disposition")
            && name.replace(disposition_name(value)?).is_some()
        {
            return None;
        }
    }
    name
}

/// The name in `form-data; name=".."`, which must have no other parameter: `filename` would make it a file.
fn disposition_name(value: &str) -> Option<&str> {
    let (kind, parameter) = value.split_once(';')?;
    let (key, name) = parameter.split_once('=')?;
    if !kind.trim().eq_ignore_ascii_case("form-data") || !key.trim().eq_ignore_ascii_case("name") {
        return None;
    }
    let name = name.trim();
    let name = match name.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"')?,
        None => Some(name).filter(|name| !name.contains([';', ' ', '\t']))?,
    };
    // Browsers write a quote in a name as `%22`.
    Some(name).filter(|name| !name.contains(['"', '\\']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--x\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\nabc\r\n--x\r\n\
                        Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

    fn boundary(text: &str) -> Boundary {
        Boundary(text.into())
    }

    fn field(form: &str) -> Option<(&str, &str)> {
        match first_part(form.as_bytes(), &boundary("x")) {
            Part::Field(field) => Some((field.name, field.value)),
            _ => None,
        }
    }

    /// A form whose first part has this head and value.
    fn form(head: &str, value: &str) -> String {
        format!("--x\r\n{head}\r\n\r\n{value}\r\n--x--\r\n")
    }

    #[test]
    fn the_first_field_is_read_once_it_is_complete() {
        let complete = FORM.find("Content-Disposition: form-data; name=\"file\"");
        for length in 0..FORM.len() {
            let part = first_part(&FORM.as_bytes()[..length], &boundary("x"));
            match Some(length) < complete {
                true => assert_eq!(part, Part::Unfinished, "{length}"),
                false => assert!(matches!(part, Part::Field(_)), "{length}"),
            }
        }
        assert_eq!(field(FORM), Some(("csrf_token", "abc")));
    }

    #[test]
    fn heads_that_browsers_and_programs_write_are_read() {
        for head in [
            "Content-Disposition: form-data; name=\"c\"",
            "content-disposition:form-data;name=\"c\"",
            "CONTENT-DISPOSITION:  Form-Data ; Name = c ",
            "Content-Disposition: form-data; name=\"c\"\r\nContent-Type: text/plain; charset=utf-8",
            "Content-Type: text/plain\r\nContent-Disposition: form-data; name=\"c\"",
        ] {
            assert_eq!(field(&form(head, "v")), Some(("c", "v")), "{head}");
        }
        let head = "Content-Disposition: form-data; name=\"a;b=c\"";
        assert_eq!(field(&form(head, "")), Some(("a;b=c", "")));
    }

    #[test]
    fn what_is_no_field_is_none() {
        for head in [
            "",
            "Content-Disposition: form-data",
            "Content-Disposition: form-data; name",
            "Content-Disposition: form-data; name=\"c",
            "Content-Disposition: form-data; name=c\"",
            "Content-Disposition: form-data; name=\"c\"d\"",
            "Content-Disposition: form-data; name=\"c\\\"\"",
            "Content-Disposition: form-data; name=\"c\"; filename=\"\"",
            "Content-Disposition: form-data; filename=\"a\"; name=\"c\"",
            "Content-Disposition: form-data; name=\"c\"; filename*=UTF-8''a",
            "Content-Disposition: form-data; name=\"c\"; name=\"d\"",
            "Content-Disposition: form-data; name*=UTF-8''c",
            "Content-Disposition: attachment; name=\"c\"",
            "Content-Disposition: form-data; name=\"c\"\r\nContent-Disposition: form-data; name=\"c\"",
            "Content-Disposition: form-data; name=\"c\"\r\n folded",
            "Content-Disposition: form-data;\r\n name=\"c\"",
            "Content-Disposition: form-data; name=\"c\"\nX: y",
            "Content-Disposition: form-data; name=\"c\0\"",
            "Content-Type: text/plain",
        ] {
            assert_eq!(field(&form(head, "v")), None, "{head:?}");
        }
    }

    #[test]
    fn nothing_may_stand_before_the_first_boundary_or_run_into_it() {
        for before in ["\r\n", "a preamble\r\n", " ", "-"] {
            assert_eq!(field(&format!("{before}{FORM}")), None, "{before:?}");
        }
        for wrong in ["--xy\r\n", "--x\n", "--x \r\n", "--X\r\n", "--x--\r\n"] {
            let form = FORM.replacen("--x\r\n", wrong, 1);
            assert_eq!(field(&form), None, "{wrong:?}");
        }
        // The boundary inside of a longer one ends nothing.
        let longer = FORM.replacen("abc\r\n--x\r\n", "abc\r\n--xy\r\n", 1);
        assert_eq!(field(&longer), None);
    }

    #[test]
    fn a_head_or_a_value_that_is_long_is_not_waited_for() {
        let long = format!(
            "Content-Disposition: form-data; name=\"{}\"",
            "a".repeat(MAX_HEAD_BYTES)
        );
        assert_eq!(
            first_part(form(&long, "v").as_bytes(), &boundary("x")),
            Part::Other
        );
        let head = "Content-Disposition: form-data; name=\"c\"";
        for (length, is_read) in [(MAX_VALUE_BYTES, true), (MAX_VALUE_BYTES + 1, false)] {
            let form = form(head, &"v".repeat(length));
            assert_eq!(field(&form).is_some(), is_read, "{length}");
        }
        let endless = format!("--x\r\n{head}\r\n\r\n{}", "v".repeat(MAX_VALUE_BYTES + 5));
        assert_eq!(first_part(endless.as_bytes(), &boundary("x")), Part::Other);
    }

    #[test]
    fn a_boundary_is_named_once_and_has_at_most_70_characters() {
        let of = |parameters: &str| {
            let media_type: Mime = format!("multipart/form-data{parameters}").parse().ok()?;
            Boundary::of(&media_type)
        };
        let longest = "a".repeat(70);
        for (parameters, expected) in [
            ("; boundary=x", "x"),
            ("; BOUNDARY=x", "x"),
            ("; charset=utf-8; boundary=x", "x"),
            (
                "; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
                "----WebKitFormBoundary7MA4YWxkTrZu0gW",
            ),
            ("; boundary=\"a b:c=d/e\"", "a b:c=d/e"),
            (&*format!("; boundary={longest}"), &*longest),
        ] {
            assert_eq!(of(parameters), Some(boundary(expected)), "{parameters}");
        }
        for parameters in [
            "",
            "; boundary",
            "; boundary=",
            "; boundary=\"\"",
            "; boundary=x; boundary=x",
            "; boundary=x; Boundary=y",
            "; boundary=\"x ",
            "; boundary=\"x \"",
            "; boundary=\"a\\\"b\"",
            &format!("; boundary={longest}a"),
        ] {
            assert_eq!(of(parameters), None, "{parameters}");
        }
    }
}
