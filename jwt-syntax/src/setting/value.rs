//! The type of a setting: what its text says. Literals, fields, files and variables are all read by it.

use std::time::Duration;

use super::Kind;
use crate::algorithm::Algorithm;
use crate::duration::{self, in_words};
use crate::token_location::{self, TokenLocation};

/// A value that a setting cannot have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongValue {
    /// What was found.
    pub found: String,
    /// What is allowed.
    pub expected: String,
    /// Which entry of a list it is, if it is one.
    pub at: Option<usize>,
}

impl WrongValue {
    /// What was found, and what is allowed instead.
    pub fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            found: found.into(),
            expected: expected.into(),
            at: None,
        }
    }

    /// The same, of one entry of a list.
    #[must_use]
    pub fn at(self, entry: usize) -> Self {
        Self {
            at: Some(entry),
            ..self
        }
    }

    /// An entry of a list that another one has said.
    pub(super) fn twice(entry: impl std::fmt::Display) -> Self {
        Self::new(format!("`{entry}` twice"), "each entry once")
    }

    /// A text that is no value of `T`.
    #[must_use]
    pub fn quoted<T: SettingType>(text: &str) -> Self {
        Self::new(format!("`{}`", text.escape_debug()), T::EXPECTED)
    }

    /// A text that is no value of `T`, and why.
    pub fn because<T: SettingType>(text: &str, error: impl std::fmt::Display) -> Self {
        Self::new(text_and_reason(text, error), T::EXPECTED)
    }
}

/// A text, and what an error says of it, which may begin with the text itself.
pub(super) fn text_and_reason(text: &str, error: impl std::fmt::Display) -> String {
    if text.trim().is_empty() {
        return EMPTY.to_owned();
    }
    let (text, error) = (format!("`{}`", text.escape_debug()), error.to_string());
    match error.strip_prefix(&text) {
        Some(reason) => format!("{text}, which{reason}"),
        None => format!("{text} ({error})"),
    }
}

/// What is found in a text without characters.
pub(super) const EMPTY: &str = "an empty text";

/// A literal, as far as a setting can be read from it.
#[derive(Debug, Clone, Copy)]
pub enum Written<'a> {
    /// One text; for a number, its digits.
    Text(&'a str),
    /// A list of texts.
    List(&'a [&'a str]),
}

impl Written<'_> {
    /// The value that it says, if that is of this kind.
    ///
    /// # Errors
    ///
    /// If it is not.
    pub fn read<T: SettingType>(self, kind: Kind) -> Result<T, WrongValue> {
        let value = match self {
            Self::Text(text) => T::from_text(text)?,
            Self::List(texts) => T::from_list(texts)?,
        };
        value.check(kind).map(|()| value)
    }
}

/// A type that settings have, with a text form.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text form",
    label = "`FromText` cannot read this",
    note = "`Duration`, `bool`, `usize`, `Algorithm`, `Vec<String>` and `Vec<Algorithm>` have one; other types are read as they are"
)]
pub trait SettingType: Clone + 'static {
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

    /// Whether a setting of this kind can have the value.
    ///
    /// # Errors
    ///
    /// If it cannot.
    fn check(&self, kind: Kind) -> Result<(), WrongValue> {
        let _ = kind;
        Ok(())
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

    fn check(&self, kind: Kind) -> Result<(), WrongValue> {
        match kind {
            Kind::Count { least, most } if !(least..=most).contains(&(*self as u64)) => {
                Err(WrongValue::new(
                    format!("{self}"),
                    format!("a number from {least} to {most}"),
                ))
            }
            _ => Ok(()),
        }
    }
}

impl SettingType for Duration {
    const EXPECTED: &'static str = "a duration such as `15m`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        duration::parse(text).map_err(|error| WrongValue::because::<Self>(text, error))
    }

    fn check(&self, kind: Kind) -> Result<(), WrongValue> {
        let (least, most) = match kind {
            Kind::Duration { least, most } => (least, most),
            Kind::Offset { most } => (0, most),
            _ => return Ok(()),
        };
        if self.subsec_nanos() == 0 && (least..=most).contains(&self.as_secs()) {
            return Ok(());
        }
        let [least, most] = [least, most].map(|limit| in_words(Self::from_secs(limit)));
        let expected = format!("whole seconds, from {least} to {most}");
        Err(WrongValue::new(in_words(*self), expected))
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

    fn check(&self, kind: Kind) -> Result<(), WrongValue> {
        kind.check_text(self)
    }
}

impl SettingType for Vec<Algorithm> {
    const EXPECTED: &'static str = "the name of an algorithm such as `HS256`, or a list of them";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Self::from_list(&[text])
    }

    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        let algorithms = texts.iter().enumerate();
        algorithms
            .map(|(at, text)| Algorithm::from_text(text).map_err(|wrong| wrong.at(at)))
            .collect()
    }

    fn check(&self, _: Kind) -> Result<(), WrongValue> {
        if self.is_empty() {
            return Err(WrongValue::new("an empty list", Self::EXPECTED));
        }
        for (at, algorithm) in self.iter().enumerate() {
            if self.iter().take(at).any(|other| other == algorithm) {
                return Err(WrongValue::twice(algorithm).at(at));
            }
        }
        Ok(())
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

    fn check(&self, kind: Kind) -> Result<(), WrongValue> {
        kind.check_texts(self)
    }
}

impl SettingType for Vec<TokenLocation> {
    const EXPECTED: &'static str = "places such as `header, cookie`, or a list of them";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        Self::from_list(&text.split(',').collect::<Vec<_>>())
    }

    fn from_list(texts: &[&str]) -> Result<Self, WrongValue> {
        let places = texts.iter().enumerate();
        let read = |(at, text): (usize, &&str)| {
            let place = text.parse();
            place.map_err(|error: token_location::TokenLocationError| {
                WrongValue::because::<Self>(text.trim(), error).at(at)
            })
        };
        places.map(read).collect()
    }

    fn check(&self, _: Kind) -> Result<(), WrongValue> {
        token_location::check(self).map_err(|found| WrongValue::new(found, Self::EXPECTED))
    }
}

impl SettingList for Vec<Algorithm> {}
impl SettingList for Vec<String> {}
impl SettingList for Vec<TokenLocation> {}
