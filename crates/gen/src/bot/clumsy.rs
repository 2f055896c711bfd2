//! A clumsy player: knows the way of a proof, but presses late, early or not at all. How often it dies says how hard a
//! level is for people.

use std::sync::Arc;

use snapcade_play::{Input, Pack, Replay, SUBPX, World, rng::Pcg32, world::Screen};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fared {
    /// Deaths in a game, on average, in hundredths. A game that is given up counts as [`MOST_DEATHS`].
    pub deaths_percent: u32,
    /// Hearts lost in a game, on average, in hundredths.
    pub hurts_percent: u32,
    /// Ticks that were played.
    pub ticks: u64,
}

/// After so many deaths a game is given up.
pub const MOST_DEATHS: u32 = 8;

/// One moment of the proof.
struct Moment {
    x: i32,
    y: i32,
    input: Input,
    status: u16,
}

/// Plays a level as a clumsy player does, several times.
pub fn try_often(pack: &Arc<Pack>, proof: &Replay, clumsiness: Clumsiness) -> Fared {
    let way = way_of(pack, proof);
    let mut fared = Fared::default();
    let (mut deaths, mut hurts) = (0, 0);
    for game in 0..clumsiness.games {
        let (died, hurt, ticks) = play(pack, proof, &way, clumsiness, u64::from(game));
        deaths += died;
        hurts += hurt;
        fared.ticks += ticks;
    }
    fared.deaths_percent = deaths * 100 / clumsiness.games.max(1);
    fared.hurts_percent = hurts * 100 / clumsiness.games.max(1);
    fared
}

fn status(world: &World) -> u16 {
    let state = world.state();
    u16::from(state.keys) | u16::from(state.channels) << 4 | u16::from(state.goal_open) << 8
}

fn way_of(pack: &Arc<Pack>, proof: &Replay) -> Vec<Moment> {
    let mut world = proof.world(Arc::clone(pack));
    proof
        .inputs()
        .map(|input| {
            let hero = &world.state().hero;
            let moment = Moment { x: hero.x, y: hero.y, input, status: status(&world) };
            world.tick(input);
            moment
        })
        .collect()
}

/// Deaths, hearts lost and ticks of one game.
fn play(pack: &Arc<Pack>, proof: &Replay, way: &[Moment], clumsy: Clumsiness, seed: u64) -> (u32, u32, u64) {
    let mut world = proof.world(Arc::clone(pack));
    let mut rng = Pcg32::new(seed.wrapping_mul(77) ^ proof.seed);
    let (mut at, mut off, mut idle) = (0_usize, 0_i32, false);
    let (mut deaths, mut hurts) = (0, 0);
    let mut hearts = world.state().hero.hearts;
    let (mut still, mut place) = (0_u32, (0, 0));
    let mut fumble = 0_u32;
    let longest = way.len() as u64 * 4 + 1800;
    let mut ticks = 0;
    let mut was_dying = false;
    while ticks < longest && deaths < MOST_DEATHS {
        if ticks % u64::from(clumsy.mood_ticks.max(1)) == 0 {
            off = rng.below(clumsy.off_ticks as u32 * 2 + 1) as i32 - clumsy.off_ticks;
            idle = rng.below(100) < clumsy.idle_percent;
        }
        at = nearest(way, &world, at);
        let wanted = (at as i64 + i64::from(off)).clamp(0, way.len() as i64 - 1) as usize;
        let mut input = way.get(wanted).map_or(Input::NONE, |moment| moment.input);
        if idle {
            input = Input::NONE;
        }
        if fumble > 0 {
            // Stuck: anything, mostly forward and up.
            fumble -= 1;
            input = if fumble % 24 < 12 { input | Input::JUMP } else { input };
            if fumble % 24 == 12 {
                input = Input::NONE;
            }
        }
        world.tick(input);
        ticks += 1;
        let state = world.state();
        match state.screen {
            Screen::Playing => {}
            Screen::Dying => {
                if !was_dying {
                    deaths += 1;
                }
                was_dying = true;
                continue;
            }
            Screen::GameOver => {
                deaths = MOST_DEATHS;
                break;
            }
            _ => return (deaths, hurts, ticks),
        }
        if was_dying {
            was_dying = false;
            at = anywhere(way, &world, at);
            hearts = state.hero.hearts;
        }
        hurts += (hearts - state.hero.hearts).max(0) as u32;
        hearts = state.hero.hearts;
        let here = (state.hero.x / (SUBPX * 4), state.hero.y / (SUBPX * 4));
        if here == place {
            still += 1;
        } else {
            (still, place) = (0, here);
        }
        if still > 70 && fumble == 0 {
            (fumble, still) = (48, 0);
            at = anywhere(way, &world, way.len());
        }
    }
    (MOST_DEATHS.min(deaths.max(if ticks >= longest { MOST_DEATHS } else { deaths })), hurts, ticks)
}

fn distance(moment: &Moment, world: &World) -> i64 {
    let state = world.state();
    let apart = if moment.status == status(world) { 0 } else { 1 << 22 };
    i64::from((moment.x - state.hero.x).abs()) + i64::from((moment.y - state.hero.y).abs()) + apart
}

/// The moment of the proof that is most like now, not far from the last one.
fn nearest(way: &[Moment], world: &World, at: usize) -> usize {
    let window = at.saturating_sub(3)..(at + 12).min(way.len());
    // Of equally near ones a little ahead: time goes on.
    let near = window.min_by_key(|&i| (distance(&way[i], world) + (i as i64 - at as i64 - 1).abs() * 160, i));
    let near = near.unwrap_or(at);
    let is_lost = way.get(near).is_none_or(|moment| distance(moment, world) > i64::from(28 * SUBPX));
    if is_lost { anywhere(way, world, way.len()) } else { near }
}

/// The moment of the proof that is most like now, of all up to `end`.
fn anywhere(way: &[Moment], world: &World, end: usize) -> usize {
    (0..end.min(way.len())).step_by(2).min_by_key(|&i| (distance(&way[i], world), i)).unwrap_or(0)
}
