//! An echo: a delay that hears itself, darker each time.

use crate::patch::TICKS_PER_SECOND;

/// How a song echoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EchoSettings {
    /// The time between two echoes in ticks.
    pub ticks: u8,
    /// How much of an echo the next one hears, of 256; more than 176 counts as 176, so that every echo ends.
    pub feedback: u8,
    /// How loud the echo is, of 255.
    pub level: u8,
}

impl EchoSettings {
    /// A short room.
    pub const ROOM: EchoSettings = EchoSettings { ticks: 28, feedback: 70, level: 110 };
}

/// An echo in sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Echo {
    line: Vec<i16>,
    at: usize,
    last: i32,
    feedback: i32,
    level: i32,
}

impl Echo {
    pub fn new(settings: EchoSettings, sample_rate_hz: u32) -> Self {
        let length = u32::from(settings.ticks.max(1)) * sample_rate_hz / TICKS_PER_SECOND;
        let feedback = i32::from(settings.feedback.min(176));
        Self { line: vec![0; length.max(1) as usize], at: 0, last: 0, feedback, level: i32::from(settings.level) }
    }

    /// Hears `send` and adds the echo to `out`.
    pub fn mix(&mut self, send: &[i32], out: &mut [i32]) {
        for (out, send) in out.iter_mut().zip(send) {
            let heard = i32::from(self.line[self.at]);
            // The mean of two samples takes the highs away; both it and the division round towards zero, so that the last bit dies.
            let dark = i32::midpoint(heard, self.last);
            self.last = heard;
            *out += heard * self.level / 256;
            self.line[self.at] = (send + dark * self.feedback / 256).clamp(-32_767, 32_767) as i16;
            self.at += 1;
            if self.at == self.line.len() {
                self.at = 0;
            }
        }
    }
}
