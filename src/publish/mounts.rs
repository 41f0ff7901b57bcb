//! Who holds a folder so that he would not see another one in its place: mounts, also those of containers.

use std::path::Path;

/// Whether a folder is mounted somewhere, or is where something is mounted. Whoever looks through a mount goes on seeing the old folder
/// when another one takes its place, as a container does with a folder that it was given.
#[cfg(target_os = "linux")]
pub fn holds(folder: &Path) -> bool {
    let own = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    is_held(folder, &own, &others())
}

#[cfg(not(target_os = "linux"))]
pub fn holds(_: &Path) -> bool {
    false
}

/// The mounts of other processes, as far as we may look: containers have their own.
#[cfg(target_os = "linux")]
fn others() -> Vec<String> {
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    let is_process = |name: &std::ffi::OsStr| name.as_encoded_bytes().iter().all(u8::is_ascii_digit);
    let folders = processes.flatten().filter(|entry| is_process(&entry.file_name())).map(|entry| entry.path());
    let mut seen = std::collections::BTreeSet::new();
    // Most processes see the same mounts, which are read once.
    let differing = folders.filter(|folder| std::fs::read_link(folder.join("ns/mnt")).is_ok_and(|name| seen.insert(name)));
    differing.filter_map(|folder| std::fs::read_to_string(folder.join("mountinfo")).ok()).collect()
}

/// A line of `mountinfo`: a file system, which of its folders, and where that is seen.
struct Mount {
    system: String,
    root: String,
    place: String,
}

fn mounts(listed: &str) -> Vec<Mount> {
    let mount = |line: &str| {
        let mut words = line.split(' ').skip(2);
        Some(Mount { system: words.next()?.to_owned(), root: plain(words.next()?), place: plain(words.next()?) })
    };
    listed.lines().filter_map(mount).collect()
}

/// Blanks and the like are written as `\040`.
fn plain(word: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .into_iter()
        .fold(word.to_owned(), |word, (written, meant)| word.replace(written, meant))
}

fn is_held(folder: &Path, own: &str, others: &[String]) -> bool {
    let own = mounts(own);
    // The last of several mounts at one place covers the others.
    let covering = own.iter().enumerate().filter(|(_, mount)| folder.starts_with(&mount.place));
    let Some((_, mount)) = covering.max_by_key(|(at, mount)| (mount.place.len(), *at)) else { return false };
    let Ok(below) = folder.strip_prefix(&mount.place) else { return false };
    if below.as_os_str().is_empty() {
        return true;
    }
    let origin = Path::new(&mount.root).join(below);
    let is_through = |other: &Mount| other.system == mount.system && Path::new(&other.root).starts_with(&origin);
    own.iter().any(is_through) || others.iter().any(|listed| mounts(listed).iter().any(is_through))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n\
                        30 21 0:5 / /srv/my\\040sites rw - tmpfs tmpfs rw\n\
                        31 30 254:0 /var/data /srv/my\\040sites/data rw - ext4 /dev/vda rw\n";

    #[test]
    fn mounts_are_seen_from_both_ends() {
        let container = "90 80 254:0 /srv/www/public /usr/share/nginx/html ro - ext4 /dev/vda rw\n".to_owned();
        for (folder, held) in [
            ("/srv/my sites/data", true),
            ("/srv/my sites/data/public", false),
            ("/var/data", true),
            ("/var", true),
            ("/var/data/public", false),
            ("/srv/www/public", false),
        ] {
            assert_eq!(is_held(Path::new(folder), HOST, &[]), held, "{folder}");
        }
        assert!(is_held(Path::new("/srv/www/public"), HOST, std::slice::from_ref(&container)));
        assert!(!is_held(Path::new("/srv/www/public/town"), HOST, std::slice::from_ref(&container)));
        assert!(!is_held(Path::new("/srv/www/other"), HOST, &[container]));
        assert!(!is_held(Path::new("/srv/www/public"), "", &[]));
    }
}
