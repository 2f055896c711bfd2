//! What a game's own things are called.

use snapcade_game::{Game, Item, Kind, KindId, Role};
use snapcade_gen::theme::{self, Theme, spelling};

use super::lexicon::{Group, is_same};

/// The kinds of a game by their names.
pub(super) struct Known<'a> {
    game: &'a Game,
    names: Vec<(Vec<String>, KindId)>,
}

impl<'a> Known<'a> {
    pub fn new(game: &'a Game) -> Self {
        let named = |(&id, kind): (&KindId, &Kind)| {
            let words: Vec<String> = kind
                .name
                .to_lowercase()
                .split(|c: char| !c.is_alphanumeric() && c != '\'')
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            let is_one = !matches!(kind.role, Role::Hero {} | Role::Shot { .. });
            (is_one && !words.is_empty()).then_some((words, id))
        };
        let mut names: Vec<_> = game.kinds.iter().filter_map(named).collect();
        // Longer names first: "hermit crab" is not the crab.
        names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Self { game, names }
    }

    /// The kinds whose whole name stands at the beginning of a list of words, and how many words that is.
    pub fn named(&self, words: &[&str]) -> Option<(Vec<KindId>, usize)> {
        self.named_as(words, &is_same)
    }

    /// As [`Known::named`], with slips.
    pub fn misspelt(&self, words: &[&str]) -> Option<(Vec<KindId>, usize)> {
        self.named_as(words, &spelling::is_misspelt)
    }

    fn named_as(&self, words: &[&str], is: &dyn Fn(&str, &str) -> bool) -> Option<(Vec<KindId>, usize)> {
        let begins = |name: &[String]| {
            let mut said = words.iter();
            name.iter().all(|ours| said.next().is_some_and(|said| is(said, ours)))
        };
        let length = self.names.iter().find(|(name, _)| begins(name))?.0.len();
        let same = self.names.iter().filter(|(name, _)| name.len() == length && begins(name));
        Some((same.map(|&(_, id)| id).collect(), length))
    }

    /// The kinds one word of whose name is this word.
    pub fn named_partly(&self, word: &str) -> Option<Vec<KindId>> {
        let is = |(name, _): &&(Vec<String>, KindId)| name.last().is_some_and(|last| is_same(word, last));
        let kinds: Vec<KindId> = self.names.iter().filter(is).map(|&(_, id)| id).collect();
        (!kinds.is_empty()).then_some(kinds)
    }

    /// The group that enemies of other themes with this name belong to.
    pub fn elsewhere(word: &str) -> Option<Group> {
        Theme::ALL.into_iter().find_map(|theme| {
            let cast = theme::cast(theme);
            let groups = [
                (cast.walker, Group::Walker),
                (cast.flyer, Group::Flyer),
                (cast.hopper, Group::Hopper),
                (cast.chaser, Group::Chaser),
                (cast.shooter, Group::Shooter),
            ];
            groups.into_iter().find(|(name, _)| is_same(word, &name.to_lowercase())).map(|(_, group)| group)
        })
    }

    /// The kinds of a group that this game has.
    pub fn group(&self, group: Group) -> Vec<KindId> {
        let kinds = self.game.kinds.iter().filter(|(_, kind)| belongs(&kind.role, group));
        kinds.map(|(&id, _)| id).collect()
    }

    /// The hearts or the lives that can be picked up.
    pub fn items(&self, item: Item) -> Vec<KindId> {
        let is = |kind: &Kind| matches!(kind.role, Role::Collectible { item: own, .. } if own == item);
        self.game.kinds.iter().filter(|(_, kind)| is(kind)).map(|(&id, _)| id).collect()
    }
}

fn belongs(role: &Role, group: Group) -> bool {
    match group {
        Group::Coin => matches!(role, Role::Collectible { item: Item::Coin, .. }),
        Group::Gem => matches!(role, Role::Collectible { item: Item::Gem, .. }),
        Group::Key => matches!(
            role,
            Role::Collectible { item: Item::KeyRed | Item::KeyGreen | Item::KeyBlue | Item::KeyYellow, .. }
        ),
        Group::Power(wanted) => matches!(role, Role::PowerUp { power, .. } if *power == wanted),
        Group::Powers => matches!(role, Role::PowerUp { .. }),
        Group::Platform => matches!(role, Role::Platform { .. }),
        Group::Spring => matches!(role, Role::Spring { .. }),
        Group::Foes => role.foe().is_some() && !matches!(role, Role::Boss { .. }),
        Group::Walker => matches!(role, Role::Walker { .. }),
        Group::Flyer => matches!(role, Role::Flyer { .. }),
        Group::Hopper => matches!(role, Role::Hopper { .. }),
        Group::Chaser => matches!(role, Role::Chaser { .. }),
        Group::Shooter => matches!(role, Role::Shooter { .. }),
        Group::Boss => matches!(role, Role::Boss { .. }),
        Group::Decoration => matches!(role, Role::Decoration { .. }),
    }
}
