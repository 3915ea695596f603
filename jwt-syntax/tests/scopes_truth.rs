//! Compares scope matching with the results of sanic-jwt's own validator, recorded in `data/scopes_truth.json`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the exemption for tests does not reach the functions beside them"
)]

use jwt_syntax::scope::Requirement;
use serde_json::Value;

struct Row {
    required: Value,
    granted: Vec<Option<String>>,
    require_all: bool,
    require_all_actions: bool,
    /// `None` where the validator itself failed.
    expected: Option<bool>,
}

fn rows() -> Vec<Row> {
    let rows: Vec<Value> = serde_json::from_str(include_str!("data/scopes_truth.json")).unwrap();
    rows.into_iter()
        .map(|row| Row {
            required: row["required"].clone(),
            granted: serde_json::from_value(row["user"].clone()).unwrap(),
            require_all: row["require_all"].as_bool().unwrap(),
            require_all_actions: row["require_all_actions"].as_bool().unwrap(),
            expected: match &row["expected"] {
                Value::Bool(expected) => Some(*expected),
                Value::String(text) if text == "error" => None,
                other => panic!("unknown result {other}"),
            },
        })
        .collect()
}

impl Row {
    /// What this row requires, when it can be read as scopes at all.
    fn scopes(&self) -> serde_json::Result<Vec<String>> {
        serde_json::from_value(self.required.clone())
    }

    /// The result of the library for these required scopes; a `null` that was granted grants nothing.
    fn result(&self, required: &[&str]) -> bool {
        let requirement = Requirement {
            scopes: required,
            require_all: self.require_all,
            require_all_actions: self.require_all_actions,
        };
        requirement.is_met_by(self.granted.iter().flatten().map(String::as_str))
    }
}

#[test]
fn every_recorded_answer_is_given() {
    let mut compared = 0;
    for row in rows() {
        let Ok(required) = row.scopes() else { continue };
        let required: Vec<&str> = required.iter().map(String::as_str).collect();
        assert_eq!(
            Some(row.result(&required)),
            row.expected,
            "required {required:?}, granted {:?}, all {}, all actions {}",
            row.granted,
            row.require_all,
            row.require_all_actions
        );
        compared += 1;
    }
    assert_eq!(compared, 2_631);
}

/// The validator fails when it comes to such a requirement; here it cannot be written down in the first place.
#[test]
fn a_null_requirement_cannot_be_read() {
    let (mut refused, mut failures) = (0, 0);
    for row in rows() {
        let has_null = row.required.as_array().unwrap().contains(&Value::Null);
        let text = row.required.to_string();
        assert_eq!(row.scopes().is_err(), has_null, "{text}");
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&text).is_err(),
            has_null,
            "{text}"
        );
        assert!(
            has_null || row.expected.is_some(),
            "only a null makes the validator fail: {text}"
        );
        refused += usize::from(has_null);
        failures += usize::from(row.expected.is_none());
    }
    assert_eq!((refused, failures), (69, 41));
}

/// Where the validator decided without coming to the null, the scopes beside it decide alike.
#[test]
fn the_scopes_beside_a_null_decide_as_recorded() {
    let mut compared = 0;
    for row in rows() {
        let required = row.required.as_array().unwrap();
        let scopes: Vec<&str> = required.iter().filter_map(Value::as_str).collect();
        let (true, Some(expected)) = (required.contains(&Value::Null), row.expected) else {
            continue;
        };
        if scopes.is_empty() {
            // Nothing was granted, which the validator decides before it reads the requirement.
            assert!(!expected && row.granted.iter().flatten().next().is_none());
            continue;
        }
        assert_eq!(
            row.result(&scopes),
            expected,
            "required {required:?}, granted {:?}",
            row.granted
        );
        compared += 1;
    }
    assert!(compared > 0);
}
