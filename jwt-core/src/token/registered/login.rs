//! `LoginClaims`: what a token says about the login that it came from.

use jwt_syntax::choice::CsrfClaim;
use serde::de::MapAccess;

use super::numeric_date::NumericDate;
use crate::json::{Lenient, LenientValue, Text, once};
use crate::key::CsrfDigest;

/// The claims about the login that a token came from, except its session. Boxed by their owner, since many tokens have none.
///
/// These claims only inform: a value of another type counts as absent, and a handler that requires it refuses the token.
#[derive(Default)]
pub(crate) struct LoginClaims {
    csrf: Option<Lenient<CsrfMember>>,
    time: Option<Lenient<NumericDate>>,
    class: Option<Lenient<Box<str>>>,
    methods: Option<Lenient<Methods>>,
    fresh: Option<Lenient<Fresh>>,
}

/// The name of one of the [`LoginClaims`].
pub(super) enum LoginClaim {
    Csrf,
    Time,
    Class,
    Methods,
    Fresh,
}

impl LoginClaim {
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"csrf" => Self::Csrf,
            b"auth_time" => Self::Time,
            b"acr" => Self::Class,
            b"amr" => Self::Methods,
            b"fresh" => Self::Fresh,
            _ => return None,
        })
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Csrf => "csrf",
            Self::Time => "auth_time",
            Self::Class => "acr",
            Self::Methods => "amr",
            Self::Fresh => "fresh",
        }
    }
}

impl LoginClaims {
    /// Reads a claim, and returns whether its value is of the right type. `csrf` is what the claim `csrf` holds.
    pub(super) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        claim: &LoginClaim,
        csrf: CsrfClaim,
        map: &mut A,
    ) -> Result<bool, A::Error> {
        match claim {
            LoginClaim::Csrf if csrf == CsrfClaim::Value => {
                let earlier = self.csrf.take();
                let mut value = earlier.map(|_| Lenient::<CsrfValue>(None));
                let is_read = read(&mut value, map)?;
                let digest = |CsrfValue(digest)| CsrfMember(Some(digest));
                self.csrf = value.map(|Lenient(value)| Lenient(value.map(digest)));
                Ok(is_read)
            }
            LoginClaim::Csrf => read(&mut self.csrf, map),
            LoginClaim::Time => read(&mut self.time, map),
            LoginClaim::Class => read(&mut self.class, map),
            LoginClaim::Methods => read(&mut self.methods, map),
            LoginClaim::Fresh => read(&mut self.fresh, map),
        }
    }

    /// The digest of the session's CSRF value: the claim `csrf`.
    pub(crate) fn csrf(&self) -> Option<&CsrfDigest> {
        self.csrf.as_ref()?.0.as_ref()?.0.as_ref()
    }

    /// When the user authenticated, a fraction rounded down.
    pub(crate) fn time(&self) -> Option<i64> {
        self.time.as_ref()?.0.map(|time| time.floor)
    }

    pub(crate) fn class(&self) -> Option<&str> {
        self.class.as_ref()?.0.as_deref()
    }

    pub(crate) fn methods(&self) -> impl Iterator<Item = &str> {
        let methods = self
            .methods
            .iter()
            .filter_map(|Lenient(methods)| methods.as_ref());
        methods
            .flat_map(|Methods(methods)| methods)
            .map(|method| &**method)
    }

    pub(crate) fn is_fresh(&self) -> bool {
        matches!(self.fresh, Some(Lenient(Some(Fresh(true)))))
    }
}

fn read<'de, T: LenientValue<'de>, A: MapAccess<'de>>(
    claim: &mut Option<Lenient<T>>,
    map: &mut A,
) -> Result<bool, A::Error> {
    once(claim, map)?;
    Ok(matches!(claim, Some(Lenient(Some(_)))))
}

/// The claim `csrf`, which holds a digest. A text that is none matches no value.
struct CsrfMember(Option<CsrfDigest>);

impl<'de> LenientValue<'de> for CsrfMember {
    fn of_text(text: Text<'de>) -> Option<Self> {
        Some(Self(CsrfDigest::read(&text)))
    }
}

/// The claim `csrf`, which holds the value itself: only its digest is kept. An empty text matches no value.
struct CsrfValue(CsrfDigest);

impl<'de> LenientValue<'de> for CsrfValue {
    fn of_text(text: Text<'de>) -> Option<Self> {
        (!text.is_empty()).then(|| Self(CsrfDigest::of_value(&text)))
    }
}

impl<'de> LenientValue<'de> for Box<str> {
    fn of_text(text: Text<'de>) -> Option<Self> {
        Some((*text).into())
    }
}

/// The claim `amr`: a list of strings, or one.
pub(crate) struct Methods(pub(crate) Box<[Box<str>]>);

impl<'de> LenientValue<'de> for Methods {
    const IS_LIST: bool = true;

    fn of_text(method: Text<'de>) -> Option<Self> {
        Some(Self([(*method).into()].into()))
    }

    fn of_texts(methods: Vec<Text<'de>>) -> Option<Self> {
        let methods = methods.into_iter().map(|method| (*method).into());
        Some(Self(methods.collect()))
    }
}

/// The claim `fresh`: whether it is `true`.
pub(crate) struct Fresh(pub(crate) bool);

impl LenientValue<'_> for Fresh {
    fn of_bool(is_fresh: bool) -> Option<Self> {
        Some(Self(is_fresh))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Lenient;

    #[test]
    fn only_true_is_fresh() {
        for (json, is_fresh) in [
            ("true", true),
            ("false", false),
            ("1", false),
            ("-1", false),
            ("1.5", false),
            ("\"true\"", false),
            ("null", false),
            ("[true]", false),
            ("{\"a\":true}", false),
        ] {
            let Lenient(fresh) = serde_json::from_str::<Lenient<Fresh>>(json).unwrap();
            assert_eq!(fresh.is_some_and(|Fresh(fresh)| fresh), is_fresh, "{json}");
        }
    }

    #[test]
    fn methods_are_a_list_of_strings_or_one_and_anything_else_is_none() {
        let read = |json| {
            let Lenient(methods) = serde_json::from_str::<Lenient<Methods>>(json).unwrap();
            methods.map(|Methods(methods)| methods.concat())
        };
        assert_eq!(read(r#"["pwd","o\u0074p"]"#).as_deref(), Some("pwdotp"));
        assert_eq!(read(r#""pwd""#).as_deref(), Some("pwd"));
        for json in ["1", "null", "[1]", "{}", r#"["pwd",{"method":"otp"}]"#] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
