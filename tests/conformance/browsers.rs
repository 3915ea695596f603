//! Connections by `WebSocket`, and pages of another origin (`--cors`).

use super::*;

/// Requests a WebSocket, and returns the head of the response.
fn open_socket(server: &Server, path: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n",
        server.address,
    )
    .unwrap();
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    let head: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
    head.join("\n")
}

#[test]
fn a_websocket_takes_its_token_from_a_subprotocol_and_where_else_the_settings_say() {
    let server = frozen();
    let token = login(&server, "/auth", "user1");
    let token = token.trim_start_matches("Authorization: Bearer ").trim();
    assert_eq!(status(&open_socket(&server, "/ws", "")), "401");
    let head = open_socket(
        &server,
        "/ws",
        &format!("Sec-WebSocket-Protocol: access_token, {token}\r\n"),
    );
    assert_eq!(status(&head), "101");
    assert!(
        head.contains("sec-websocket-protocol: access_token"),
        "{head}"
    );
    assert!(!head.contains(token), "{head}");
    let in_query = format!("/ws?access_token={token}");
    assert_eq!(status(&open_socket(&server, &in_query, "")), "401");

    let server = with_settings(
        "socket",
        &json!({
            "secret": SECRET,
            "token_from": ["header", {"query": "fallback"}],
        }),
    );
    let token = login(&server, "/auth", "user1");
    let token = token.trim_start_matches("Authorization: Bearer ").trim();
    let in_query = format!("/ws?access_token={token}");
    assert_eq!(status(&open_socket(&server, &in_query, "")), "101");
}

/// `--cors`: the preflight and the responses for a page of that origin.
#[test]
fn pages_of_the_origin_of_the_switch_may_call() {
    const ORIGIN: &str = "https://app.example.com";
    let arguments = ["--listen", "127.0.0.1:0", "--cors", ORIGIN];
    let server = Server::start(example("conformance").args(arguments));
    for path in ["/protected", "/auth", "/auth/me", "/admin/ping"] {
        let preflight = format!(
            "Origin: {ORIGIN}\r\nAccess-Control-Request-Method: POST\r\n\
             Access-Control-Request-Headers: authorization,content-type,x-csrf-token\r\n"
        );
        let (head, _) = server.send("OPTIONS", path, &preflight, "");
        assert_eq!(status(&head), "200", "{path}: {head}");
        for header in [
            "access-control-allow-origin: https://app.example.com",
            "access-control-allow-credentials: true",
            "access-control-allow-headers: authorization,content-type,x-csrf-token",
        ] {
            assert!(head.contains(header), "{header} is not in:\n{head}");
        }
    }
    for (method, path, expected) in [
        ("GET", "/protected", "401"),
        ("DELETE", "/protected", "405"),
    ] {
        let (head, _) = server.send(method, path, &format!("Origin: {ORIGIN}\r\n"), "");
        assert_eq!(status(&head), expected);
        assert!(
            head.contains("access-control-allow-origin: https://app.example.com"),
            "{head}"
        );
    }
    for bad in [
        "*",
        "app.example.com",
        "https://app.example.com/",
        "https://*.example.com",
    ] {
        let output = example("conformance")
            .args(["--cors", bad])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{bad}");
        let problem = String::from_utf8(output.stderr).unwrap();
        assert!(problem.starts_with("--cors: found "), "{problem}");
    }
}
