//! Which happening sounds how.

use snapcade_game::{Item, Power};
use snapcade_play::EventKind;
use snapcade_sound::Cue;

/// The sound of an event; `None` for what is silent.
pub const fn cue(event: EventKind) -> Option<Cue> {
    Some(match event {
        EventKind::Jumped => Cue::Jump,
        EventKind::JumpedInAir => Cue::AirJump,
        EventKind::SwumUp => Cue::Swim,
        EventKind::Landed => Cue::Land,
        EventKind::Bounced => Cue::Bounce,
        EventKind::SpringLaunched => Cue::Spring,
        EventKind::SplashedIn => Cue::SplashIn,
        EventKind::SplashedOut => Cue::SplashOut,
        EventKind::Took(item) => match item {
            Item::Coin => Cue::Coin,
            Item::Gem => Cue::Gem,
            Item::KeyRed | Item::KeyGreen | Item::KeyBlue | Item::KeyYellow => Cue::Key,
            Item::Heart => Cue::Heart,
            // The life itself is heard.
            Item::Life => return None,
        },
        EventKind::TookPower(power) => match power {
            Power::Shield => Cue::Shield,
            Power::DoubleJump => Cue::DoubleJump,
            Power::Speed => Cue::Speed,
            Power::Magnet => Cue::Magnet,
        },
        EventKind::PowerEnded(_) => Cue::PowerEnd,
        EventKind::LifeGained => Cue::Life,
        EventKind::ShieldBroke => Cue::ShieldBreak,
        EventKind::HeroHurt => Cue::Hurt,
        EventKind::HeroDied => Cue::Die,
        EventKind::EnemyHurt => Cue::EnemyHurt,
        EventKind::EnemyBeaten => Cue::EnemyBeaten,
        EventKind::BossWoke => Cue::BossWake,
        EventKind::BossPhase(_) => Cue::BossPhase,
        EventKind::BossHurt => Cue::BossHurt,
        EventKind::BossBeaten => Cue::BossBeaten,
        EventKind::ShotFired => Cue::Shot,
        EventKind::BlockBroken => Cue::BlockBreak,
        EventKind::DoorOpened => Cue::Door,
        EventKind::SwitchToggled => Cue::Switch,
        EventKind::CheckpointReached => Cue::Checkpoint,
        EventKind::GoalOpened => Cue::GoalOpen,
        EventKind::GoalReached => Cue::Goal,
        EventKind::TimeRunningOut => Cue::TimeLow,
        EventKind::TalkBegan => Cue::TalkBegin,
        EventKind::TalkWentOn => Cue::TalkBlip,
        EventKind::ChoiceMoved => Cue::Choice,
        EventKind::TalkEnded => Cue::TalkEnd,
        EventKind::LevelBegan => Cue::LevelBegin,
        EventKind::LevelCleared => Cue::LevelClear,
        EventKind::Paused => Cue::Pause,
        EventKind::Resumed => Cue::Resume,
        EventKind::GameOver => Cue::GameOver,
        EventKind::GameWon => Cue::GameWon,
    })
}
