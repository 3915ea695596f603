//! The address of a client.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::extract::connect_info::MockConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};

use crate::config::ClientAddress;
use crate::user::network_of;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of the client of a request. An IPv4-mapped IPv6 address is returned as IPv4.
pub(super) fn client_address(found_in: ClientAddress, parts: &Parts) -> Option<IpAddr> {
    let address = match found_in {
        ClientAddress::Peer => peer(parts),
        ClientAddress::Proxies(proxies) => forwarded(parts, proxies),
    };
    address.map(|address| address.to_canonical())
}

/// Whether a proxy states that it forwarded the request.
pub(super) fn is_forwarded(parts: &Parts) -> bool {
    parts.headers.contains_key(X_FORWARDED_FOR)
}

fn peer(parts: &Parts) -> Option<IpAddr> {
    let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let connected = connected.map(|ConnectInfo(address)| address);
    let in_a_test = parts.extensions.get::<MockConnectInfo<SocketAddr>>();
    let in_a_test = in_a_test.map(|MockConnectInfo(address)| address);
    connected.or(in_a_test).map(SocketAddr::ip)
}

/// The entry that the first trusted proxy added. Each trusted proxy appends one on the right; entries further to the left come
/// from the client and are not trusted.
fn forwarded(parts: &Parts, proxies: u8) -> Option<IpAddr> {
    let headers = parts.headers.get_all(X_FORWARDED_FOR).iter().rev();
    let mut entries = headers.flat_map(entries_from_the_right);
    let entry = entries.nth(usize::from(proxies).checked_sub(1)?)?;
    read(str::from_utf8(entry.trim_ascii()).ok()?)
}

fn entries_from_the_right(header: &HeaderValue) -> impl Iterator<Item = &[u8]> {
    header.as_bytes().rsplit(|byte| *byte == b',')
}

/// Parses an address, with or without a port, and with or without the brackets of IPv6.
fn read(entry: &str) -> Option<IpAddr> {
    let in_brackets = || entry.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let address = entry.parse().ok();
    let with_port = || entry.parse().ok().map(|socket: SocketAddr| socket.ip());
    address
        .or_else(with_port)
        .or_else(|| in_brackets().map(IpAddr::V6))
}

/// The bytes under which attempts from an address are counted: those of its network.
pub(super) fn counted_bytes(address: IpAddr) -> Vec<u8> {
    match network_of(address) {
        IpAddr::V4(network) => network.octets().to_vec(),
        IpAddr::V6(network) => network.octets().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn parts(headers: &[&str]) -> Parts {
        let mut request = Request::new(());
        for header in headers {
            let value = HeaderValue::from_bytes(header.as_bytes()).unwrap();
            request.headers_mut().append(X_FORWARDED_FOR, value);
        }
        request.into_parts().0
    }

    fn behind(proxies: u8, headers: &[&str]) -> Option<String> {
        let address = client_address(ClientAddress::Proxies(proxies), &parts(headers));
        address.map(|address| address.to_string())
    }

    #[test]
    fn the_entry_of_the_first_trusted_proxy_counts_from_the_right() {
        let two = ["6.6.6.6, 10.0.0.1", "10.0.0.2"];
        assert_eq!(behind(1, &two).as_deref(), Some("10.0.0.2"));
        assert_eq!(behind(2, &two).as_deref(), Some("10.0.0.1"));
        assert_eq!(behind(3, &two).as_deref(), Some("6.6.6.6"));
        assert_eq!(behind(4, &two), None);
        assert_eq!(behind(1, &[]), None);
        // What a client sends before it moves nothing.
        assert_eq!(
            behind(2, &["nonsense,,é", "10.0.0.1", "10.0.0.2"]).as_deref(),
            Some("10.0.0.1")
        );
    }

    #[test]
    fn an_entry_is_an_address_or_none() {
        for (entry, address) in [
            ("10.0.0.1", Some("10.0.0.1")),
            ("10.0.0.1:4711", Some("10.0.0.1")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("[2001:db8::1]:4711", Some("2001:db8::1")),
            ("::ffff:10.0.0.1", Some("10.0.0.1")),
            ("", None),
            ("unknown", None),
            ("_hidden", None),
            ("10.0.0", None),
            ("010.0.0.1", None),
            ("[10.0.0.1]", None),
            ("10.0.0.1 10.0.0.2", None),
            ("\"10.0.0.1\"", None),
            ("fe80::1%eth0", None),
        ] {
            let header = format!("6.6.6.6, {entry}");
            assert_eq!(behind(1, &[&header]).as_deref(), address, "{entry}");
        }
    }

    #[test]
    fn no_header_counts_for_the_peer() {
        let mut parts = parts(&["10.0.0.1"]);
        assert_eq!(client_address(ClientAddress::Peer, &parts), None);
        let peer: SocketAddr = "[::ffff:192.0.2.7]:4711".parse().unwrap();
        parts.extensions.insert(MockConnectInfo(peer));
        let address = |parts: &Parts| {
            client_address(ClientAddress::Peer, parts)
                .unwrap()
                .to_string()
        };
        assert_eq!(address(&parts), "192.0.2.7");
        let peer: SocketAddr = "192.0.2.8:4711".parse().unwrap();
        parts.extensions.insert(ConnectInfo(peer));
        assert_eq!(address(&parts), "192.0.2.8");
    }

    #[test]
    fn the_addresses_of_one_network_count_together() {
        let bytes = |text: &str| counted_bytes(text.parse().unwrap());
        assert_eq!(bytes("2001:db8:0:1::1"), bytes("2001:db8:0:1:ffff::2"));
        assert_ne!(bytes("2001:db8:0:1::1"), bytes("2001:db8:0:2::1"));
        assert_ne!(bytes("192.0.2.1"), bytes("192.0.2.2"));
    }
}
