//! English plurals of snake-case names, and back. A design may always say another plural.

/// Plural of the last word: `y` after a consonant becomes `ies`, `s x z ch sh` take `es`, all else
/// takes `s`.
pub fn plural(name: &str) -> String {
    if let Some(stem) = name.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
        && !stem.is_empty()
    {
        return format!("{stem}ies");
    }
    let sibilant = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| name.ends_with(end));
    format!("{name}{}", if sibilant { "es" } else { "s" })
}

/// Singular of the last word of a plural; a name that is no regular plural stays as it is.
pub fn singular(plural: &str) -> String {
    if let Some(stem) = plural.strip_suffix("ies")
        && stem.len() > 1
    {
        return format!("{stem}y");
    }
    let sibilants = ["ss", "us", "x", "zz", "ch", "sh"];
    if let Some(stem) = plural.strip_suffix("es")
        && sibilants.iter().any(|end| stem.ends_with(end))
        && !stem.ends_with("ous")
        && !stem.ends_with("ach")
    {
        return stem.to_owned();
    }
    match plural.strip_suffix('s') {
        Some(stem)
            if stem.ends_with(|c: char| c.is_ascii_alphanumeric()) && !stem.ends_with('s') =>
        {
            stem.to_owned()
        }
        _ => plural.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_back() {
        for (one, many) in [
            ("article", "articles"),
            ("category", "categories"),
            ("day", "days"),
            ("address", "addresses"),
            ("status", "statuses"),
            ("box", "boxes"),
            ("batch", "batches"),
            ("wish", "wishes"),
            ("house", "houses"),
            ("cache", "caches"),
            ("blog_entry", "blog_entries"),
            ("y", "ys"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn what_is_no_regular_plural_stays() {
        for name in ["people", "s", "sheep", "glass"] {
            assert_eq!(singular(name), name);
        }
    }
}
