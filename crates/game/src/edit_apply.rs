//! Applying an edit and finding its inverse.

use std::fmt::Display;

use crate::{
    dialogue::Dialogue,
    document::Game,
    edit::{ActorChange, DialogueChange, Edit, EditError, KindChange, LayerChange, LevelChange, Run, TextChange},
    id::{KindId, LevelId},
    kind::Kind,
    level::Level,
    limits,
    table::Table,
    text,
    tile::{Tile, TileGrid},
};

impl Edit {
    /// Changes the game and returns the edit that undoes the change.
    pub fn apply(self, game: &mut Game) -> Result<Edit, EditError> {
        apply_at_depth(self, game, 0)
    }
}

fn apply_at_depth(edit: Edit, game: &mut Game, depth: usize) -> Result<Edit, EditError> {
    Ok(match edit {
        Edit::Batch(edits) => return apply_batch(edits, game, depth),
        Edit::SetTitle(title) => {
            checked("title", text::check_filled(&title, limits::TITLE_CHARS))?;
            Edit::SetTitle(std::mem::replace(&mut game.title, title))
        }
        Edit::SetAuthor(author) => {
            checked("author", text::check(&author, limits::NAME_CHARS))?;
            Edit::SetAuthor(std::mem::replace(&mut game.author, author))
        }
        Edit::SetTheme(theme) => {
            checked("theme", text::check(&theme, limits::NAME_CHARS))?;
            Edit::SetTheme(std::mem::replace(&mut game.theme, theme))
        }
        Edit::SetDifficulty(difficulty) => Edit::SetDifficulty(std::mem::replace(&mut game.difficulty, difficulty)),
        Edit::SetMode(mode) => Edit::SetMode(std::mem::replace(&mut game.mode, mode)),
        Edit::SetRule { rule, value } => {
            within(&format!("rules.{}", rule.name()), value, rule.bounds())?;
            Edit::SetRule { rule, value: game.rules.set(rule, value) }
        }
        Edit::SetArt { slot, art } => {
            let old = put(&mut game.art, slot.clone(), art, "art")?;
            Edit::SetArt { slot, art: old }
        }
        Edit::SetSound { slot, sound } => {
            let old = put(&mut game.sounds, slot.clone(), sound, "sounds")?;
            Edit::SetSound { slot, sound: old }
        }
        Edit::AddKind { id, kind } => {
            checked(&format!("kinds.{id}.name"), text::check_filled(&kind.name, limits::NAME_CHARS))?;
            add(&mut game.kinds, id, *kind, "kinds", limits::KINDS)?;
            Edit::RemoveKind { id }
        }
        Edit::RemoveKind { id } => {
            if let Some(user) = kind_user(game, id) {
                return Err(EditError::InUse { place: format!("kinds.{id}"), user });
            }
            Edit::AddKind { id, kind: Box::new(remove(&mut game.kinds, id, "kinds")?) }
        }
        Edit::ChangeKind { id, change } => {
            let kind = find(&mut game.kinds, id, "kinds")?;
            Edit::ChangeKind { id, change: change_kind(kind, id, change)? }
        }
        Edit::AddDialogue { id, dialogue } => {
            add(&mut game.dialogues, id, dialogue, "dialogues", limits::DIALOGUES)?;
            Edit::RemoveDialogue { id }
        }
        Edit::RemoveDialogue { id } => {
            let user = game.levels.iter().find_map(|(level_id, level)| {
                let (actor, _) = level.actors.iter().find(|(_, actor)| actor.dialogue == Some(id))?;
                Some(format!("levels.{level_id}.actors.{actor}"))
            });
            if let Some(user) = user {
                return Err(EditError::InUse { place: format!("dialogues.{id}"), user });
            }
            Edit::AddDialogue { id, dialogue: remove(&mut game.dialogues, id, "dialogues")? }
        }
        Edit::ChangeDialogue { id, change } => {
            let place = format!("dialogues.{id}");
            let dialogue = find(&mut game.dialogues, id, "dialogues")?;
            Edit::ChangeDialogue { id, change: change_dialogue(dialogue, &place, change)? }
        }
        Edit::AddLevel { id, level } => {
            checked(&format!("levels.{id}.name"), text::check(&level.name, limits::NAME_CHARS))?;
            add(&mut game.levels, id, *level, "levels", limits::LEVELS)?;
            Edit::RemoveLevel { id }
        }
        Edit::RemoveLevel { id } => Edit::AddLevel { id, level: Box::new(remove(&mut game.levels, id, "levels")?) },
        Edit::ChangeLevel { id, change } => {
            let level = find(&mut game.levels, id, "levels")?;
            Edit::ChangeLevel { id, change: change_level(level, id, change)? }
        }
    })
}

