//! Scopes: valid literals and what they grant, compared with a second matcher; and granted scopes as claims.

#![no_main]

use std::collections::BTreeSet;

use jwt_guard::scope::ScopeSet;
use jwt_syntax::scope::{Requirement, ScopeLiteral, grants};
use libfuzzer_sys::fuzz_target;

/// The rules of the module's table, by sets.
fn expected(granted: &str, required: &str, require_all_actions: bool) -> bool {
    let split = |scope: &'_ str| -> (String, BTreeSet<String>) {
        let mut segments = scope.split(':').map(str::to_owned);
        (segments.next().unwrap(), segments.collect())
    };
    let (granted_namespace, granted) = split(granted);
    let (required_namespace, required) = split(required);
    if !required_namespace.is_empty() && required_namespace != granted_namespace {
        return false;
    }
    if granted.is_empty() || required.is_empty() {
        return granted.is_empty();
    }
    if require_all_actions {
        required.is_subset(&granted)
    } else {
        !required.is_disjoint(&granted)
    }
}

fn literal(text: &str) {
    match ScopeLiteral::parse(text) {
        Ok(literal) => {
            assert_eq!(literal.to_string(), text);
            assert!(grants(text, text, true), "{text}");
            for parameter in literal.parameters() {
                assert!(text.contains(&format!("{{{parameter}}}")));
            }
        }
        Err(error) => {
            assert_eq!(text.get(error.at.clone()), Some(&*error.found));
            assert!(!error.to_string().is_empty());
            for literal in error
                .suggestion
                .iter()
                .flat_map(|literals| literals.split(", "))
            {
                ScopeLiteral::parse(literal.trim_matches('"')).unwrap();
            }
        }
    }
}

fuzz_target!(|lines: &str| {
    let mut lines = lines.split('\n');
    let required = lines.next().unwrap_or_default();
    literal(required);
    let granted: Vec<&str> = lines.collect();
    for require_all_actions in [true, false] {
        for scope in &granted {
            let is_granted = grants(scope, required, require_all_actions);
            assert_eq!(
                is_granted,
                expected(scope, required, require_all_actions),
                "{scope} {required}"
            );
        }
        for require_all in [true, false] {
            let requirement = Requirement {
                scopes: &[required],
                require_all,
                require_all_actions,
            };
            let any = granted
                .iter()
                .any(|scope| expected(scope, required, require_all_actions));
            assert_eq!(requirement.is_met_by(granted.iter().copied()), any);
        }
    }
    // A set made from scopes has each of them, in order; one read from text has its words.
    let set: ScopeSet = granted.iter().copied().collect();
    assert!(set.iter().eq(granted.iter().copied()));
    let text = granted.join(" ");
    let read: ScopeSet = serde_json::from_value(text.clone().into()).unwrap();
    assert!(
        read.iter()
            .eq(text.split(' ').filter(|word| !word.is_empty()))
    );
});
