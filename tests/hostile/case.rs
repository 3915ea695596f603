//! One token, and the expected response of the service.

use std::sync::OnceLock;

use crate::service::is_token_text;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// 200: correct, however unusual.
    Accept,
    /// 403 `insufficient_scope`: valid, but without the scopes of the route.
    Forbid,
    /// 401 `invalid_token`, or 400 `invalid_request` for text that no header field can hold as a token.
    Refuse,
}

pub(crate) struct Case {
    pub(crate) class: &'static str,
    pub(crate) name: String,
    pub(crate) token: String,
    pub(crate) expect: Expect,
    /// What is wrong with the token, or why it is right.
    pub(crate) why: &'static str,
    /// The problems of the responses, once the token was sent.
    pub(crate) mismatch: OnceLock<Option<String>>,
}

impl Case {
    /// `class/name`.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.class, self.name)
    }

    /// Whether `pattern` selects the case: its path, in which `*` stands for any text.
    pub(crate) fn is_named(&self, pattern: &str) -> bool {
        matches(&self.path(), pattern)
    }

    /// The expected status.
    pub(crate) fn status(&self) -> u16 {
        match self.expect {
            Expect::Accept => 200,
            Expect::Forbid => 403,
            Expect::Refuse if is_token_text(&self.token) => 401,
            Expect::Refuse => 400,
        }
    }
}

/// The cases of one class, as a generator makes them.
pub(crate) struct Cases {
    class: &'static str,
    cases: Vec<Case>,
}

impl Cases {
    pub(crate) fn of(class: &'static str) -> Self {
        Self {
            class,
            cases: Vec::new(),
        }
    }

    pub(crate) fn accept(&mut self, name: impl Into<String>, token: String, why: &'static str) {
        self.push(Expect::Accept, name, token, why);
    }

    pub(crate) fn forbid(&mut self, name: impl Into<String>, token: String, why: &'static str) {
        self.push(Expect::Forbid, name, token, why);
    }

    pub(crate) fn refuse(&mut self, name: impl Into<String>, token: String, why: &'static str) {
        self.push(Expect::Refuse, name, token, why);
    }

    fn push(&mut self, expect: Expect, name: impl Into<String>, token: String, why: &'static str) {
        self.cases.push(Case {
            class: self.class,
            name: name.into(),
            token,
            expect,
            why,
            mismatch: OnceLock::new(),
        });
    }

    pub(crate) fn into_vec(self) -> Vec<Case> {
        self.cases
    }
}

fn matches(text: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return text == pattern;
    };
    let Some(mut text) = text.strip_prefix(start) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(end)
}

#[test]
fn a_pattern_selects_by_path() {
    for (pattern, selects) in [
        ("header/crit-empty", true),
        ("header/*", true),
        ("*/crit-*", true),
        ("header/*-e*y", true),
        ("*", true),
        ("header/crit", false),
        ("header/*-full", false),
        ("crit-*", false),
    ] {
        assert_eq!(matches("header/crit-empty", pattern), selects, "{pattern}");
    }
}
