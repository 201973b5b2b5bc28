//! Dates and times as RFC 3339 writes them (`full-date`, `date-time`).

use crate::ir::Moment;

/// `2026-02-28`
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    match (digits(year, 4), digits(month, 2), digits(day, 2)) {
        // PostgreSQL has no year 0.
        (Some(year @ 1..), Some(month @ 1..=12), Some(day @ 1..)) => day <= days(year, month),
        _ => false,
    }
}

/// `2026-02-28T12:00:00Z`, with any offset and fraction of a second; no leap second, and no time that
/// cannot be stored.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let Some(zone) = time.find(['Z', '+', '-']) else {
        return false;
    };
    let (clock, zone) = time.split_at(zone);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let fraction_is_digits =
        !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let is_written_so =
        is_date(date) && fraction_is_digits && is_clock(clock) && (zone == "Z" || is_offset(zone));
    is_written_so && Moment::of_date_time(text).is_some()
}

fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    matches!(parts[..], [hour, minute, second]
        if below(hour, 24) && below(minute, 60) && below(second, 60))
}

fn is_offset(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    unsigned
        .split_once(':')
        .is_some_and(|(hour, minute)| below(hour, 24) && below(minute, 60))
}

fn below(text: &str, limit: u32) -> bool {
    digits(text, 2).is_some_and(|number| number < limit)
}

fn digits(text: &str, length: usize) -> Option<u32> {
    let all_digits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits { text.parse().ok() } else { None }
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times() {
        assert!(
            is_date("2024-02-29")
                && !is_date("2025-02-29")
                && !is_date("2025-2-28")
                && !is_date("2025-13-01")
        );
        assert!(
            is_date_time("2026-02-28T12:00:00Z") && is_date_time("2026-02-28T12:00:00.5+09:00")
        );
        for wrong in [
            "2026-02-28",
            "2026-02-28T24:00:00Z",
            "2026-02-28T12:00Z",
            "2026-02-28T12:00:00",
            "0000-12-31T12:00:00Z",
            "9999-12-31T23:59:59-09:00",
            "T12:00:00Z",
        ] {
            assert!(!is_date_time(wrong), "{wrong}");
        }
    }
}
