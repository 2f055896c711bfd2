//! Title, pause, conversations, the end: everything in front of the level.

use snapcade_game::{Mode, Tile};

use super::{
    PLAIN, Pen,
    hud::time_text,
    text::{Align, FAINT, GOLD, LIGHT, Style},
};
use crate::{
    SCREEN_HEIGHT_PX, SCREEN_WIDTH_PX, SUBPX,
    pack::{LevelDef, Source},
    phrase::{joined, number},
    rng::cell_hash,
    words::Word,
    world::{Screen, Talk},
};

const MIDDLE: i32 = SCREEN_WIDTH_PX / 2;
/// Where the title screen says how to begin: on the ground, not before what stands on it.
const PRESS_Y: i32 = 156;
/// How long a screen takes to come up, in ticks.
const FADE: i32 = 16;

impl<'a> Pen<'a> {
    pub(super) fn screens(&mut self) {
        let ticks = self.state.screen_ticks.min(i32::MAX as u32) as i32;
        match self.state.screen {
            Screen::Title => self.title(ticks),
            Screen::LevelIntro => self.level_intro(ticks),
            Screen::Playing => {
                if let Some(talk) = self.state.talk {
                    self.talk(talk);
                    return;
                }
                self.hud();
                self.hints();
                if self.state.is_demo() {
                    self.demo(ticks);
                }
            }
            Screen::Paused => self.paused(),
            Screen::Dying => {
                self.hud();
                let dark = ((ticks - 50) * 12).clamp(0, 255) as u8;
                self.shade(dark);
            }
            Screen::LevelClear => self.level_clear(ticks),
            Screen::GameOver => self.game_over(ticks),
            Screen::Won => self.won(ticks),
        }
    }

    fn shade(&mut self, alpha: u8) {
        if alpha > 0 {
            self.fill(0, 0, (SCREEN_WIDTH_PX, SCREEN_HEIGHT_PX), [0x1a, 0x14, 0x26, alpha]);
        }
    }

