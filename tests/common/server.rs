//! An example as a process of its own, and a client for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running example; killed when dropped.
pub(crate) struct Server {
    pub(crate) process: Child,
    pub(crate) address: String,
    /// Kept open, or the server could not print any more.
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts a program that prints `listening on ..ADDRESS..`.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut process = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("cargo has built the example");
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let address = output
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| Some(line.strip_prefix("listening on ")?.to_owned()))
            .expect("the example says where it listens");
        let address = address
            .trim_start_matches("http://")
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        Self {
            process,
            address,
            _output: output,
        }
    }

    /// Sends one request and returns the head and the body of the response.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.replace("\r\n", "\n"), body.to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program of an example: test programs are in `target/<profile>/deps`, examples in `target/<profile>/examples`.
pub(crate) fn example(name: &str) -> Command {
    let tests: PathBuf = std::env::current_exe().unwrap();
    Command::new(tests.parent().unwrap().join("../examples").join(name))
}
