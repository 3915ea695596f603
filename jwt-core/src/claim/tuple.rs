//! `ClaimSet` of tuples: several types of claims in one token.

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use super::claim_set::ClaimSet;
use super::distinct_names::{NameList, list};
use super::from_user::FromUser;
use crate::error::BackendError;

/// Holds the constants of a tuple, since only an associated constant can be borrowed as `'static`.
struct Joined<T>(T);

macro_rules! composed {
    ($($set:ident $index:tt),*) => {
        impl<$($set: ClaimSet),*> Joined<($($set,)*)> {
            const NAMES: NameList = NameList::distinct(&[$($set::NAMES),*], &[$($set::ACCEPTS_ANY_NAME),*]);
            const REQUIRED: NameList = NameList::join(&[$($set::REQUIRED),*]);
            const FROM_BACKEND: NameList = NameList::join(&[$($set::FROM_BACKEND),*]);
        }

        #[diagnostic::do_not_recommend]
        impl<$($set: ClaimSet),*> ClaimSet for ($($set,)*) {
            const NAMES: &'static [&'static str] = list(&Joined::<Self>::NAMES);
            const REQUIRED: &'static [&'static str] = list(&Joined::<Self>::REQUIRED);
            const FROM_BACKEND: &'static [&'static str] = list(&Joined::<Self>::FROM_BACKEND);
            const ACCEPTS_ANY_NAME: bool = $($set::ACCEPTS_ANY_NAME)||*;

            type Partial = ($($set::Partial,)*);

            fn read<'de, A: MapAccess<'de>>(
                found: &mut Self::Partial,
                name: &str,
                claims: &mut A,
            ) -> Result<bool, A::Error> {
                let is_read = $($set::read(&mut found.$index, name, claims)?)||*;
                Ok(is_read)
            }

            fn finish(found: Self::Partial) -> Result<Self, &'static str> {
                Ok(($($set::finish(found.$index)?,)*))
            }

            fn write<W: SerializeMap>(&self, claims: &mut W) -> Result<(), W::Error> {
                $(self.$index.write(claims)?;)*
                Ok(())
            }

            fn verify(&self) -> Result<(), &'static str> {
                $(self.$index.verify()?;)*
                Ok(())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<User: Sync, $($set: FromUser<User> + Send),*> FromUser<User> for ($($set,)*) {
            async fn from_user(user: &User) -> Result<Self, BackendError> {
                Ok(($($set::from_user(user).await?,)*))
            }
        }
    };
}

composed!(T1 0);
composed!(T1 0, T2 1);
composed!(T1 0, T2 1, T3 2);
composed!(T1 0, T2 1, T3 2, T4 3);
composed!(T1 0, T2 1, T3 2, T4 3, T5 4);
composed!(T1 0, T2 1, T3 2, T4 3, T5 4, T6 5);
composed!(T1 0, T2 1, T3 2, T4 3, T5 4, T6 5, T7 6);
composed!(T1 0, T2 1, T3 2, T4 3, T5 4, T6 5, T7 6, T8 7);
