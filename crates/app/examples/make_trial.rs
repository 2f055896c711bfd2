use snapcade_gen::{make::*, theme, level::*, art};
use snapcade_game::Difficulty;
fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap();
    let words = args.next().unwrap();
    let difficulty = match args.next().as_deref() { Some("easy") => Difficulty::Easy, Some("hard") => Difficulty::Hard, _ => Difficulty::Normal };
    let seed: u64 = args.next().unwrap().parse().unwrap();
    let levels: u32 = args.next().unwrap().parse().unwrap();
    let t = std::time::Instant::now();
    let reading = theme::read(&words);
    let request = GameRequest { hero: art::common(art::Common::Hero).unwrap(), dress: reading.dress, theme_words: words.clone(), difficulty, levels, length: Length::Medium, wishes: Wishes::default(), seed, title: "Trial".into(), author: "me".into() };
    let made = make_game(&request).unwrap();
    println!("{:?} unknown {:?}", t.elapsed(), reading.unknown);
    for l in &made.levels { println!("{l:?}"); }
    snapcade_app::save_project(&made.project, std::path::Path::new(&out)).unwrap();
    println!("{:?} {} bytes", t.elapsed(), std::fs::metadata(&out).unwrap().len());
}
