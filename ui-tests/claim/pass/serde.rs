use jwt_guard::prelude::*;

mod text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(number: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&number.to_string())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

fn free() -> String {
    "free".into()
}

/// Beside serde's own derives, for an answer to clients.
#[derive(Claim, serde::Serialize, serde::Deserialize)]
#[serde(crate = "serde")]
struct Membership {
    #[serde(default = "free")]
    plan: String,
    #[serde(with = "text")]
    level: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    teams: Vec<String>,
}

fn main() {
    let claims = serde_json::json!({ "level": "7" });
    let membership = Membership::deserialize_claims(claims).unwrap();
    assert_eq!((membership.plan.as_str(), membership.level), ("free", 7));
    let written = membership
        .serialize_claims(serde_json::value::Serializer)
        .unwrap();
    assert_eq!(written, serde_json::json!({ "plan": "free", "level": "7" }));
}
