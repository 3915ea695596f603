//! The token and the requirements that the differential target makes of its input.

use arbitrary::Arbitrary;
use serde_json::Value;

use crate::service::{ED25519_ID, ISSUER, Key};

/// A valid token with some changes, and the requirements for it.
#[derive(Arbitrary, Debug)]
pub struct Case {
    pub key: Key,
    pub has_issuer: bool,
    audience: Audience,
    leeway: Leeway,
    changes: Vec<Change>,
    /// A bit of the token that is turned over.
    tampering: Option<(u16, u8)>,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Audience {
    None,
    One,
    Two,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Leeway {
    None,
    Some,
    Most,
}

#[derive(Arbitrary, Debug)]
enum Change {
    Remove(Name),
    Replace(Name, Data),
    Add(Name, Data),
}

#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
enum Name {
    Header(Parameter),
    Claim(Claim),
}

#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
enum Parameter {
    Alg,
    Typ,
    Kid,
    Crit,
    B64,
    Cty,
    Jku,
    Jwk,
    X5c,
    Zip,
    Enc,
    Nonce,
    Other,
}

#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
enum Claim {
    Iss,
    Sub,
    Aud,
    Exp,
    Nbf,
    Iat,
    Jti,
    Scope,
    Cnf,
    ClientId,
    Sid,
    Csrf,
    AuthTime,
    Acr,
    Amr,
    Fresh,
    Plan,
    Team,
    Seats,
    Other,
}

#[derive(Arbitrary, Debug)]
enum Data {
    Null,
    Bool(bool),
    /// Seconds from now, and thousandths of one.
    Date(i32, Option<u16>),
    /// Seconds from the moments at which something changes: now, and now with the leeway, earlier and later.
    Edge(i8, i8, Option<u16>),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Text(Text),
    List(Vec<Text>),
    Nested(u8),
    Wide(u16),
    Long(u16),
}

#[derive(Arbitrary, Debug)]
enum Text {
    Empty,
    Issuer,
    Audience,
    OtherAudience,
    Hs256,
    Hs384,
    None,
    EdDsa,
    AccessToken,
    MediaType,
    Jwt,
    KeyId,
    Any(String),
}

impl Text {
    fn value(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Issuer => ISSUER,
            Self::Audience => "a",
            Self::OtherAudience => "b",
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::None => "none",
            Self::EdDsa => "EdDSA",
            Self::AccessToken => "at+jwt",
            Self::MediaType => "application/AT+JWT",
            Self::Jwt => "JWT",
            Self::KeyId => ED25519_ID,
            Self::Any(text) => text,
        }
    }

    fn json(&self) -> String {
        Value::from(self.value()).to_string()
    }
}

impl Data {
    fn json(&self, now: i64, leeway: i64) -> String {
        let date = |seconds: i64, thousandths: Option<u16>| match thousandths {
            None => seconds.to_string(),
            Some(thousandths) => format!("{seconds}.{:03}", thousandths % 1000),
        };
        match self {
            Self::Null => "null".into(),
            Self::Bool(value) => value.to_string(),
            Self::Date(offset, thousandths) => date(now + i64::from(*offset), *thousandths),
            Self::Edge(side, offset, thousandths) => {
                let edge = now + leeway * i64::from(side.signum());
                date(edge + i64::from(offset % 3), *thousandths)
            }
            Self::Integer(value) => value.to_string(),
            Self::Unsigned(value) => value.to_string(),
            Self::Float(value) => Value::from(*value).to_string(),
            Self::Text(text) => text.json(),
            Self::List(texts) => {
                let texts: Vec<_> = texts.iter().map(Text::json).collect();
                format!("[{}]", texts.join(","))
            }
            Self::Nested(depth) => {
                let depth = usize::from(depth % 40);
                format!("{}{}", r#"{"a":"#.repeat(depth), "1") + &"}".repeat(depth)
            }
            Self::Wide(width) => format!("[{}]", vec!["1"; usize::from(width % 300)].join(",")),
            Self::Long(length) => format!("\"{}\"", "x".repeat(usize::from(length % 9000))),
        }
    }
}

impl Name {
    fn text(self) -> &'static str {
        match self {
            Self::Header(parameter) => match parameter {
                Parameter::Alg => "alg",
                Parameter::Typ => "typ",
                Parameter::Kid => "kid",
                Parameter::Crit => "crit",
                Parameter::B64 => "b64",
                Parameter::Cty => "cty",
                Parameter::Jku => "jku",
                Parameter::Jwk => "jwk",
                Parameter::X5c => "x5c",
                Parameter::Zip => "zip",
                Parameter::Enc => "enc",
                Parameter::Nonce => "nonce",
                Parameter::Other => "other",
            },
            Self::Claim(claim) => match claim {
                Claim::Iss => "iss",
                Claim::Sub => "sub",
                Claim::Aud => "aud",
                Claim::Exp => "exp",
                Claim::Nbf => "nbf",
                Claim::Iat => "iat",
                Claim::Jti => "jti",
                Claim::Scope => "scope",
                Claim::Cnf => "cnf",
                Claim::ClientId => "client_id",
                Claim::Sid => "sid",
                Claim::Csrf => "csrf",
                Claim::AuthTime => "auth_time",
                Claim::Acr => "acr",
                Claim::Amr => "amr",
                Claim::Fresh => "fresh",
                Claim::Plan => "plan",
                Claim::Team => "https://example.com/team",
                Claim::Seats => "seats",
                Claim::Other => "other",
            },
        }
    }
}

impl Case {
    /// By how much clocks may differ, in seconds.
    pub fn leeway(&self) -> i64 {
        match self.leeway {
            Leeway::None => 0,
            Leeway::Some => 10,
            Leeway::Most => 300,
        }
    }

