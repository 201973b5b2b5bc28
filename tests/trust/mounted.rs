//! Disks of a test's own: small ones, and ones that cannot be written to. They are mounted in a namespace that ends with
//! the program in it, so that nothing of them is left behind.

use std::env;
use std::path::Path;
use std::process::Command;

/// Set for the program that may mount.
const INSIDE: &str = "MOGUERA_TEST_MOUNTS";

/// Whether this program may mount. If not, the same test is run once more by one that may; where none may, that is said.
pub(crate) fn may_mount(test: &str) -> bool {
    if env::var_os(INSIDE).is_some() {
        return true;
    }
    let Some(ways) = WAYS.iter().find(|ways| can_mount(ways)) else {
        println!("skipped: nobody here may mount in a namespace of their own (`unshare --mount`)");
        return false;
    };
    let program = env::current_exe().expect("it runs");
    let output = Command::new("unshare")
        .args(*ways)
        .arg(program)
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "1")
        .output()
        .expect("it was just there");
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    assert!(
        output.status.success() && told.contains("1 passed"),
        "{told}"
    );
    println!("{told}");
    false
}

/// As root, and as somebody who is it in there.
const WAYS: [&[&str]; 2] = [&["--mount"], &["--mount", "--map-root-user"]];

fn can_mount(ways: &[&str]) -> bool {
    let mut probe = Command::new("unshare");
    probe
        .args(ways)
        .args(["mount", "-t", "tmpfs", "none", "/mnt"]);
    probe.output().is_ok_and(|it| it.status.success())
}

/// A disk of so many KiB in place of a folder.
pub(crate) fn disk(folder: &Path, kibibytes: u64) {
    let size = format!("size={kibibytes}k");
    mount(&["-t", "tmpfs", "-o", &size, "none"], folder);
}

/// From now on nobody writes to what is below a folder, be it root.
pub(crate) fn protect(folder: &Path) {
    let path = folder.to_str().expect("temporary folders have plain names");
    mount(&["--bind", path], folder);
    mount(&["-o", "remount,bind,ro"], folder);
}

/// Takes the uppermost mount away.
pub(crate) fn unmount(folder: &Path) {
    succeed(Command::new("umount").arg(folder));
}

fn mount(arguments: &[&str], folder: &Path) {
    succeed(Command::new("mount").args(arguments).arg(folder));
}

fn succeed(command: &mut Command) {
    let output = command
        .output()
        .expect("it is there wherever there are namespaces");
    assert!(output.status.success(), "{output:?}");
}
