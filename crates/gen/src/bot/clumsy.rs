//! A clumsy player: knows the way of a proof, but presses late, early or not at all. How often it dies says how hard a
//! level is for people.
//!
//! Who fell, or lost the way, goes on a little further along the proof: each dangerous spot counts once in a game, and
//! a game always ends.

use std::{collections::VecDeque, sync::Arc};

use snapcade_play::{
    Input, Pack, Replay, SUBPX, World,
    pack::RoleDef,
    rng::Pcg32,
    world::{Screen, Stance},
};

/// How clumsy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clumsiness {
    /// The hands are ahead or behind by up to so many ticks.
    pub off_ticks: i32,
    /// Every so many ticks they change their mind about how far.
    pub mood_ticks: u32,
    /// So many times in a hundred a mood is "press nothing".
    pub idle_percent: u32,
    /// How often the level is played.
    pub games: u32,
}

impl Default for Clumsiness {
    fn default() -> Self {
        Self { off_ticks: 4, mood_ticks: 14, idle_percent: 3, games: 4 }
    }
}

/// How a clumsy player fared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fared {
    /// Deaths in a game, on average, in hundredths; hearts lost count as parts of a death.
    pub deaths_percent: u32,
    /// Hearts lost in a game, on average, in hundredths.
    pub hurts_percent: u32,
    /// Ticks that were played.
    pub ticks: u64,
    /// Where deaths happened, px.
    pub fell: Vec<(i32, i32)>,
}

/// Further from the proof than this one is off the way.
const LOST_SUBPX: i32 = 40 * SUBPX;
/// So long before a platform is boarded one watches it come.
const BOARDING_TICKS: usize = 60;
/// A platform is where it should be when it is not further from there.
const BOARDING_SUBPX: i32 = 10 * SUBPX;
/// Between moments that one can go on from there are so many ticks at least.
const APART_TICKS: usize = 16;
/// After a fall one goes on so many ticks further.
const SKIPPED_TICKS: usize = 24;
/// Who was off the way for so long, or stood still for so long, is brought back to it.
const LOST_TICKS: u32 = 40;
const STILL_TICKS: u32 = 90;

/// One moment of the proof.
struct Moment {
    x: i32,
    y: i32,
    input: Input,
    status: u16,
    /// The platform that is boarded soon, and where it is now, as an index and subpixels: one waits until it comes.
    boards: Option<(u16, i32, i32)>,
}

/// Plays a level as a clumsy player does, several times.
pub fn try_often(pack: &Arc<Pack>, proof: &Replay, clumsiness: Clumsiness) -> Fared {
    let Proof { way, returns } = way_of(pack, proof);
    let mut fared = Fared::default();
    let (mut deaths, mut hurts) = (0, 0);
    for game in 0..clumsiness.games {
        let (died, hurt) = play(&way, &returns, clumsiness, proof.seed ^ (u64::from(game) * 77), &mut fared);
        deaths += died;
        hurts += hurt;
    }
    let hearts = pack.source().rules.hearts.max(1) as u32;
    fared.deaths_percent = (deaths * 100 + hurts * 100 / hearts) / clumsiness.games.max(1);
    fared.hurts_percent = hurts * 100 / clumsiness.games.max(1);
    fared
}

fn status(world: &World) -> u16 {
    let state = world.state();
    u16::from(state.keys) | u16::from(state.channels) << 4 | u16::from(state.goal_open) << 8
}

/// What is known of a proof: its moments, and worlds of some of them, in which one can go on.
struct Proof {
    way: Vec<Moment>,
    returns: Vec<(usize, World)>,
}

fn way_of(pack: &Arc<Pack>, proof: &Replay) -> Proof {
    let mut world = proof.world(Arc::clone(pack));
    // Where the platforms were, of the moments on firm ground before one is boarded.
    let mut ashore: VecDeque<(usize, Vec<(i32, i32)>)> = VecDeque::new();
    let platforms = platforms(&world);
    let mut way: Vec<Moment> = Vec::new();
    let mut returns: Vec<(usize, World)> = Vec::new();
    // So that a long proof does not fill the memory.
    let apart = APART_TICKS.max(proof.ticks() as usize / 200);
    for input in proof.inputs() {
        let state = world.state();
        let hero = &state.hero;
        let now = way.len();
        if let Some(platform) = hero.riding {
            for (moment, places) in ashore.drain(..) {
                if let (Some(moment), Some(&(x, y))) = (way.get_mut(moment), places.get(usize::from(platform))) {
                    moment.boards = Some((platform, x, y));
                }
            }
        } else if platforms > 0 && hero.stance == Stance::Ground {
            let places = state.actors.iter().take(platforms).map(|actor| (actor.x, actor.y)).collect();
            ashore.push_back((now, places));
        }
        while ashore.front().is_some_and(|(moment, _)| moment + BOARDING_TICKS < now) {
            ashore.pop_front();
        }
        if hero.stance != Stance::Air && returns.last().is_none_or(|(last, _)| last + apart <= now) {
            returns.push((now, world.clone()));
        }
        way.push(Moment { x: hero.x, y: hero.y, input, status: status(&world), boards: None });
        world.tick(input);
    }
    Proof { way, returns }
}

