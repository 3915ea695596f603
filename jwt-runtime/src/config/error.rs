//! Everything that is wrong with a configuration, in one report.

use std::fmt;

use jwt_syntax::setting::SETTINGS;

use super::Origin;

/// Why a service must not start: all problems of a configuration at once.
///
/// No problem ever shows a secret; it says how long it was, or what it looked like.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError {
    name: &'static str,
    problems: Vec<Problem>,
}

impl ConfigError {
    pub(crate) fn new(name: &'static str, mut problems: Vec<Problem>) -> Self {
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

/// The report itself, because `main` prints the error that it returns in this way.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ConfigError {}

/// What is wrong with one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub(crate) setting: &'static str,
    pub(crate) origin: Origin,
    pub(crate) found: String,
    pub(crate) expected: String,
}

impl Problem {
    /// The name of the setting.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        self.setting
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