/// All or nothing: when one fails, those before it are undone.
fn apply_batch(edits: Vec<Edit>, game: &mut Game, depth: usize) -> Result<Edit, EditError> {
    if depth >= limits::BATCH_DEPTH {
        return Err(EditError::Limit { place: "batches in batches".into(), limit: limits::BATCH_DEPTH });
    }
    if edits.len() > limits::BATCH {
        return Err(EditError::Limit { place: "edits of a batch".into(), limit: limits::BATCH });
    }
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match apply_at_depth(edit, game, depth + 1) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                for inverse in inverses.into_iter().rev() {
                    // An inverse fits the game that its edit left behind, so this cannot fail.
                    let undone = apply_at_depth(inverse, game, depth + 1);
                    debug_assert!(undone.is_ok(), "{undone:?}");
                }
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Edit::Batch(inverses))
}

fn change_kind(kind: &mut Kind, id: KindId, change: KindChange) -> Result<KindChange, EditError> {
    Ok(match change {
        KindChange::Name(name) => {
            checked(&format!("kinds.{id}.name"), text::check_filled(&name, limits::NAME_CHARS))?;
            KindChange::Name(std::mem::replace(&mut kind.name, name))
        }
        KindChange::Art(art) => KindChange::Art(std::mem::replace(&mut kind.art, art)),
        KindChange::Body(body) => KindChange::Body(std::mem::replace(&mut kind.body, body)),
        KindChange::Role(role) => KindChange::Role(std::mem::replace(&mut kind.role, role)),
        KindChange::Number { number, value } => {
            let place = format!("kinds.{id}.role.{number:?}");
            within(&place, value, number.bounds())?;
            let old = kind.role.number_mut(number).ok_or(EditError::NoNumber { place })?;
            KindChange::Number { number, value: std::mem::replace(old, value) }
        }
    })
}

fn change_dialogue(dialogue: &mut Dialogue, place: &str, change: DialogueChange) -> Result<DialogueChange, EditError> {
    use DialogueChange as Change;
    let lines = format!("{place}.lines");
    Ok(match change {
        Change::Name(name) => {
            checked(&format!("{place}.name"), text::check(&name, limits::NAME_CHARS))?;
            Change::Name(std::mem::replace(&mut dialogue.name, name))
        }
        Change::First(first) => Change::First(std::mem::replace(&mut dialogue.first, first)),
        Change::AddLine { id, line } => {
            checked(&format!("{lines}.{id}.words"), text::check_filled(&line.words, limits::WORDS_CHARS))?;
            add(&mut dialogue.lines, id, line, &lines, limits::LINES_PER_DIALOGUE)?;
            Change::RemoveLine { id }
        }
        Change::RemoveLine { id } => Change::AddLine { id, line: remove(&mut dialogue.lines, id, &lines)? },
        Change::LineWords { id, words } => {
            checked(&format!("{lines}.{id}.words"), text::check_filled(&words, limits::WORDS_CHARS))?;
            let line = find(&mut dialogue.lines, id, &lines)?;
            Change::LineWords { id, words: std::mem::replace(&mut line.words, words) }
        }
        Change::LineNext { id, next } => {
            let line = find(&mut dialogue.lines, id, &lines)?;
            Change::LineNext { id, next: std::mem::replace(&mut line.next, next) }
        }
        Change::LineEffect { id, effect } => {
            let line = find(&mut dialogue.lines, id, &lines)?;
            Change::LineEffect { id, effect: std::mem::replace(&mut line.effect, effect) }
        }
        Change::AddChoice { line, id, choice } => {
            let place = format!("{lines}.{line}.choices");
            checked(&format!("{place}.{id}.words"), text::check_filled(&choice.words, limits::CHOICE_CHARS))?;
            add(&mut find(&mut dialogue.lines, line, &lines)?.choices, id, choice, &place, limits::CHOICES_PER_LINE)?;
            Change::RemoveChoice { line, id }
        }
        Change::RemoveChoice { line, id } => {
            let choices = &mut find(&mut dialogue.lines, line, &lines)?.choices;
            Change::AddChoice { line, id, choice: remove(choices, id, &format!("{lines}.{line}.choices"))? }
        }
        Change::ChoiceWords { line, id, words } => {
            let place = format!("{lines}.{line}.choices");
            checked(&format!("{place}.{id}.words"), text::check_filled(&words, limits::CHOICE_CHARS))?;
            let choice = find(&mut find(&mut dialogue.lines, line, &lines)?.choices, id, &place)?;
            Change::ChoiceWords { line, id, words: std::mem::replace(&mut choice.words, words) }
        }
        Change::ChoiceNext { line, id, next } => {
            let place = format!("{lines}.{line}.choices");
            let choice = find(&mut find(&mut dialogue.lines, line, &lines)?.choices, id, &place)?;
            Change::ChoiceNext { line, id, next: std::mem::replace(&mut choice.next, next) }
        }
        Change::ChoiceOrder { line, id, order } => {
            let place = format!("{lines}.{line}.choices");
            let choice = find(&mut find(&mut dialogue.lines, line, &lines)?.choices, id, &place)?;
            Change::ChoiceOrder { line, id, order: std::mem::replace(&mut choice.order, order) }
        }
    })
}

