//! The subject (RFC 7519 §4.1.2).

use jwt_syntax::choice::SubjectFormat;
use serde::de::MapAccess;

use crate::json::{Bounds, Text, once, read_member};
use crate::token::profile::Profile;

/// Reads the subject, which may occur only once: a string or, with `subject_format = "integer"`, an integer, which becomes
/// its decimal text.
pub(crate) fn subject_once<'de, A: MapAccess<'de>>(
    subject: &mut Option<Text<'de>>,
    format: SubjectFormat,
    map: &mut A,
) -> Result<(), A::Error> {
    match format {
        SubjectFormat::Text => once(subject, map),
        SubjectFormat::Integer => {
            let mut number: Option<i64> = subject.is_some().then_some(0);
            once(&mut number, map)?;
            *subject = number.map(|number| Text(number.to_string().into()));
            Ok(())
        }
    }
}

/// The subject of a payload, where no other claim matters.
pub(crate) fn read_subject<'de>(
    payload: &'de str,
    profile: &Profile,
) -> Result<Option<Text<'de>>, serde_json::Error> {
    let name = &profile.names.subject;
    match profile.subject_format {
        SubjectFormat::Text => read_member(payload, Bounds::CLAIMS, name),
        SubjectFormat::Integer => {
            let number: Option<i64> = read_member(payload, Bounds::CLAIMS, name)?;
            Ok(number.map(|number| Text(number.to_string().into())))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IgnoredAny;

    use super::*;
    use crate::json::{KnownMembers, read_object};

    struct Alone<'de>(SubjectFormat, Option<Text<'de>>);

    impl<'de> KnownMembers<'de> for Alone<'de> {
        fn take<A: MapAccess<'de>>(&mut self, _: &str, map: &mut A) -> Result<bool, A::Error> {
            subject_once(&mut self.1, self.0, map).map(|()| true)
        }
    }

    fn read(json: &str, format: SubjectFormat) -> Option<String> {
        let mut alone = Alone(format, None);
        let rest = std::marker::PhantomData::<IgnoredAny>;
        read_object(json, Bounds::CLAIMS, &mut alone, rest).ok()?;
        alone.1.map(|subject| subject.to_string())
    }

    #[test]
    fn a_subject_has_the_format_that_it_should_have_and_comes_once() {
        for (json, text, integer) in [
            (r#"{"sub":"7"}"#, Some("7"), None),
            (r#"{"sub":"\u0061"}"#, Some("a"), None),
            (r#"{"sub":7}"#, None, Some("7")),
            (r#"{"sub":-7}"#, None, Some("-7")),
            (r#"{"sub":9223372036854775808}"#, None, None),
            (r#"{"sub":7.0}"#, None, None),
            (r#"{"sub":null}"#, None, None),
            (r#"{"sub":7,"sub":7}"#, None, None),
            (r#"{"sub":"7","sub":"7"}"#, None, None),
        ] {
            let expected = [text, integer].map(|subject| subject.map(str::to_owned));
            let formats = [SubjectFormat::Text, SubjectFormat::Integer];
            assert_eq!(formats.map(|format| read(json, format)), expected, "{json}");
        }
    }
}
