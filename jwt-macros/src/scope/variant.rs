//! The path of a variant as a scope: `Permission::UserRead`.

use syn::{
    Path, Token,
    ext::IdentExt,
    parse::{ParseStream, discouraged::Speculative},
};

use super::Reference;

/// The variant that comes next, if one does: a path whose last segment but one has the case of a type.
pub(crate) fn variant(input: ParseStream<'_>) -> Option<Reference> {
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
