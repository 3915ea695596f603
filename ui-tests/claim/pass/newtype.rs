use jwt_guard::prelude::*;

#[derive(Claim)]
pub struct TeamName(pub String);

/// serde says the same.
#[derive(Claim, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
#[claim(name = "https://example.com/seats", default)]
struct Seats(#[serde(deserialize_with = "halved")] u32);

fn halved<'de, D: serde::Deserializer<'de>>(value: D) -> Result<u32, D::Error> {
    <u32 as serde::Deserialize>::deserialize(value).map(|seats| seats / 2)
}

#[derive(Claim)]
#[claim(path = "app.r#type")]
struct r#Type(Option<u8>);

fn main() {
    assert_eq!(TeamName::NAMES, ["team_name"]);
    assert_eq!(TeamName::REQUIRED, ["team_name"]);
    assert_eq!(r#Type::NAMES, ["app"]);
    let claims = serde_json::json!({ "https://example.com/seats": 8, "team_name": "red" });
    let (team, seats) = <(TeamName, Seats)>::deserialize_claims(claims).unwrap();
    assert_eq!((&*team.0, seats.0), ("red", 4));
}
