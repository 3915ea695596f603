//! The client on whose behalf passwords are hashed, so that clients take turns.

use std::future::Future;
use std::net::{IpAddr, Ipv6Addr};

#[cfg(feature = "password")]
tokio::task_local! {
    /// The network of the client whose request the task handles.
    static CLIENT: Option<IpAddr>;
}

/// Runs a future on behalf of the client at an address: hashes of [`Passwords`](super::Passwords) in it wait in the queue of
/// this client.
///
/// Clients take turns, so that many logins of one client do not delay those of others. The endpoints of the library call
/// this themselves; call it in a login handler of your own. It applies to what the future awaits, but not to tasks that it
/// spawns. Addresses in one IPv6 /64 count as one client, and so do all requests without an address (`None`).
///
/// ```
/// use std::net::SocketAddr;
///
/// use axum::extract::ConnectInfo;
/// use jwt_guard::user::{PasswordError, Passwords, for_client};
///
/// # async fn example(peer: ConnectInfo<SocketAddr>, passwords: Passwords, password: String, hash: String) -> Result<(), PasswordError> {
/// let check = passwords.verify(password, Some(&hash));
/// let is_right = for_client(Some(peer.ip()), check).await?;
/// # Ok(())
/// # }
/// ```
#[cfg(feature = "password")]
pub fn for_client<F: Future>(
    address: Option<IpAddr>,
    future: F,
) -> impl Future<Output = F::Output> + use<F> {
    CLIENT.scope(address.map(network_of), future)
}

/// Without the feature `password`, there is no queue.
#[cfg(not(feature = "password"))]
pub fn for_client<F: Future>(_: Option<IpAddr>, future: F) -> F {
    future
}

/// The client on whose behalf the current task runs.
#[cfg(feature = "password")]
pub(super) fn current_client() -> Option<IpAddr> {
    CLIENT.try_with(|client| *client).ok().flatten()
}

/// The network that counts as one client: an IPv4 address, or the /64 of an IPv6 address, which one subscriber usually has.
#[must_use]
pub fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

#[cfg(all(test, feature = "password"))]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_an_address_or_the_first_half_of_one() {
        for (address, network) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("::1", "::"),
        ] {
            let address: IpAddr = address.parse().unwrap();
            assert_eq!(network_of(address).to_string(), network);
        }
    }

    #[tokio::test]
    async fn the_client_is_that_of_the_innermost_future_and_of_no_other() {
        let [first, second] = [1, 2].map(|last| IpAddr::from([127, 0, 0, last]));
        let seen = for_client(Some(first), async {
            let inner = for_client(Some(second), async { current_client() }).await;
            let spawned = tokio::spawn(async { current_client() }).await.unwrap();
            (current_client(), inner, spawned)
        });
        assert_eq!(seen.await, (Some(first), Some(second), None));
        assert_eq!(current_client(), None);
    }
}
