//! What a disk says when it is waited for goes in; whether that is an error comes out. A disk that cannot tell, like some
//! of those of other machines, is none to wait for.

use std::io;

/// After waiting for a file or a folder.
pub(super) fn settled(synced: io::Result<()>) -> io::Result<()> {
    match synced {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
            ) =>
        {
            Ok(())
        }
        synced => synced,
    }
}

/// `EBADF` and `ENOTTY`, which have these numbers on every Unix.
#[cfg(unix)]
const NOT_FOR_FOLDERS: [i32; 2] = [9, 25];

/// After opening a folder and waiting for it: some disks wait for files only, or for what may be written to, and a folder
/// in which files may be made need not be one that may be read.
#[cfg(unix)]
pub(super) fn settled_folder(synced: io::Result<()>) -> io::Result<()> {
    match settled(synced) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error)
            if error
                .raw_os_error()
                .is_some_and(|number| NOT_FOR_FOLDERS.contains(&number)) =>
        {
            Ok(())
        }
        synced => synced,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const EINVAL: i32 = 22;
    const EACCES: i32 = 13;

    fn said(number: i32) -> io::Result<()> {
        Err(io::Error::from_raw_os_error(number))
    }

    #[test]
    fn a_disk_that_cannot_tell_is_not_waited_for() {
        settled(said(EINVAL)).expect("it cannot tell");
        for number in NOT_FOR_FOLDERS.into_iter().chain([EINVAL, EACCES]) {
            settled_folder(said(number)).expect("it cannot tell");
        }
        for number in NOT_FOR_FOLDERS.into_iter().chain([EACCES]) {
            settled(said(number)).expect_err("files can be waited for");
        }
    }

    #[test]
    fn what_could_not_be_kept_is_an_error() {
        let [not_there, io, no_space, read_only] = [2, 5, 28, 30];
        for number in [not_there, io, no_space, read_only] {
            settled(said(number)).expect_err("it is lost");
            settled_folder(said(number)).expect_err("it is lost");
        }
    }
}
