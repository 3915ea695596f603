//! Messages that are put together while a program is compiled.

/// The most bytes that a message has; a part that does not fit is left out.
const CAPACITY: usize = 512;

/// The text of a compile error, in parts. A constant cannot build a `String`.
pub(crate) struct ConstMessage {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl ConstMessage {
    pub(crate) const fn new() -> Self {
        Self {
            bytes: [0; CAPACITY],
            length: 0,
        }
    }

    /// Adds a text, unless it does not fit.
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "evaluated by the compiler, which would refuse it"
    )]
    pub(crate) const fn add(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        if text.len() > CAPACITY - self.length {
            return self;
        }
        let mut at = 0;
        while at < text.len() {
            self.bytes[self.length] = text[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    /// Adds texts, each in quotes, with commas between them.
    pub(crate) const fn list(mut self, texts: &[&str]) -> Self {
        let mut rest = texts;
        let mut separator = "`\"";
        while let [text, others @ ..] = rest {
            self = self.add(separator).add(text).add("\"`");
            separator = ", `\"";
            rest = others;
        }
        self
    }

    /// The message.
    #[expect(
        clippy::panic,
        reason = "evaluated by the compiler, and whole texts are UTF-8"
    )]
    pub(crate) const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => panic!("parts of a message that are not UTF-8"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_and_one_that_does_not_fit_is_left_out() {
        const LISTED: ConstMessage = ConstMessage::new().add("é: ").list(&["a", "b"]);
        assert_eq!(LISTED.as_str(), "é: `\"a\"`, `\"b\"`");
        let long = "é".repeat(CAPACITY / 2);
        let message = ConstMessage::new().add("a").add(&long).add("b");
        assert_eq!(message.as_str(), "ab");
    }
}
