use jwt_guard::prelude::*;

/// What Keycloak mints.
#[derive(Claim)]
struct Access {
    #[claim(path = "realm_access.roles", default)]
    roles: Vec<String>,
    #[claim(path = "resource_access.account.roles", default)]
    account_roles: Vec<String>,
    #[claim(name = "realm_access.roles")]
    with_dots: Option<u8>,
    preferred_username: String,
}

fn main() {
    let claims = serde_json::json!({
        "realm_access": { "roles": ["editor"] },
        "resource_access": { "account": { "roles": ["view-profile"] }, "other": {} },
        "realm_access.roles": 7,
        "preferred_username": "ada",
    });
    let access = Access::deserialize_claims(claims).unwrap();
    assert_eq!(access.roles, ["editor"]);
    assert_eq!(access.account_roles, ["view-profile"]);
    assert_eq!((access.with_dots, &*access.preferred_username), (Some(7), "ada"));
    let written = access.serialize_claims(serde_json::value::Serializer).unwrap();
    assert_eq!(written["resource_access"]["account"]["roles"][0], "view-profile");
}
