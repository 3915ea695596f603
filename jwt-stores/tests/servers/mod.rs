//! Servers that the tests start themselves, and that never outlive them.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// A shell that starts and kills a server as it is told. Whatever becomes of the tests, it reads the end of its input then,
/// kills the server and removes its folder.
pub(crate) struct Supervised(Mutex<Shell>);

struct Shell {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

const SUPERVISE: &str = r#"
folder=$1; shift
while read -r word; do
  case $word in
    start) "$@" >>"$folder/log" 2>&1 & pid=$! ;;
    kill) kill -9 "$pid"; wait "$pid" ;;
    pause) kill -STOP "$pid" ;;
    resume) kill -CONT "$pid" ;;
  esac
  echo "$word"
done 2>/dev/null
kill -9 "$pid" 2>/dev/null
wait
rm -rf "$folder"
"#;

impl Supervised {
    /// Starts a server, with its program first, whose files are in a folder.
    pub(crate) fn start(folder: &Path, server: &[&str]) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", SUPERVISE, "supervise"])
            .arg(folder)
            .args(server)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let supervised = Self(Mutex::new(Shell {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().expect("it is piped")),
            child,
        }));
        supervised.tell("start");
        supervised
    }

    /// Says `start`, `kill`, `pause` or `resume`.
    pub(crate) fn tell(&self, word: &str) {
        let mut shell = self.0.lock().expect("a shell");
        let input = shell.input.as_mut().expect("its input");
        writeln!(input, "{word}").expect("it reads");
        let mut done = String::new();
        shell.output.read_line(&mut done).expect("it writes");
        assert_eq!(done.trim(), word);
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        if let Ok(shell) = self.0.get_mut() {
            shell.input = None;
            let _ = shell.child.wait();
        }
    }
}

/// A port of no one's. Systems take those of connections from 32768 on: while a server is away, a client that tries again and
/// again would sooner or later be given its port, and the server could not come back.
pub(crate) fn free_port() -> u16 {
    const FIRST: u32 = 20_000;
    const COUNT: u32 = 12_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Other tests, which run at the same time, begin elsewhere.
    let start = std::process::id().wrapping_mul(101);
    for _ in 0..COUNT {
        let next = start.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
        let port = u16::try_from(FIRST + next % COUNT).expect("a port");
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("all ports are taken");
}