fn change_level(level: &mut Level, id: LevelId, change: LevelChange) -> Result<LevelChange, EditError> {
    use LevelChange as Change;
    let place = |part: &str| format!("levels.{id}.{part}");
    Ok(match change {
        Change::Order(order) => Change::Order(std::mem::replace(&mut level.order, order)),
        Change::Name(name) => {
            checked(&place("name"), text::check(&name, limits::NAME_CHARS))?;
            Change::Name(std::mem::replace(&mut level.name, name))
        }
        Change::Tileset(tileset) => Change::Tileset(std::mem::replace(&mut level.tileset, tileset)),
        Change::Music(music) => Change::Music(std::mem::replace(&mut level.music, music)),
        Change::Start(start) => Change::Start(std::mem::replace(&mut level.start, start)),
        Change::Goal(goal) => Change::Goal(std::mem::replace(&mut level.goal, goal)),
        Change::Proof(proof) => Change::Proof(std::mem::replace(&mut level.proof, proof)),
        Change::Resize { width, height } => {
            within(&place("tiles (width)"), width, (1, limits::LEVEL_WIDTH_TILES))?;
            within(&place("tiles (height)"), height, (1, limits::LEVEL_HEIGHT_TILES))?;
            let limit = limits::LEVEL_WIDTH_TILES as usize;
            let too_large = || EditError::Limit { place: place("tiles"), limit };
            let resized = level.tiles.resized(width, height).ok_or_else(too_large)?;
            Change::Tiles(std::mem::replace(&mut level.tiles, resized))
        }
        Change::Tiles(tiles) => Change::Tiles(std::mem::replace(&mut level.tiles, tiles)),
        Change::PaintRect { x, y, width, height, tile } => {
            let cells = rect_cells(&level.tiles, x, y, width, height);
            Change::PaintRuns(paint(&mut level.tiles, cells.map(|cell| (cell, tile))))
        }
        Change::PaintStroke { points, brush, tile } => {
            within(&place("tiles (points of a stroke)"), points.len() as u32, (0, limits::BATCH as u32))?;
            within(&place("tiles (brush)"), brush, (1, 32))?;
            let cells = stroke_cells(&level.tiles, &points, brush);
            Change::PaintRuns(paint(&mut level.tiles, cells.into_iter().map(|cell| (cell, tile))))
        }
        Change::PaintRuns(runs) => {
            for run in &runs {
                let fits = run.y < level.tiles.height()
                    && (run.x as usize).saturating_add(run.tiles.len()) <= level.tiles.width() as usize;
                if !fits {
                    return Err(EditError::Missing { place: place(&format!("tiles (cell {}, {})", run.x, run.y)) });
                }
            }
            let cells = runs.into_iter().flat_map(|run| {
                run.tiles.into_iter().enumerate().map(move |(i, tile)| ((run.x as i32 + i as i32, run.y as i32), tile))
            });
            Change::PaintRuns(paint(&mut level.tiles, cells))
        }
        Change::AddActor { id, actor } => {
            add(&mut level.actors, id, actor, &place("actors"), limits::ACTORS_PER_LEVEL)?;
            Change::RemoveActor { id }
        }
        Change::RemoveActor { id } => Change::AddActor { id, actor: remove(&mut level.actors, id, &place("actors"))? },
        Change::ChangeActor { id, change } => {
            let actor = find(&mut level.actors, id, &place("actors"))?;
            use ActorChange as Of;
            let old = match change {
                Of::Kind(kind) => Of::Kind(std::mem::replace(&mut actor.kind, kind)),
                Of::At(at) => Of::At(std::mem::replace(&mut actor.at, at)),
                Of::Facing(facing) => Of::Facing(std::mem::replace(&mut actor.facing, facing)),
                Of::Path(path) => Of::Path(std::mem::replace(&mut actor.path, path)),
                Of::Channel(channel) => Of::Channel(std::mem::replace(&mut actor.channel, channel)),
                Of::WidthTiles(width) => Of::WidthTiles(std::mem::replace(&mut actor.width_tiles, width)),
                Of::Dialogue(dialogue) => Of::Dialogue(std::mem::replace(&mut actor.dialogue, dialogue)),
            };
            Change::ChangeActor { id, change: old }
        }
        Change::AddCheckpoint { id, checkpoint } => {
            add(&mut level.checkpoints, id, checkpoint, &place("checkpoints"), limits::CHECKPOINTS_PER_LEVEL)?;
            Change::RemoveCheckpoint { id }
        }
        Change::RemoveCheckpoint { id } => {
            Change::AddCheckpoint { id, checkpoint: remove(&mut level.checkpoints, id, &place("checkpoints"))? }
        }
        Change::MoveCheckpoint { id, at } => {
            let checkpoint = find(&mut level.checkpoints, id, &place("checkpoints"))?;
            Change::MoveCheckpoint { id, at: std::mem::replace(&mut checkpoint.at, at) }
        }
        Change::AddText { id, text } => {
            checked(&place(&format!("texts.{id}")), text::check_filled(&text.words, limits::WORDS_CHARS))?;
            add(&mut level.texts, id, text, &place("texts"), limits::TEXTS_PER_LEVEL)?;
            Change::RemoveText { id }
        }
        Change::RemoveText { id } => Change::AddText { id, text: remove(&mut level.texts, id, &place("texts"))? },
        Change::ChangeText { id, change } => {
            let text = find(&mut level.texts, id, &place("texts"))?;
            let old = match change {
                TextChange::At(at) => TextChange::At(std::mem::replace(&mut text.at, at)),
                TextChange::Words(words) => {
                    checked(&place(&format!("texts.{id}")), text::check_filled(&words, limits::WORDS_CHARS))?;
                    TextChange::Words(std::mem::replace(&mut text.words, words))
                }
                TextChange::Style(style) => TextChange::Style(std::mem::replace(&mut text.style, style)),
            };
            Change::ChangeText { id, change: old }
        }
        Change::AddLayer { id, layer } => {
            add(&mut level.layers, id, layer, &place("layers"), limits::LAYERS_PER_LEVEL)?;
            Change::RemoveLayer { id }
        }
        Change::RemoveLayer { id } => Change::AddLayer { id, layer: remove(&mut level.layers, id, &place("layers"))? },
        Change::ChangeLayer { id, change } => {
            let layer = find(&mut level.layers, id, &place("layers"))?;
            use LayerChange as Of;
            let old = match change {
                Of::Order(order) => Of::Order(std::mem::replace(&mut layer.order, order)),
                Of::Art(art) => Of::Art(std::mem::replace(&mut layer.art, art)),
                Of::ScrollPercent(percent) => Of::ScrollPercent(std::mem::replace(&mut layer.scroll_percent, percent)),
                Of::Y(y) => Of::Y(std::mem::replace(&mut layer.y, y)),
                Of::DriftSubpxPerTick(drift) => {
                    Of::DriftSubpxPerTick(std::mem::replace(&mut layer.drift_subpx_per_tick, drift))
                }
            };
            Change::ChangeLayer { id, change: old }
        }
    })
}

