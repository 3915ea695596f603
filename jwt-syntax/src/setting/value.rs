//! The type of a setting: what its text says. Literals, fields, files and variables are all read by it.

use std::time::Duration;

use crate::algorithm::Algorithm;
use crate::duration;
use crate::place::Place;

/// A value that a setting cannot have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongValue {
    /// What was found.
    pub found: String,
    /// What is allowed.
    pub expected: String,
}

impl WrongValue {
    /// What was found, and what is allowed instead.
    pub fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            found: found.into(),
            expected: expected.into(),
        }
    }

    /// A text that is no value of `T`.
    #[must_use]
    pub fn quoted<T: SettingType>(text: &str) -> Self {
        Self::new(format!("`{}`", text.escape_debug()), T::EXPECTED)
    }

    /// A text that is no value of `T`, and why.
    pub fn because<T: SettingType>(text: &str, error: impl std::fmt::Display) -> Self {
        Self::new(format!("`{}` ({error})", text.escape_debug()), T::EXPECTED)
    }
}

/// A type that settings have, with a text form.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text form",
    label = "`FromText` cannot read this",
    note = "`Duration`, `bool`, `usize`, `Algorithm`, `Vec<String>` and `Vec<Algorithm>` have one; other types are read as they are"
)]
pub trait SettingType: Sized {
    /// What its text says, in words.
    const EXPECTED: &'static str;
    /// All texts, if they are few words.
    const CHOICES: &'static [&'static str] = &[];

    /// The value that a text stands for.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use jwt_syntax::setting::SettingType;
    ///
    /// assert_eq!(Duration::from_text("15m").ok(), Some(Duration::from_secs(900)));
    /// assert_eq!(bool::from_text("yes").unwrap_err().expected, "`on` or `off`");
    /// ```
    ///
    /// # Errors
    ///
    /// If it stands for none.
    fn from_text(text: &str) -> Result<Self, WrongValue>;

    /// The value that a list of texts stands for.
    ///
    /// # Errors
    ///
    /// If it stands for none, as for every type that is no [`SettingList`].
    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        let _ = texts;
        Err(WrongValue::new("a list", Self::EXPECTED))
    }
}

/// A type of settings for which a list can stand.
pub trait SettingList: SettingType {}

impl SettingType for bool {
    const EXPECTED: &'static str = "`on` or `off`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        match text {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(WrongValue::quoted::<Self>(text)),
        }
    }
}

impl SettingType for usize {
    const EXPECTED: &'static str = "a number such as `8192`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        text.parse().map_err(|_| WrongValue::quoted::<Self>(text))
    }
}

impl SettingType for Duration {
    const EXPECTED: &'static str = "a duration such as `15m`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        duration::parse(text).map_err(|error| WrongValue::because::<Self>(text, error))
    }
}

impl SettingType for Algorithm {
    const EXPECTED: &'static str = "the name of an algorithm (RFC 7518 §3.1), such as `HS256`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        text.parse()
            .map_err(|error| WrongValue::because::<Self>(text, error))
    }
}

impl SettingType for String {
    const EXPECTED: &'static str = "a text";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Ok(text.to_owned())
    }
}

impl SettingType for Vec<Algorithm> {
    const EXPECTED: &'static str = "the name of an algorithm such as `HS256`, or a list of them";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Self::from_list(&[text])
    }

    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        texts
            .iter()
            .map(|text| Algorithm::from_text(text))
            .collect()
    }
}

impl SettingType for Vec<String> {
    const EXPECTED: &'static str = "a name, or a list of them";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Self::from_list(&[text])
    }

    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        Ok(texts.iter().map(|&text| text.to_owned()).collect())
    }
}

impl SettingType for Vec<Place> {
    const EXPECTED: &'static str = "places such as `header, cookie`, or a list of them";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Self::from_list(&text.split(',').collect::<Vec<_>>())
    }

    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        let places: Result<_, _> = texts.iter().map(|text| text.parse()).collect();
        places.map_err(|error: crate::place::PlaceError| {
            WrongValue::new(error.to_string(), Self::EXPECTED)
        })
    }
}

impl SettingList for Vec<Algorithm> {}
impl SettingList for Vec<String> {}
impl SettingList for Vec<Place> {}
