//! One file: which modules it declares and names, which types it declares, and to which it adds methods.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};

use super::code::{Code, Path, Tokens};
use super::names::Names;

/// A name, and the line where it stands.
#[derive(PartialEq)]
pub(super) struct Target {
    pub(super) line: usize,
    pub(super) name: String,
}

/// The facts of a file about the order of modules.
#[derive(Default)]
pub(super) struct Source {
    /// The modules that it declares beside each other at the root, in their order.
    pub(super) modules: Vec<String>,
    /// The names that it re-exports at the root of modules beside it, and of which.
    pub(super) reexports: BTreeMap<String, String>,
    /// What it names at the root; `*` for everything.
    pub(super) targets: Vec<Target>,
    /// The types that it declares.
    pub(super) types: Vec<String>,
    /// The types to which it adds methods.
    pub(super) inherent: Vec<Target>,
    /// The modules below it that are there for tests alone.
    pub(super) for_tests: Vec<Path>,
}

impl Source {
    /// Reads the file that is the module `module` of the crate. The root is the module whose children have an order: that of the
    /// crate, or one below it.
    pub(super) fn parse(text: &str, module: &[String], root: &[String]) -> Result<Self, LexError> {
        let code = Code::read(text, module)?;
        let names = Names::of(&code, module);
        let mut source = Self::default();
        for declared in &names.declared {
            if let Some([name]) = declared.strip_prefix(root)
                && !code.for_tests.contains(declared)
            {
                source.modules.push(name.clone());
            }
        }
        for (importing, name, path) in &names.imports {
            if importing == root
                && let Some([module, _, ..]) = path.strip_prefix(root)
            {
                source.reexports.insert(name.clone(), module.clone());
            }
        }
        for named in &names.paths {
            if let Some([name, ..]) = named.path.strip_prefix(root) {
                source.targets.push(Target {
                    line: named.line,
                    name: name.clone(),
                });
            }
        }
        source.targets.dedup();
        source.walk(code.tokens);
        source.for_tests = code.for_tests;
        Ok(source)
    }

    /// Finds the types that are declared, and those that get methods.
    fn walk(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        // Whether an item can begin here.
        let mut is_start = true;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    match name.as_str() {
                        "struct" | "enum" | "union" | "type" | "trait" => {
                            if let Some(TokenTree::Ident(name)) = tokens.peek() {
                                self.types.push(name.to_string());
                            }
                        }
                        "impl" if is_start => self.implementation(&mut tokens),
                        _ => {}
                    }
                    is_start = matches!(name.as_str(), "unsafe" | "pub");
                }
                TokenTree::Group(group) => {
                    is_start = group.delimiter() == Delimiter::Brace;
                    self.walk(group.stream());
                }
                TokenTree::Punct(punct) => is_start = punct.as_char() == ';',
                TokenTree::Literal(_) => is_start = false,
            }
        }
    }

    /// What follows `impl`: a type that gets methods, unless it is a trait.
    fn implementation(&mut self, tokens: &mut Tokens) {
        let mut depth = 0_usize;
        let mut named: Option<Target> = None;
        let mut arrow = false;
        while let Some(token) = tokens.next_if(|token| !is_body(token)) {
            match token {
                TokenTree::Punct(punct) => {
                    match punct.as_char() {
                        '<' => depth = depth.saturating_add(1),
                        '>' if !arrow => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    arrow = punct.as_char() == '-';
                }
                TokenTree::Ident(ident) if depth == 0 => match ident.to_string().as_str() {
                    // A trait is implemented for the type that follows.
                    "for" => return,
                    "where" => break,
                    "dyn" | "const" | "crate" => {}
                    name => {
                        named = Some(Target {
                            line: ident.span().start().line,
                            name: name.to_owned(),
                        });
                    }
                },
                _ => {}
            }
        }
        self.inherent.extend(named);
    }
}

fn is_body(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}
