//! The program itself, as a process.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use crate::server::Server;

fn program(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accounts"));
    program
        .env("LISTEN", "127.0.0.1:0")
        .env("DATA", data)
        .stderr(Stdio::null());
    program
}

fn make_admin(data: &Path, email: &str) -> bool {
    let made = program(data).args(["admin", email]).status();
    made.unwrap().success()
}

#[test]
fn it_serves_and_makes_admins() {
    let data = TempDir::new().unwrap();
    let mut server = Server::start(&mut program(data.path()));
    server.address = server.address.replace("localhost", "127.0.0.1");
    let (head, page) = server.send("GET", "/sign-in", "", "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(page.contains("<h1>Sign in</h1>"));
    assert!(
        !make_admin(data.path(), "ada@example.com"),
        "there is no such user"
    );
    let json = "Content-Type: application/json\r\n";
    let (head, _) = server.send("POST", "/register", json, r#"{"email":"ada@example.com"}"#);
    assert!(head.starts_with("HTTP/1.1 202"), "{head}");
    // The user is created after the response.
    let is_admin = (0..100).any(|_| {
        sleep(Duration::from_millis(50));
        make_admin(data.path(), "ada@example.com")
    });
    assert!(is_admin);
}
