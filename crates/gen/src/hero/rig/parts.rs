//! Reading drawn body parts: text grids whose colours are roles, not colours. The files are described in
//! `assets/hero/README.md`.

use std::collections::BTreeMap;

use snapcade_game::sheet::{
    Rgba, SheetError,
    art_text::{self, Palette},
};

use crate::grid::Grid;

use super::puppet::{BASE, Ink, LIGHT, LINE, Part, SHADE};

const ROLES: &str = include_str!("../../../../../assets/palettes/hero-roles.txt");

/// The materials of a body, in the order of their ramps: `Ink::Tone::ramp` is an index into this.
pub const MATERIALS: [&str; 6] = ["skin", "hair", "top", "bottom", "extra", "white"];

/// Which ink a role such as `top-shade` stands for.
fn ink_of_role(role: &str) -> Option<Ink> {
    let (material, tone) = role.rsplit_once('-')?;
    let ramp = MATERIALS.iter().position(|&name| name == material)? as u8;
    let tone = match tone {
        "line" => LINE,
        "shade" => SHADE,
        "base" => BASE,
        "light" => LIGHT,
        _ => return None,
    };
    Some(Ink::Tone { ramp, tone })
}

/// Drawn parts by name; a part may have several views.
#[derive(Debug, Clone, Default)]
pub struct Parts(BTreeMap<String, Vec<Part>>);

impl Parts {
    /// Reads part files: each tag is a part, each of its frames a view, the anchor its joint. A name that comes again
    /// replaces the part read before.
    pub fn read(files: &[&str]) -> Result<Self, SheetError> {
        let palette = Palette::parse(ROLES)?;
        let inks: BTreeMap<Rgba, Ink> =
            palette.colors().filter_map(|(name, color)| ink_of_role(name).map(|ink| (color, ink))).collect();
        let mut parts = BTreeMap::new();
        for file in files {
            let sheet = art_text::parse(file, &palette)?;
            let ink_of_index: Vec<Ink> =
                sheet.palette.iter().map(|color| inks.get(color).copied().unwrap_or_default()).collect();
            let joint = (i32::from(sheet.anchor.0), i32::from(sheet.anchor.1));
            let part = |frame: &Vec<u8>| {
                let ink = |index: &u8| ink_of_index.get(usize::from(*index)).copied().unwrap_or_default();
                let pixels = frame.iter().map(ink).collect();
                Part { ink: Grid { width: sheet.width.into(), height: sheet.height.into(), pixels }, joint }
            };
            for tag in &sheet.tags {
                let frames = sheet.frames.iter().skip(tag.first.into()).take(tag.count.into());
                parts.insert(tag.name.clone(), frames.map(part).collect());
            }
        }
        Ok(Self(parts))
    }

    /// A view of a part, its last view if it has fewer, or nothing if there is no such part.
    pub fn get(&self, name: &str, view: usize) -> Option<&Part> {
        let views = self.0.get(name)?;
        views.get(view).or_else(|| views.last())
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_colour_of_its_own() {
        let palette = Palette::parse(ROLES).unwrap();
        let colors: std::collections::BTreeSet<Rgba> = palette.colors().map(|(_, color)| color).collect();
        assert_eq!(colors.len(), MATERIALS.len() * 4);
        assert!(palette.colors().all(|(name, _)| ink_of_role(name).is_some()));
    }
}
