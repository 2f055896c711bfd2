//! What kinds do.

use snapcade_game::{Item, Number, Power, limits};

use crate::{
    binary::{Reader, Writer},
    pack::{FoeDef, RoleDef},
};

pub(super) fn write_foe(out: &mut Writer, foe: &FoeDef) {
    out.i32(foe.speed);
    out.i32(foe.health);
    out.u8(u8::from(foe.stompable));
    out.i32(foe.score);
    out.option(foe.drops, |out, drops| out.varint(u64::from(drops)));
}

pub(super) fn read_foe(reader: &mut Reader<'_>) -> FoeDef {
    FoeDef {
        speed: number(reader, Number::Speed),
        health: number(reader, Number::Health),
        stompable: reader.bool(),
        score: number(reader, Number::Score),
        drops: reader.option(Reader::u16),
    }
}

pub(super) fn number(reader: &mut Reader<'_>, number: Number) -> i32 {
    let (low, high) = number.bounds();
    reader.between(low, high)
}

pub(super) fn write_role(out: &mut Writer, role: &RoleDef) {
    let mut head = |code: u8, foe: Option<&FoeDef>, numbers: &[i32]| {
        out.u8(code);
        if let Some(foe) = foe {
            write_foe(out, foe);
        }
        for &number in numbers {
            out.i32(number);
        }
    };
    match role {
        RoleDef::Hero => head(0, None, &[]),
        RoleDef::Walker { foe, turns_at_edges } => head(1, Some(foe), &[i32::from(*turns_at_edges)]),
        RoleDef::Flyer { foe, wave_px, wave_ticks } => head(2, Some(foe), &[*wave_px, *wave_ticks]),
        RoleDef::Hopper { foe, leap, rest_ticks } => head(3, Some(foe), &[*leap, *rest_ticks]),
        RoleDef::Chaser { foe, sight_px } => head(4, Some(foe), &[*sight_px]),
        RoleDef::Shooter { foe, sight_px, interval_ticks, shot } => {
            head(5, Some(foe), &[*sight_px, *interval_ticks, i32::from(*shot)]);
        }
        RoleDef::Boss { foe, shot } => head(6, Some(foe), &[i32::from(*shot)]),
        RoleDef::Shot { speed, life_ticks } => head(7, None, &[*speed, *life_ticks]),
        RoleDef::Collectible { item, score } => head(8, None, &[*item as i32, *score]),
        RoleDef::PowerUp { power, lasts_ticks } => head(9, None, &[*power as i32, *lasts_ticks]),
        RoleDef::Platform { speed, rest_ticks } => head(10, None, &[*speed, *rest_ticks]),
        RoleDef::Spring { launch } => head(11, None, &[*launch]),
        RoleDef::Switch => head(12, None, &[]),
        RoleDef::Talker => head(13, None, &[]),
        RoleDef::Decoration { in_front } => head(14, None, &[i32::from(*in_front)]),
    }
}

pub(super) fn read_role(reader: &mut Reader<'_>) -> RoleDef {
    use Number::{Interval, Lasts, Launch, Rest, Score, Sight, Speed, Wave, WaveTicks};
    let kind = |reader: &mut Reader<'_>| reader.between(0, limits::KINDS as i32) as u16;
    match reader.u8() {
        0 => RoleDef::Hero,
        1 => RoleDef::Walker { foe: read_foe(reader), turns_at_edges: reader.between(0, 1) == 1 },
        2 => RoleDef::Flyer {
            foe: read_foe(reader),
            wave_px: number(reader, Wave),
            wave_ticks: number(reader, WaveTicks),
        },
        3 => RoleDef::Hopper { foe: read_foe(reader), leap: number(reader, Launch), rest_ticks: number(reader, Rest) },
        4 => RoleDef::Chaser { foe: read_foe(reader), sight_px: number(reader, Sight) },
        5 => RoleDef::Shooter {
            foe: read_foe(reader),
            sight_px: number(reader, Sight),
            interval_ticks: number(reader, Interval),
            shot: kind(reader),
        },
        6 => RoleDef::Boss { foe: read_foe(reader), shot: kind(reader) },
        7 => RoleDef::Shot { speed: number(reader, Speed), life_ticks: number(reader, Lasts) },
        8 => RoleDef::Collectible {
            item: Item::ALL[reader.between(0, Item::ALL.len() as i32 - 1) as usize],
            score: number(reader, Score),
        },
        9 => RoleDef::PowerUp {
            power: Power::ALL[reader.between(0, Power::ALL.len() as i32 - 1) as usize],
            lasts_ticks: number(reader, Lasts),
        },
        10 => RoleDef::Platform { speed: number(reader, Speed), rest_ticks: number(reader, Rest) },
        11 => RoleDef::Spring { launch: number(reader, Launch) },
        12 => RoleDef::Switch,
        13 => RoleDef::Talker,
        14 => RoleDef::Decoration { in_front: reader.between(0, 1) == 1 },
        _ => {
            reader.refuse();
            RoleDef::Hero
        }
    }
}
