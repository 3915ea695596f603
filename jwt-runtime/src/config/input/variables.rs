//! Settings from environment variables.

use std::env;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::setting::{SettingType, WrongValue};

use crate::config::{Origin, Setting, Supply};
use crate::key::Secret;

/// The variable `name` of this process, if it is set.
///
/// A value that is not Unicode is returned as empty text, which every setting refuses. If it were treated as absent, a setting
/// would be ignored in silence.
#[must_use]
pub fn process_environment(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.into_string().unwrap_or_default())
}

/// Reads the fields of a configuration from variables, and records invalid values in the settings.
pub struct Variables<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
}

impl std::fmt::Debug for Variables<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Variables").finish_non_exhaustive()
    }
}

impl<'a> Variables<'a> {
    /// Variables that `lookup` finds.
    #[must_use]
    pub fn new(lookup: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { lookup }
    }

    /// The value of a field, read from the variable `name` and supplied to `setting`.
    ///
    /// `None` if the variable is not set and the field is no `Option`, or if its text is invalid; `setting` then has the
    /// problem.
    pub fn read<F, T>(&self, name: &'static str, setting: &mut Setting<T>) -> Option<F>
    where
        F: FromVariable + Supply<T>,
    {
        let origin = Origin::Variable(name);
        match F::from_variable((self.lookup)(name)) {
            Ok(field) => {
                setting.supply(origin, &field);
                Some(field)
            }
            Err(wrong) => {
                setting.fail(origin, wrong);
                None
            }
        }
    }
}

/// A field type that can be read from an environment variable.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` cannot be read from an environment variable",
    label = "this field has `#[auth(env = \"..\")]`",
    note = "`Secret`, `String`, `Vec<String>` and `Vec<Algorithm>` (separated by commas), `Duration`, `Algorithm` and `Option` of these can"
)]
pub trait FromVariable: Sized {
    /// The value of a variable, `None` if it is not set.
    ///
    /// # Errors
    ///
    /// What was found, and what is expected instead.
    fn from_variable(text: Option<String>) -> Result<Self, WrongValue>;
}

#[diagnostic::do_not_recommend]
impl<F: FromVariable> FromVariable for Option<F> {
    fn from_variable(text: Option<String>) -> Result<Self, WrongValue> {
        text.map(|text| F::from_variable(Some(text))).transpose()
    }
}

/// The text of a variable that must be set.
pub(super) fn set(text: Option<String>) -> Result<String, WrongValue> {
    text.ok_or_else(|| WrongValue::new("a variable that is not set", "a value"))
}

#[diagnostic::do_not_recommend]
impl FromVariable for String {
    fn from_variable(text: Option<String>) -> Result<Self, WrongValue> {
        set(text)
    }
}

#[diagnostic::do_not_recommend]
impl FromVariable for Secret {
    fn from_variable(text: Option<String>) -> Result<Self, WrongValue> {
        set(text).map(Self::from)
    }
}

#[diagnostic::do_not_recommend]
impl FromVariable for Vec<String> {
    fn from_variable(text: Option<String>) -> Result<Self, WrongValue> {
        let text = set(text)?;
        Ok(text.split(',').map(|name| name.trim().to_owned()).collect())
    }
}

#[diagnostic::do_not_recommend]
impl FromVariable for Vec<Algorithm> {
    fn from_variable(text: Option<String>) -> Result<Self, WrongValue> {
        let names = Vec::<String>::from_variable(text)?;
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        SettingType::from_list(&names)
    }
}

/// The value of a field that is read from no variable: the default of its type.
#[diagnostic::on_unimplemented(
    message = "`from_env` cannot fill a field of type `{Self}` that names no environment variable",
    label = "this field has no `#[auth(env = \"..\")]`, and its type no default",
    note = "put `#[auth(env = \"NAME\")]` on the field"
)]
pub trait FieldDefault: Sized {
    /// The value of such a field.
    fn field_default() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> FieldDefault for T {
    fn field_default() -> Self {
        Self::default()
    }
}
