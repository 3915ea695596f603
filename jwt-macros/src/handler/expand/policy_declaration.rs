//! The type beside a handler that declares its policy.

use std::fmt;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Visibility, ext::IdentExt, spanned::Spanned};

use super::{parameters::Parameters, scope_declaration::PolicyScopes, surroundings::Surroundings};
use crate::{
    crate_path::PrivatePath,
    diagnostics::generated_at,
    handler::{
        model::{AbsentToken, Policy},
        parse::{
            Freshness,
            item::{Function, conditions},
        },
    },
    type_name,
};

/// The items that declare a policy.
pub(super) struct PolicyDeclaration<'a> {
    function: &'a Function,
    policy: &'a Policy,
    surroundings: &'a Surroundings,
    parameters: &'a Parameters,
    private: PrivatePath,
    name: Ident,
    /// The instance of `Auth`.
    instance: TokenStream,
    /// The instance that the attribute names, which the policy takes as an argument.
    ///
    /// An associated type must be as visible as the handler (E0446), an argument in its signature need not.
    argument: Option<TokenStream>,
}

impl<'a> PolicyDeclaration<'a> {
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
                let attribute = type_name::of(policy.attribute.name());
                derived(format_args!("{attribute}And"), &earlier.ident, span)
            }
            None => {
                let name = type_name::of(&function.name().unraw().to_string());
                format_ident!("__PolicyOf{}", name, span = span)
            }
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

    /// The type in its place, where it cannot be declared.
    pub(super) fn misplaced(&self) -> TokenStream {
        let private = &self.private;
        let instance = match &self.policy.auth {
            Some(auth) => auth.path.to_token_stream(),
            None => quote!(#private::DefaultInstance),
        };
        quote!(#private::MisplacedPolicy<#instance>)
    }

    /// The policy as data. `accesses` are those of the handler and of the blocks around it.
    fn spec(&self, accesses: &[TokenStream]) -> TokenStream {
        let private = &self.private;
        let name = self.function.name().unraw();
        let name = match self.surroundings {
            Surroundings::Impl { owner } => format!("::{owner}::{name}"),
            Surroundings::Module | Surroundings::Unseen => format!("::{name}"),
        };
        let optional =
            matches!(self.policy.absent, AbsentToken::Forgiven(_)).then(|| quote!(.optional()));
        let inserting_claims = self
            .parameters
            .inserting_claims
            .then(|| quote!(.inserting_claims()));
        let overriding = self.overriding();
        let rendered = self.policy.responses.as_ref().map(|path| {
            let at = generated_at(path.span());
            quote_spanned!(at=> .rendered_by(&#path))
        });
        let with_freshness = freshness(&self.policy.freshness, private);
        let replacing = self.policy.has_replaced.then(|| quote!(.replacing()));
        let earlier = self.parameters.guard.as_ref().map(|guard| {
            let earlier = &guard.policy;
            quote!(.and(&<#earlier as #private::Policy>::SPEC))
        });
        let new = |access: &TokenStream| quote!(#private::PolicySpec::new(::core::concat!(::core::module_path!(), #name), #access));
        let [own, of_blocks @ ..] = accesses else {
            return TokenStream::new();
        };
        let and = of_blocks.iter().rev().fold(earlier, |inner, access| {
            let outer = new(access);
            // An item: the texts of variants are computed, and no inline constant may borrow what is.
            Some(quote! {
                .and({
                    const OF_BLOCK: &#private::PolicySpec = &#outer #inner;
                    OF_BLOCK
                })
            })
        });
        let own = new(own);
        quote!(#own #optional #inserting_claims #overriding #rendered #with_freshness #replacing #and)
    }

    /// The call that adds the settings which the handler overrides; `None` if there are none.
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

impl ToTokens for PolicyDeclaration<'_> {
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

        // Each condition has a type that names its scopes; for the handler's own condition it is the policy.
        let accesses = self.policy.accesses().enumerate();
        let conditions_of_scopes: Vec<_> = accesses
            .map(|(index, access)| {
                let of_block =
                    (index > 0).then(|| derived(format_args!("Block{index}Of"), name, name.span()));
                (of_block, access)
            })
            .collect();
        let mut values = Vec::new();
        let mut types = Vec::new();
        let mut scope_items = TokenStream::new();
        for (of_block, access) in &conditions_of_scopes {
            let scopes_of = PolicyScopes {
                crate_path: &self.parameters.crate_path,
                private,
                policy: of_block.as_ref().unwrap_or(name),
                has_argument: of_block.is_none() && self.argument.is_some(),
                conditions: &conditions,
            };
            values.push(scopes_of.access(access));
            if access.requires_scopes() {
                types.push(
                    of_block
                        .as_ref()
                        .map_or_else(|| quote!(Self), ToTokens::to_token_stream),
                );
            }
            if let Some(of_block) = of_block {
                scope_items.extend(declare(&conditions, visibility, &quote!(enum #of_block {})));
            }
            scope_items.extend(scopes_of.items(access));
        }
        let spec = self.spec(&values);
        types.extend(earlier.map(|earlier| quote!(<#earlier as #private::Policy>::Scopes)));
        let scopes = types
            .into_iter()
            .rev()
            .reduce(|rest, first| quote!((#first, #rest)))
            .unwrap_or_else(|| quote!(#private::NoScopes));

        let declaration = declare(&conditions, visibility, &declaration);
        tokens.extend(quote! {
            #declaration
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
            // The compiler shows the call: all of it must lie where the handler's name does.
            let at = self.function.name().span();
            let shown = self.parameters.crate_path.private_at(at);
            let check = quote_spanned! {generated_at(at)=>
                const _: () = #shown::PolicySpec::assert_consistent(&<#ty as #shown::Policy>::SPEC);
            };
            tokens.extend(quote!(#conditions #check));
        }
    }
}

/// The call that adds freshness to a policy; `None` if none is required.
fn freshness(freshness: &Freshness, private: &PrivatePath) -> Option<TokenStream> {
    let fresh = freshness.fresh.then(|| quote!(.fresh()));
    let max_age = freshness.max_age.map(|seconds| {
        let seconds = Literal::u64_unsuffixed(seconds);
        quote!(.max_age(#seconds))
    });
    let values = freshness.acr.as_ref();
    let acr = values.map(|values| quote!(.acr(&[#(#values),*])));
    let requires = fresh.is_some() || max_age.is_some() || acr.is_some();
    requires
        .then(|| quote!(.with_freshness(&const { #private::Freshness::NONE #fresh #max_age #acr })))
}

/// The name of another type beside this policy. The prefix tells it from the policies of other handlers: as a suffix, it could
/// make the name of one.
fn derived(prefix: fmt::Arguments<'_>, policy: &Ident, span: Span) -> Ident {
    let policy = policy.to_string();
    let policy = policy.trim_start_matches('_');
    format_ident!("__{}{}", prefix.to_string(), policy, span = span)
}

/// A hidden type beside the handler.
fn declare(conditions: &TokenStream, visibility: &Visibility, item: &TokenStream) -> TokenStream {
    quote! {
        #conditions
        #[doc(hidden)]
        #visibility #item
    }
}
