//! From what is stored to what is played: atlas, animations, looks, ways.

use snapcade_game::{Item, Sheet};

use super::{
    EffectDef, Ground, KindDef, LevelDef, Pack, Path, Pose, RoleDef, Source, Ui,
    looks::{Tileset, TilesetMaker},
};
use crate::{
    anim::{Anim, AnimId, NOTHING},
    atlas::{AtlasBuilder, SpriteId},
    font::Font,
};

/// Why a game's art cannot be put together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrepareError {
    /// More sprites or pixels than an atlas holds.
    #[error("the game has more art than fits one picture of 4096 x 4096 pixels")]
    Atlas,
    /// A sheet that tiles are drawn with has frames of another size.
    #[error("the sheet `{0}` is used for tiles, so its frames have to be 16 x 16 pixels")]
    Tileset(String),
}

impl Pack {
    /// Works out everything that follows from a source whose numbers were checked.
    ///
    /// Public only for the benchmarks, which play more actors than a document may hold.
    #[doc(hidden)]
    pub fn prepare(source: Source) -> Result<Self, PrepareError> {
        let mut atlas = AtlasBuilder::default();
        // Animation 0 shows nothing.
        let mut anims = vec![Anim::still(0)];
        let mut first_sprites = Vec::with_capacity(source.sheets.len());
        for (_, sheet) in &source.sheets {
            first_sprites.push(atlas.add_sheet(sheet).ok_or(PrepareError::Atlas)?);
        }
        let mut finder = Finder { source: &source, first_sprites: &first_sprites, found: Vec::new() };
        let ui = Ui::find(|role, tag| finder.find(&mut anims, role as usize, tag).unwrap_or(NOTHING));
        let poses = source.kinds.iter().map(|kind| finder.poses(&mut anims, kind)).collect();
        let layers: Vec<Vec<(AnimId, i32, i32)>> = source
            .levels
            .iter()
            .map(|level| level.layers.iter().map(|layer| finder.layer(&mut anims, usize::from(layer.sheet))).collect())
            .collect();
        // By sheet. A game has few, and the web player is small without a map.
        let mut tilesets: Vec<(u16, Tileset)> = Vec::new();
        for level in &source.levels {
            let index = usize::from(level.tileset);
            let (Some((name, sheet)), Some(&first_sprite)) = (source.sheets.get(index), first_sprites.get(index))
            else {
                continue;
            };
            if (sheet.width, sheet.height) != (16, 16) {
                return Err(PrepareError::Tileset(name.clone()));
            }
            if tileset_of(&tilesets, level).is_none() {
                let maker = TilesetMaker { sheet, first_sprite, atlas: &mut atlas, anims: &mut anims };
                tilesets.push((level.tileset, maker.make().ok_or(PrepareError::Atlas)?));
            }
        }
        let mut grounds = Vec::with_capacity(source.levels.len());
        for (level, layers) in source.levels.iter().zip(layers) {
            let tileset = tileset_of(&tilesets, level).ok_or(PrepareError::Atlas)?;
            grounds.push(Ground {
                looks: tileset.looks(level),
                tileset: tileset.clone(),
                paths: level.actors.iter().map(|actor| Path::new(actor.at, &actor.path)).collect(),
                layers,
                platforms: count_front(level, &source.kinds),
                gems: count_gems(level, &source),
                has_boss: has_role(level, &source.kinds, |role| matches!(role, RoleDef::Boss { .. })),
            });
        }
        let font = Font::add_to(&mut atlas, &source.glyphs).ok_or(PrepareError::Atlas)?;
        let atlas = atlas.build().ok_or(PrepareError::Atlas)?;
        Ok(Self { source, atlas, anims, font, first_sprites, poses, ui, grounds })
    }
}

fn tileset_of<'a>(tilesets: &'a [(u16, Tileset)], level: &LevelDef) -> Option<&'a Tileset> {
    tilesets.iter().find(|(sheet, _)| *sheet == level.tileset).map(|(_, tileset)| tileset)
}

fn has_role(level: &LevelDef, kinds: &[KindDef], is: impl Fn(&RoleDef) -> bool) -> bool {
    level.actors.iter().any(|actor| kinds.get(usize::from(actor.kind)).is_some_and(|kind| is(&kind.role)))
}

/// How many actors from the first on are platforms.
fn count_front(level: &LevelDef, kinds: &[KindDef]) -> usize {
    let is_platform =
        |kind: u16| kinds.get(usize::from(kind)).is_some_and(|kind| matches!(kind.role, RoleDef::Platform { .. }));
    level.actors.iter().take_while(|actor| is_platform(actor.kind)).count()
}

