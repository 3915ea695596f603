//! What `#[derive(AuthConfig)]` writes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Index, LitStr, Type, ext::IdentExt, spanned::Spanned};

mod environment;

use super::parse::{Config, SettingField, composed, is_possible};
use crate::{
    crate_path::PrivatePath,
    diagnostics::{generated_at, shown},
};

/// The impls. Beside an error, they do nothing.
pub(super) fn impls(config: &Config, is_right: bool) -> TokenStream {
    let private = config.crate_path.private();
    let expansion = ConfigExpansion {
        claims: claims_type(config, &private),
        users: users_type(config, &private),
        config,
        private,
    };
    let settings = is_right.then(|| expansion.settings());
    let reading = is_right.then(|| expansion.reading());
    let config_impl = expansion.auth_config(settings);
    let mints_claims = expansion.mints_claims(is_right);
    let supplies_user = expansion.supplies_user();
    let environment = expansion.environment(reading);
    quote!(#config_impl #mints_claims #supplies_user #environment)
}

struct ConfigExpansion<'a> {
    config: &'a Config,
    private: PrivatePath,
    claims: TokenStream,
    users: TokenStream,
}

impl ConfigExpansion<'_> {
    /// `impl .. for Api { .. }`, marked as derived, so that lints ignore it.
    fn implement(&self, what: TokenStream, body: TokenStream) -> TokenStream {
        let ident = &self.config.ident;
        let (generics, arguments, conditions) = self.config.generics.split_for_impl();
        quote! {
            #[automatically_derived]
            impl #generics #what for #ident #arguments #conditions { #body }
        }
    }

    fn auth_config(&self, settings: Option<TokenStream>) -> TokenStream {
        let Self {
            private,
            claims,
            users,
            config,
        } = self;
        let name = config.ident.unraw().to_string();
        let extra = self.extra_verifications();
        let settings = settings.unwrap_or_else(unreachable);
        let scopes = scopes_type(config, private);
        let scope_rules = scope_rules(config, private);
        let responses = responses(config);
        self.implement(
            quote!(#private::AuthConfig),
            quote! {
                type Claims = #claims;
                type Users = #users;
                type Scopes = #scopes;
                const NAME: &'static str = #name;
                #scope_rules
                #responses
                #extra
                fn settings(&self) -> #private::Settings { #settings }
            },
        )
    }

    /// The body of `settings`: the literals, then the fields, which replace them.
    fn settings(&self) -> TokenStream {
        let Self { private, .. } = self;
        let literals = self.literals();
        let fields = self.config.fields.iter().map(|field| {
            let at = type_of(field);
            let mut ident = field.ident.clone();
            ident.set_span(at);
            self.supply(field, quote_spanned!(at=> self.#ident))
        });
        let settings = settings_variable();
        quote! {
            let mut #settings = #private::Settings::new(<Self as #private::AuthConfig>::NAME);
            #literals
            #(#fields)*
            #settings.use_preset();
            #settings
        }
    }

    fn literals(&self) -> TokenStream {
        let Self { private, .. } = self;
        let settings = settings_variable();
        let supply = self.config.literals.iter().map(|setting| {
            let (name, literal) = (name(setting.option.name), &setting.literal);
            quote!(#settings.#name.supply(#private::Origin::Literal, #literal);)
        });
        quote!(#(#supply)*)
    }

    /// Supplies the value of a field. An error underlines the field's type if that cannot hold the setting.
    fn supply(&self, field: &SettingField, value: TokenStream) -> TokenStream {
        let Self { private, .. } = self;
        let settings = settings_variable();
        let setting = name(field.setting);
        let name = LitStr::new(field.setting, Span::call_site());
        let origin = match &field.variable {
            Some(variable) => quote! {
                #private::Origin::FieldOfVariable { field: #name, variable: #variable }
            },
            None => quote!(#private::Origin::Field(#name)),
        };
        quote_spanned!(type_of(field)=> #settings.#setting.supply(#origin, &#value);)
    }

    /// The calls of `extra_verifications(..)`. An error about a function underlines its path.
    fn extra_verifications(&self) -> Option<TokenStream> {
        let Self { private, .. } = self;
        let verified = local("verified");
        let run = self.config.extra_verifications.iter().map(|path| {
            let name = shown(path.to_token_stream());
            let private = self.config.crate_path.private_at(path.span());
            quote_spanned!(generated_at(path.span())=> #private::run_extra_verification::<Self, _>(#name, #path, #verified)?;)
        });
        let run: Vec<_> = run.collect();
        (!run.is_empty()).then(|| {
            quote! {
                const EXTRA: ::core::option::Option<#private::ExtraVerificationsOf<Self>> = ::core::option::Option::Some(|#verified| {
                    #(#run)*
                    ::core::result::Result::Ok(())
                });
            }
        })
    }

    /// The types that `Claims<T>` can have: all claims, one of several types, or any.
    fn mints_claims(&self, is_right: bool) -> TokenStream {
        let Self {
            private, claims, ..
        } = self;
        let part = |ty: &TokenStream, part: TokenStream| {
            self.implement(
                quote!(#private::MintsClaims<#ty>),
                quote!(fn part(claims: &#claims) -> &#ty { #part }),
            )
        };
        let all = part(claims, quote!(claims));
        let any = part(&quote!((dyn #private::AnyClaims + 'static)), quote!(claims));
        let types = possible_claims(self.config).and_then(composed);
        let types: Vec<_> = types.into_iter().flatten().collect();
        let is_first = |(index, ty): &(usize, &&Type)| {
            !types.iter().take(*index).any(|earlier| earlier == *ty)
        };
        let parts = types
            .iter()
            .enumerate()
            .filter(is_first)
            .map(|(index, ty)| {
                let index = Index::from(index);
                part(&ty.to_token_stream(), quote!(&claims.#index))
            });
        let is_constant = self.config.generics.params.is_empty();
        let distinct = (is_right && types.len() > 1 && is_constant).then(|| {
            let at = Span::call_site().located_at(claims.span());
            let private = self.config.crate_path.private_at(claims.span());
            let names = types
                .iter()
                .map(|ty| quote_spanned!(at=> <#ty as #private::ClaimSet>::NAMES));
            let take_any = types
                .iter()
                .map(|ty| quote_spanned!(at=> <#ty as #private::ClaimSet>::ACCEPTS_ANY_NAME));
            quote_spanned! {at=>
                const _: () = #private::assert_distinct(&[#(#names),*], &[#(#take_any),*]);
            }
        });
        quote!(#all #(#parts)* #any #distinct)
    }

    /// Names the user by way of the configuration's own types: naming the backend here again would repeat the error about one
    /// that is no backend.
    fn supplies_user(&self) -> TokenStream {
        if self.config.users.is_none() {
            return TokenStream::new();
        }
        let private = &self.private;
        let config = quote!(<Self as #private::AuthConfig>);
        let user = quote!(<#config::Users as #private::UserBackend<#config::Claims>>::User);
        self.implement(
            quote!(#private::SuppliesUser<#user>),
            quote! {
                fn supply(user: #user) -> #user { user }
            },
        )
    }
}

/// The body of a function that an erroneous derive leaves without one. It never runs: the build fails.
fn unreachable() -> TokenStream {
    quote!(::core::unreachable!())
}

fn settings_variable() -> Ident {
    local("settings")
}

/// The span of a field's type, which is underlined if the type does not fit the setting.
fn type_of(field: &SettingField) -> Span {
    Span::call_site().located_at(field.ty.span())
}

/// A name that only the expansion can see.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn name(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The type of the custom claims, if it can be one.
fn possible_claims(config: &Config) -> Option<&Type> {
    let claims = config.claims.as_ref();
    claims.filter(|claims| is_possible(claims))
}

/// The type of the custom claims. Beside an error, `NoClaims` stands for one that is impossible.
fn claims_type(config: &Config, private: &PrivatePath) -> TokenStream {
    possible_claims(config).map_or_else(|| quote!(#private::NoClaims), |ty| quote!(#ty))
}

/// The type of the user backend.
fn users_type(config: &Config, private: &PrivatePath) -> TokenStream {
    config
        .users
        .as_ref()
        .map_or_else(|| quote!(#private::NoUsers), |ty| quote!(#ty))
}

/// The type of the vocabulary of scopes.
fn scopes_type(config: &Config, private: &PrivatePath) -> TokenStream {
    config
        .scopes
        .as_ref()
        .map_or_else(|| quote!(#private::AnyScope), |ty| quote!(#ty))
}

/// The renderer of responses. An error about its type underlines it.
fn responses(config: &Config) -> Option<TokenStream> {
    let ty = config.responses.as_ref()?;
    let private = config.crate_path.private_at(ty.span());
    let at = generated_at(ty.span());
    Some(quote_spanned! {at=>
        fn responses() -> ::core::option::Option<#private::SharedResponses> {
            #private::shared_responses::<#ty>()
        }
    })
}

/// The rules of scopes that replace those of the library.
fn scope_rules(config: &Config, private: &PrivatePath) -> TokenStream {
    let validator = config.scope_validator.as_ref().map(|path| {
        quote! {
            const SCOPE_VALIDATOR: ::core::option::Option<#private::ScopeValidator> =
                ::core::option::Option::Some(#path);
        }
    });
    let normalizer = config.scope_normalizer.as_ref().map(|path| {
        quote! {
            const SCOPE_NORMALIZER: ::core::option::Option<#private::ScopeNormalizer> =
                ::core::option::Option::Some(#path);
        }
    });
    quote!(#validator #normalizer)
}
