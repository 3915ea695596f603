//! Mails: what a user is sent, and where it goes.

use std::fmt;

/// A mail to one user.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: &'static str,
    /// The text, with links that must not reach anyone else.
    pub text: String,
}

/// Leaves out the text: its links sign the user in.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter")
            .field("to", &self.to)
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// Sends mails. A service in production implements it with a queue in front of an SMTP server.
pub trait Mail: Send + Sync + 'static {
    /// Accepts a mail, to be sent soon.
    fn send(&self, letter: Letter);
}

/// Prints mails, to try the service out.
#[derive(Debug)]
pub struct PrintedMail;

impl Mail for PrintedMail {
    #[allow(clippy::print_stdout, reason = "the terminal is the inbox")]
    fn send(&self, letter: Letter) {
        let Letter { to, subject, text } = letter;
        println!("\n--- mail to {to}: {subject}\n{text}\n---");
    }
}
