use snapcade_game::Difficulty;
use snapcade_gen::{art, level::*, make::*, theme::*};
use std::{collections::BTreeMap, sync::Mutex, time::Instant};
fn cpu() -> u64 {
    std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(" ").next().unwrap().parse().unwrap()
}
fn main() {
    let mut args = std::env::args().skip(1);
    let seeds: u64 = args.next().map_or(10, |s| s.parse().unwrap());
    let levels: u32 = args.next().map_or(3, |s| s.parse().unwrap());
    let threads: u64 = args.next().map_or(2, |s| s.parse().unwrap());
    let wishes: Vec<String> = args.collect();
    let wishes = Wishes::read(wishes.iter().map(String::as_str)).wishes;
    let hero = art::common(art::Common::Hero).unwrap();
    for difficulty in [Difficulty::Easy, Difficulty::Normal, Difficulty::Hard] {
        let t = Instant::now();
        let all = Mutex::new((Vec::new(), Vec::new(), BTreeMap::<String, u32>::new(), Vec::new()));
        std::thread::scope(|s| {
            for thread in 0..threads {
                let (all, hero) = (&all, &hero);
                s.spawn(move || {
                    for n in (thread..seeds * 10).step_by(threads as usize) {
                        let theme = Theme::ALL[(n % 10) as usize];
                        let request = GameRequest {
                            hero: hero.clone(),
                            dress: Dress::of(theme),
                            theme_words: "x".into(),
                            difficulty,
                            levels,
                            length: Length::Medium,
                            wishes,
                            seed: n,
                            title: "Trial".into(),
                            author: "me".into(),
                        };
                        let t = cpu();
                        let made = levels_alone(&request);
                        let took = (cpu() - t) as f64 / 1e6;
                        let mut all = all.lock().unwrap();
                        all.0.push(took);
                        match made {
                            Ok(made) => {
                                for (i, p) in made.iter().enumerate() {
                                    for s in &p.report.stuck {
                                        *all.2.entry(format!("{s:?}")).or_default() += 1;
                                    }
                                    all.1.push((i, p.report.clone()));
                                }
                            }
                            Err(e) => all.3.push(format!("{theme:?} {n} {e}")),
                        }
                    }
                });
            }
        });
        let (mut times, reports, stuck, failed) = all.into_inner().unwrap();
        times.sort_by(f64::total_cmp);
        println!(
            "{difficulty:?}: {:.1} s, game ms median {:.0} p95 {:.0} max {:.0}; failed {} {:?}",
            t.elapsed().as_secs_f64(),
            times[times.len() / 2],
            times[times.len() * 95 / 100],
            times[times.len() - 1],
            failed.len(),
            &failed[..failed.len().min(3)]
        );
        println!("   stuck {stuck:?}");
        let mut fell = BTreeMap::<String, u32>::new();
        for r in &reports {
            for s in &r.1.fell {
                *fell.entry(format!("{s:?}")).or_default() += 1;
            }
        }
        println!("   fell {fell:?}");
        for i in 0..levels as usize {
            let of: Vec<&LevelReport> = reports.iter().filter(|r| r.0 == i).map(|r| &r.1).collect();
            let mut deaths: Vec<u32> = of.iter().map(|r| r.deaths_percent).collect();
            deaths.sort_unstable();
            let mean = |f: &dyn Fn(&LevelReport) -> f64| of.iter().map(|r| f(r)).sum::<f64>() / of.len().max(1) as f64;
            let q = |p: usize| deaths.get((deaths.len().max(1) - 1) * p / 100).copied().unwrap_or(0);
            println!(
                "   level {i}: deaths mean {:.0} [{} {} {} {} {}] attempts {:.2} (max {}) states {:.0} ticks {:.0}",
                mean(&|r| r.deaths_percent.into()),
                q(5),
                q(25),
                q(50),
                q(75),
                q(100),
                mean(&|r| r.attempts.into()),
                of.iter().map(|r| r.attempts).max().unwrap_or(0),
                mean(&|r| r.states.into()),
                mean(&|r| r.ticks.into())
            );
        }
    }
}
