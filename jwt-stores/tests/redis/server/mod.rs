//! A `redis-server` of the tests' own.

#[cfg(feature = "redis-tls")]
mod certified;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

#[cfg(feature = "redis-tls")]
use certified::Certified;

use crate::programs::redis_server;
use crate::servers::{Supervised, free_port};

/// What stays when a server is killed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Disk {
    Nothing,
    Everything,
}

pub(crate) struct Server {
    port: u16,
    #[cfg_attr(
        not(feature = "redis-tls"),
        expect(dead_code, reason = "nobody asks for it")
    )]
    tls_port: u16,
    #[cfg_attr(
        not(feature = "redis-tls"),
        expect(dead_code, reason = "nobody asks for it")
    )]
    folder: PathBuf,
    process: Supervised,
}

impl Server {
    pub(crate) fn start(disk: Disk) -> Self {
        let program = redis_server().unwrap_or_else(|missing| panic!("{missing}"));
        let folder = folder();
        let (port, tls_port) = (free_port(), free_port());
        let (append, sync) = match disk {
            Disk::Nothing => ("no", "no"),
            Disk::Everything => ("yes", "always"),
        };
        let mut options = vec![
            ("port", port.to_string()),
            ("bind", "127.0.0.1".into()),
            ("dir", folder.to_string_lossy().into_owned()),
            ("save", String::new()),
            ("appendonly", append.into()),
            ("appendfsync", sync.into()),
        ];
        options.extend(over_tls(tls_port, &folder));
        let mut command = vec![program.to_string_lossy().into_owned()];
        for (name, value) in options {
            command.extend([format!("--{name}"), value]);
        }
        let command: Vec<_> = command.iter().map(String::as_str).collect();
        let server = Self {
            port,
            tls_port,
            process: Supervised::start(&folder, &command),
            folder,
        };
        server.wait();
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// The certificate of the authority that a client must trust.
    #[cfg(feature = "redis-tls")]
    pub(crate) fn authority(&self) -> PathBuf {
        self.folder.join(AUTHORITY)
    }

    #[cfg(feature = "redis-tls")]
    pub(crate) fn tls_url(&self, host: &str) -> String {
        format!("rediss://{host}:{}", self.tls_port)
    }

    /// Starts it after it was killed, and waits until it answers.
    pub(crate) fn start_again(&self) {
        self.process.tell("start");
        self.wait();
    }

    fn wait(&self) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.ping().is_err() {
            assert!(Instant::now() < deadline, "redis-server does not answer");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn kill(&self) {
        self.process.tell("kill");
    }

    /// Lets it hang: it takes connections, and says nothing.
    pub(crate) fn pause(&self) {
        self.process.tell("pause");
    }

    pub(crate) fn resume(&self) {
        self.process.tell("resume");
    }

    /// A connection to look behind the store.
    pub(crate) fn inspect(&self) -> redis::Connection {
        let client = redis::Client::open(self.url()).expect("a URL");
        client.get_connection().expect("a connection")
    }

    /// Runs a command, of words separated by spaces.
    pub(crate) fn run(&self, command: &str) {
        let mut words = command.split(' ');
        let mut command = redis::cmd(words.next().expect("a command"));
        words.for_each(|word| {
            command.arg(word);
        });
        command.exec(&mut self.inspect()).expect("a result");
    }

    fn ping(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.write_all(b"PING\r\n")?;
        let mut answer = [0; 5];
        stream.read_exact(&mut answer)?;
        // It says something else while it reads its files.
        let is_ready = &answer == b"+PONG";
        is_ready
            .then_some(())
            .ok_or(std::io::ErrorKind::WouldBlock.into())
    }
}

#[cfg(feature = "redis-tls")]
const AUTHORITY: &str = "authority.pem";

/// The options of a server that takes TLS, with certificates and keys made for it alone.
#[cfg(feature = "redis-tls")]
fn over_tls(port: u16, folder: &Path) -> Vec<(&'static str, String)> {
    let certified = Certified::generate();
    let file = |name: &str, text: String| {
        let file = folder.join(name);
        fs::write(&file, text).expect("a file");
        file.to_string_lossy().into_owned()
    };
    vec![
        ("tls-port", port.to_string()),
        ("tls-auth-clients", "no".into()),
        ("tls-cert-file", file("server.pem", certified.certificate)),
        ("tls-key-file", file("server.key", certified.key)),
        ("tls-ca-cert-file", file(AUTHORITY, certified.authority)),
    ]
}

/// Not every server can do that.
#[cfg(not(feature = "redis-tls"))]
fn over_tls(_: u16, _: &Path) -> Vec<(&'static str, String)> {
    Vec::new()
}

fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("redis-{}-{number}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}
