//! A listener that no token may ever make the service connect to.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::LazyLock;

pub(crate) struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

/// The one that the tokens' URLs point to.
pub(crate) static LISTENER: LazyLock<Listener> = LazyLock::new(Listener::bind);

impl Listener {
    fn bind() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        socket.set_nonblocking(true).unwrap();
        Self {
            address: socket.local_addr().unwrap(),
            socket,
        }
    }

    /// `127.0.0.1:port`.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections came since the last call.
    pub(crate) fn connections(&self) -> usize {
        let mut connections = 0;
        loop {
            match self.socket.accept() {
                Ok(_) => connections += 1,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return connections,
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn a_connection_would_be_seen() {
    let listener = Listener::bind();
    assert_eq!(listener.connections(), 0);
    let _connection = TcpStream::connect(listener.address()).unwrap();
    assert_eq!(listener.connections(), 1);
    assert_eq!(listener.connections(), 0);
}
