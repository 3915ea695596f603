//! What `#[derive(Scope)]` writes.

use jwt_syntax::scope::fingerprint;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::parse::{Variant, Vocabulary};
use crate::diagnostics::generated_at;

/// The impls. Beside an error, they only keep the rest of the program from failing as well.
pub(super) fn impls(vocabulary: &Vocabulary, is_right: bool) -> TokenStream {
    let Vocabulary {
        vis,
        ident,
        generics,
        crate_path,
        variants,
    } = vocabulary;
    if !generics.params.is_empty() {
        return TokenStream::new();
    }
    let private = crate_path.private();
    let implement = |what: TokenStream, body: TokenStream| {
        quote! {
            #[automatically_derived]
            impl #what for #ident { #body }
        }
    };
    let name = ident.unraw().to_string();
    let all = each(variants, |Variant { ident, .. }| quote!(Self::#ident,));
    let texts = each(variants, |Variant { scope, .. }| quote!(#scope,));
    let text_of = each(
        variants,
        |Variant { ident, scope, .. }| quote!(Self::#ident => #scope,),
    );
    let of_text = each(
        variants,
        |Variant { ident, scope, .. }| quote!(#scope => ::core::result::Result::Ok(Self::#ident),),
    );
    // A variant that was refused has no text; the build fails for it.
    let refused = (!is_right).then(|| quote!(_ => "",));
    let contains = if is_right {
        each(variants, |Variant { scope, .. }| {
            let number = fingerprint(&scope.value());
            // Where a scope is missing, the compiler shows the places of these impls, unless there are many.
            let at = scope.span();
            let private = crate_path.private_at(at);
            let mut ident = ident.clone();
            ident.set_span(ident.span().located_at(at));
            quote_spanned! {generated_at(at)=>
                #[automatically_derived]
                impl #private::Contains<#number> for #ident {}
            }
        })
    } else {
        quote! {
            #[automatically_derived]
            impl<const __F: u128> #private::Contains<__F> for #ident {}
        }
    };
    let known = implement(
        quote!(#private::Vocabulary),
        quote! {
            const SCOPES: ::core::option::Option<&'static [&'static ::core::primitive::str]> =
                ::core::option::Option::Some(&[#texts]);
        },
    );
    let display = implement(
        quote!(::core::fmt::Display),
        quote! {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        },
    );
    let as_ref = implement(
        quote!(::core::convert::AsRef<::core::primitive::str>),
        quote!(
            fn as_ref(&self) -> &::core::primitive::str {
                self.as_str()
            }
        ),
    );
    let from_str = implement(
        quote!(::core::str::FromStr),
        quote! {
            type Err = #private::UnknownScope;

            fn from_str(scope: &::core::primitive::str) -> ::core::result::Result<Self, #private::UnknownScope> {
                match scope {
                    #of_text
                    _ => ::core::result::Result::Err(#private::UnknownScope::new(scope, #name, &[#texts])),
                }
            }
        },
    );
    let conversions = [
        quote!(&'static ::core::primitive::str),
        quote!(::std::string::String),
        quote!(::std::boxed::Box<::core::primitive::str>),
    ]
    .map(|text| {
        quote! {
            #[automatically_derived]
            impl ::core::convert::From<#ident> for #text {
                fn from(scope: #ident) -> Self {
                    ::core::convert::Into::into(scope.as_str())
                }
            }
        }
    });
    let as_scope = quote! {
        #[automatically_derived]
        impl ::core::convert::From<#ident> for #private::Scope {
            fn from(scope: #ident) -> Self {
                #private::Scope::checked(scope.as_str())
            }
        }

        #[automatically_derived]
        impl #private::CheckedScope for #ident {}
    };
    quote! {
        #[automatically_derived]
        impl #ident {
            /// All scopes that there are, in the order in which they are declared.
            #vis const ALL: &'static [Self] = &[#all];

            /// The scope as tokens carry it.
            #[must_use]
            #vis const fn as_str(&self) -> &'static ::core::primitive::str {
                match *self { #text_of #refused }
            }
        }
        #known
        #contains
        #display
        #as_ref
        #from_str
        #(#conversions)*
        #as_scope
    }
}

/// One thing for each variant, under its conditions.
fn each(variants: &[Variant], write: impl Fn(&Variant) -> TokenStream) -> TokenStream {
    let all = variants.iter().map(|variant| {
        let (conditions, written) = (&variant.conditions, write(variant));
        quote!(#(#conditions)* #written)
    });
    quote!(#(#all)*)
}
