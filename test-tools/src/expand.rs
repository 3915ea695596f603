//! What becomes of a test that needs a tool.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Error, Ident};

use crate::tool::Tool;

/// A test, of which only the attributes are read.
struct Test {
    attributes: Vec<Attribute>,
    function: TokenStream,
}

impl Parse for Test {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attributes: input.call(Attribute::parse_outer)?,
            function: input.parse()?,
        })
    }
}

impl Test {
    /// `#[test]`, `#[tokio::test(..)]`
    fn is_one(&self) -> bool {
        self.attributes.iter().any(|attribute| {
            let segments = &attribute.path().segments;
            segments.last().is_some_and(|last| last.ident == "test")
        })
    }
}

/// The test, ignored if there is a reason; and as it was, with an error, if the attribute is wrong.
pub(crate) fn needs(
    tool: TokenStream,
    test: TokenStream,
    reason_to_ignore: impl FnOnce(Tool) -> Option<String>,
) -> TokenStream {
    let expanded = named(tool).and_then(|tool| expand(tool, test.clone(), reason_to_ignore));
    expanded.unwrap_or_else(|error| {
        let error = error.into_compile_error();
        quote!(#test #error)
    })
}

fn named(tool: TokenStream) -> syn::Result<Tool> {
    let names = Tool::ALL.map(Tool::name).join("`, `");
    let name: Ident = syn::parse2(tool)
        .map_err(|error| Error::new(error.span(), format!("expected one of `{names}`")))?;
    let tool = Tool::ALL.into_iter().find(|tool| name == tool.name());
    tool.ok_or_else(|| Error::new(name.span(), format!("expected one of `{names}`")))
}

fn expand(
    tool: Tool,
    test: TokenStream,
    reason_to_ignore: impl FnOnce(Tool) -> Option<String>,
) -> syn::Result<TokenStream> {
    let test: Test = syn::parse2(test)?;
    if !test.is_one() {
        // Below it, the attribute would come too late: what is ignored is decided by then.
        let message = "`#[needs(..)]` stands above `#[test]` or `#[tokio::test]`";
        return Err(Error::new(Span::call_site(), message));
    }
    let ignore = reason_to_ignore(tool).map(|reason| quote!(#[ignore = #reason]));
    let variables = tool.variables();
    let Test {
        attributes,
        function,
    } = test;
    Ok(quote! {
        // The compiler tells cargo that it has read these variables.
        const _: [::core::option::Option<&str>; 2] = [#(::core::option_env!(#variables)),*];
        #ignore
        #(#attributes)*
        #function
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(tool: TokenStream, test: TokenStream, reason: Option<&str>) -> String {
        needs(tool, test, |_| reason.map(str::to_owned)).to_string()
    }

    #[test]
    fn a_test_without_its_tool_is_ignored_with_the_reason() {
        let test = quote! {
            #[tokio::test]
            async fn a_test() {}
        };
        let expanded = expanded(quote!(redis), test.clone(), Some("it is not there"));
        let ignored = quote!(#[ignore = "it is not there"] #test).to_string();
        assert!(expanded.ends_with(&ignored), "{expanded}");
    }

    #[test]
    fn a_test_with_its_tool_is_left_as_it_is() {
        let test = quote! {
            #[test]
            fn a_test() {}
        };
        let expanded = expanded(quote!(vectors), test.clone(), None);
        assert!(expanded.ends_with(&test.to_string()), "{expanded}");
        assert!(!expanded.contains("ignore"), "{expanded}");
    }

    #[test]
    fn a_tool_that_is_not_known_is_an_error_that_lists_those_that_are() {
        for tool in [
            quote!(mysql),
            quote!(),
            quote!("redis"),
            quote!(redis, postgres),
        ] {
            let expanded = expanded(
                tool,
                quote!(
                    #[test]
                    fn a_test() {}
                ),
                None,
            );
            let message = "expected one of `browser`, `postgres`, `redis`, `vectors`";
            assert!(expanded.contains(message), "{expanded}");
        }
    }

    #[test]
    fn an_attribute_that_would_come_too_late_is_an_error() {
        let expanded = expanded(
            quote!(redis),
            quote!(
                fn a_test() {}
            ),
            Some("ignored"),
        );
        assert!(expanded.contains("stands above `#[test]`"), "{expanded}");
    }
}