/// The cells of a rectangle that lie in the grid.
fn rect_cells(grid: &TileGrid, x: u32, y: u32, width: u32, height: u32) -> impl Iterator<Item = (i32, i32)> + use<> {
    let columns = x.min(grid.width())..x.saturating_add(width).min(grid.width());
    let rows = y.min(grid.height())..y.saturating_add(height).min(grid.height());
    rows.flat_map(move |y| columns.clone().map(move |x| (x as i32, y as i32)))
}

/// The cells under a stroke, each once, row by row.
fn stroke_cells(grid: &TileGrid, points: &[(i32, i32)], brush: u32) -> Vec<(i32, i32)> {
    let (width, height, brush) = (grid.width() as i32, grid.height() as i32, brush as i32);
    // A pen far outside the grid draws nothing there; clamped, a line is at most as long as the grid's diagonal.
    let clamp = |&(x, y): &(i32, i32)| (x.clamp(-brush, width + brush), y.clamp(-brush, height + brush));
    let points: Vec<_> = points.iter().map(clamp).collect();
    let mut painted = vec![false; (width * height) as usize];
    let mut dab = |x: i32, y: i32| {
        for cell_y in (y - brush / 2).max(0)..(y - brush / 2 + brush).min(height) {
            for cell_x in (x - brush / 2).max(0)..(x - brush / 2 + brush).min(width) {
                painted[(cell_y * width + cell_x) as usize] = true;
            }
        }
    };
    if let [(x, y)] = points[..] {
        dab(x, y);
    }
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
        for step in 0..=steps {
            dab(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps);
        }
    }
    (0..width * height).filter(|&i| painted[i as usize]).map(|i| (i % width, i / width)).collect()
}

