//! The modules that a file declares, and the modules and items that it names, as full paths from the root of its crate.

use proc_macro2::{Delimiter, Ident, Punct, Spacing, TokenStream, TokenTree};

use super::code::{Code, Path, Tokens, inner, skip_punct};

/// What a file declares and names.
#[derive(Default)]
pub(super) struct Names {
    /// The modules that it declares, those for tests included.
    pub(super) declared: Vec<Path>,
    /// The names that it imports: in which module, under which name (`*` for everything), and from where.
    pub(super) imports: Vec<(Path, String, Path)>,
    /// The paths that it names, through `crate`, `super`, `self` or an import. `*` at the end stands for everything.
    pub(super) paths: Vec<Named>,
    /// The paths that code names without `crate`, `super` or `self`, as if all were relative: what begins with neither a module
    /// nor an import leads nowhere.
    pub(super) relative: Vec<Path>,
    /// The items that it defines, apart from what macros make.
    pub(super) items: Vec<Path>,
}

/// A path, and the line where it is named.
pub(super) struct Named {
    pub(super) path: Path,
    pub(super) line: usize,
    /// Whether it is only named to export it.
    pub(super) is_export: bool,
}

/// What stands before a name.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Anything,
    /// `pub`, with or without its parentheses.
    Pub,
    /// The keyword of an item.
    Item,
    /// The keyword of a variable, which may be followed by a type as well.
    Binding,
    /// The first of two colons or dots.
    Half(char),
    /// `.`, `::`, or what makes a lifetime or the variable of a macro.
    Other,
}

impl Before {
    fn of(punct: &Punct, before: Self) -> Self {
        match punct.as_char() {
            ':' if before == Self::Half(':') => Self::Other,
            // A range.
            '.' if before == Self::Half('.') => Self::Anything,
            half @ (':' | '.') if punct.spacing() == Spacing::Joint => Self::Half(half),
            '.' | '\'' | '$' => Self::Other,
            _ => Self::Anything,
        }
    }
}

impl Names {
    /// The names in a file, which is the module `module`.
    pub(super) fn of(code: &Code, module: &[String]) -> Self {
        let mut names = Self {
            declared: code.for_tests.clone(),
            ..Self::default()
        };
        names.walk(code.tokens.clone(), module, true);
        names
    }

    /// `has_items` tells whether these tokens are those of a module, not of an item in it.
    fn walk(&mut self, tokens: TokenStream, module: &[String], has_items: bool) {
        let mut tokens = tokens.into_iter().peekable();
        let mut before = Before::Anything;
        while let Some(token) = tokens.next() {
            before = match token {
                TokenTree::Ident(ident) => {
                    self.word(&ident, &mut tokens, module, before, has_items)
                }
                TokenTree::Group(group) => {
                    self.walk(group.stream(), module, false);
                    match before {
                        Before::Pub => Before::Pub,
                        _ => Before::Anything,
                    }
                }
                TokenTree::Punct(punct) => Before::of(&punct, before),
                TokenTree::Literal(_) => Before::Anything,
            };
        }
    }

    fn word(
        &mut self,
        ident: &Ident,
        tokens: &mut Tokens,
        module: &[String],
        before: Before,
        has_items: bool,
    ) -> Before {
        let word = ident.to_string();
        match word.as_str() {
            "mod" => self.module(tokens, module),
            "use" => self.import(tokens, module, before == Before::Pub),
            "crate" | "super" | "self" => {
                for branch in tree(tokens, Some(ident)) {
                    self.name(&branch, module, false);
                }
            }
            "pub" => return Before::Pub,
            "struct" | "enum" | "union" | "trait" | "type" | "fn" | "const" | "static" => {
                return Before::Item;
            }
            "macro_rules" => {
                skip_punct(tokens, '!');
                return Before::Item;
            }
            "let" | "mut" | "ref" => return Before::Binding,
            _ if before == Before::Item => {
                if has_items {
                    self.items.push(inner(module, &word));
                }
            }
            _ if before == Before::Other
                || before == Before::Binding && word.starts_with(char::is_lowercase) => {}
            _ => self.relative.extend(relative(&word, tokens, module)),
        }
        Before::Anything
    }

    fn module(&mut self, tokens: &mut Tokens, module: &[String]) {
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return;
        };
        let inner = inner(module, &name);
        if let Some(TokenTree::Group(body)) = tokens.peek() {
            self.walk(body.stream(), &inner, true);
            tokens.next();
        }
        self.declared.push(inner);
    }

    fn import(&mut self, tokens: &mut Tokens, module: &[String], is_export: bool) {
        for branch in tree(tokens, None) {
            // `impl Trait + use<'a>` imports nothing.
            if branch.path.is_empty() {
                continue;
            }
            if let Some(path) = self.name(&branch, module, is_export) {
                self.imports.push((module.to_vec(), branch.name, path));
            }
        }
    }

    /// Records a path that is named in a module; returns it from the root.
    fn name(&mut self, branch: &Branch, module: &[String], is_export: bool) -> Option<Path> {
        let path = absolute(&branch.path, module)?;
        self.paths.push(Named {
            path: path.clone(),
            line: branch.line,
            is_export,
        });
        Some(path)
    }
}

/// A path of a tree.
struct Branch {
    path: Path,
    /// The name that it is imported under.
    name: String,
    /// Where it ends.
    line: usize,
}

/// The paths of a tree such as `a::{b, c::d as e}`. `start` was read already.
fn tree(tokens: &mut Tokens, start: Option<&Ident>) -> Vec<Branch> {
    let mut path: Path = start.map(ToString::to_string).into_iter().collect();
    let mut line = start.map_or(0, line_of);
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
                line = line_of(ident);
                tokens.next();
                expects_name = false;
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == '*' && expects_name => {
                path.push("*".to_owned());
                line = punct.span().start().line;
                tokens.next();
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
                let mut branches = Vec::new();
                while inner.peek().is_some() {
                    branches.extend(tree(&mut inner, None).into_iter().map(|branch| Branch {
                        path: [&path[..], &branch.path].concat(),
                        ..branch
                    }));
                    if !skip_punct(&mut inner, ',') && inner.next().is_none() {
                        break;
                    }
                }
                return branches;
            }
            _ => break,
        }
    }
    let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
    vec![Branch { path, name, line }]
}

/// The path that begins with this word; `None` for the name of a field or a variable.
fn relative(word: &str, tokens: &mut Tokens, module: &[String]) -> Option<Path> {
    let mut path = inner(module, &word);
    let is_colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    while let Some(TokenTree::Punct(colon)) = tokens.peek().filter(|token| is_colon(token)) {
        if colon.spacing() == Spacing::Alone {
            return (path.len() > module.len().saturating_add(1)).then_some(path);
        }
        tokens.next();
        tokens.next();
        match tokens.peek() {
            Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
            _ => break,
        }
        tokens.next();
    }
    Some(path)
}

fn line_of(ident: &Ident) -> usize {
    ident.span().start().line
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
