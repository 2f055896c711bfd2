//! What can be heard.

/// A happening that has a sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Cue {
    Jump,
    /// A second jump in the air.
    AirJump,
    /// A stroke in water.
    Swim,
    Land,
    /// A step on a ladder.
    Climb,
    /// Off an enemy's head.
    Bounce,
    Spring,
    SplashIn,
    SplashOut,
    Coin,
    Gem,
    Key,
    Heart,
    /// An extra life, found or earned.
    Life,
    Shield,
    DoubleJump,
    Speed,
    Magnet,
    /// A power wears off.
    PowerEnd,
    ShieldBreak,
    Hurt,
    Die,
    EnemyHurt,
    EnemyBeaten,
    BossWake,
    /// A boss begins its next phase.
    BossPhase,
    BossHurt,
    BossBeaten,
    Shot,
    BlockBreak,
    Door,
    Switch,
    Checkpoint,
    GoalOpen,
    Goal,
    /// Time is running out.
    TimeLow,
    TalkBegin,
    /// A letter or a line of a conversation.
    TalkBlip,
    TalkEnd,
    /// Another answer is chosen.
    Choice,
    LevelBegin,
    LevelClear,
    Pause,
    Resume,
    GameOver,
    GameWon,
    MenuMove,
    MenuOk,
    MenuBack,
    /// Something that cannot be done.
    MenuNo,
}

impl Cue {
    /// Every cue.
    pub const ALL: [Cue; 50] = [
        Cue::Jump,
        Cue::AirJump,
        Cue::Swim,
        Cue::Land,
        Cue::Climb,
        Cue::Bounce,
        Cue::Spring,
        Cue::SplashIn,
        Cue::SplashOut,
        Cue::Coin,
        Cue::Gem,
        Cue::Key,
        Cue::Heart,
        Cue::Life,
        Cue::Shield,
        Cue::DoubleJump,
        Cue::Speed,
        Cue::Magnet,
        Cue::PowerEnd,
        Cue::ShieldBreak,
        Cue::Hurt,
        Cue::Die,
        Cue::EnemyHurt,
        Cue::EnemyBeaten,
        Cue::BossWake,
        Cue::BossPhase,
        Cue::BossHurt,
        Cue::BossBeaten,
        Cue::Shot,
        Cue::BlockBreak,
        Cue::Door,
        Cue::Switch,
        Cue::Checkpoint,
        Cue::GoalOpen,
        Cue::Goal,
        Cue::TimeLow,
        Cue::TalkBegin,
        Cue::TalkBlip,
        Cue::TalkEnd,
        Cue::Choice,
        Cue::LevelBegin,
        Cue::LevelClear,
        Cue::Pause,
        Cue::Resume,
        Cue::GameOver,
        Cue::GameWon,
        Cue::MenuMove,
        Cue::MenuOk,
        Cue::MenuBack,
        Cue::MenuNo,
    ];

    /// How much it would be missed: 0 a step, 3 the end of a game.
    pub const fn priority(self) -> u8 {
        match self {
            Cue::Land | Cue::Climb | Cue::Swim | Cue::TalkBlip | Cue::MenuMove => 0,
            Cue::Hurt
            | Cue::ShieldBreak
            | Cue::Life
            | Cue::Key
            | Cue::Checkpoint
            | Cue::TimeLow
            | Cue::GoalOpen
            | Cue::Shield
            | Cue::DoubleJump
            | Cue::Speed
            | Cue::Magnet
            | Cue::BossHurt
            | Cue::BossPhase
            | Cue::BossWake => 2,
            Cue::Die
            | Cue::BossBeaten
            | Cue::Goal
            | Cue::LevelBegin
            | Cue::LevelClear
            | Cue::GameOver
            | Cue::GameWon => 3,
            _ => 1,
        }
    }
}
