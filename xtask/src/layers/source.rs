//! One file: which modules it names, which types it declares, and to which it adds methods.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::FromStr;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree, token_stream};

type Tokens = Peekable<token_stream::IntoIter>;

/// A name, and the line where it stands.
pub(super) struct Target {
    pub(super) line: usize,
    pub(super) name: String,
}

/// The facts of a file about the order of modules.
#[derive(Default)]
pub(super) struct Source {
    /// The modules that it declares, in their order.
    pub(super) modules: Vec<String>,
    /// The names that it re-exports of modules beside it, and of which.
    pub(super) reexports: BTreeMap<String, String>,
    /// What it names at the root; `*` for everything.
    pub(super) targets: Vec<Target>,
    /// The types that it declares.
    pub(super) types: Vec<String>,
    /// The types to which it adds methods.
    pub(super) inherent: Vec<Target>,
    /// The modules below it that are there for tests alone.
    pub(super) for_tests: Vec<Vec<String>>,
    /// The module whose children have an order: that of the crate, or one below it.
    root: Vec<String>,
}

impl Source {
    /// Reads the file that is the module `modules` of the crate.
    pub(super) fn parse(
        text: &str,
        modules: &[String],
        root: &[String],
    ) -> Result<Self, proc_macro2::LexError> {
        let mut source = Self {
            root: root.to_vec(),
            ..Self::default()
        };
        source.walk(TokenStream::from_str(text)?, modules);
        Ok(source)
    }