/// Paints cells and returns the runs that undo it: the reverse order matters when a cell is painted twice.
fn paint(grid: &mut TileGrid, cells: impl Iterator<Item = ((i32, i32), Tile)>) -> Vec<Run> {
    let mut undo: Vec<Run> = Vec::new();
    for ((x, y), tile) in cells {
        let Some(old) = grid.set(x, y, tile) else { continue };
        match undo.last_mut() {
            Some(run) if run.y as i32 == y && run.x as i32 + run.tiles.len() as i32 == x => run.tiles.push(old),
            _ => undo.push(Run { x: x as u32, y: y as u32, tiles: vec![old] }),
        }
    }
    undo.reverse();
    undo
}

/// What still uses a kind.
fn kind_user(game: &Game, id: KindId) -> Option<String> {
    let kind = game
        .kinds
        .iter()
        .find(|(_, kind)| kind.role.shot() == Some(id) || kind.role.foe().is_some_and(|foe| foe.drops == Some(id)));
    if let Some((user, _)) = kind {
        return Some(format!("kinds.{user}"));
    }
    game.levels.iter().find_map(|(level_id, level)| {
        let (actor, _) = level.actors.iter().find(|(_, actor)| actor.kind == id)?;
        Some(format!("levels.{level_id}.actors.{actor}"))
    })
}

fn checked(place: &str, result: Result<(), text::TextError>) -> Result<(), EditError> {
    result.map_err(|error| EditError::Text { place: place.to_owned(), error })
}

fn within<N: Into<i64> + Copy>(place: &str, value: N, (low, high): (N, N)) -> Result<(), EditError> {
    let (value, low, high) = (value.into(), low.into(), high.into());
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(EditError::Bounds { place: place.to_owned(), value, low, high })
    }
}

fn find<'a, K: Ord + Display, V>(table: &'a mut Table<K, V>, id: K, place: &str) -> Result<&'a mut V, EditError> {
    match table.get_mut(&id) {
        Some(value) => Ok(value),
        None => Err(EditError::Missing { place: format!("{place}.{id}") }),
    }
}

fn add<K: Ord + Display, V>(
    table: &mut Table<K, V>,
    id: K,
    value: V,
    place: &str,
    limit: usize,
) -> Result<(), EditError> {
    if table.contains_key(&id) {
        return Err(EditError::Exists { place: format!("{place}.{id}") });
    }
    if table.len() >= limit {
        return Err(EditError::Limit { place: place.to_owned(), limit });
    }
    table.insert(id, value);
    Ok(())
}

fn remove<K: Ord + Display, V>(table: &mut Table<K, V>, id: K, place: &str) -> Result<V, EditError> {
    table.remove(&id).ok_or_else(|| EditError::Missing { place: format!("{place}.{id}") })
}

fn put<K: Ord + Display, V>(
    table: &mut Table<K, V>,
    slot: K,
    value: Option<V>,
    place: &str,
) -> Result<Option<V>, EditError> {
    match value {
        None => Ok(table.remove(&slot)),
        Some(_) if !table.contains_key(&slot) && table.len() >= limits::SLOTS => {
            Err(EditError::Limit { place: place.to_owned(), limit: limits::SLOTS })
        }
        Some(value) => Ok(table.insert(slot, value)),
    }
}
