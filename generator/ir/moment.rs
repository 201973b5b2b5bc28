//! Points in time that a design writes down: text of RFC 3339 goes in, microseconds since 1970 are
//! kept, text in UTC comes out.

use serde::Serialize;
use std::fmt;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// A point in time, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Moment(pub i64);

impl Moment {
    /// 0001-01-01T00:00:00Z: databases have no year 0, or count it otherwise.
    const FIRST: Moment = Moment(-62_135_596_800 * SECOND);

    /// 9999-12-30T22:00:00Z: what is later is in year 10000 somewhere on earth.
    const LAST: Moment = Moment(253_402_207_200 * SECOND);

    /// Reads a `date-time` of RFC 3339 that is known to be well-formed; what is finer than a
    /// microsecond is cut off. `None` if it is before year 1 or at the very end of year 9999.
    pub fn of_date_time(text: &str) -> Option<Moment> {
        let (date, time) = text.split_once('T')?;
        let (clock, zone) = time.split_at(time.find(['Z', '+', '-'])?);
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        let micros: i64 = format!("{fraction:0<6.6}").parse().ok()?;
        let seconds = 60 * minutes(clock.get(..5)?)? + clock.get(6..)?.parse::<i64>().ok()?;
        let offset = match zone.split_at_checked(1)? {
            ("-", offset) => -minutes(offset)?,
            ("+", offset) => minutes(offset)?,
            _ => 0,
        };
        let moment = Moment(day(date)? * DAY + (seconds - 60 * offset) * SECOND + micros);
        (Self::FIRST..=Self::LAST)
            .contains(&moment)
            .then_some(moment)
    }

    /// The day in UTC: `2026-01-31`.
    pub fn date(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// `2026-01-31T09:30:00Z`, with six digits of a second if it is none exactly.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = self.0.rem_euclid(DAY);
        let (seconds, micros) = (within / SECOND, within % SECOND);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.date())?;
        if micros > 0 {
            write!(f, ".{micros:06}")?;
        }
        f.write_str("Z")
    }
}

/// `09:30`
fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    Some(60 * hours.parse::<i64>().ok()? + minutes.parse::<i64>().ok()?)
}

/// Days from 1970 to a date, in the calendar of today at all times. Years begin in March here, so
/// that the leap day is the last one; 400 of them are 146,097 days.
fn day(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Year, month and day of so many days from 1970: the way back.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year + i64::from(month > 9);
    (year, (month + 2) % 12 + 1, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_from_1970_in_utc() {
        for (text, micros) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-01-01T00:00:00Z", 1_767_225_600_000_000),
            ("2026-01-01T09:00:00+09:00", 1_767_225_600_000_000),
            ("2025-12-31T18:30:00-05:30", 1_767_225_600_000_000),
            ("2024-02-29T23:59:59.5Z", 1_709_251_199_500_000),
            ("1969-12-31T23:59:59.9999999Z", -1),
        ] {
            assert_eq!(Moment::of_date_time(text), Some(Moment(micros)), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "0001-01-01T00:00:00Z",
            "1600-02-29T12:00:00Z",
            "1900-03-01T00:00:00Z",
            "2026-12-31T23:59:59.000001Z",
            "9999-12-30T22:00:00Z",
        ] {
            let moment = Moment::of_date_time(text).expect("it is in range");
            assert_eq!(moment.to_string(), text);
        }
    }

    #[test]
    fn there_is_a_first_and_a_last() {
        assert_eq!(Moment::of_date_time("0000-12-31T23:59:59Z"), None);
        assert_eq!(Moment::of_date_time("0001-01-01T00:00:00+00:01"), None);
        assert_eq!(Moment::of_date_time("9999-12-31T00:00:00Z"), None);
    }
}
