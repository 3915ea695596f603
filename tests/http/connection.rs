//! A service that listens, and connections to it, of which a test sees every byte.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::app::Answer;

/// Serves on a free port of all loopback addresses, until the test ends.
pub(crate) async fn serve(app: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// A connection of HTTP/1.1 that is kept alive.
pub(crate) struct Connection {
    stream: TcpStream,
    /// What was received and belongs to no response yet.
    received: Vec<u8>,
}

impl Connection {
    /// From an address such as `127.0.0.2`.
    pub(crate) async fn from(source: IpAddr, server: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((source, 0).into()).unwrap();
        Self {
            stream: socket.connect(server).await.unwrap(),
            received: Vec::new(),
        }
    }

    pub(crate) async fn to(server: SocketAddr) -> Self {
        Self::from([127, 0, 0, 1].into(), server).await
    }

    /// Sends bytes, which need be no whole request.
    pub(crate) async fn write(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.unwrap();
    }

    pub(crate) async fn post(&mut self, path: &str, json: &str) -> Answer {
        self.write(&head(path, json.len())).await;
        self.write(json).await;
        self.answer().await
    }

    /// The next response.
    pub(crate) async fn answer(&mut self) -> Answer {
        let end = loop {
            let mut windows = self.received.windows(4);
            match windows.position(|window| window == b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => assert!(self.receive().await, "the connection was closed"),
            }
        };
        let head: Vec<u8> = self.received.drain(..end).collect();
        let head = String::from_utf8(head).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let fields = lines.filter_map(|line| line.split_once(": "));
        let headers: HeaderMap = fields
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
            .collect();
        let length = headers.get("content-length");
        let length = length.map_or(0, |length| length.to_str().unwrap().parse().unwrap());
        while self.received.len() < length {
            assert!(self.receive().await, "the response was cut short");
        }
        let body: Vec<u8> = self.received.drain(..length).collect();
        Answer {
            status: StatusCode::from_bytes(status.as_bytes()).unwrap(),
            headers,
            body: String::from_utf8(body).unwrap(),
        }
    }

    /// Whether the server closes the connection without sending another byte; waits for either.
    pub(crate) async fn is_closed(&mut self) -> bool {
        self.received.is_empty() && !self.receive().await
    }

    async fn receive(&mut self) -> bool {
        let read = self.stream.read_buf(&mut self.received).await;
        // A server that closes with unread bytes resets the connection.
        read.is_ok_and(|length| length > 0)
    }
}

/// The head of a request with a JSON body of this length.
pub(crate) fn head(path: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    )
}