    fn word(&self, word: Word) -> &'a str {
        self.pack.source().words.get(word)
    }

    fn middle(&mut self, y: i32, text: &str, style: Style) {
        self.text(MIDDLE, y, text, style);
    }

    /// A word that comes and goes.
    fn blinking(&mut self, y: i32, text: &str, ticks: i32) {
        if ticks / 28 % 3 != 2 {
            self.middle(y, text, Style::new(Align::Middle, LIGHT));
        }
    }

    fn title(&mut self, ticks: i32) {
        let Source { title, author, .. } = self.pack.source();
        let y = self.headline(title, 44, ticks);
        if !author.is_empty() {
            let by = joined(&[self.word(Word::By), " ", author]);
            self.middle(y + 8, &by, Style::new(Align::Middle, LIGHT));
        }
        let press = self.word(Word::PressJump);
        self.blinking(PRESS_Y, press, ticks);
    }

    /// A title in large letters that sway one after the other; returns where it ends.
    fn headline(&mut self, title: &str, top: i32, ticks: i32) -> i32 {
        let style = Style::new(Align::Middle, GOLD);
        let fits = |scale: i32| self.pack.font.width(title) * scale <= SCREEN_WIDTH_PX - 24;
        let scale = if fits(3) { 3 } else { 2 };
        let mut y = top;
        for line in broken(title, |part| self.pack.font.width(part) * scale <= SCREEN_WIDTH_PX - 24) {
            let sway = |i: usize| {
                // A wave runs through the letters.
                let phase = (ticks / 2 + 1000 - i as i32 * 3).rem_euclid(64);
                if phase < 8 { -[0, 2, 3, 4, 4, 3, 2, 0][phase as usize] } else { 0 }
            };
            self.letters(MIDDLE, y, line, style.scaled(scale), usize::MAX, sway);
            y += self.pack.font.line_height(line) * scale;
        }
        y
    }

    fn level_intro(&mut self, ticks: i32) {
        self.shade(if ticks < FADE { 255 - (ticks * 6) as u8 } else { 160 });
        let level = joined(&[self.word(Word::Level), " ", &number(i32::from(self.state.level) + 1)]);
        let name = self.pack.levels().get(usize::from(self.state.level)).map_or("", |level| &level.name);
        self.middle(58, &level, Style::new(Align::Middle, FAINT));
        let wide = self.pack.font.width(name) * 2 > SCREEN_WIDTH_PX - 16;
        self.middle(72, name, Style::new(Align::Middle, GOLD).scaled(if wide { 1 } else { 2 }));
        if self.state.rules.lives > 0 {
            let lives = joined(&["x", &number(self.state.tally.lives)]);
            self.counter(self.pack.ui.life, MIDDLE - 14, 104, &lives);
        }
    }

    fn paused(&mut self) {
        self.hud();
        self.shade(150);
        self.nine_slice(self.pack.ui.panel, 84, 58, (152, 64));
        let (paused, press) = (self.word(Word::Paused), self.word(Word::PressPause));
        self.middle(70, paused, Style::new(Align::Middle, LIGHT).scaled(2));
        self.middle(100, press, Style::new(Align::Middle, FAINT));
    }

    fn demo(&mut self, ticks: i32) {
        let press = self.word(Word::PressJump);
        self.blinking(PRESS_Y, press, ticks);
        let demo = self.word(Word::Demo);
        self.middle(18, demo, Style::new(Align::Middle, FAINT));
    }

    /// Why a goal or a door is shut, when the hero stands before it.
    fn hints(&mut self) {
        let Some(level) = self.pack.levels().get(usize::from(self.state.level)) else { return };
        let view = self.view();
        let hero = &self.state.hero;
        let (hero_x, hero_y) = (hero.x >> 8, hero.y >> 8);
        let (word, x, y) = if self.is_locked_out(level) {
            (Word::NeedKey, hero_x, hero_y)
        } else {
            let Some((x, y)) = level.goal.filter(|_| !self.state.goal_open) else { return };
            if (hero_x - x).abs() > 20 || (hero_y - y).abs() > 24 {
                return;
            }
            let gems = self.pack.grounds.get(usize::from(self.state.level)).map_or(0, |ground| ground.gems);
            let misses_gems = self.pack.source().mode == Mode::Collect && self.state.tally.gems < gems;
            (if misses_gems { Word::GemsFirst } else { Word::BossFirst }, x, y)
        };
        let words = [self.word(word).to_owned()];
        let size = self.lines_size(&words);
        self.bubble(x - view.x, y - view.y - 32, size, &words);
    }

    /// Whether the hero stands before a door whose key it has not.
    fn is_locked_out(&self, level: &LevelDef) -> bool {
        let hero = &self.state.hero;
        let half_width = self.pack.source().kinds.first().map_or(0, |kind| kind.half_width);
        let (column, row) = ((hero.x + i32::from(hero.facing) * (half_width + SUBPX)) >> 12, (hero.y - 1) >> 12);
        if !(0..level.width).contains(&column) || !(0..level.height).contains(&row) {
            return false;
        }
        let cell = (row * level.width + column) as usize;
        let door = level.tiles.get(cell).and_then(|code| code.checked_sub(Tile::DoorRed.code()));
        let is_open = self.state.changed.binary_search_by_key(&(cell as u32), |&(cell, _)| cell).is_ok();
        door.is_some_and(|color| color < 4 && self.state.keys & (1 << color) == 0) && !is_open
    }

    fn talk(&mut self, talk: Talk) {
        let pack = self.pack;
        let Some(line) = pack.source().lines.get(usize::from(talk.line)) else { return };
        let (_, words_h) = self.lines_size(&line.words);
        let letters: usize = line.words.iter().map(|words| words.chars().count()).sum();
        let is_said = talk.letters() >= letters;
        let choices_h = line.choices.len() as i32 * 12;
        let height = (words_h + choices_h + 18).max(40);
        // Whoever talks is not hidden by what is said.
        let low = SCREEN_HEIGHT_PX - height - 6;
        let feet = (self.state.hero.y >> 8) - self.view().y;
        let (left, top) = (16, if feet > low { 30 } else { low });
        self.nine_slice(pack.ui.panel, left, top, (SCREEN_WIDTH_PX - 2 * left, height));
        let mut left_to_say = talk.letters();
        let mut y = top + 9;
        for words in &line.words {
            self.letters(left + 12, y, words, Style::new(Align::Left, LIGHT), left_to_say, |_| 0);
            left_to_say = left_to_say.saturating_sub(words.chars().count());
            y += pack.font.line_height(words);
        }
        if !is_said {
            return;
        }
        for (i, (words, _)) in line.choices.iter().enumerate() {
            let marked = i == usize::from(talk.choice);
            if marked && let Some(cursor) = pack.sprite_at(pack.ui.cursor, talk.ticks) {
                self.corner(cursor, left + 12, y + 2, 0, PLAIN);
            }
            self.text(left + 24, y + 2, words, Style::new(Align::Left, if marked { GOLD } else { FAINT }));
            y += 12;
        }
        if line.choices.is_empty()
            && let Some(more) = pack.sprite_at(pack.ui.more, talk.ticks)
        {
            self.corner(more, SCREEN_WIDTH_PX - left - 18, top + height - 14, 0, PLAIN);
        }
    }

    fn level_clear(&mut self, ticks: i32) {
        self.hud();
        if self.state.is_demo() {
            self.demo(ticks);
            return;
        }
        if ticks < 24 {
            return;
        }
        let headline = self.word(Word::LevelClear);
        // It drops in.
        let y = 48 - (36 - ticks).max(0) * 2;
        self.middle(y, headline, Style::new(Align::Middle, GOLD).scaled(2));
        if ticks > 50 {
            let time = joined(&[self.word(Word::Time), " ", &time_text(self.state.tally.level_ticks)]);
            self.middle(78, &time, Style::new(Align::Middle, LIGHT));
        }
    }

    fn game_over(&mut self, ticks: i32) {
        self.shade((ticks * 8).min(190) as u8);
        let (headline, press) = (self.word(Word::GameOver), self.word(Word::TryAgain));
        self.middle(60, headline, Style::new(Align::Middle, LIGHT).scaled(3));
        self.summary(98);
        self.blinking(140, press, ticks);
    }

    fn won(&mut self, ticks: i32) {
        self.shade((ticks * 8).min(150) as u8);
        self.confetti(ticks);
        let (headline, press) = (self.word(Word::YouWin), self.word(Word::PlayAgain));
        self.headline(headline, 46, ticks);
        self.summary(90);
        self.blinking(140, press, ticks);
    }

    fn summary(&mut self, y: i32) {
        let tally = &self.state.tally;
        let (score, coins, time) = (tally.score, tally.coins, tally.game_ticks);
        let score = joined(&[self.word(Word::Score), " ", &number(score)]);
        let (coins, time) = (number(coins), time_text(time));
        let rest = joined(&[self.word(Word::Coins), " ", &coins, "   ", self.word(Word::Time), " ", &time]);
        self.middle(y, &score, Style::new(Align::Middle, LIGHT));
        self.middle(y + 14, &rest, Style::new(Align::Middle, FAINT));
    }

    fn confetti(&mut self, ticks: i32) {
        let Some(first) = self.frame(self.pack.ui.confetti, 0) else { return };
        for i in 0..36 {
            let hash = cell_hash(i, 77);
            let speed = 1 + (hash & 1) as i32;
            let x = (hash >> 8) as i32 % SCREEN_WIDTH_PX;
            let y = (ticks * speed + (hash >> 16) as i32 % 400) % (SCREEN_HEIGHT_PX + 40) - 20;
            let sway = [0, 1, 2, 1, 0, -1, -2, -1][((ticks / 6) as usize + (hash as usize >> 4)) % 8];
            self.corner(first + (hash >> 3) as u16 % 4, x + sway, y, 0, PLAIN);
        }
    }
}

/// A text broken at blanks into as few lines as fit.
fn broken(text: &str, fits: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut lines = Vec::new();
    // Where the line begins, and where its last word ended that fits.
    let (mut start, mut end) = (0, None);
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if character != ' ' {
            continue;
        }
        if let Some(end) = end
            && !fits(&text[start..at])
        {
            lines.push(&text[start..end]);
            start = end + 1;
        }
        end = Some(at);
    }
    lines.push(&text[start..]);
    lines
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn a_title_breaks_at_blanks_and_only_where_it_has_to() {
        let lines = |text, length| broken(text, |line| line.len() <= length);
        assert_eq!(lines("", 5), [""]);
        assert_eq!(lines("Mia and the comet", 100), ["Mia and the comet"]);
        assert_eq!(lines("Mia and the comet", 8), ["Mia and", "the", "comet"]);
        assert_eq!(lines("Mia and the comet", 9), ["Mia and", "the comet"]);
        assert_eq!(lines("Rindfleischetikett is long", 4), ["Rindfleischetikett", "is", "long"]);
        assert_eq!(lines("a  b ", 3), ["a ", "b "]);
    }
}
