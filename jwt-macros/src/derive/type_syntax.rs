//! What can be seen of a type from its tokens.

use syn::{GenericArgument, PathArguments, Type};

/// `T` of a type written as `name<T>`, whatever path leads to the name.
pub(super) fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let path = match ty {
        Type::Path(path) if path.qself.is_none() => &path.path,
        // A type that came through a `macro_rules!` fragment, or stands in needless parentheses.
        Type::Group(group) => return argument_of(&group.elem, name),
        Type::Paren(paren) => return argument_of(&paren.elem, name),
        _ => return None,
    };
    let last = path
        .segments
        .last()
        .filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let only = types.next()?;
    types.next().is_none().then_some(only)
}

pub(super) fn is_option(ty: &Type) -> bool {
    argument_of(ty, "Option").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn the_last_segment_of_the_path_decides() {
        assert!(is_option(&parse_quote!(Option<u8>)));
        assert!(is_option(&parse_quote!(::std::option::Option<u8>)));
        assert!(is_option(&parse_quote!((Option<Vec<u8>>))));
        assert!(!is_option(&parse_quote!(Vec<Option<u8>>)));
        assert!(!is_option(&parse_quote!(Option)));
        assert!(!is_option(&parse_quote!(<A as B>::Option<u8>)));
    }

    #[test]
    fn two_arguments_are_not_one() {
        assert!(argument_of(&parse_quote!(Auth<A, B>), "Auth").is_none());
        assert!(argument_of(&parse_quote!(Auth<'a, A>), "Auth").is_some());
    }
}