/// How many gems a level holds: placed, carried by enemies, or given by talkers.
fn count_gems(level: &LevelDef, source: &Source) -> u16 {
    let role = |kind: u16| source.kinds.get(usize::from(kind)).map(|kind| kind.role);
    let is_gem = |kind: u16| matches!(role(kind), Some(RoleDef::Collectible { item: Item::Gem, .. }));
    let holds = |kind: u16| {
        let drops = role(kind).and_then(|role| role.foe().and_then(|foe| foe.drops));
        is_gem(kind) || drops.is_some_and(is_gem)
    };
    let held = level.actors.iter().filter(|actor| holds(actor.kind)).count();
    // Each line gives once, however many talkers come to it.
    let mut is_said = vec![false; source.lines.len()];
    let mut next: Vec<u16> = level.actors.iter().filter_map(|actor| actor.line).collect();
    let mut given = 0;
    while let Some(number) = next.pop() {
        let number = usize::from(number);
        let (Some(line), Some(is_said @ false)) = (source.lines.get(number), is_said.get_mut(number)) else { continue };
        *is_said = true;
        given += usize::from(line.effect == Some(EffectDef::Give(Item::Gem)));
        next.extend(line.next);
        next.extend(line.choices.iter().filter_map(|(_, next)| *next));
    }
    (held + given) as u16
}

/// Finds animations and remembers them.
struct Finder<'a> {
    source: &'a Source,
    first_sprites: &'a [SpriteId],
    /// By sheet and animation.
    found: Vec<((usize, usize), AnimId)>,
}

impl Finder<'_> {
    fn find(&mut self, anims: &mut Vec<Anim>, sheet_index: usize, tag: &str) -> Option<AnimId> {
        let (_, sheet) = self.source.sheets.get(sheet_index)?;
        let tag_index = sheet.tags.iter().position(|candidate| candidate.name == tag)?;
        self.nth(anims, sheet_index, sheet, tag_index)
    }

    fn nth(&mut self, anims: &mut Vec<Anim>, sheet_index: usize, sheet: &Sheet, tag_index: usize) -> Option<AnimId> {
        let key = (sheet_index, tag_index);
        if let Some(&(_, known)) = self.found.iter().find(|(found, _)| *found == key) {
            return Some(known);
        }
        let first = *self.first_sprites.get(sheet_index)?;
        let anim = match sheet.tags.get(tag_index) {
            Some(tag) => Anim::of_tag(sheet, tag, first),
            None => Anim::still(first),
        };
        let id = AnimId::try_from(anims.len()).ok()?;
        anims.push(anim);
        self.found.push((key, id));
        Some(id)
    }

    /// The first animation of a sheet, or its first frame when it has none.
    fn any(&mut self, anims: &mut Vec<Anim>, sheet_index: usize) -> AnimId {
        let sheet = self.source.sheets.get(sheet_index).map(|(_, sheet)| sheet);
        sheet.and_then(|sheet| self.nth(anims, sheet_index, sheet, 0)).unwrap_or(NOTHING)
    }

    fn poses(&mut self, anims: &mut Vec<Anim>, kind: &KindDef) -> [AnimId; Pose::COUNT] {
        let sheet = usize::from(kind.sheet);
        std::array::from_fn(|i| {
            let pose = Pose::ALL[i];
            let own = own_tags(&kind.role, pose);
            let tag = own.iter().chain(pose.tags()).find_map(|tag| self.find(anims, sheet, tag));
            tag.unwrap_or_else(|| self.any(anims, sheet))
        })
    }

    fn layer(&mut self, anims: &mut Vec<Anim>, sheet_index: usize) -> (AnimId, i32, i32) {
        let anim = self.any(anims, sheet_index);
        let sheet = self.source.sheets.get(sheet_index).map(|(_, sheet)| sheet);
        let (w, h) = sheet.map_or((1, 1), |sheet| (i32::from(sheet.width), i32::from(sheet.height)));
        (anim, w, h)
    }
}

/// The animations that show a thing on a sheet that it shares with other things.
const fn own_tags(role: &RoleDef, pose: Pose) -> &'static [&'static str] {
    use snapcade_game::Power;
    match role {
        RoleDef::Collectible { item, .. } => match item {
            Item::Coin => &["coin"],
            Item::Gem => &["gem"],
            Item::KeyRed => &["key-red"],
            Item::KeyGreen => &["key-green"],
            Item::KeyBlue => &["key-blue"],
            Item::KeyYellow => &["key-yellow"],
            Item::Heart => &["heart"],
            Item::Life => &["life"],
        },
        RoleDef::PowerUp { power, .. } => match power {
            Power::Shield => &["shield"],
            Power::DoubleJump => &["double-jump"],
            Power::Speed => &["speed"],
            Power::Magnet => &["magnet"],
        },
        RoleDef::Spring { .. } => match pose {
            Pose::Attack => &["spring-go", "spring"],
            _ => &["spring"],
        },
        RoleDef::Switch => match pose {
            Pose::Move => &["switch-on"],
            _ => &["switch-off"],
        },
        RoleDef::Platform { .. } => &["platform"],
        _ => &[],
    }
}
