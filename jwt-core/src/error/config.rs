//! `ConfigError`: everything that is wrong with a configuration, in one report.

use std::fmt;

use jwt_syntax::setting::SETTINGS;

/// All problems of a configuration, because of which an `Auth` was not built.
///
/// No problem shows a secret; it only describes its length or form.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError {
    name: &'static str,
    problems: Vec<Problem>,
}

impl ConfigError {
    /// The report on the configuration `name`.
    #[doc(hidden)]
    #[must_use]
    pub fn new(name: &'static str, mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|problem| {
            SETTINGS
                .iter()
                .position(|setting| setting.name == problem.setting)
        });
        Self { name, problems }
    }

    /// The problems, in the order of the settings.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the configuration `{}` cannot be used:", self.name)?;
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

/// Prints the same text as `Display`, since `main` prints its error with `Debug`.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ConfigError {}

/// Where the value of a setting came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// It is the default.
    Default,
    /// It stands in `#[auth(..)]`.
    Literal,
    /// It is the value of this field of the configuration.
    Field(&'static str),
    /// It was read from this environment variable.
    Variable(&'static str),
    /// It is the value of this field, which `from_env` reads from a variable, but which a file or the program may also have
    /// set: a field does not record its origin.
    FieldOfVariable {
        /// The field.
        field: &'static str,
        /// The variable.
        variable: &'static str,
    },
    /// It was given to a method of a builder.
    Call,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("not given"),
            Self::Literal => f.write_str("literal in `#[auth(..)]`"),
            Self::Field(name) => write!(f, "field `{name}`"),
            Self::Variable(name) => write!(f, "environment variable `{name}`"),
            Self::FieldOfVariable { field, variable } => {
                write!(
                    f,
                    "field `{field}`, which `from_env` reads from `{variable}`"
                )
            }
            Self::Call => f.write_str("given to the builder"),
        }
    }
}

/// What is wrong with one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    setting: &'static str,
    origin: Origin,
    found: String,
    expected: String,
}

impl Problem {
    /// What was found of a setting, and what is allowed.
    #[doc(hidden)]
    #[must_use]
    pub fn new(
        setting: &'static str,
        origin: Origin,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            setting,
            origin,
            found: found.into(),
            expected: expected.into(),
        }
    }

    /// The name of the setting.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        self.setting
    }

    /// What was found.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What is allowed.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` ({}): found {}; expected {}",
            self.setting, self.origin, self.found, self.expected
        )
    }
}