    /// The names of the service.
    pub fn audience(&self) -> &'static [&'static str] {
        match self.audience {
            Audience::None => &[],
            Audience::One => &["a"],
            Audience::Two => &["a", "b"],
        }
    }

    /// The token, when the clock shows `now`.
    pub fn token(&self, now: i64) -> String {
        let text = |text: &str| Value::from(text).to_string();
        let mut members = vec![
            (Name::Header(Parameter::Typ), text("at+jwt")),
            (
                Name::Header(Parameter::Alg),
                text(self.key.algorithm().name()),
            ),
            (Name::Claim(Claim::Sub), text("1")),
            (Name::Claim(Claim::Exp), (now + 600).to_string()),
            (Name::Claim(Claim::Plan), text("pro")),
        ];
        if self.has_issuer {
            members.push((Name::Claim(Claim::Iss), text(ISSUER)));
        }
        if let Some(first) = self.audience().first() {
            members.push((Name::Claim(Claim::Aud), text(first)));
        }
        for change in &self.changes {
            match change {
                Change::Remove(name) => members.retain(|(found, _)| found != name),
                Change::Replace(name, data) => {
                    members.retain(|(found, _)| found != name);
                    members.push((*name, data.json(now, self.leeway())));
                }
                Change::Add(name, data) => members.push((*name, data.json(now, self.leeway()))),
            }
        }
        let object = |is_header: bool| {
            let members = members
                .iter()
                .filter(|(name, _)| matches!(name, Name::Header(_)) == is_header)
                .map(|(name, value)| format!("\"{}\":{value}", name.text()));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        };
        let token = self
            .key
            .sign(object(true).as_bytes(), object(false).as_bytes());
        let Some((at, bit)) = self.tampering else {
            return token;
        };
        let mut bytes = token.into_bytes();
        let at = usize::from(at) % bytes.len();
        bytes[at] ^= 1 << (bit % 7);
        String::from_utf8(bytes).expect("ASCII")
    }
}
