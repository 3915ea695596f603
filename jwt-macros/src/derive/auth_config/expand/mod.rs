//! What `#[derive(AuthConfig)]` writes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Index, LitStr, Type, ext::IdentExt, spanned::Spanned};

use super::parse::{Config, SettingField, composed, is_possible};
use crate::diagnostics::{generated_at, shown};

/// The impls; where something is wrong, such that do nothing.
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
    private: TokenStream,
    claims: TokenStream,
    users: TokenStream,
}

impl ConfigExpansion<'_> {
    /// `impl .. for Api { .. }`, silent about what only people are told.
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
        self.implement(
            quote!(#private::AuthConfig),
            quote! {
                type Claims = #claims;
                type Users = #users;
                type Scopes = #scopes;
                const NAME: &'static str = #name;
                #scope_rules
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

    /// Supplies the value of a field. Blames the field's type where that cannot hold the setting.
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

    /// What `extra_verifications(..)` asks of every request, blaming each path for what is wrong with it.
    fn extra_verifications(&self) -> Option<TokenStream> {
        let Self { private, .. } = self;
        let verified = local("verified");
        let run = self.config.extra_verifications.iter().map(|path| {
            let name = shown(path.to_token_stream());
            let private = self.config.crate_path.private_at(path.span());
            quote_spanned!(generated_at(path.span())=> #private::run_extra::<Self, _>(#name, #path, #verified)?;)
        });
        let run: Vec<_> = run.collect();
        (!run.is_empty()).then(|| {
            quote! {
                const EXTRA: ::core::option::Option<#private::RunsExtra<Self>> = ::core::option::Option::Some(|#verified| {
                    #(#run)*
                    ::core::result::Result::Ok(())
                });
            }
        })
    }

    /// Whoever asks for claims gets all of them, one of several types, or any.
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
                .map(|ty| quote_spanned!(at=> <#ty as #private::ClaimSet>::TAKES_ANY));
            quote_spanned! {at=>
                const _: () = #private::assert_distinct(&[#(#names),*], &[#(#take_any),*]);
            }
        });
        quote!(#all #(#parts)* #any #distinct)
    }

    /// By way of the configuration's own types: naming the backend here again would repeat the error about one that is
    /// none.
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

    /// `from_env` and `from_vars`, for a configuration of which any field names a variable: any other is a plain
    /// struct, and its fields need no `Default`.
    fn environment(&self, reading: Option<TokenStream>) -> TokenStream {
        let Self {
            private, config, ..
        } = self;
        if reading.is_some() && config.fields.iter().all(|field| field.variable.is_none()) {
            return TokenStream::new();
        }
        let (vis, ident) = (&config.vis, &config.ident);
        let (generics, arguments, conditions) = config.generics.split_for_impl();
        let lookup = lookup_variable();
        let reading = reading.unwrap_or_else(unreachable);
        let result = quote!(::core::result::Result<Self, #private::ConfigError>);
        quote! {
            #[automatically_derived]
            impl #generics #ident #arguments #conditions {
                /// Reads every field that names an environment variable, and reports all problems at once.
                #vis fn from_env() -> #result {
                    Self::from_vars(#private::process_environment)
                }

                /// Reads every field that names a variable from any look-up, such as a map in a test, and reports all problems at once.
                #vis fn from_vars(
                    #lookup: impl ::core::ops::Fn(&::core::primitive::str) -> ::core::option::Option<::std::string::String>,
                ) -> #result {
                    #reading
                }
            }
        }
    }

    /// The body of `from_vars`: every variable is read before the first problem is reported.
    fn reading(&self) -> TokenStream {
        let Self { private, .. } = self;
        let (settings, variables, lookup) =
            (settings_variable(), local("variables"), lookup_variable());
        let literals = self.literals();
        let statements = self
            .config
            .fields
            .iter()
            .map(|field| self.value(field, &variables));
        let fields = self.config.fields.iter().map(|field| &field.ident);
        let values = self.config.fields.iter().map(value_variable);
        let in_variables = self
            .config
            .fields
            .iter()
            .filter(|field| field.variable.is_some());
        let read: Vec<_> = in_variables.map(value_variable).collect();
        quote! {
            let mut #settings = #private::Settings::new(<Self as #private::AuthConfig>::NAME);
            #literals
            let #variables = #private::Variables::new(&#lookup);
            #(#statements)*
            match (#(#read,)*) {
                (#(::core::option::Option::Some(#read),)*) => {
                    #settings.check()?;
                    ::core::result::Result::Ok(Self { #(#fields: #values,)* })
                }
                _ => ::core::result::Result::Err(#settings.problems()),
            }
        }
    }

    /// The statement that gets the value of a field: from its variable, or the default of its type.
    fn value(&self, field: &SettingField, variables: &Ident) -> TokenStream {
        let private = self.config.crate_path.private_at(type_of(field));
        let ty = &field.ty;
        let value = value_variable(field);
        if let Some(variable) = &field.variable {
            let (settings, setting) = (settings_variable(), name(field.setting));
            return quote_spanned! {type_of(field)=>
                let #value: ::core::option::Option<#ty> = #variables.read(#variable, &mut #settings.#setting);
            };
        }
        let supply = self.supply(field, quote!(#value));
        quote_spanned! {type_of(field)=>
            let #value: #ty = #private::Unread::unread();
            #supply
        }
    }
}

/// The body of a function that an erroneous derive leaves without one. It never runs: the build fails.
fn unreachable() -> TokenStream {
    quote!(::core::unreachable!())
}

fn settings_variable() -> Ident {
    local("settings")
}

/// Holds the value of a field, or what was read of it.
fn value_variable(field: &SettingField) -> Ident {
    local(field.setting)
}

fn lookup_variable() -> Ident {
    local("lookup")
}

/// Where a field's type stands, to blame it for not being what the setting needs.
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
fn claims_type(config: &Config, private: &TokenStream) -> TokenStream {
    possible_claims(config).map_or_else(|| quote!(#private::NoClaims), |ty| quote!(#ty))
}

/// The type of the user backend.
fn users_type(config: &Config, private: &TokenStream) -> TokenStream {
    config
        .users
        .as_ref()
        .map_or_else(|| quote!(#private::NoUsers), |ty| quote!(#ty))
}

/// The type of the vocabulary of scopes.
fn scopes_type(config: &Config, private: &TokenStream) -> TokenStream {
    config
        .scopes
        .as_ref()
        .map_or_else(|| quote!(#private::AnyScope), |ty| quote!(#ty))
}

/// The rules of scopes that replace those of the library.
fn scope_rules(config: &Config, private: &TokenStream) -> TokenStream {
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
