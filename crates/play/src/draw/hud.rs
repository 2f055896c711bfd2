//! Hearts, coins, time: what one wants to know while playing.

use snapcade_game::{Mode, Power};

use super::{
    PLAIN, Pen,
    text::{Align, GOLD, LIGHT, Style},
};
use crate::{
    SCREEN_WIDTH_PX, TICKS_PER_SECOND,
    pack::{Pose, RoleDef},
    phrase::{joined, number, padded},
    world::State,
};

impl Pen<'_> {
    pub(super) fn hud(&mut self) {
        self.hearts_and_lives();
        self.coins_and_gems();
        self.clock();
        self.powers();
        self.boss_bar();
    }

    fn hearts_and_lives(&mut self) {
        let (pack, state) = (self.pack, self.state);
        let ui = &pack.ui;
        for i in 0..state.rules.hearts.max(state.hero.hearts) {
            let icon = if i < state.hero.hearts { ui.heart_full } else { ui.heart_empty };
            if let Some(sprite) = pack.sprite_at(icon, 0) {
                self.corner(sprite, 5 + i * 10, 5, 0, PLAIN);
            }
        }
        if state.rules.lives > 0 {
            self.counter(ui.life, 5, 16, &joined(&["x", &number(state.tally.lives)]));
        }
        let keys = [ui.key_red, ui.key_green, ui.key_blue, ui.key_yellow];
        let held = keys.into_iter().enumerate().filter(|(color, _)| state.keys & (1 << color) != 0);
        for (place, (_, icon)) in held.enumerate() {
            if let Some(sprite) = pack.sprite_at(icon, 0) {
                self.corner(sprite, 36 + place as i32 * 10, 16, 0, PLAIN);
            }
        }
    }

    fn coins_and_gems(&mut self) {
        let (ui, tally) = (&self.pack.ui, &self.state.tally);
        let gems = self.pack.grounds.get(usize::from(self.state.level)).map_or(0, |ground| ground.gems);
        self.counter(ui.coin, 84, 5, &joined(&["x", &number(tally.coins)]));
        if gems > 0 {
            self.counter(ui.gem, 124, 5, &joined(&[&number(tally.gems.into()), "/", &number(gems.into())]));
        }
        let style = Style::new(Align::Right, GOLD);
        self.text(SCREEN_WIDTH_PX - 5, 5, &padded(tally.score.clamp(0, 999_999) as u32, 6), style);
    }

    fn clock(&mut self) {
        let ui = &self.pack.ui;
        match self.state.time_left_ticks() {
            Some(ticks) => {
                let seconds = ticks.div_ceil(TICKS_PER_SECOND);
                let hurry = seconds <= 15 && (self.state.ticks / 15).is_multiple_of(2);
                let text = padded(seconds, 1);
                if let Some(sprite) = self.pack.sprite_at(ui.clock, 0) {
                    self.corner(sprite, 176, 5, 0, PLAIN);
                }
                let color = if hurry { [0xef, 0x5b, 0x4c, 255] } else { LIGHT };
                self.text(186, 5, &text, Style::new(Align::Left, color));
            }
            None if self.pack.source().mode == Mode::Race => {
                self.counter(ui.clock, 176, 5, &time_text(self.state.tally.level_ticks));
            }
            None => {}
        }
    }

    /// The powers that the hero has, with what is left of them.
    fn powers(&mut self) {
        let mut x = SCREEN_WIDTH_PX - 14;
        for power in Power::ALL {
            let left = self.state.hero.powers[power as usize];
            if left == 0 || power == Power::Shield {
                continue;
            }
            // In its last seconds it blinks.
            let shown = !(0..=180).contains(&left) || left / 10 % 2 == 0;
            if shown && let Some(sprite) = self.power_sprite(power) {
                self.held(sprite, x, 32, 0, PLAIN);
            }
            x -= 18;
        }
    }

    /// What a power looks like in this game; nothing when no kind gives it.
    fn power_sprite(&self, wanted: Power) -> Option<u16> {
        let kinds = &self.pack.source().kinds;
        let kind =
            kinds.iter().position(|kind| matches!(kind.role, RoleDef::PowerUp { power, .. } if power == wanted))?;
        self.pack.sprite_at(self.pack.poses[kind][Pose::Idle as usize], 0)
    }

    fn boss_bar(&mut self) {
        const PARTS: i32 = 14;
        let State { boss: Some(index), .. } = *self.state else { return };
        let Some(actor) = self.state.actors.get(usize::from(index)) else { return };
        let kind = self.pack.source().kinds.get(usize::from(actor.kind));
        let Some(foe) = kind.and_then(|kind| kind.role.foe()) else { return };
        let ui = &self.pack.ui;
        let (x, y) = ((SCREEN_WIDTH_PX - PARTS * 8) / 2, 164);
        let full = PARTS * 8 - 4;
        let filled = full * i32::from(actor.health) / foe.health.max(1);
        let sprites = [ui.skull, ui.bar_left, ui.bar_middle, ui.bar_right, ui.bar_fill];
        let [skull, left, middle, right, fill] = sprites.map(|anim| self.pack.sprite_at(anim, 0));
        if let Some(skull) = skull {
            self.corner(skull, x - 10, y, 0, PLAIN);
        }
        for i in 0..PARTS {
            let part = match i {
                0 => left,
                i if i == PARTS - 1 => right,
                _ => middle,
            };
            if let Some(part) = part {
                self.corner(part, x + i * 8, y, 0, PLAIN);
            }
        }
        if let Some(fill) = fill {
            self.push(fill, x + 2, y, (filled, 8), 0, PLAIN);
            // Thirds, where its phases begin.
            for third in 1..3 {
                self.fill(x + 2 + full * third / 3, y + 2, (1, 4), [0x1a, 0x14, 0x26, 255]);
            }
        }
    }
}

/// Minutes, seconds and tenths.
pub(super) fn time_text(ticks: u32) -> String {
    let tenths = ticks * 10 / TICKS_PER_SECOND;
    joined(&[&padded(tenths / 600, 1), ":", &padded(tenths / 10 % 60, 2), ".", &padded(tenths % 10, 1)])
}

#[cfg(test)]
mod tests {
    use super::time_text;

    #[test]
    fn times_are_minutes_seconds_and_tenths() {
        assert_eq!([0, 59, 60, 3600 + 66].map(time_text), ["0:00.0", "0:00.9", "0:01.0", "1:01.1"]);
    }
}
