//! Keyed digests, under which accounts and addresses are counted.

use std::net::IpAddr;

use aws_lc_rs::hmac;

use super::address::counted_bytes;
use super::options::ThrottleOptions;
use crate::session::{AttemptCounter, AttemptLimit, CounterKey, CounterKind, Device, SessionOwner};

/// The number of counters of a kind is at most 2 to the power of this, whatever names clients send. Names that share a counter
/// by chance share its limit; without the key, a client cannot find such a name.
const COUNTER_BITS: u32 = 20;

/// Derives the keys of counters and devices.
pub(super) struct Digests {
    key: hmac::Key,
    owner: Option<SessionOwner>,
}

impl Digests {
    pub(super) fn new(options: &ThrottleOptions) -> Self {
        Self {
            key: options.key.clone(),
            owner: options.owner,
        }
    }

    /// The counter of this kind for the account and the address, as far as the kind uses them.
    pub(super) fn counter(
        &self,
        kind: CounterKind,
        limit: AttemptLimit,
        account: Option<&str>,
        address: Option<IpAddr>,
    ) -> AttemptCounter {
        let label = label(kind);
        // A counter with another window is a different counter.
        let service = self.digest(&[label, b"counter", &limit.window.to_be_bytes()]);
        let address = address.map(counted_bytes).unwrap_or_default();
        let name = self.digest(&[label, account.unwrap_or_default().as_bytes(), &address]);
        let [a, b, c, d, ..] = name;
        let number = u32::from_be_bytes([a, b, c, d]) >> (u32::BITS - COUNTER_BITS);
        let mut key = service;
        for (byte, of_number) in key.iter_mut().zip(number.to_be_bytes()) {
            *byte = of_number;
        }
        AttemptCounter::new(CounterKey::from_bytes(key), limit)
    }

    /// An account and an address from which a login to it may have succeeded. Stores keep such devices only after a login, so
    /// that their number is bounded by the accounts that exist.
    pub(super) fn device(&self, account: &str, address: IpAddr) -> Device {
        let digest = |label, of: &[u8]| CounterKey::from_bytes(self.digest(&[label, of]));
        let account = digest(b"account of devices", account.as_bytes());
        let address = digest(b"address of a device", &counted_bytes(address));
        Device::new(account, address)
    }

    /// The first 128 bits of a keyed digest of several texts.
    fn digest(&self, texts: &[&[u8]]) -> [u8; 16] {
        let mut context = hmac::Context::with_key(&self.key);
        let owner = self.owner.as_ref().map(|owner| owner.as_bytes().as_slice());
        for text in owner.iter().chain(texts) {
            // The length before each text keeps `a, bc` from having the digest of `ab, c`.
            context.update(&(text.len() as u64).to_be_bytes());
            context.update(text);
        }
        let mut bytes = [0; 16];
        for (byte, digested) in bytes.iter_mut().zip(context.sign().as_ref()) {
            *byte = *digested;
        }
        bytes
    }
}

/// Separates the digests of one kind of counter from those of others.
const fn label(kind: CounterKind) -> &'static [u8] {
    match kind {
        CounterKind::AccountAndAddress => b"account and address",
        CounterKind::Address => b"address",
        CounterKind::Account => b"account",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const LIMIT: AttemptLimit = AttemptLimit::new(10, 900);

    fn digests(key: &[u8], owner: Option<&str>) -> Digests {
        Digests {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            owner: owner.map(SessionOwner::named),
        }
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn whatever_names_come_there_are_so_many_counters_of_a_kind() {
        let digests = digests(b"key", None);
        let keys: HashSet<_> = (0..2000)
            .map(|number| format!("name {number}"))
            .map(|name| {
                digests
                    .counter(CounterKind::Account, LIMIT, Some(&name), None)
                    .key
            })
            .collect();
        assert!(keys.len() > 1900, "{} counters", keys.len());
        let mut varying = [false; 16];
        let first = *keys.iter().next().unwrap();
        for key in &keys {
            assert!(key.as_bytes()[0] == 0 && key.as_bytes()[1] < 1 << (COUNTER_BITS - 16));
            for (varies, (byte, other)) in varying
                .iter_mut()
                .zip(key.as_bytes().iter().zip(first.as_bytes()))
            {
                *varies |= byte != other;
            }
        }
        assert_eq!(
            varying.iter().filter(|varies| **varies).count(),
            3,
            "{varying:?}"
        );
    }

    #[test]
    fn kinds_services_windows_and_secrets_share_no_counter() {
        let of = |digests: &Digests, kind, window| {
            let limit = AttemptLimit::new(LIMIT.attempts, window);
            let account = Some("ada");
            digests
                .counter(kind, limit, account, address("192.0.2.1"))
                .key
        };
        let ours = digests(b"key", Some("shop"));
        let keys = HashSet::from([
            of(&ours, CounterKind::Account, 900),
            of(&ours, CounterKind::Address, 900),
            of(&ours, CounterKind::AccountAndAddress, 900),
            of(&ours, CounterKind::Account, 901),
            of(&digests(b"key", Some("forum")), CounterKind::Account, 900),
            of(&digests(b"key", None), CounterKind::Account, 900),
            of(&digests(b"other", Some("shop")), CounterKind::Account, 900),
        ]);
        assert_eq!(keys.len(), 7);
        assert_eq!(
            of(&digests(b"key", Some("shop")), CounterKind::Account, 900),
            of(&ours, CounterKind::Account, 900)
        );
    }

    #[test]
    fn a_device_is_a_network_and_an_account() {
        let digests = digests(b"key", None);
        let device = |account, text| digests.device(account, address(text).unwrap());
        assert_eq!(device("ada", "2001:db8::1"), device("ada", "2001:db8::2"));
        assert_ne!(device("ada", "192.0.2.1"), device("ada", "192.0.2.2"));
        assert_ne!(device("ada", "192.0.2.1"), device("bob", "192.0.2.1"));
    }
}
