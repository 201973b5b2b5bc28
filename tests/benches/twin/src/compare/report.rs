//! What the run prints.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::thread::available_parallelism;
use std::time::Instant;

use crate::Failure;
use crate::calls::Call;
use crate::measure::Rounds;

/// The least that the generated server may reach of its twin.
const SHARE: f64 = 0.95;

const SYNCS: usize = 101;

/// What the figures depend on.
pub(crate) fn conditions(folder: &Path) -> Result<(), Failure> {
    println!("processors: {}", available_parallelism()?);
    println!(
        "fsync of 4 KiB on the disk of {}: {:.0} µs",
        folder.display(),
        sync(folder)?
    );
    println!(
        "32 connections; in turns, medians of 9 rounds; processor time of the server's process alone;\n\
         share: the twin's processor time for a request divided by the generated server's"
    );
    Ok(())
}

pub(crate) fn title(text: &str) {
    println!("\n{text}");
}

pub(crate) fn heading() {
    println!(
        "{:<34} {:>19} {:>19} {:>6}  bar",
        "", "generated: /s    µs", "twin: /s    µs", "share"
    );
}

pub(crate) fn line(call: &Call, bar: Option<f64>, generated: &Rounds, twin: &Rounds) {
    let (own, share) = (generated.microseconds(call), generated.ratio(twin));
    let mut verdicts = vec![verdict(share >= SHARE, &format!("share ≥ {SHARE}"))];
    verdicts.extend(bar.map(|bar| verdict(own <= bar, &format!("≤ {bar} µs"))));
    println!(
        "{:<34} {:>12.0} {:>6.1} {:>12.0} {:>6.1} {:>6.3}  {}",
        call.name,
        generated.per_second(call),
        own,
        twin.per_second(call),
        twin.microseconds(call),
        share,
        verdicts.join(", ")
    );
}

fn verdict(is_met: bool, bar: &str) -> String {
    format!("{bar} {}", if is_met { "met" } else { "MISSED" })
}

/// The middle of many times that the disk takes to keep a block, in microseconds.
fn sync(folder: &Path) -> Result<f64, Failure> {
    let mut file = File::create(folder.join("synchronised"))?;
    let mut times = Vec::new();
    for _ in 0..SYNCS {
        file.write_all(&[0; 4096])?;
        let begun = Instant::now();
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[SYNCS / 2])
}
