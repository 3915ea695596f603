use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
    #[claim(name = "https://example.com/team")]
    team: Option<String>,
    #[claim(name = "issuer")]
    iss: Option<u8>,
    r#type: Vec<String>,
    #[claim]
    plain: u8,
}

#[derive(Claim)]
struct Nothing {}

fn main() {
    let names = [
        "plan",
        "https://example.com/team",
        "issuer",
        "type",
        "plain",
    ];
    assert_eq!(Membership::NAMES, names);
    assert_eq!(Membership::REQUIRED, ["plan", "type", "plain"]);
    assert!(Nothing::NAMES.is_empty());
}
