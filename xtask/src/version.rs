//! The version of all packages, in all places.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use super::process::{root, step};

/// The version that this program was built with.
const OLD: &str = env!("CARGO_PKG_VERSION");
/// Files with the version, and how a line begins that has it.
const PLACES: [(&str, &[&str]); 3] = [
    ("Cargo.toml", &["version = \"", "constriction"]),
    ("bindings/wasm/npm/package.json", &["  \"version\": \""]),
    ("bindings/wasm/npm/lib/api.js", &["export const version = '"]),
];
/// Workspaces of their own, which depend on crates of this one.
const OTHERS: [&str; 2] = ["fuzz/Cargo.toml", "platforms/cortex-m/Cargo.toml"];
const CHANGELOG: &str = "CHANGELOG.md";
/// The changes that no release has.
const UNRELEASED: &str = "## [Unreleased]\n";

/// Gives all packages a version, and the changes that no release has this version and today's date.
///
/// # Errors
/// If the version does not have three numbers, a file does not have the old one, or a step fails: the command.
pub(crate) fn set(version: &str) -> Result<(), String> {
    let numbers: Vec<_> = version.split('.').map(str::parse::<u32>).collect();
    if numbers.len() != 3 || numbers.iter().any(Result::is_err) {
        return Err(format!("{version} is not three numbers"));
    }
    for (file, starts) in PLACES {
        edit(file, |text| replace(text, starts, version))?;
    }
    let date = date(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400));
    edit(CHANGELOG, |text| {
        let heading = format!("{UNRELEASED}\n## [{version}] - {date}\n");
        text.contains(UNRELEASED).then(|| text.replacen(UNRELEASED, &heading, 1))
    })?;
    step("cargo", &["update", "--workspace", "--offline"])?;
    for manifest in OTHERS {
        step("cargo", &["update", "--workspace", "--offline", "--manifest-path", manifest])?;
    }
    Ok(())
}

fn edit(file: &str, change: impl Fn(&str) -> Option<String>) -> Result<(), String> {
    let failed = |error| format!("{file}: {error}");
    let path = root().join(file);
    let text = fs::read_to_string(&path).map_err(failed)?;
    let changed = change(&text).ok_or_else(|| format!("{file} does not have what is to be changed"))?;
    fs::write(&path, changed).map_err(failed)
}

/// The text with another version in the lines that begin so; `None` if there is no such line.
fn replace(text: &str, starts: &[&str], version: &str) -> Option<String> {
    let is_place = |line: &str| line.contains(OLD) && starts.iter().any(|start| line.starts_with(start));
    text.lines().any(is_place).then(|| {
        let lines = text.split_inclusive('\n');
        lines.map(|line| if is_place(line) { line.replacen(OLD, version, 1) } else { line.to_owned() }).collect()
    })
}

/// The date of a day after 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
fn date(days: u64) -> String {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = 400 * era + year + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::fs;

    use super::{CHANGELOG, OLD, PLACES, UNRELEASED, date, replace, root};

    #[test]
    fn days_have_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(date(20_454), "2026-01-01");
    }

    #[test]
    fn all_places_have_the_version() {
        for (file, starts) in PLACES {
            let text = fs::read_to_string(root().join(file)).unwrap();
            let changed = replace(&text, starts, "7.8.9").expect(file);
            assert!(!changed.contains(&format!("\"{OLD}\"")) && changed.contains("7.8.9"), "{file}");
        }
    }

    /// Its headings are those of keepachangelog.com.
    #[test]
    fn the_changelog_has_versions_with_dates() {
        let text = fs::read_to_string(root().join(CHANGELOG)).unwrap();
        assert!(text.contains(UNRELEASED));
        for line in text.lines() {
            if let Some(heading) = line.strip_prefix("## ").filter(|heading| *heading != "[Unreleased]") {
                let (version, date) = heading.split_once(" - ").expect(heading);
                assert!(version.starts_with('[') && version.ends_with(']'), "{heading}");
                assert!(date.len() == 10 && date.split('-').count() == 3, "{heading}");
            }
            if let Some(kind) = line.strip_prefix("### ") {
                let kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
                assert!(kinds.contains(&kind), "{kind}");
            }
        }
    }

    /// Its lines are grouped by language, and each is there once.
    #[test]
    fn the_changelog_is_grouped_by_language() {
        let text = fs::read_to_string(root().join(CHANGELOG)).unwrap();
        let languages = ["All languages", "Rust", "Python", "JavaScript", "Command line", "Documentation"];
        let mut seen = HashSet::new();
        let mut group = None;
        for line in text.lines() {
            if line.starts_with("## ") || line.starts_with("### ") {
                group = None;
            } else if let Some(language) = line.strip_prefix("#### ") {
                assert!(languages.contains(&language), "{language}");
                group = Some(language);
            } else if line.starts_with("- ") {
                assert!(group.is_some(), "no language: {line}");
                assert!(seen.insert(line), "twice: {line}");
            }
        }
    }
}
