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

/// Plurals of which no rule tells the singular.
const IRREGULAR: &[(&str, &str)] = &[
    ("brownies", "brownie"),
    ("calories", "calorie"),
    ("calves", "calf"),
    ("canoes", "canoe"),
    ("children", "child"),
    ("cookies", "cookie"),
    ("elves", "elf"),
    ("halves", "half"),
    ("hoodies", "hoodie"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("lies", "lie"),
    ("lives", "life"),
    ("loaves", "loaf"),
    ("men", "man"),
    ("movies", "movie"),
    ("news", "news"),
    ("pies", "pie"),
    ("rookies", "rookie"),
    ("scarves", "scarf"),
    ("selfies", "selfie"),
    ("series", "series"),
    ("shelves", "shelf"),
    ("shoes", "shoe"),
    ("smoothies", "smoothie"),
    ("species", "species"),
    ("thieves", "thief"),
    ("ties", "tie"),
    ("toes", "toe"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("women", "woman"),
    ("zombies", "zombie"),
];

/// Singular of the last word of a plural; a name that is no plural known here stays as it is.
pub fn singular(plural: &str) -> String {
    let (before, last) = plural.split_at(plural.rfind('_').map_or(0, |at| at + 1));
    if let Ok(at) = IRREGULAR.binary_search_by_key(&last, |(many, _)| many) {
        return format!("{before}{}", IRREGULAR[at].1);
    }
    if let Some(stem) = plural.strip_suffix("oes") {
        return format!("{stem}o");
    }
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
    fn some_have_rules_of_their_own() {
        for (many, one) in [
            ("movies", "movie"),
            ("home_movies", "home_movie"),
            ("tv_series", "tv_series"),
            ("heroes", "hero"),
            ("shoes", "shoe"),
        ] {
            assert_eq!(singular(many), one);
        }
        assert!(IRREGULAR.is_sorted());
    }

    #[test]
    fn what_is_no_regular_plural_stays() {
        for name in ["people", "s", "sheep", "glass"] {
            assert_eq!(singular(name), name);
        }
    }
}
