//! The settings: their effects, their sources and their problems.
//!
//! A new setting needs a row in `rows`: without one, a test here fails.

mod algorithms;
mod configuration;
mod contradictions;
mod endpoints;
mod file;
mod lifetime;
mod precedence;
mod row;
mod rows;
mod service;
mod token_profile;

use std::collections::BTreeMap;

use jwt_syntax::setting::{SETTINGS, setting};

use rows::rows;

#[test]
fn every_setting_has_a_test() {
    let mut tests: BTreeMap<_, usize> = BTreeMap::new();
    for row in rows() {
        *tests.entry(row.setting).or_default() += 1;
    }
    let expected = SETTINGS.iter().map(|setting| (setting.name, 1)).collect();
    assert_eq!(tests, expected, "each setting has exactly one row");
}

#[tokio::test]
async fn every_setting_changes_what_a_client_sees() {
    let mut problems = Vec::new();
    for row in rows() {
        problems.extend(row.problem().await);
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[tokio::test]
async fn every_setting_of_the_environment_does_the_same_as_a_variable() {
    let mut problems = Vec::new();
    for row in rows() {
        if setting(row.setting).is_some_and(|setting| setting.from_environment) {
            problems.extend(row.problem_of_variable().await);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
