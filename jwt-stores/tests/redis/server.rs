//! A `redis-server` of the tests' own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// What stays when a server is killed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Disk {
    Nothing,
    Everything,
}

/// It is killed, and its files are removed, when this is dropped or the process ends in whatever way: the shell that
/// started it reads the end of its input then.
pub(crate) struct Server {
    port: u16,
    #[cfg_attr(not(feature = "redis-tls"), expect(dead_code))]
    tls_port: u16,
    shell: Mutex<Shell>,
}

struct Shell {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

const SUPERVISE: &str = r#"
dir=$1; shift
while read -r word; do
  case $word in
    start) redis-server "$@" --dir "$dir" >>"$dir/log" 2>&1 & pid=$! ;;
    kill) kill -9 "$pid"; wait "$pid" ;;
    pause) kill -STOP "$pid" ;;
    resume) kill -CONT "$pid" ;;
  esac
  echo "$word"
done 2>/dev/null
kill -9 "$pid"
wait "$pid" 2>/dev/null
rm -rf "$dir"
"#;

impl Server {
    /// Nothing, loudly, if it is not installed.
    pub(crate) fn start(disk: Disk) -> Option<Self> {
        if !is_installed() {
            let is_required =
                std::env::var_os("JWT_GUARD_REQUIRE_REDIS").is_some_and(|value| value == "1");
            assert!(!is_required, "there is no redis-server: install it");
            eprintln!("skipped: there is no redis-server: `apt-get install redis-server`");
            return None;
        }
        let folder = folder();
        let (port, tls_port) = (free_port(), free_port());
        let (append, sync) = match disk {
            Disk::Nothing => ("no", "no"),
            Disk::Everything => ("yes", "always"),
        };
        let mut child = Command::new("sh")
            .args(["-c", SUPERVISE, "redis"])
            .arg(&folder)
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
            .args(["--save", "", "--appendonly", append, "--appendfsync", sync])
            .args(over_tls(tls_port))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let shell = Shell {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().expect("it is piped")),
            child,
        };
        let shell = Mutex::new(shell);
        let server = Self {
            port,
            tls_port,
            shell,
        };
        server.start_again();
        Some(server)
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    #[cfg(feature = "redis-tls")]
    pub(crate) fn tls_url(&self, host: &str) -> String {
        format!("rediss://{host}:{}", self.tls_port)
    }

    /// Starts it after it was killed, and waits until it answers.
    pub(crate) fn start_again(&self) {
        self.tell("start");
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.ping().is_err() {
            assert!(Instant::now() < deadline, "redis-server does not answer");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn kill(&self) {
        self.tell("kill");
    }

    /// Lets it hang: it takes connections, and says nothing.
    pub(crate) fn pause(&self) {
        self.tell("pause");
    }

    pub(crate) fn resume(&self) {
        self.tell("resume");
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
        command.exec(&mut self.inspect()).expect("an answer");
    }

    fn tell(&self, word: &str) {
        let mut shell = self.shell.lock().expect("a shell");
        let input = shell.input.as_mut().expect("its input");
        writeln!(input, "{word}").expect("it reads");
        let mut done = String::new();
        shell.output.read_line(&mut done).expect("it writes");
        assert_eq!(done.trim(), word);
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

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(shell) = self.shell.get_mut() {
            shell.input = None;
            let _ = shell.child.wait();
        }
    }
}

/// A certificate or key that was made for these tests.
pub(crate) fn tls_file(name: &str) -> String {
    format!("{}/tests/redis/tls/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn over_tls(port: u16) -> Vec<String> {
    // Not every server can do that.
    if !cfg!(feature = "redis-tls") {
        return Vec::new();
    }
    let options = [
        ("port", port.to_string()),
        ("auth-clients", "no".into()),
        ("cert-file", tls_file("server.pem")),
        ("key-file", tls_file("server.key")),
        ("ca-cert-file", tls_file("authority.pem")),
    ];
    let options = options.into_iter();
    options
        .flat_map(|(name, value)| [format!("--tls-{name}"), value])
        .collect()
}

fn is_installed() -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join("redis-server").is_file())
}

fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("redis-{}-{number}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its address").port()
}
