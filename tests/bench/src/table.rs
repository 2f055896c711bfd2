//! The table that a person reads.

use std::fmt;

/// What a ratio has to be.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// So much or more: speeds.
    AtLeast(f64),
    /// So much or less: times and sizes.
    AtMost(f64),
}

impl Target {
    fn is_met(self, ratio: f64) -> bool {
        match self {
            Self::AtLeast(least) => ratio >= least,
            Self::AtMost(most) => ratio <= most,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, ">= {least}"),
            Self::AtMost(most) => write!(f, "<= {most}"),
        }
    }
}

/// A measured amount.
#[derive(Debug, Clone, Copy)]
pub enum Amount {
    /// Ticks a second.
    TicksPerSecond(f64),
    /// A time in seconds.
    Seconds(f64),
    /// A size.
    Bytes(usize),
    /// So many, of what the row says.
    Count(usize),
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::TicksPerSecond(ticks) => write!(f, "{} ticks/s", grouped(ticks)),
            Self::Seconds(s) if s >= 1e-3 => write!(f, "{:.2} ms", s * 1e3),
            Self::Seconds(s) if s >= 1e-6 => write!(f, "{:.2} us", s * 1e6),
            Self::Seconds(s) => write!(f, "{:.1} ns", s * 1e9),
            Self::Bytes(bytes) => write!(f, "{} B", grouped(as_float(bytes))),
            Self::Count(count) => write!(f, "{}", grouped(as_float(count))),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes here are far below 2^52")]
fn as_float(count: usize) -> f64 {
    count as f64
}

/// A whole number with commas between its thousands.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    what: String,
    ours: Amount,
    beside: String,
    ratio: Option<f64>,
    target: Option<Target>,
    noise: f64,
}

impl Row {
    /// A number that stands alone.
    pub fn new(what: impl Into<String>, ours: Amount) -> Self {
        Self { what: what.into(), ours, beside: String::new(), ratio: None, target: None, noise: 1.0 }
    }

    /// What it is held against and ours over that.
    pub fn beside(mut self, name: &str, amount: Amount, ratio: f64) -> Self {
        self.beside = format!("{name} {amount}");
        self.ratio = Some(ratio);
        self
    }

    /// What the ratio has to be.
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// How restless the machine was: [`crate::timing::Timing::noise`].
    pub fn noise(mut self, noise: f64) -> Self {
        self.noise = noise;
        self
    }

    fn verdict(&self) -> &'static str {
        match (self.target, self.ratio) {
            (Some(target), Some(ratio)) if target.is_met(ratio) => "ok",
            (Some(_), _) => "MISSED",
            (None, _) => "",
        }
    }
}

/// All rows by benchmark.
#[derive(Debug, Default)]
pub struct Table(Vec<(String, Row)>);

const HEAD: [&str; 7] = ["benchmark", "what", "ours", "peer or limit", "ratio", "target", ""];

/// Above this the table says that the machine was busy.
const RESTLESS: f64 = 1.25;

impl Table {
    /// Adds what a benchmark gave.
    pub fn add(&mut self, name: &str, rows: Vec<Row>) {
        self.0.extend(rows.into_iter().map(|row| (name.to_owned(), row)));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = vec![HEAD.map(str::to_owned)];
        let mut last = "";
        for (name, row) in &self.0 {
            let shown = if name == last { String::new() } else { name.clone() };
            last = name;
            lines.push([
                shown,
                row.what.clone(),
                row.ours.to_string(),
                row.beside.clone(),
                row.ratio
                    .map(|ratio| if ratio < 10.0 { format!("{ratio:.2}") } else { grouped(ratio) })
                    .unwrap_or_default(),
                row.target.map(|target| target.to_string()).unwrap_or_default(),
                row.verdict().to_owned(),
            ]);
        }
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let widths: [usize; HEAD.len()] = std::array::from_fn(width);
        for (i, line) in lines.iter().enumerate() {
            let cells = line.iter().zip(widths).enumerate().map(|(column, (text, width))| {
                // Words stand on the left, numbers on the right.
                let is_words = column < 2 || column == HEAD.len() - 1;
                if is_words { format!("{text:width$}") } else { format!("{text:>width$}") }
            });
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
            if i == 0 {
                writeln!(f, "{}", "-".repeat(widths.iter().sum::<usize>() + 2 * (HEAD.len() - 1)))?;
            }
        }
        let noise = self.0.iter().map(|(_, row)| row.noise).fold(1.0, f64::max);
        if noise > RESTLESS {
            writeln!(f, "\nThe machine was busy: a middle round took up to {noise:.1} times as long as the quickest.")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_whether_its_target_is_met() {
        let row = |ratio| Row::new("fast", Amount::Seconds(2e-6)).beside("limit", Amount::Seconds(4e-6), ratio);
        let mut table = Table::default();
        table.add("speed", vec![row(0.5).target(Target::AtMost(1.0)), row(1.5).target(Target::AtMost(1.0)), row(0.5)]);
        let text = table.to_string();
        let ends: Vec<_> = text.lines().skip(2).map(|line| line.split_whitespace().last()).collect();
        assert_eq!(ends, [Some("ok"), Some("MISSED"), Some("0.50")]);
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(
            ["7", "1,000", "123,456", "1,234,567"].map(str::to_owned),
            [7.0, 1e3, 123_456.0, 1_234_567.0].map(grouped)
        );
    }
}
