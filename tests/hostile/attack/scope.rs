//! Scopes: correct tokens that grant less than they seem to, and claims that are no scopes (RFC 6749 §3.3, RFC 9068
//! §2.2.3).

use crate::case::{Case, Cases};
use crate::forge::{Forge, usual_claims};
use crate::object::string;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("scope");
    let why = "scopes are separated by spaces and compared exactly; this one is not `user:read`";
    for scope in [
        "",
        " ",
        "USER:READ",
        "User:read",
        "user:Read",
        "user:rea",
        "user:reads",
        "use:read",
        "users:read",
        "xuser:read",
        "user:write",
        "user:",
        ":read",
        "user:read,",
        "user:read,admin",
        "admin,user:read",
        "user:read;admin",
        "user:read\tadmin",
        "admin\tuser:read",
        "user:read\n",
        "\nuser:read",
        "user:read\0",
        "user:read\u{a0}admin",
        "user\u{200b}:read",
        "user%3Aread",
        "user.read",
        "user/read",
        "user\u{ff1a}read",
        "user\u{2d0}read",
        "us\u{435}r:read",
        "\"user:read\"",
        "[\"user:read\"]",
        "+user:read",
        "-user:read",
        "!user:write",
        "*",
        "user:*",
        "*:read",
        "**",
        ".*",
        "%",
        "all",
        "root",
        "admin",
        "read:user",
        "user: read",
        "openid profile email",
        "null",
        "undefined",
    ] {
        let token = forge.of_claims(&usual_claims().with("scope", string(scope)));
        cases.forbid(format!("text-{scope:?}"), token, why);
    }
    for (name, value) in [
        ("empty-list", "[]"),
        ("list-of-null", "[null]"),
        ("null", "null"),
        ("list-with-a-space", "[\"user:read admin\"]"),
        ("list-with-a-leading-space", "[\" user:read\"]"),
        ("list-of-empty-text", "[\"\"]"),
        ("list-of-parts", "[\"user:\",\"read\"]"),
        ("list-of-letters", "[\"u\",\"s\",\"e\",\"r\"]"),
        ("list-of-stars", "[\"*\",\"user:*\"]"),
    ] {
        cases.forbid(
            name,
            forge.of_claims(&usual_claims().with("scope", value)),
            why,
        );
    }
    let why = "another claim than `scope` grants nothing";
    let without = usual_claims().without("scope");
    cases.forbid("missing", forge.of_claims(&without), why);
    for name in [
        "scopes",
        "scp",
        "Scope",
        "SCOPE",
        "scope ",
        "roles",
        "permissions",
        "authorities",
        "entitlements",
        "groups",
        "resource_access",
        "user:read",
    ] {
        let claims = without.clone().and(name, string("user:read"));
        cases.forbid(format!("in-{name}"), forge.of_claims(&claims), why);
        let claims = without.clone().and(name, "[\"user:read\"]");
        cases.forbid(format!("list-in-{name}"), forge.of_claims(&claims), why);
    }
    let header = forge.header().and("scope", string("user:read")).text();
    cases.forbid("in-the-header", forge.token(header, without.text()), why);
    let many = format!("[\"user:read\"{}]", ",\"x\"".repeat(256));
    let token = forge.of_claims(&usual_claims().with("scope", many));
    cases.refuse(
        "type-list-of-too-many",
        token,
        "members and elements are bounded",
    );
    for (name, value) in [
        ("true", "true"),
        ("false", "false"),
        ("zero", "0"),
        ("number", "1"),
        ("object", "{\"user:read\":true}"),
        ("object-nested", "{\"user\":[\"read\"]}"),
        ("object-empty", "{}"),
        ("object-regex", "{\"$regex\":\".*\"}"),
        ("list-of-numbers", "[1]"),
        ("list-with-a-number", "[\"user:read\",1]"),
        ("list-with-true", "[\"user:read\",true]"),
        ("list-of-lists", "[[\"user:read\"]]"),
        ("list-of-objects", "[{\"scope\":\"user:read\"}]"),
    ] {
        let token = forge.of_claims(&usual_claims().with("scope", value));
        cases.refuse(
            format!("type-{name}"),
            token,
            "`scope` is text, or a list of text",
        );
    }
    cases.into_vec()
}
