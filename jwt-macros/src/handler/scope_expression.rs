//! What a handler asks of scopes: literals, variants of a vocabulary, and groups of these.

use std::fmt;

use jwt_syntax::scope::has_parameters;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Ident, LitStr, Path, Token,
    ext::IdentExt,
    parse::{ParseStream, Parser, discouraged::Speculative},
    token,
};

use super::{option::until_comma, scope_argument};
use crate::diagnostics::{Diagnostic, Diagnostics, shown};

/// How deep groups can nest: nobody reads more, and the compiler's stack is not endless.
const MOST_LEVELS: usize = 8;

/// One argument of `#[scoped(..)]` that is no option.
#[derive(Clone)]
pub(super) enum ScopeExpression {
    /// `"user:read"`
    Literal(LitStr),
    /// `Permission::UserRead`
    Variant(Reference),
    /// `any("admin", all("user:read", "user:write"))`
    Group { is_any: bool, members: Vec<Self> },
}

/// A path of the user's, and how it was written: from inside a module it is reached by another.
#[derive(Clone)]
pub(super) struct Reference {
    pub(super) written: String,
    pub(super) path: Path,
}

impl From<Path> for Reference {
    fn from(path: Path) -> Self {
        Self {
            written: shown(path.to_token_stream()),
            path,
        }
    }
}

impl ScopeExpression {
    /// The literals and variants in it, in order.
    pub(super) fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::Literal(_) | Self::Variant(_) => vec![self],
            Self::Group { members, .. } => members.iter().flat_map(Self::leaves).collect(),
        }
    }

    /// The paths in it.
    pub(super) fn paths_mut(&mut self) -> Vec<&mut Path> {
        match self {
            Self::Literal(_) => Vec::new(),
            Self::Variant(variant) => vec![&mut variant.path],
            Self::Group { members, .. } => members.iter_mut().flat_map(Self::paths_mut).collect(),
        }
    }

    /// Whether it is a literal without path parameters.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self, Self::Literal(literal) if !has_parameters(&literal.value()))
    }

    pub(super) fn is_group(&self) -> bool {
        matches!(self, Self::Group { .. })
    }

    /// Whether both ask for the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

/// As it is written in an attribute.
impl fmt::Display for ScopeExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(literal) => write!(f, "{:?}", literal.value()),
            Self::Variant(variant) => f.write_str(&variant.written),
            Self::Group { is_any, members } => {
                write!(f, "{}({})", word(*is_any), list(members))
            }
        }
    }
}

/// Several, as they are written in an attribute.
pub(super) fn list(expressions: &[ScopeExpression]) -> String {
    let written: Vec<_> = expressions.iter().map(ToString::to_string).collect();
    written.join(", ")
}

fn word(is_any: bool) -> &'static str {
    if is_any { "any" } else { "all" }
}

/// The variant that comes next, if one does: a path into something that is called like a type.
pub(super) fn variant(input: ParseStream<'_>) -> Option<Reference> {
    let ahead = input.fork();
    let path = ahead.call(Path::parse_mod_style).ok()?;
    let mut segments = path.segments.iter().rev().skip(1);
    let owner = segments.next()?.ident.unraw().to_string();
    let is_type = owner.chars().next().is_some_and(char::is_uppercase);
    let is_whole = ahead.is_empty() || ahead.peek(Token![,]);
    if !is_type || !is_whole {
        return None;
    }
    input.advance_to(&ahead);
    Some(path.into())
}

/// Whether a group comes next, behind its name.
pub(super) fn is_group(name: &Ident, after: ParseStream<'_>) -> bool {
    (name == "any" || name == "all") && after.peek(token::Paren)
}

/// Reads a group, all of it, whatever is wrong with some; `None` if that leaves nothing of it.
pub(super) fn read_group(
    name: &Ident,
    content: TokenStream,
    level: usize,
    diagnostics: &mut Diagnostics,
) -> Option<ScopeExpression> {
    if level > MOST_LEVELS {
        let message = format!("groups of scopes nest up to {MOST_LEVELS} deep");
        let refused = Diagnostic::new(name, message);
        diagnostics
            .report(refused.help("ask for fewer combinations, or compute them: `with = ..`"));
        return None;
    }
    let known = diagnostics.count();
    let mut members: Vec<ScopeExpression> = Vec::new();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let member = read_member(input, level, &members, diagnostics)?;
            members.extend(member);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    if let Err(error) = read.parse2(content) {
        diagnostics.report(error);
    }
    if members.len() < 2 && diagnostics.count() == known {
        let (found, help) = match members.first() {
            None => (
                "none",
                format!("write `{name}(\"user:read\", \"admin\")`, or remove it"),
            ),
            Some(only) => ("one", format!("write `{only}`, without `{name}`")),
        };
        let message = format!("`{name}` groups two scopes or more, found {found}");
        diagnostics.report(Diagnostic::new(name, message).help(help));
    }
    (!members.is_empty()).then(|| ScopeExpression::Group {
        is_any: name == "any",
        members,
    })
}

fn read_member(
    input: ParseStream<'_>,
    level: usize,
    earlier: &[ScopeExpression],
    diagnostics: &mut Diagnostics,
) -> syn::Result<Option<ScopeExpression>> {
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        return Ok(match scope_argument::check(&literal, earlier) {
            Ok(()) => Some(ScopeExpression::Literal(literal)),
            Err(refused) => {
                diagnostics.report(refused);
                None
            }
        });
    }
    if input.peek(Ident::peek_any) {
        let after = input.fork();
        let name = Ident::parse_any(&after)?;
        if is_group(&name, &after) {
            Ident::parse_any(input)?;
            let group: proc_macro2::Group = input.parse()?;
            return Ok(read_group(
                &name,
                group.stream(),
                level.saturating_add(1),
                diagnostics,
            ));
        }
        if after.peek(Token![=]) {
            let tokens: TokenStream = until_comma(input)?.into_iter().collect();
            let message =
                format!("an option stands beside groups of scopes, found `{name}` in one");
            let help = format!("move `{}` behind the scopes", shown(tokens.clone()));
            diagnostics.report(Diagnostic::new(tokens, message).help(help));
            return Ok(None);
        }
        if let Some(variant) = variant(input) {
            return Ok(Some(ScopeExpression::Variant(variant)));
        }
    }
    let tokens = until_comma(input)?;
    diagnostics.report(refused_member(input, &tokens));
    Ok(None)
}

fn refused_member(input: ParseStream<'_>, tokens: &[TokenTree]) -> Diagnostic {
    if tokens.is_empty() {
        return Diagnostic::at(input.span(), "expected a scope, found `,`").help("remove this `,`");
    }
    let stream: TokenStream = tokens.iter().cloned().collect();
    match syn::parse2::<syn::Lit>(stream) {
        Ok(literal) => scope_argument::not_a_string(&literal),
        Err(_) => scope_argument::unquoted(tokens),
    }
}
