//! The scopes of a policy: as constant data, and as bounds that vocabularies meet.

use jwt_syntax::scope::fingerprint;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{LitStr, spanned::Spanned};

use crate::{
    crate_path::{CratePath, PrivatePath},
    diagnostics::generated_at,
    handler::model::Access,
    scope::{Reference, ScopeExpression},
};

/// The scopes of a policy, and where that is declared.
pub(super) struct PolicyScopes<'a> {
    pub(super) crate_path: &'a CratePath,
    pub(super) private: &'a PrivatePath,
    /// The name of the type that stands for the policy.
    pub(super) policy: &'a Ident,
    /// Whether that type has a parameter.
    pub(super) has_argument: bool,
    /// The conditions under which the handler exists.
    pub(super) conditions: &'a TokenStream,
}

impl PolicyScopes<'_> {
    /// The value of the kind of access.
    pub(super) fn access(&self, access: &Access) -> TokenStream {
        let private = self.private;
        match access {
            Access::Public => quote!(#private::Access::Public),
            Access::Protected => quote!(#private::Access::Protected),
            Access::RefreshToken(_) => quote!(#private::Access::RefreshToken),
            Access::Scoped {
                scopes,
                require_all,
                require_all_actions,
                ..
            } if scopes.iter().all(ScopeExpression::is_plain) => {
                let scopes = scopes.iter().map(|scope| self.text(scope));
                quote! {
                    #private::Access::Scoped(#private::Requirement {
                        scopes: &[#(#scopes),*],
                        require_all: #require_all,
                        require_all_actions: #require_all_actions,
                    })
                }
            }
            Access::Scoped {
                scopes,
                require_all,
                require_all_actions,
                ..
            } => {
                let condition = match scopes.as_slice() {
                    [only] => self.condition(only),
                    several => self.group(!require_all, several),
                };
                quote! {
                    #private::Access::Grouped(#private::Grouped {
                        condition: #condition,
                        require_all_actions: #require_all_actions,
                    })
                }
            }
            Access::Computed { function, state } => {
                let path = &function.path;
                let state = match state {
                    Some(state) => {
                        let state = &state.path;
                        quote!(#state)
                    }
                    None => quote!(()),
                };
                // An error about a function that computes no scopes underlines the function.
                let at = path
                    .segments
                    .last()
                    .map_or_else(|| path.span(), Spanned::span);
                let shown = self.crate_path.private_at(at);
                let computation =
                    quote_spanned!(generated_at(at)=> &#shown::With::<#state, _, _>::new(#path));
                quote! {
                    #private::Access::Computed({
                        const COMPUTATION: &dyn #private::ScopeComputation = #computation;
                        #private::ScopeFunction::new(COMPUTATION)
                    })
                }
            }
        }
    }

    fn condition(&self, expression: &ScopeExpression) -> TokenStream {
        let private = self.private;
        match expression {
            ScopeExpression::Literal(_) | ScopeExpression::Variant(_) => {
                let text = self.text(expression);
                quote!(#private::Condition::Scope(#text))
            }
            ScopeExpression::Group { is_any, members } => self.group(*is_any, members),
        }
    }

    fn group(&self, is_any: bool, members: &[ScopeExpression]) -> TokenStream {
        let private = self.private;
        let word = Ident::new(if is_any { "Any" } else { "All" }, Span::mixed_site());
        let members = members.iter().map(|member| self.condition(member));
        quote!(#private::Condition::#word(&[#(#members),*]))
    }

    /// The text of a scope, as an expression that the compiler evaluates.
    fn text(&self, leaf: &ScopeExpression) -> TokenStream {
        match leaf {
            ScopeExpression::Literal(literal) => quote!(#literal),
            ScopeExpression::Variant(Reference { path, .. }) => {
                quote_spanned!(path.span()=> #path.as_str())
            }
            ScopeExpression::Group { .. } => TokenStream::new(),
        }
    }

    /// The items that compare the scopes with a vocabulary.
    pub(super) fn items(&self, access: &Access) -> TokenStream {
        match access {
            Access::Public | Access::Protected | Access::RefreshToken(_) => TokenStream::new(),
            Access::Scoped {
                scopes,
                require_all_actions,
                vocabulary,
                ..
            } => {
                let leaves: Vec<_> = scopes.iter().flat_map(ScopeExpression::leaves).collect();
                let fits = self.fits(&leaves, vocabulary.as_ref(), None);
                let whole = (!require_all_actions).then(|| self.without_parameters(&leaves));
                quote!(#fits #whole)
            }
            Access::Computed { state, .. } => self.fits(&[], None, state.as_ref()),
        }
    }

    /// The bound on vocabularies: that they contain each scope, by its fingerprint. The compiler underlines a bound that is not
    /// met, so each has the span of its scope.
    fn fits(
        &self,
        leaves: &[&ScopeExpression],
        vocabulary: Option<&Reference>,
        state: Option<&Reference>,
    ) -> TokenStream {
        let Self {
            private,
            policy,
            conditions,
            ..
        } = self;
        let bounds = leaves.iter().filter_map(|leaf| {
            let (at, number) = match leaf {
                ScopeExpression::Literal(literal) => {
                    let number = fingerprint(&literal.value());
                    let number = match vocabulary {
                        Some(vocabulary) => self.known(literal, number, vocabulary),
                        None => quote!(#number),
                    };
                    (literal.span(), number)
                }
                ScopeExpression::Variant(Reference { path, .. }) => {
                    let text = self.text(leaf);
                    (path.span(), quote!({ #private::fingerprint(#text) }))
                }
                ScopeExpression::Group { .. } => return None,
            };
            let shown = self.crate_path.private_at(at);
            Some(quote_spanned!(generated_at(at)=> #shown::Contains<#number>))
        });
        let bounds: Vec<_> = bounds.collect();
        let bounds = (!bounds.is_empty()).then(|| quote!(: #(#bounds)+*));
        let argument = self.has_argument.then(|| quote!(__I));
        let argument = argument.as_slice();
        let (parameter, state) = match state {
            Some(Reference { path, .. }) => (None, quote!(#path)),
            None => (Some(quote!(__S,)), quote!(__S)),
        };
        quote! {
            #conditions
            #[automatically_derived]
            impl<#(#argument,)* #parameter __V #bounds> #private::WithinVocabulary<#state, __V> for #policy #(<#argument>)* {}
        }
    }

    /// The fingerprint of a literal under `in = ..`: the vocabulary is known here, so that the message can name the nearest of
    /// its scopes. A bound whose argument cannot be evaluated is not reported as unmet a second time, by the router.
    fn known(&self, literal: &LitStr, number: u128, vocabulary: &Reference) -> TokenStream {
        let Reference { written, path } = vocabulary;
        // The compiler shows the call: all of it must lie where the literal does.
        let private = self.crate_path.private_at(literal.span());
        quote_spanned! {generated_at(literal.span())=>
            {
                #private::assert_known(
                    #literal,
                    #written,
                    <#path as #private::Vocabulary>::SCOPES,
                );
                #number
            }
        }
    }

    /// Checks that variants, whose text the macro cannot see, have no parameters.
    fn without_parameters(&self, leaves: &[&ScopeExpression]) -> TokenStream {
        let conditions = self.conditions;
        let checks = leaves.iter().filter_map(|leaf| {
            let ScopeExpression::Variant(variant) = leaf else {
                return None;
            };
            let text = self.text(leaf);
            let at = variant.path.segments.last()?.span();
            let private = self.crate_path.private_at(at);
            let check = quote_spanned! {generated_at(at)=>
                const _: () = #private::assert_no_parameters(#text);
            };
            Some(quote!(#conditions #check))
        });
        quote!(#(#checks)*)
    }
}