    /// Reads the tokens of a module, or of anything within it.
    fn walk(&mut self, tokens: TokenStream, modules: &[String]) {
        let mut tokens = tokens.into_iter().peekable();
        // Whether an item can begin here, and whether it is for tests alone.
        let (mut is_start, mut is_for_tests) = (true, false);
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    skip_punct(&mut tokens, '!');
                    if let Some(TokenTree::Group(attribute)) = tokens.next() {
                        is_for_tests |= is_cfg_test(&attribute);
                    }
                    continue;
                }
                _ if is_for_tests => {
                    self.skip_item(token, &mut tokens, modules);
                    is_for_tests = false;
                    is_start = true;
                    continue;
                }
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    match name.as_str() {
                        "crate" => self.path(&mut tokens, &[]),
                        "super" => self.path_above(&mut tokens, modules),
                        "mod" => self.module(&mut tokens, modules),
                        "use" if modules == self.root => self.reexport(&mut tokens),
                        "struct" | "enum" | "union" | "type" | "trait" => {
                            if let Some(TokenTree::Ident(name)) = tokens.peek() {
                                self.types.push(name.to_string());
                            }
                        }
                        "impl" if is_start => self.implementation(&mut tokens, modules),
                        _ => {}
                    }
                    is_start = matches!(name.as_str(), "unsafe" | "pub");
                }
                TokenTree::Group(group) => {
                    is_start = group.delimiter() == Delimiter::Brace;
                    self.walk(group.stream(), modules);
                }
                TokenTree::Punct(punct) => is_start = punct.as_char() == ';',
                TokenTree::Literal(_) => is_start = false,
            }
        }
    }

    /// Leaves out an item for tests, and remembers the module if it is one.
    fn skip_item(&mut self, first: TokenTree, tokens: &mut Tokens, modules: &[String]) {
        let mut token = Some(first);
        let mut is_module = false;
        while let Some(current) = token {
            match current {
                TokenTree::Ident(ident) if is_module => {
                    let mut module = modules.to_vec();
                    module.push(ident.to_string());
                    self.for_tests.push(module);
                    is_module = false;
                }
                TokenTree::Ident(ident) => is_module = ident == "mod",
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
                TokenTree::Punct(punct) if punct.as_char() == ';' => break,
                _ => {}
            }
            token = tokens.next();
        }
    }

    fn module(&mut self, tokens: &mut Tokens, modules: &[String]) {
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return;
        };
        self.modules.push(name.to_string());
        if let Some(TokenTree::Group(body)) = tokens.peek() {
            let body = body.stream();
            let mut inner = modules.to_vec();
            inner.push(name.to_string());
            self.walk(body, &inner);
            tokens.next();
        }
    }

    /// What follows `super`: one module up, or more.
    fn path_above(&mut self, tokens: &mut Tokens, modules: &[String]) {
        let above = modules.split_last().map_or(&[][..], |(_, above)| above);
        self.path(tokens, above);
    }

    /// Whether `name` in the module `from` leads to the root.
    fn leads_to_root(&self, name: &Ident, from: &[String]) -> bool {
        self.root.starts_with(from) && self.root.get(from.len()).is_some_and(|next| name == next)
    }

    /// What follows the name of the module `from`, if that is the root or leads to it.
    fn path(&mut self, tokens: &mut Tokens, from: &[String]) {
        if !skip_punct(tokens, ':') || !skip_punct(tokens, ':') {
            return;
        }
        match tokens.peek() {
            Some(TokenTree::Ident(ident)) if ident == "super" => {
                tokens.next();
                self.path_above(tokens, from);
            }
            Some(TokenTree::Ident(ident)) if self.leads_to_root(ident, from) => {
                let inner = inner(from, ident);
                tokens.next();
                self.path(tokens, &inner);
            }
            Some(TokenTree::Ident(ident)) if from == self.root => {
                let target = Target {
                    line: ident.span().start().line,
                    name: ident.to_string(),
                };
                self.targets.push(target);
            }
            Some(TokenTree::Group(group)) => {
                let mut inner = group.stream().into_iter().peekable();
                self.each(&mut inner, from);
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == '*' && from == self.root => {
                let line = punct.span().start().line;
                let name = "*".to_owned();
                self.targets.push(Target { line, name });
            }
            _ => {}
        }
    }

    /// Each path of a list, which begins in the module `from`.
    fn each(&mut self, tokens: &mut Tokens, from: &[String]) {
        let mut begins = true;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) if begins && ident == "super" => {
                    self.path_above(tokens, from);
                    begins = false;
                }
                TokenTree::Ident(ident) if begins && self.leads_to_root(&ident, from) => {
                    self.path(tokens, &inner(from, &ident));
                    begins = false;
                }
                TokenTree::Ident(ident) if begins && from == self.root => {
                    let target = Target {
                        line: ident.span().start().line,
                        name: ident.to_string(),
                    };
                    self.targets.push(target);
                    begins = false;
                }
                TokenTree::Punct(punct) if punct.as_char() == ',' => begins = true,
                _ => begins = false,
            }
        }
    }

    /// A `use` of `lib.rs`: `use module::Name`, `use crate::module::{Name, Other as Third}`.
    fn reexport(&mut self, tokens: &mut Tokens) {
        let mut path = Vec::new();
        for token in tokens.by_ref() {
            match token {
                TokenTree::Ident(ident) if ident == "as" => {
                    path.pop();
                }
                TokenTree::Ident(ident) if ident == "crate" || ident == "self" => {}
                TokenTree::Ident(ident) => path.push(ident.to_string()),
                TokenTree::Group(group) => {
                    let Some(module) = path.first().cloned() else {
                        return;
                    };
                    let mut last = None;
                    for token in group.stream() {
                        match token {
                            TokenTree::Ident(ident) => last = Some(ident.to_string()),
                            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                                let named = last.take().map(|name| (name, module.clone()));
                                self.reexports.extend(named);
                            }
                            _ => {}
                        }
                    }
                    self.reexports
                        .extend(last.map(|name| (name, module.clone())));
                    return;
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' => break,
                _ => {}
            }
        }
        if let (Some(module), Some(name)) = (path.first(), path.last())
            && path.len() > 1
        {
            self.reexports.insert(name.clone(), module.clone());
        }
    }

    /// What follows `impl`: a type that gets methods, unless it is a trait.
    fn implementation(&mut self, tokens: &mut Tokens, modules: &[String]) {
        let mut depth = 0_usize;
        let mut named: Option<Target> = None;
        let mut arrow = false;
        while let Some(token) = tokens.peek() {
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
                TokenTree::Group(group) => {
                    let stream = group.stream();
                    self.walk(stream, modules);
                }
                TokenTree::Punct(punct) => {
                    match punct.as_char() {
                        '<' => depth = depth.saturating_add(1),
                        '>' if !arrow => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    arrow = punct.as_char() == '-';
                }
                TokenTree::Ident(ident) if depth == 0 => match ident.to_string().as_str() {
                    "for" => named = None,
                    "where" => break,
                    "dyn" | "const" => {}
                    "crate" => {
                        tokens.next();
                        self.path(tokens, &[]);
                        continue;
                    }
                    name => {
                        // After `for`, it is a trait that is implemented.
                        named = Some(Target {
                            line: ident.span().start().line,
                            name: name.to_owned(),
                        });
                    }
                },
                TokenTree::Ident(ident) if ident == "crate" => {
                    tokens.next();
                    self.path(tokens, &[]);
                    continue;
                }
                _ => {}
            }
            let is_for = matches!(tokens.peek(), Some(TokenTree::Ident(ident)) if ident == "for");
            tokens.next();
            if is_for && depth == 0 {
                return;
            }
        }
        self.inherent.extend(named);
    }
}

/// The module `name` in the module `outer`.
fn inner(outer: &[String], name: &Ident) -> Vec<String> {
    let mut inner = outer.to_vec();
    inner.push(name.to_string());
    inner
}

/// Whether an attribute leaves its item to tests: `cfg(test)`, `cfg(all(test, ..))`.
pub(super) fn is_cfg_test(attribute: &Group) -> bool {
    let text = attribute.stream().to_string().replace(' ', "");
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

pub(super) fn skip_punct(tokens: &mut Tokens, expected: char) -> bool {
    let is_next =
        matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == expected);
    if is_next {
        tokens.next();
    }
    is_next
}
