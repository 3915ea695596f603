//! A scan of Rust source for the blocks that are open where it ends.

use std::{iter::Peekable, str::Chars};

use super::associated_block::AssociatedBlock;

/// The innermost block that `source` leaves open, if it is an `impl` block or a trait.
pub(super) fn innermost_block(source: &str) -> Option<AssociatedBlock> {
    let mut scan = Scan {
        rest: source.chars().peekable(),
    };
    let mut open = Vec::new();
    let mut level = Level::new(None);
    while let Some(next) = scan.rest.next() {
        match next {
            '{' => {
                let inner = Level::new(level.head.block());
                open.push(std::mem::replace(&mut level, inner));
            }
            '(' | '[' => {
                // An attribute can be in a `cfg_attr`.
                let inner = Level::new(level.block);
                open.push(std::mem::replace(&mut level, inner));
            }
            '}' | ')' | ']' => {
                level = open.pop()?;
                if next == '}' {
                    level.head = Head::Empty;
                }
            }
            ';' => level.head = Head::Empty,
            '/' if scan.rest.peek() == Some(&'/') => scan.line_comment(),
            '/' if scan.rest.peek() == Some(&'*') => scan.block_comment(),
            '"' => scan.string(),
            '\'' => scan.character_or_lifetime(),
            '#' | '!' => {}
            first if first.is_alphabetic() || first == '_' => {
                let word = scan.word(first);
                // Lifetimes are bound here, not a trait implemented.
                if word == "for" && scan.rest.peek() == Some(&'<') {
                    continue;
                }
                level.head = level.head.followed_by(&word);
                if matches!(&*word, "r" | "br" | "cr") {
                    scan.raw_string();
                }
            }
            other if other.is_whitespace() => {}
            _ => level.head = level.head.followed_by(""),
        }
    }
    level.block
}

/// What is between two delimiters.
struct Level {
    /// What its delimiters are the block of.
    block: Option<AssociatedBlock>,
    /// The item, or whatever it is, that has begun in it.
    head: Head,
}

impl Level {
    fn new(block: Option<AssociatedBlock>) -> Self {
        Self {
            block,
            head: Head::Empty,
        }
    }
}

/// The first words of an item. Attributes are not among them.
#[derive(Clone, Copy)]
enum Head {
    Empty,
    Block(AssociatedBlock),
    Other,
}

impl Head {
    fn followed_by(self, word: &str) -> Self {
        match (self, word) {
            (Self::Empty, "pub" | "unsafe" | "default" | "const" | "auto") => Self::Empty,
            (Self::Empty, "impl") => Self::Block(AssociatedBlock::Impl),
            (Self::Empty, "trait") => Self::Block(AssociatedBlock::Trait),
            (Self::Empty, _) => Self::Other,
            (Self::Block(AssociatedBlock::Impl), "for") => Self::Block(AssociatedBlock::TraitImpl),
            (begun, _) => begun,
        }
    }

    fn block(self) -> Option<AssociatedBlock> {
        match self {
            Self::Block(block) => Some(block),
            Self::Empty | Self::Other => None,
        }
    }
}

struct Scan<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Scan<'_> {
    fn word(&mut self, first: char) -> String {
        let mut word = String::from(first);
        while let Some(next) = self.rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
            word.push(next);
        }
        word
    }

    fn line_comment(&mut self) {
        while self.rest.next_if(|c| *c != '\n').is_some() {}
    }

    /// Comments nest. The slash has been read.
    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        let mut previous = '/';
        for next in self.rest.by_ref() {
            match (previous, next) {
                ('/', '*') => depth = depth.saturating_add(1),
                ('*', '/') => depth = depth.saturating_sub(1),
                _ => {
                    previous = next;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
            previous = ' ';
        }
    }

    fn string(&mut self) {
        while let Some(next) = self.rest.next() {
            match next {
                '\\' => {
                    self.rest.next();
                }
                '"' => return,
                _ => {}
            }
        }
    }

    /// What comes after `r`: a string, unless it is a raw identifier or the word was a name.
    fn raw_string(&mut self) {
        let mut ahead = self.rest.clone();
        let mut hashes = 0_usize;
        while ahead.next_if_eq(&'#').is_some() {
            hashes = hashes.saturating_add(1);
        }
        if ahead.next_if_eq(&'"').is_none() {
            return;
        }
        while let Some(next) = ahead.next() {
            let closing = || ahead.clone().take(hashes).filter(|c| *c == '#').count();
            if next == '"' && closing() == hashes {
                break;
            }
        }
        self.rest = ahead;
    }

    fn character_or_lifetime(&mut self) {
        let mut ahead = self.rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('\\'), _) => {
                self.rest.next();
                self.rest.next();
                while self.rest.next().is_some_and(|c| c != '\'') {}
            }
            (Some(_), Some('\'')) => self.rest = ahead,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_stands_in_its_block() {
        for source in [
            "impl S {",
            "impl<T: A<[u8; 3]>> S<T> where T: for<'a> C<'a> {",
            "#[a(b)] pub(crate) unsafe impl S { // impl\n",
            "struct S; impl S { const A: u8 = 1; fn a() { b(); }",
            "impl S { fn a<'a>(b: &'a str) -> char { '}' }",
            r##"impl S { const A: &str = "}\"}"; const B: &str = r#"}"}"#; const C: &[u8] = br"}\";"##,
            r"impl S { const A: char = '\''; const B: char = '\u{7d}'; const C: char = '{';",
            "impl S { /* } /* } */ } */ fn r#impl() {}",
            "use a::{b, c}; mod a { impl S {",
            "a! { impl S {",
            "impl S { #[cfg_attr(all(), ",
        ] {
            assert_eq!(
                innermost_block(source),
                Some(AssociatedBlock::Impl),
                "{source}"
            );
        }
        for source in [
            "impl A for S {",
            "unsafe impl<T> a::A<T> for S<T> { type B = (); ",
        ] {
            assert_eq!(
                innermost_block(source),
                Some(AssociatedBlock::TraitImpl),
                "{source}"
            );
        }
        for source in ["trait A {", "pub unsafe trait A: B { type C;"] {
            assert_eq!(
                innermost_block(source),
                Some(AssociatedBlock::Trait),
                "{source}"
            );
        }
    }

    #[test]
    fn other_functions_do_not() {
        for source in [
            "",
            "impl S {}",
            "impl S { fn a() {",
            "fn a() -> impl B {",
            "fn a(b: impl B) {",
            "mod a { impl S {} ",
            "impl S { a! {",
            "// impl S {\n",
            "/* impl S { */",
            "const A: &str = \"impl S {\";",
            "struct Impl { ",
            "const A: u8 = 1; mod b { ",
            "const _: () = { ",
            "}}}}",
            "'",
            "r#",
            "\"",
            "/*",
        ] {
            assert_eq!(innermost_block(source), None, "{source}");
        }
    }
}