/// Platforms come first among the actors: how many there are.
fn platforms(world: &World) -> usize {
    let kinds = &world.pack().source().kinds;
    let is_platform =
        |kind: u16| kinds.get(usize::from(kind)).is_some_and(|kind| matches!(kind.role, RoleDef::Platform { .. }));
    world.state().actors.iter().take_while(|actor| is_platform(actor.kind)).count()
}

/// Whether it is better to stand still until a platform is where it was in the proof.
fn waits(world: &World, moment: &Moment) -> bool {
    let state = world.state();
    let Some((platform, x, y)) = moment.boards else { return false };
    let Some(actor) = state.actors.get(usize::from(platform)) else { return false };
    let is_ashore = state.hero.stance == Stance::Ground && state.hero.riding.is_none();
    is_ashore && ((actor.x - x).abs() > BOARDING_SUBPX || (actor.y - y).abs() > BOARDING_SUBPX)
}

/// Deaths by falling and hearts lost of one game.
fn play(way: &[Moment], returns: &[(usize, World)], clumsy: Clumsiness, seed: u64, fared: &mut Fared) -> (u32, u32) {
    let mut rng = Pcg32::new(seed);
    let (mut falls, mut hurts) = (0, 0);
    let mut next = returns.first();
    while let Some((begin, world)) = next {
        let mut run =
            ClumsyRun { way, world: world.clone(), at: *begin, clumsy, lost_ticks: 0, still_ticks: 0, ticks: 0 };
        let end = run.play(&mut rng, &mut hurts);
        fared.ticks += u64::from(run.ticks);
        let hero = &run.world.state().hero;
        if end == End::Fell {
            falls += u32::from(hero.hearts > 0);
            fared.fell.push((hero.x / SUBPX, hero.y / SUBPX));
        }
        // Always further on, so that it ends.
        let from = run.at.max(*begin) + SKIPPED_TICKS;
        next = if end == End::Done { None } else { returns.iter().find(|(moment, _)| *moment >= from) };
    }
    (falls, hurts)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    Fell,
    Lost,
}

/// A part of a game, from where one goes on to where one falls, is lost, or is through.
struct ClumsyRun<'a> {
    way: &'a [Moment],
    world: World,
    /// The moment of the proof that is most like now.
    at: usize,
    clumsy: Clumsiness,
    lost_ticks: u32,
    still_ticks: u32,
    ticks: u32,
}

impl ClumsyRun<'_> {
    fn play(&mut self, rng: &mut Pcg32, hurts: &mut u32) -> End {
        let (mut off, mut idle) = (0, false);
        let mut hearts = self.world.state().hero.hearts;
        let longest = self.way.len() as u32 * 2 + 600;
        while self.ticks < longest {
            if self.ticks.is_multiple_of(self.clumsy.mood_ticks.max(1)) {
                off = rng.below(self.clumsy.off_ticks as u32 * 2 + 1) as i32 - self.clumsy.off_ticks;
                idle = rng.below(100) < self.clumsy.idle_percent;
            }
            self.at = near(self.way, &self.world, self.at);
            let Some(moment) = self.way.get(self.at) else { return End::Done };
            let wanted = (self.at as i64 + i64::from(off)).clamp(0, self.way.len() as i64 - 1) as usize;
            let waits = waits(&self.world, moment);
            let input = self.way.get(wanted).filter(|_| !idle && !waits).map_or(Input::NONE, |moment| moment.input);
            let is_lost = distance(moment, &self.world) > i64::from(LOST_SUBPX);
            self.lost_ticks = if is_lost { self.lost_ticks + 1 } else { 0 };
            let before = (self.world.state().hero.x, self.world.state().hero.y);
            self.world.tick(input);
            self.ticks += 1;
            let state = self.world.state();
            let hero = &state.hero;
            *hurts += (hearts - hero.hearts).max(0) as u32;
            hearts = hero.hearts;
            match state.screen {
                Screen::Playing => {}
                Screen::Dying | Screen::GameOver => return End::Fell,
                _ => return End::Done,
            }
            let moves = (hero.x - before.0).abs() + (hero.y - before.1).abs() > SUBPX / 4;
            self.still_ticks = if moves || waits { 0 } else { self.still_ticks + 1 };
            // In the air one does not know yet how it ends.
            let is_held = hero.stance != Stance::Air;
            if is_held && (self.lost_ticks > LOST_TICKS || self.still_ticks > STILL_TICKS) {
                return End::Lost;
            }
        }
        End::Lost
    }
}

fn distance(moment: &Moment, world: &World) -> i64 {
    let state = world.state();
    let apart = if moment.status == status(world) { 0 } else { 1 << 22 };
    i64::from((moment.x - state.hero.x).abs()) + i64::from((moment.y - state.hero.y).abs()) + apart
}

/// The moment of the proof that is most like now, not far from the last one.
fn near(way: &[Moment], world: &World, at: usize) -> usize {
    let window = at.saturating_sub(3)..(at + 12).min(way.len());
    // Of equally near ones a little ahead: time goes on.
    window.min_by_key(|&i| (distance(&way[i], world) + (i as i64 - at as i64 - 1).abs() * 160, i)).unwrap_or(at)
}
