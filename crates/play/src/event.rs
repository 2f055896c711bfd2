//! What happened during a tick: for sounds, rumble, statistics and the bot. Painters do not need it.

use snapcade_game::{Item, Power};

/// Something that happened, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// Where, in pixels from the level's left edge.
    pub x: i32,
    /// Where, in pixels from the level's top edge.
    pub y: i32,
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each name says it")]
pub enum EventKind {
    Jumped,
    JumpedInAir,
    SwumUp,
    Landed,
    Bounced,
    SpringLaunched,
    SplashedIn,
    SplashedOut,
    Took(Item),
    TookPower(Power),
    PowerEnded(Power),
    LifeGained,
    ShieldBroke,
    HeroHurt,
    HeroDied,
    EnemyHurt,
    EnemyBeaten,
    BossWoke,
    /// The boss begins its second (2) or third (3) phase.
    BossPhase(u8),
    BossHurt,
    BossBeaten,
    ShotFired,
    BlockBroken,
    DoorOpened,
    SwitchToggled,
    CheckpointReached,
    GoalOpened,
    GoalReached,
    TimeRunningOut,
    TalkBegan,
    TalkWentOn,
    ChoiceMoved,
    TalkEnded,
    LevelBegan,
    LevelCleared,
    Paused,
    Resumed,
    GameOver,
    GameWon,
}
