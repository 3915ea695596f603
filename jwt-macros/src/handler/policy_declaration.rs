//! The type that stands for a handler's policy, beside the handler.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;

use super::{
    expand::Surroundings,
    function::{Function, conditions},
    parameters::Parameters,
    policy::{Absent, Policy},
    scope_declaration::Place,
};
use crate::diagnostics::generated_at;

/// The items that declare a policy.
pub(super) struct Declaration<'a> {
    function: &'a Function,
    policy: &'a Policy,
    surroundings: &'a Surroundings,
    parameters: &'a Parameters,
    private: TokenStream,
    name: Ident,
    /// The instance of `Auth`.
    instance: TokenStream,
    /// The instance that the attribute names, which the policy takes as an argument.
    ///
    /// An associated type must be as visible as the handler (E0446), an argument in its signature need not.
    argument: Option<TokenStream>,
}

impl<'a> Declaration<'a> {
    pub(super) fn new(
        function: &'a Function,
        policy: &'a Policy,
        surroundings: &'a Surroundings,
        parameters: &'a Parameters,
    ) -> Self {
        let private = parameters.crate_path.private();
        // An error that mentions the policy points at the name of the handler.
        let span = generated_at(function.name().span());
        let earlier = parameters.guard.as_ref().map(|guard| &guard.policy);
        let name = match earlier.and_then(|earlier| earlier.segments.last()) {
            Some(earlier) => {
                format_ident!("{}_and_{}", earlier.ident, policy.kind.name(), span = span)
            }
            None => format_ident!("__policy_of_{}", function.name().unraw(), span = span),
        };
        let (instance, argument) = match (earlier, &policy.auth) {
            (Some(earlier), _) => {
                let instance = quote!(<#earlier as #private::Policy>::Instance);
                let has_argument = earlier
                    .segments
                    .last()
                    .is_some_and(|last| !last.arguments.is_none());
                let argument = has_argument.then(|| instance.clone());
                (instance, argument)
            }
            (None, Some(auth)) => (TokenStream::new(), Some(auth.path.to_token_stream())),
            (None, None) => (quote!(#private::DefaultInstance), None),
        };
        Self {
            function,
            policy,
            surroundings,
            parameters,
            private,
            name,
            instance: if argument.is_some() {
                quote!(__I)
            } else {
                instance
            },
            argument,
        }
    }

    /// The policy as a type.
    pub(super) fn ty(&self) -> TokenStream {
        let Self { name, argument, .. } = self;
        match argument {
            Some(argument) => quote!(#name<#argument>),
            None => name.to_token_stream(),
        }
    }

    fn spec(&self, access: &TokenStream) -> TokenStream {
        let private = &self.private;
        let name = self.function.name().unraw();
        let name = match &self.surroundings.owner {
            Some(owner) => format!("::{owner}::{name}"),
            None => format!("::{name}"),
        };
        let optional =
            matches!(self.policy.absent, Absent::Forgiven(_)).then(|| quote!(.optional()));
        let handing_over = self
            .parameters
            .handing_over
            .then(|| quote!(.handing_over()));
        let overriding = self.overriding();
        let asking = self.policy.freshness.asking(private);
        let over = self.parameters.guard.as_ref().map(|guard| {
            let earlier = &guard.policy;
            quote!(.over(&<#earlier as #private::Policy>::SPEC))
        });
        quote! {
            #private::PolicySpec::new(::core::concat!(::core::module_path!(), #name), #access)
                #optional #handing_over #overriding #asking #over
        }
    }

    /// The settings of the handler's own; nothing at all if it has none.
    fn overriding(&self) -> Option<TokenStream> {
        let private = &self.private;
        let settings = self.policy.settings.iter();
        let settings: Vec<_> = settings
            .filter_map(|setting| setting.overriding(private))
            .collect();
        (!settings.is_empty())
            .then(|| quote!(.overriding(&const { #private::Overrides::NONE #(#settings)* })))
    }
}

impl ToTokens for Declaration<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            private,
            name,
            instance,
            ..
        } = self;
        let ty = self.ty();
        let visibility = &self.function.visibility;
        let conditions = conditions(&self.function.attrs);
        let earlier = self.parameters.guard.as_ref().map(|guard| &guard.policy);

        let (declaration, parameter) = match &self.argument {
            Some(_) => (
                quote!(struct #name<__I>(::core::marker::PhantomData<fn() -> __I>);),
                Some(quote!(__I)),
            ),
            None => (quote!(enum #name {}), None),
        };
        let parameter = parameter.as_slice();

        let access = &self.policy.access;
        let place = Place {
            crate_path: &self.parameters.crate_path,
            private,
            policy: name,
            has_argument: self.argument.is_some(),
            visibility,
            conditions: &conditions,
        };
        let spec = self.spec(&place.access(access));
        let inherited = earlier.map(|earlier| quote!(<#earlier as #private::Policy>::Scopes));
        let scopes = match (place.scopes_type(access), inherited) {
            (Some(own), Some(inherited)) => quote!((#own, #inherited)),
            (own, inherited) => own
                .or(inherited)
                .unwrap_or_else(|| quote!(#private::NoScopes)),
        };
        let scope_items = place.items(access);

        tokens.extend(quote! {
            #conditions
            #[doc(hidden)]
            #[allow(dead_code, missing_debug_implementations, missing_docs, non_camel_case_types, unreachable_pub)]
            #visibility #declaration
            #conditions
            #[automatically_derived]
            impl #(<#parameter: 'static>)* #private::Policy for #name #(<#parameter>)* {
                type Instance = #instance;
                type Scopes = #scopes;
                const SPEC: #private::PolicySpec = #spec;
            }
            #scope_items
        });
        if earlier.is_some() {
            tokens.extend(quote! {
                #conditions
                const _: () = #private::PolicySpec::assert_consistent(&<#ty as #private::Policy>::SPEC);
            });
        }
    }
}
