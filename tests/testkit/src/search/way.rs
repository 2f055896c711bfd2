//! The way through a level, told to the search step by step.

use snapcade_play::Input;

/// One step of the way through a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The hero's feet come to a place, in px, be it in the air.
    Reach(i32, i32),
    /// The hero comes to stand at a place, in px.
    Stand(i32, i32),
    /// An input is held for some ticks, come what may: for talking and for dropping through planks.
    Hold(Input, u32),
    /// The boss is beaten.
    Beat,
    /// The goal is entered.
    Goal,
}

/// A line that is no step; the first line is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {0}: expected `level N`, `reach X,Y`, `stand X,Y`, `hold INPUT TICKS`, `beat` or `goal`")]
pub struct WayError(pub usize);

/// The ways through the levels of a game, by the levels' numbers (counted from 1), from the lines of a text.
pub fn parse_ways(text: &str) -> Result<Vec<(u16, Vec<Step>)>, WayError> {
    let mut ways: Vec<(u16, Vec<Step>)> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().collect();
        let fault = WayError(i + 1);
        let step = match words.as_slice() {
            [] => continue,
            ["level", number] => {
                ways.push((number.parse().map_err(|_| fault)?, Vec::new()));
                continue;
            }
            ["reach", place] => parse_place(place).map(|(x, y)| Step::Reach(x, y)),
            ["stand", place] => parse_place(place).map(|(x, y)| Step::Stand(x, y)),
            ["hold", input, ticks] => Input::parse(input).zip(ticks.parse().ok()).map(|(i, t)| Step::Hold(i, t)),
            ["beat"] => Some(Step::Beat),
            ["goal"] => Some(Step::Goal),
            _ => None,
        };
        let (_, steps) = ways.last_mut().ok_or(WayError(i + 1))?;
        steps.push(step.ok_or(fault)?);
    }
    Ok(ways)
}

/// A place to reach, from `X,Y` in px.
pub fn parse_place(text: &str) -> Option<(i32, i32)> {
    let (x, y) = text.split_once(',')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}
