//! The rules: ticks a second, the cost of an actor, the cost of a clone.

use std::{hint::black_box, sync::Arc};

use anyhow::{Result, ensure};
use snapcade_play::{Pack, World};

use crate::{
    arena, peer,
    table::{Amount, Row, Target},
    timing::{Timing, Work, in_turn},
};

/// What the documents promise.
const TICKS_PER_SECOND: f64 = 100_000.0;
const ACTORS: usize = 200;

const ROUNDS: u32 = 40;
/// Many times as long as anything in the level that repeats, so that rounds are alike.
const TICKS_PER_ROUND: u32 = 2400;

/// A world that is played on and on, and remembers for how long.
struct Game {
    pack: Arc<Pack>,
    world: World,
    ticks: usize,
}

impl Game {
    fn new(actors: usize) -> Result<Self> {
        let pack = arena::pack(actors)?;
        let world = arena::world(&pack);
        Ok(Self { pack, world, ticks: 0 })
    }

    fn tick(&mut self) {
        black_box(self.world.tick(arena::input_at(self.ticks)));
        self.ticks += 1;
    }

    /// Plays it all again, this time with a look at everything.
    fn check(&self) -> Result<arena::Seen> {
        let seen = arena::check(&self.pack, self.ticks)?;
        ensure!(seen.hash == self.world.state_hash(), "what was measured is not what was checked");
        Ok(seen)
    }
}

/// A level with 200 actors, all awake.
pub fn ticks() -> Result<Vec<Row>> {
    let mut game = Game::new(ACTORS)?;
    let [timing] = in_turn(ROUNDS, [Work::new(TICKS_PER_ROUND, || game.tick())]);
    let seen = game.check()?;
    let what = format!("{ACTORS} actors awake, up to {} shots in the air", seen.most_shots);
    let ratio = timing.per_second() / TICKS_PER_SECOND;
    let ours = Amount::TicksPerSecond(timing.per_second());
    let row = Row::new(what, ours).beside("limit", Amount::TicksPerSecond(TICKS_PER_SECOND), ratio);
    let of_each = Amount::Seconds(timing.seconds() / 200.0);
    Ok(vec![
        row.target(Target::AtLeast(1.0)).noise(timing.noise()),
        Row::new(format!("one tick shared among {ACTORS} actors"), of_each),
    ])
}

/// The cost of one actor among many and among few. The hero's own cost, measured in the level without actors, is taken
/// off first: it would make few actors look dear and many cheap.
pub fn scaling() -> Result<Vec<Row>> {
    const FEW: u32 = 100;
    const MANY: u32 = 10_000;
    let (mut none, mut few, mut many) = (Game::new(0)?, Game::new(FEW as usize)?, Game::new(MANY as usize)?);
    let timings = in_turn(
        25,
        [Work::new(24_000, || none.tick()), Work::new(12_000, || few.tick()), Work::new(240, || many.tick())],
    );
    few.check()?;
    many.check()?;
    let [none, few, many] = timings;
    let cost = |timing: &Timing, actors: u32| (timing.seconds() - none.seconds()) / f64::from(actors);
    let (of_few, of_many) = (cost(&few, FEW), cost(&many, MANY));
    let row = Row::new("an actor's part of a tick, of 10,000", Amount::Seconds(of_many));
    let row = row.beside("of 100", Amount::Seconds(of_few), of_many / of_few).target(Target::AtMost(1.5));
    Ok(vec![
        row.noise(few.noise().max(many.noise())),
        Row::new("the hero alone, a tick", Amount::Seconds(none.seconds())),
        Row::new("10,000 actors, a tick", Amount::Seconds(many.seconds())),
    ])
}

/// Our rules beside a physics engine.
pub fn beside_a_peer() -> Result<Vec<Row>> {
    let mut game = Game::new(ACTORS)?;
    let mut walkers = peer::Pile::new(ACTORS, peer::Kind::Walkers)?;
    let mut loose = peer::Pile::new(ACTORS, peer::Kind::Loose)?;
    let grounds = walkers.grounds();
    let timings = in_turn(
        ROUNDS,
        [Work::new(1200, || game.tick()), Work::new(120, || walkers.step()), Work::new(120, || loose.step())],
    );
    game.check()?;
    walkers.check()?;
    loose.check()?;
    let [ours, walkers, loose] = timings;
    let row = |what: &str, peer: &Timing| {
        let row = Row::new(what, Amount::TicksPerSecond(ours.per_second()));
        let ratio = peer.ratio_to(&ours);
        row.beside("rapier2d", Amount::TicksPerSecond(peer.per_second()), ratio).noise(peer.noise())
    };
    Ok(vec![
        row("200 actors; 200 boxes that walk, meeting ground only", &walkers),
        row("200 actors; 200 boxes that fall, roll and pile up", &loose),
        Row::new("the arena's ground as row-merged cuboids", Amount::Count(grounds)),
    ])
}

/// Cloning a world: what a bot that searches does before each try.
pub fn cloning() -> Result<Vec<Row>> {
    let mut game = Game::new(ACTORS)?;
    (0..TICKS_PER_ROUND).for_each(|_| game.tick());
    let original = game.world.clone();
    let mut copy = game.world.clone();
    let timings = in_turn(
        ROUNDS,
        [
            Work::new(20_000, || drop(black_box(black_box(&original).clone()))),
            Work::new(20_000, || {
                copy.clone_from(black_box(&original));
                black_box(&copy);
            }),
            Work::new(20_000, || {
                black_box(black_box(&original).state_hash());
            }),
            Work::new(1200, || game.tick()),
        ],
    );
    game.check()?;
    let [clone, into, hash, tick] = timings;
    let row = |what: &str, timing: &Timing| {
        let row = Row::new(what, Amount::Seconds(timing.seconds())).noise(timing.noise());
        row.beside("one tick", Amount::Seconds(tick.seconds()), timing.ratio_to(&tick))
    };
    Ok(vec![
        row("cloning a world of 200 actors", &clone).target(Target::AtMost(1.0)),
        row("cloning it into an old one", &into),
        row("its state hash", &hash),
    ])
}
