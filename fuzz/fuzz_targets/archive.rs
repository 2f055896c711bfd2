//! Bytes as a `.snapcade` file: what is read can be checked, and written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_game::Project;

fuzz_target!(|bytes: &[u8]| {
    let Ok(project) = Project::from_archive(bytes) else { return };
    let _ = project.faults();
    let archive = project.to_archive().expect("what is read is within the limits");
    let again = Project::from_archive(&archive).expect("what is written can be read");
    assert_eq!(again.game, project.game);
    assert!(again.assets.iter().all(|(hash, content)| project.assets.get(hash) == Some(content)));
    assert_eq!(again.to_archive().expect("twice the same"), archive);
});
