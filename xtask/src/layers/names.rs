//! The modules that a file declares, and the modules and items that it names, as full paths from the root of its crate.

use std::iter::Peekable;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

use super::source::{is_cfg_test, skip_punct};

type Tokens = Peekable<token_stream::IntoIter>;

/// A path from the root of the crate.
pub(super) type Path = Vec<String>;

/// What a file declares and names. Code for tests alone is left out, except for the modules that it declares.
#[derive(Default)]
pub(super) struct Names {
    /// The modules that it declares.
    pub(super) declared: Vec<Path>,
    /// The names that it imports: in which module, under which name (`*` for everything), and from where.
    pub(super) imports: Vec<(Path, String, Path)>,
    /// The paths that it names, through `crate`, `super`, `self` or an import.
    pub(super) paths: Vec<Path>,
}

impl Names {
    /// Reads a file, which is the module `module`.
    pub(super) fn parse(text: &str, module: &[String]) -> Result<Self, proc_macro2::LexError> {
        let mut names = Self::default();
        names.walk(TokenStream::from_str(text)?, module);
        Ok(names)
    }

    fn walk(&mut self, tokens: TokenStream, module: &[String]) {
        let mut tokens = tokens.into_iter().peekable();
        let mut is_for_tests = false;
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
                    self.skip_item(token, &mut tokens, module);
                    is_for_tests = false;
                }
                TokenTree::Ident(ident) => match ident.to_string().as_str() {
                    "mod" => self.module(&mut tokens, module),
                    "use" => self.import(&mut tokens, module),
                    first @ ("crate" | "super" | "self") => {
                        let start = vec![first.to_owned()];
                        for path in tree(&mut tokens, start) {
                            self.paths.extend(absolute(&path.0, module));
                        }
                    }
                    _ => {}
                },
                TokenTree::Group(group) => self.walk(group.stream(), module),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn module(&mut self, tokens: &mut Tokens, module: &[String]) {
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return;
        };
        let inner = [module, &[name.to_string()]].concat();
        if let Some(TokenTree::Group(body)) = tokens.peek() {
            self.walk(body.stream(), &inner);
            tokens.next();
        }
        self.declared.push(inner);
    }

    fn import(&mut self, tokens: &mut Tokens, module: &[String]) {
        for (path, name) in tree(tokens, Vec::new()) {
            // `impl Trait + use<'a>` imports nothing.
            if path.is_empty() {
                continue;
            }
            let Some(path) = absolute(&path, module) else {
                continue;
            };
            self.imports.push((module.to_vec(), name, path.clone()));
            self.paths.push(path);
        }
    }

    /// Leaves out an item for tests, but not that it declares a module.
    fn skip_item(&mut self, first: TokenTree, tokens: &mut Tokens, module: &[String]) {
        let mut token = Some(first);
        let mut is_module = false;
        while let Some(current) = token {
            match current {
                TokenTree::Ident(ident) if is_module => {
                    self.declared.push([module, &[ident.to_string()]].concat());
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
}

/// The paths of a tree such as `a::{b, c::d as e}`, each with the name that it is imported under. `start` was read already.
fn tree(tokens: &mut Tokens, start: Path) -> Vec<(Path, String)> {
    let mut path = start;
    let mut expects_name = path.is_empty();
    let mut alias = None;
    loop {
        match tokens.peek() {
            Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && !expects_name => {
                tokens.next();
                if !skip_punct(tokens, ':') {
                    break;
                }
                expects_name = true;
            }
            Some(TokenTree::Ident(ident)) if expects_name => {
                path.push(ident.to_string());
                tokens.next();
                expects_name = false;
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == '*' && expects_name => {
                tokens.next();
                alias = Some("*".to_owned());
                break;
            }
            Some(TokenTree::Ident(ident)) if ident == "as" => {
                tokens.next();
                alias = tokens.next().map(|token| token.to_string());
                break;
            }
            Some(TokenTree::Group(group))
                if expects_name && group.delimiter() == Delimiter::Brace =>
            {
                let mut inner = group.stream().into_iter().peekable();
                tokens.next();
                let mut paths = Vec::new();
                while inner.peek().is_some() {
                    let branch = tree(&mut inner, Vec::new());
                    paths.extend(branch.into_iter().map(|(rest, name)| {
                        let whole: Path = path.iter().cloned().chain(rest).collect();
                        (whole, name)
                    }));
                    if !skip_punct(&mut inner, ',') && inner.next().is_none() {
                        break;
                    }
                }
                return paths;
            }
            _ => break,
        }
    }
    let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
    vec![(path, name)]
}

/// A path from the root; `None` if it leads nowhere.
fn absolute(path: &[String], module: &[String]) -> Option<Path> {
    let mut rest = path;
    let mut from = module.to_vec();
    while let [first, others @ ..] = rest {
        match first.as_str() {
            "crate" => from.clear(),
            "self" => {}
            "super" => drop(from.pop()?),
            _ => break,
        }
        rest = others;
    }
    from.extend(rest.iter().cloned());
    Some(from)
}
