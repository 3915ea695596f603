//! One program of tests, run by cargo.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The beginning of a line in which a test reports its result.
const SHOWN: &str = "shown: ";

pub(super) struct Program {
    pub(super) name: &'static str,
    pub(super) cargo: &'static [&'static str],
    /// Only tests whose names contain one of these; all if there is none.
    pub(super) tests: &'static [&'static str],
}

/// What became of it.
pub(super) struct Ran {
    pub(super) name: &'static str,
    pub(super) tests: Vec<Test>,
    pub(super) took: Duration,
    has_succeeded: bool,
}

pub(super) struct Test {
    pub(super) name: String,
    pub(super) has_passed: bool,
    pub(super) took: Duration,
    /// In its own words.
    pub(super) shown: Vec<String>,
}

impl Program {
    /// Builds the program, and runs its tests one after the other, reporting each end.
    pub(super) fn run<'a>(
        &self,
        variables: impl Iterator<Item = &'a (&'a str, &'a str)> + Clone,
    ) -> io::Result<Ran> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let build = Command::new(&cargo)
            .args(["test", "--no-run"])
            .args(self.cargo)
            // Whether a test is ignored is decided when it is compiled.
            .envs(variables.clone().copied())
            .status()?;
        if !build.success() {
            return Ok(Ran {
                name: self.name,
                tests: Vec::new(),
                took: Duration::ZERO,
                has_succeeded: false,
            });
        }
        let mut child = Command::new(&cargo)
            .args(["test", "--quiet"])
            .args(self.cargo)
            .args(["--", "--show-output", "--test-threads=1", "--format=pretty"])
            .args(self.tests)
            .envs(variables.copied())
            .stdout(Stdio::piped())
            .spawn()?;
        let start = Instant::now();
        let output = child.stdout.take().map(BufReader::new);
        let mut reading = Reading::new(start);
        for line in output.into_iter().flat_map(BufRead::lines) {
            reading.line(&line?);
        }
        Ok(Ran {
            name: self.name,
            tests: reading.tests,
            took: start.elapsed(),
            has_succeeded: child.wait()?.success(),
        })
    }
}

impl Ran {
    /// Whether all passed, and any of them had something to show.
    pub(super) fn is_right(&self) -> bool {
        self.has_succeeded && self.tests.iter().any(|test| !test.shown.is_empty())
    }

    pub(super) fn failed(&self) -> usize {
        self.tests.iter().filter(|test| !test.has_passed).count()
    }
}

/// Reads what the test program prints: first how each test ended, when it did; then what each printed.
struct Reading {
    tests: Vec<Test>,
    /// Where each is.
    places: BTreeMap<String, usize>,
    last: Instant,
    /// Whose output this is.
    printing: Option<usize>,
}

impl Reading {
    fn new(start: Instant) -> Self {
        Self {
            tests: Vec::new(),
            places: BTreeMap::new(),
            last: start,
            printing: None,
        }
    }

    fn line(&mut self, line: &str) {
        if let Some((name, result)) = ended(line) {
            eprintln!("{line}");
            self.places.insert(name.to_owned(), self.tests.len());
            self.tests.push(Test {
                name: name.to_owned(),
                has_passed: result == "ok",
                took: self.last.elapsed(),
                shown: Vec::new(),
            });
            self.last = Instant::now();
        } else if let Some(name) = printed(line) {
            self.printing = self.places.get(name).copied();
        } else if let Some(shown) = line.strip_prefix(SHOWN) {
            let test = self.printing.and_then(|place| self.tests.get_mut(place));
            test.into_iter()
                .for_each(|test| test.shown.push(shown.to_owned()));
        } else if let Some(test) = self.printing.and_then(|place| self.tests.get(place))
            && !test.has_passed
        {
            eprintln!("{line}");
        }
    }
}

/// `test NAME ... RESULT`
fn ended(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("test ")?.split_once(" ... ")
}

/// `---- NAME stdout ----`
fn printed(line: &str) -> Option<&str> {
    line.strip_prefix("---- ")?.strip_suffix(" stdout ----")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_test_showed_is_told_with_how_it_ended() {
        let output = "\n\
            running 3 tests\n\
            test race::one ... ok\n\
            test crash::two ... FAILED\n\
            test other ... ok\n\
            \n\
            ---- race::one stdout ----\n\
            shown: 5 rounds\n\
            what nobody needs\n\
            shown: 3 winners\n\
            \n\
            ---- crash::two stdout ----\n\
            shown: 2 kills\n";
        let mut reading = Reading::new(Instant::now());
        output.lines().for_each(|line| reading.line(line));
        let tests = reading.tests.iter();
        let tests: Vec<_> = tests
            .map(|test| (&*test.name, test.has_passed, test.shown.join(", ")))
            .collect();
        assert_eq!(
            tests,
            [
                ("race::one", true, "5 rounds, 3 winners".to_owned()),
                ("crash::two", false, "2 kills".to_owned()),
                ("other", true, String::new()),
            ]
        );
    }

    #[test]
    fn tests_that_show_nothing_are_no_success() {
        let ran = |shown: &[&str], has_succeeded| Ran {
            name: "a store",
            tests: vec![Test {
                name: "race".to_owned(),
                has_passed: true,
                took: Duration::ZERO,
                shown: shown.iter().map(|&shown| shown.to_owned()).collect(),
            }],
            took: Duration::ZERO,
            has_succeeded,
        };
        assert!(ran(&["5 rounds"], true).is_right());
        assert!(!ran(&[], true).is_right());
        assert!(!ran(&["5 rounds"], false).is_right());
    }
}
