//! `Address`: a mail address in the one form in which it is stored and compared.

use serde::Deserialize;

/// The longest address that SMTP can transport (RFC 5321 §4.5.3.1.3).
const MAX_BYTES: usize = 254;

/// A mail address in lower case, without white space.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(String);

impl Address {
    /// The address in a text. Only a mail shows whether it exists, so the check is for what would be no address at all, or two.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (name, host) = text.split_once('@')?;
        let is_part = |part: &str| {
            let is_forbidden =
                |c: char| c.is_whitespace() || c.is_control() || "@,;:<>()[]\"\\".contains(c);
            !part.is_empty() && !part.contains(is_forbidden)
        };
        let is_address = is_part(name) && is_part(host) && text.len() <= MAX_BYTES;
        is_address.then_some(Self(text))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Address {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        Self::parse(&text).ok_or("this is no mail address")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        let address = Address::parse(" Ada@Example.COM\n");
        assert_eq!(
            address.as_ref().map(Address::as_str),
            Some("ada@example.com")
        );
    }

    #[test]
    fn what_a_mail_program_would_read_otherwise_is_no_address() {
        let long = format!("{}@example.com", "a".repeat(300));
        for text in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@b@c",
            "a b@c",
            "ada@example.com,eve@evil.example",
            "ada@example.com\r\nBcc: eve@evil.example",
            "<ada@example.com>",
            &long,
        ] {
            assert_eq!(Address::parse(text), None, "{text:?}");
        }
    }
}
