//! Settings in files: what a literal says, read by serde.

/// Reads types of settings in their text form wherever serde reads them.
macro_rules! deserialize_as_text {
    ($($type:ty)*) => {
        $(
            /// In the form of a literal.
            #[cfg(feature = "serde")]
            impl<'de> serde::Deserialize<'de> for $type {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    $crate::value::deserialize(deserializer)
                }
            }
        )*
    };
}

pub(crate) use deserialize_as_text;

#[cfg(feature = "serde")]
mod any_form {
    use std::fmt;
    use std::marker::PhantomData;

    use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

    use crate::value::{SettingType, WrongValue};

    /// Reads a setting from any form that a literal has: a text, a list, a number, or `true` and `false` for `on` and `off`.
    ///
    /// # Errors
    ///
    /// If it is none of these, or stands for no value.
    pub fn deserialize<'de, T: SettingType, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        deserializer.deserialize_any(AnyForm(PhantomData))
    }

    struct AnyForm<T>(PhantomData<T>);

    impl<'de, T: SettingType> Visitor<'de> for AnyForm<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(T::EXPECTED)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            T::from_text(text).map_err(custom)
        }

        fn visit_bool<E: Error>(self, on: bool) -> Result<T, E> {
            self.visit_str(if on { "on" } else { "off" })
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
            self.visit_str(&number.to_string())
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
            self.visit_str(&number.to_string())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
            let mut texts = Vec::new();
            while let Some(text) = list.next_element::<String>()? {
                texts.push(text);
            }
            let texts: Vec<_> = texts.iter().map(String::as_str).collect();
            T::from_list(&texts).map_err(custom)
        }
    }

    /// A setting whose type serde would read in another form, read in that of a literal: `"15m"`, `"on"`, one name or a list.
    ///
    /// `true` and `false` stand for `on` and `off`.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use jwt_syntax::setting::FromText;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Api {
    ///     access_ttl: FromText<Duration>,
    ///     cache: Option<FromText<bool>>,
    ///     audience: FromText<Vec<String>>,
    /// }
    ///
    /// let api: Api = serde_json::from_str(r#"{"access_ttl": "15m", "audience": "api"}"#)?;
    /// assert_eq!(api.access_ttl.0, Duration::from_secs(900));
    /// assert_eq!(api.audience.0, ["api"]);
    /// assert_eq!(api.cache, None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// A `String` does as well; what is wrong with it is then found when the `Auth` is built, together with all else.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct FromText<T>(pub T);

    impl<'de, T: SettingType> Deserialize<'de> for FromText<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserialize(deserializer).map(Self)
        }
    }

    fn custom<E: Error>(
        WrongValue {
            found, expected, ..
        }: WrongValue,
    ) -> E {
        E::custom(format!("found {found}; expected {expected}"))
    }
}

#[cfg(feature = "serde")]
pub use any_form::{FromText, deserialize};
