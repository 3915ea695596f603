//! The derives write items for any input: either an implementation, or an error beside one.

use super::{Derive, messages};
use crate::derive::{auth_config, auth_state, claim};

const DERIVES: [Derive; 3] = [auth_config::derive, claim::derive, auth_state::derive];

/// What may stand where an option's name is expected, what behind it, and what then.
const NAMES: [&str; 12] = [
    "", "issuer", "name", "instance", "crate", "env", "secret", "audience", "with", "default", "5",
    "\"a\"",
];
const SIGNS: [&str; 7] = ["", "=", "==", ",", "= ,", "#", "::"];
const VALUES: [&str; 14] = [
    "",
    "\"a\"",
    "\"\"",
    "\"a b\"x",
    "5",
    "'c'",
    "-1",
    "::a",
    "<",
    ">,",
    "(a)",
    "[\"x\", 5]",
    "dyn A<B, C>",
    "name =",
];

/// Every derive writes a file of items; `messages` fails otherwise.
#[track_caller]
fn survives(source: &str) {
    let Ok(tokens) = source.parse::<proc_macro2::TokenStream>() else {
        return;
    };
    for derive in DERIVES {
        messages(derive(tokens.clone()));
    }
}

#[test]
fn any_options_are_survived() {
    for name in NAMES {
        for sign in SIGNS {
            for value in VALUES {
                let options = format!("{name} {sign} {value}");
                survives(&format!(
                    "#[auth({options})] #[claim({options})] struct S {{ a: Auth<A> }}"
                ));
                survives(&format!(
                    "struct S {{ #[auth({options})] #[claim({options})] #[serde({options})] secret: Auth<A> }}"
                ));
            }
        }
    }
}

#[test]
fn any_item_is_survived() {
    for source in [
        "",
        "fn f() {}",
        "struct",
        "struct S",
        "struct S {",
        "struct S;",
        "struct S();",
        "struct S {}",
        "enum E { A, B(u8) }",
        "union U { a: u8 }",
        "struct S<T>(T);",
        "struct S<const N: usize> { secret: [u8; N] }",
        "trait T {}",
        "mod m {}",
        "struct r#type { r#fn: Auth<r#fn> }",
        "struct S { auth: Auth<dyn Fn() -> A> }",
        "struct S { auth: Auth<'a, {1}> }",
        "#[auth] #[claim] struct S { #[auth] #[claim] #[serde] issuer: u8 }",
        "#[auth[x]] struct S;",
        "#[auth{x}] struct S;",
        "#[serde = 5] #[claim = 5] #[auth = 5] struct S;",
        "#[a::auth(x)] struct S { secret: Secret }",
        "#[auth(claims = A + B, users = dyn A + B, scopes = impl A)] #[claim(user = A + B)] struct S { secret: Secret }",
        "struct S { secret: A + B, #[auth(env = \"X\")] issuer: dyn A + B }",
        "struct S { #[auth(instance = A + B)] auth: Auth<A + B> }",
    ] {
        survives(source);
    }
}

#[test]
fn a_mistake_is_never_silent() {
    for derive in DERIVES {
        for source in [
            "#[auth(nonsense)] #[claim(nonsense)] struct S { secret: Auth<A> }",
            "enum E {}",
            "fn f() {}",
        ] {
            assert!(
                !messages(derive(source.parse().unwrap())).is_empty(),
                "{source}"
            );
        }
    }
}
