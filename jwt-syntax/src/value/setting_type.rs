//! The trait of types that settings have: one text form for literals, fields, files and environment variables.

use super::{SettingKind, WrongValue};

/// The text of a literal, from which a setting is read.
#[derive(Debug, Clone, Copy)]
pub enum SettingText<'a> {
    /// One text; for a number, its digits.
    Text(&'a str),
    /// A list of texts.
    List(&'a [&'a str]),
}

impl SettingText<'_> {
    /// The value for which it stands, if that is of this kind.
    ///
    /// # Errors
    ///
    /// If it is not.
    pub fn read<T: SettingType>(self, kind: SettingKind) -> Result<T, WrongValue> {
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
    /// The texts that it can have, in words.
    const EXPECTED: &'static str;
    /// All values, if they are a few words.
    const CHOICES: &'static [Choice] = &[];

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

    /// The text of a value that can be given only as a literal, where a reader of the program sees it: it disables a check.
    fn only_as_literal(&self) -> Option<&'static str> {
        None
    }

    /// Whether a setting of this kind can have the value.
    ///
    /// # Errors
    ///
    /// If it cannot.
    fn check(&self, kind: SettingKind) -> Result<(), WrongValue> {
        let _ = kind;
        Ok(())
    }
}

/// One of a few values, each of which is a variant of an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// How it is written.
    pub text: &'static str,
    /// The name of the enum.
    pub type_name: &'static str,
    /// The name of the variant.
    pub variant: &'static str,
}

/// A type of settings for which a list can stand.
pub trait SettingList: SettingType {}
