//! Names of users, as getpwuid_r(3) and getpwnam_r(3) tell them: from passwd(5), a directory service, or wherever NSS looks.

use model::{Gap, UserId};
use nix::unistd::{Uid, User};
use std::collections::HashMap;

/// The users of this host, each asked for once. Names are untrusted.
#[derive(Debug, Default)]
pub struct Users {
    names: HashMap<UserId, Option<String>>,
}

impl Users {
    /// The name of this user; `None`: it has none, or the name service failed.
    pub fn name(&mut self, id: UserId) -> Option<&str> {
        let ask = |_: &UserId| User::from_uid(Uid::from_raw(id.0)).ok().flatten().map(|user| user.name);
        self.names.entry(id).or_insert_with_key(ask).as_deref()
    }

    /// The user of this name; `None`: there is none.
    pub fn id(name: &str) -> Option<UserId> {
        Some(UserId(User::from_name(name).ok()??.uid.as_raw()))
    }

    /// The users who were asked for and have no name, in ascending order.
    pub fn gaps(&self) -> impl Iterator<Item = Gap> {
        let mut nameless: Vec<_> = self.names.iter().filter(|(_, name)| name.is_none()).map(|(id, _)| *id).collect();
        nameless.sort_unstable();
        nameless.into_iter().map(|id| Gap::new(format!("naming user {id}"), "no user has this number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_has_a_name_and_some_numbers_have_none() {
        let mut users = Users::default();
        assert_eq!(users.name(UserId(0)), Some("root"));
        assert_eq!(users.name(UserId(u32::MAX - 7)), None);
        assert_eq!(users.gaps().count(), 1);
        assert_eq!(Users::id("root"), Some(UserId(0)));
        assert_eq!(Users::id("no such user"), None);
        assert_eq!(Users::id("nul\0"), None);
    }
}
