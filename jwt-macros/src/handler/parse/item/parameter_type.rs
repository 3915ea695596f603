//! What the tokens of a parameter's type tell about the guard. An alias hides the type that it stands for.

use syn::{GenericArgument, Ident, PathArguments, PathSegment, Type};

/// Extractors that never read what the guard found: those of axum, and the usual ones of axum-extra.
///
/// `Request` and `Parts` are not among them: a handler can extract from those.
const INDEPENDENT: &[&str] = &[
    "Body",
    "Bytes",
    "ConnectInfo",
    "CookieJar",
    "Extension",
    "Extensions",
    "Form",
    "HeaderMap",
    "Host",
    "Json",
    "JsonLines",
    "MatchedPath",
    "Method",
    "Multipart",
    "NestedPath",
    "OptionalPath",
    "OptionalQuery",
    "OriginalUri",
    "Path",
    "PrivateCookieJar",
    "Protobuf",
    "Query",
    "RawForm",
    "RawPathParams",
    "RawQuery",
    "Scheme",
    "SignedCookieJar",
    "State",
    "String",
    "TypedHeader",
    "Uri",
    "Version",
    "WebSocketUpgrade",
];

/// An extractor of this library, which the guard can hand over directly.
pub(crate) struct GuardExtractor<'a> {
    pub(crate) kind: ExtractorKind,
    pub(crate) optional: bool,
    /// The type without the `Option` around it.
    pub(crate) inner: &'a Type,
    segment: &'a PathSegment,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExtractorKind {
    Claims,
    CurrentUser,
}

impl<'a> GuardExtractor<'a> {
    /// Reads `Claims<T>`, `CurrentUser<U>`, or an `Option` of one.
    pub(crate) fn of(ty: &'a Type) -> Option<Self> {
        let content = option_content(ty);
        let inner = content.unwrap_or_else(|| ungrouped(ty));
        let segment = last_segment(inner)?;
        let kind = match segment.ident.to_string().as_str() {
            "Claims" => ExtractorKind::Claims,
            "CurrentUser" => ExtractorKind::CurrentUser,
            _ => return None,
        };
        Some(Self {
            kind,
            optional: content.is_some(),
            inner,
            segment,
        })
    }

    /// The `I` of `Claims<T, I>`: the instance of `Auth` that the type names.
    pub(crate) fn instance(&self) -> Option<&'a Type> {
        type_arguments(self.segment).nth(1)
    }

    pub(crate) fn name(&self) -> &'a Ident {
        &self.segment.ident
    }
}

/// The `T` of `Option<T>`.
pub(crate) fn option_content(ty: &Type) -> Option<&Type> {
    let segment = last_segment(ty)?;
    (segment.ident == "Option").then(|| type_arguments(segment).next())?
}

/// The last name in a path: `Json` of `axum::Json<T>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ungrouped(ty) {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

/// Whether a type is called like the session of a refresh token.
pub(crate) fn is_refreshed_session(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == "RefreshedSession")
}

/// Whether a parameter of this type reads nothing that the guard puts into the request.
pub(crate) fn is_independent(ty: &Type) -> bool {
    let Some(segment) = last_segment(ty) else {
        return false;
    };
    // axum's own wrappers extract what they contain.
    match segment.ident.to_string().as_str() {
        "Option" | "Result" => type_arguments(segment).next().is_some_and(is_independent),
        name => INDEPENDENT.contains(&name),
    }
}

fn type_arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}

/// A type that came through a `macro_rules!` variable is wrapped in a group that cannot be seen.
fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        ty => ty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ty(text: &str) -> Type {
        syn::parse_str(text).unwrap()
    }

    #[test]
    fn our_extractors_are_recognised_by_their_last_name() {
        for (text, optional) in [
            ("Claims", false),
            ("Claims<M>", false),
            ("jwt_guard::Claims<M, AdminApi>", false),
            ("Option<Claims<M>>", true),
            ("std::option::Option<CurrentUser<User>>", true),
        ] {
            assert_eq!(
                GuardExtractor::of(&ty(text)).map(|w| w.optional),
                Some(optional),
                "{text}"
            );
        }
        for text in [
            "Json<Claims>",
            "Vec<Claims>",
            "MyClaims",
            "&Claims",
            "Option<User>",
            "(Claims,)",
        ] {
            assert!(GuardExtractor::of(&ty(text)).is_none(), "{text}");
        }
    }

    #[test]
    fn only_well_known_extractors_are_independent() {
        for text in [
            "State<Db>",
            "axum::Json<Claims>",
            "Option<Query<Page>>",
            "Result<Json<A>, JsonRejection>",
            "HeaderMap",
        ] {
            assert!(is_independent(&ty(text)), "{text}");
        }
        for text in [
            "Request",
            "Parts",
            "Session",
            "Option<Session>",
            "(Method, Uri)",
            "Claims<M>",
            "<T as A>::Json",
        ] {
            assert!(!is_independent(&ty(text)), "{text}");
        }
    }
}
