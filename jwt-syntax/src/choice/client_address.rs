//! Where the address of a client is found: `peer`, or `proxies:1`.

use std::fmt;

use crate::value::{SettingKind, SettingType, WrongValue};

/// The most proxies that a request can pass on its way to the service.
const MOST_PROXIES: u8 = 16;

/// Where the address of a client is found: the setting `client_address`.
///
/// ```
/// use jwt_syntax::choice::ClientAddress;
/// use jwt_syntax::setting::SettingType;
///
/// assert_eq!(ClientAddress::from_text("peer").ok(), Some(ClientAddress::Peer));
/// assert_eq!(ClientAddress::from_text("proxies:2").ok(), Some(ClientAddress::Proxies(2)));
/// assert!(ClientAddress::from_text("proxies").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClientAddress {
    /// It is the other end of the connection.
    #[default]
    Peer,
    /// So many proxies stand before the service, and each adds an entry to `X-Forwarded-For`.
    Proxies(u8),
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Peer => f.write_str("peer"),
            Self::Proxies(proxies) => write!(f, "proxies:{proxies}"),
        }
    }
}

impl SettingType for ClientAddress {
    const EXPECTED: &'static str =
        "`peer`, or the number of proxies before this service, from `proxies:1` to `proxies:16`";

    fn from_text(text: &str) -> Result<Self, WrongValue> {
        let number = text.strip_prefix("proxies:").unwrap_or_default();
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        match (text, number.parse()) {
            ("peer", _) => Ok(Self::Peer),
            (_, Ok(count @ 1..=MOST_PROXIES)) if is_number => Ok(Self::Proxies(count)),
            _ => Err(WrongValue::quoted(text, Self::EXPECTED)),
        }
    }

    fn check(&self, _: SettingKind) -> Result<(), WrongValue> {
        match self {
            Self::Peer | Self::Proxies(1..=MOST_PROXIES) => Ok(()),
            Self::Proxies(_) => Err(WrongValue::quoted(&self.to_string(), Self::EXPECTED)),
        }
    }
}

crate::value::deserialize_as_text!(ClientAddress);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_proxies_has_limits() {
        for count in [1, 16] {
            let address = ClientAddress::Proxies(count);
            assert_eq!(
                ClientAddress::from_text(&address.to_string()).ok(),
                Some(address)
            );
        }
        for text in [
            "",
            "Peer",
            "header",
            "proxies",
            "proxies 1",
            "proxy:1",
            "proxies:0",
            "proxies:17",
            "proxies:-1",
            "proxies:+1",
            "proxies:",
            "proxies:1 ",
        ] {
            assert!(ClientAddress::from_text(text).is_err(), "{text}");
        }
        assert!(ClientAddress::EXPECTED.contains(&format!("`proxies:{MOST_PROXIES}`")));
    }
}
