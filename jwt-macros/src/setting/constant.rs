//! A literal as constant data: what a handler's own settings expand to.

use darling::FromMeta;
use jwt_syntax::{
    choice::{CsrfProtection, RevocationReach},
    duration,
    place::{Place, Source},
    setting::{Kind, SettingType},
};
use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ExprArray;

use super::{Literal, Setting, places};
use crate::derive::options::Text;
use crate::diagnostics::Diagnostics;

impl Setting {
    /// The call that adds the setting to `Overrides`; none if the literal is wrong, which has been reported.
    pub(crate) fn overriding(&self, private: &TokenStream) -> Option<TokenStream> {
        let name = Ident::new(self.choice.name, Span::call_site());
        let value = self.value(private)?;
        Some(quote!(.#name(#value)))
    }

    fn value(&self, private: &TokenStream) -> Option<TokenStream> {
        Some(match (&self.literal, self.kind) {
            (literal, Kind::Places) => {
                let places = literal.places()?;
                let places = places.iter().map(|place| constant(place, private));
                quote!(&[#(#places),*])
            }
            (Literal::Text(text), Kind::Duration { .. }) => {
                let seconds = duration::parse(&text.value()).ok()?.as_secs();
                Token::u64_unsuffixed(seconds).into_token_stream()
            }
            (Literal::Text(text), Kind::Prefixes) if text.value().is_empty() => quote!(&[]),
            (Literal::Text(text), Kind::Word { of }) if of == CsrfProtection::CHOICES => {
                let protection = match text.value().as_str() {
                    "on" => quote!(On),
                    "origin" => quote!(Origin),
                    "off" => quote!(Off),
                    _ => return None,
                };
                quote!(#private::CsrfProtection::#protection)
            }
            (Literal::Text(text), Kind::Word { of }) if of == RevocationReach::CHOICES => {
                let revocations = match text.value().as_str() {
                    "all" => quote!(All),
                    "refresh" => quote!(Refresh),
                    "off" => quote!(Off),
                    _ => return None,
                };
                quote!(#private::RevocationReach::#revocations)
            }
            (Literal::Text(text), kind) if kind.is_list() => quote!(&[#text]),
            (Literal::Text(text), Kind::Switch) => (text.value() == "on").into_token_stream(),
            (Literal::Text(text), _) => text.to_token_stream(),
            (Literal::List(ExprArray { elems, .. }), _) => quote!(&[#elems]),
            (Literal::Number(number), _) => number.to_token_stream(),
            (Literal::Words(_), _) => return None,
        })
    }
}

impl Literal {
    /// The places that it says, in one of the three ways in which it can.
    pub(crate) fn places(&self) -> Option<Vec<Place>> {
        match self {
            Self::Words(words) => Some(places::read(words, &mut Diagnostics::default())),
            Self::Text(text) => text
                .value()
                .split(',')
                .map(|word| word.parse().ok())
                .collect(),
            Self::List(list) => {
                let place = |element| Text::from_expr(element).ok()?.0.value().parse().ok();
                list.elems.iter().map(place).collect()
            }
            Self::Number(_) => None,
        }
    }
}

fn constant(place: &Place, private: &TokenStream) -> TokenStream {
    let source = match place.source {
        Source::Header => quote!(Header),
        Source::Cookie => quote!(Cookie),
        Source::Query => quote!(Query),
        Source::Json => quote!(Json),
        Source::Form => quote!(Form),
        Source::WebSocket => quote!(WebSocket),
    };
    let strict = place.strict;
    quote!(#private::Place { source: #private::Source::#source, strict: #strict })
}
