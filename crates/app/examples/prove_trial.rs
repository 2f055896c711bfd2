use std::sync::Arc;
fn main() {
    let path = std::env::args().nth(1);
    let project = match path { Some(p) => snapcade_app::open_project(std::path::Path::new(&p)).unwrap(), None => snapcade_app::sample::first_steps().unwrap() };
    let t = std::time::Instant::now();
    let pack = Arc::new(snapcade_app::compile_project(&project).unwrap());
    println!("compile {:?}", t.elapsed());
    for level in 0..pack.levels().len() {
        let t = std::time::Instant::now();
        let found = snapcade_gen::bot::search::search(&pack, level as u16, 1, Default::default());
        println!("level {level} beaten {} ticks {} hurts {} searched {} states {} known {} nearest {:?} spent {} {:?} old {:?}", found.replay.is_some(), found.ticks, found.hurts, found.searched_ticks, found.states, found.known, found.nearest, found.spent, t.elapsed(), pack.levels()[level].proof.as_ref().map(|p| p.ticks()));
    }
}
