//! A computed attribute: yours to write.

use contract::Int64;

use crate::generated::domain::NotImplemented;

/// The age in years of the bicycle.
pub(crate) fn age_in_years(mileage: &Int64) -> Result<Option<i32>, NotImplemented> {
    let _ = mileage;
    Err(NotImplemented)
}
