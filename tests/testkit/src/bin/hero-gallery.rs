//! The gallery of heroes: `docs/heroes.md` with a contact sheet for every photo of `assets/samples/photos` beside it, and
//! `docs/heroes.png` with all of them on one page. Look at every picture before committing them.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context as _, Result};
use snapcade_app::contact;
use snapcade_gen::hero::{Hero, HeroRequest, Style, make_hero};
use snapcade_testkit::house;

/// Heroes in a row of the overview.
const COLUMNS: usize = 4;

fn main() -> Result<()> {
    let photos = house().join("assets/samples/photos");
    let pages = house().join("docs/heroes");
    fs::create_dir_all(&pages)?;
    let mut files: Vec<_> = fs::read_dir(&photos)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension != "md"));
    files.sort();
    let mut list = String::new();
    let mut heroes: Vec<Hero> = Vec::new();
    for path in &files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let hero = hero(path)?;
        let page = contact::contact_sheet(&hero, Style::default());
        fs::write(pages.join(format!("{name}.png")), page.to_png()?)?;
        let title = title(&name, &hero);
        write!(list, "\n## {title}\n\n![{name}](heroes/{name}.png)\n")?;
        println!("docs/heroes/{name}.png");
        heroes.push(hero);
    }
    fs::write(house().join("docs/heroes.png"), contact::overview(&heroes, COLUMNS).to_png()?)?;
    fs::write(house().join("docs/heroes.md"), HEAD.to_owned() + &list)?;
    Ok(())
}

const HEAD: &str = "# Heroes

What `snapcade hero` makes of the photos in `assets/samples/photos`, in the style `16bit`, without any help: the photo, what was cut out, the
palette, and every animation on light, dark and checkered ground. `cargo xtask gallery` draws this page anew.

![All heroes](heroes.png)
";

fn hero(path: &Path) -> Result<Hero> {
    let bytes = fs::read(path)?;
    make_hero(&bytes, &HeroRequest::default()).with_context(|| format!("{} is no hero", path.display()))
}

fn title(name: &str, hero: &Hero) -> String {
    format!("{}: {}", name.replace('-', " "), hero.kind.name())
}
