//! Counts and weights as floating-point numbers, each cast with its reason in one place.

/// A weight as it is stored; every weight here fits an `f32` with digits to spare.
#[expect(
    clippy::cast_possible_truncation,
    reason = "weights lie between 0 and 100; an f32 keeps seven digits of them"
)]
pub(in crate::detect) fn narrow(weight: f64) -> f32 {
    weight as f32
}

/// A count as a factor; counts here stay far below 2^52.
#[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]
pub(in crate::detect) fn as_f64(count: usize) -> f64 {
    count as f64
}

/// A time span in seconds as a factor.
#[expect(
    clippy::cast_precision_loss,
    reason = "a gap in days needs no seconds after a year"
)]
pub(in crate::detect) fn seconds_f32(seconds: u64) -> f32 {
    seconds as f32
}
