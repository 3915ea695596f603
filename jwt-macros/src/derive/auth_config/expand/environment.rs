//! `from_env` and `from_vars`: a configuration read from the environment or from any other source of variables.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::{ConfigExpansion, local, name, settings_variable, type_of, unreachable};
use crate::derive::auth_config::parse::SettingField;

impl ConfigExpansion<'_> {
    /// `from_env` and `from_vars`, for a configuration of which any field names a variable: any other is a plain
    /// struct, and its fields need no `Default`.
    pub(super) fn environment(&self, reading: Option<TokenStream>) -> TokenStream {
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
    pub(super) fn reading(&self) -> TokenStream {
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
            #settings.use_preset();
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
            let #value: #ty = #private::FieldDefault::field_default();
            #supply
        }
    }
}

/// Holds the value of a field, or what was read of it.
fn value_variable(field: &SettingField) -> Ident {
    local(field.setting)
}

fn lookup_variable() -> Ident {
    local("lookup")
}
