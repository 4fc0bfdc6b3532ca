//! How something grows with a size: the exponent of the power that fits best.

/// The slope of the least-squares line through the logarithms of sizes and what they take.
pub(super) fn exponent(points: &[(f64, f64)]) -> f64 {
    let points = points.iter().map(|(size, cost)| (size.ln(), cost.ln()));
    slope(&points.collect::<Vec<_>>())
}

fn slope(points: &[(f64, f64)]) -> f64 {
    let count = real(points.len() as u64);
    let mean = |part: fn(&(f64, f64)) -> f64| points.iter().map(part).sum::<f64>() / count;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let covariance: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    let variance: f64 = points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
    covariance / variance
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts and bytes lie far below 2^52"
)]
pub(super) fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponent_of_a_power_is_its_exponent() {
        let points: Vec<(f64, f64)> = [1.0, 10.0, 250.0]
            .map(|n: f64| (n, 3.0 * n.powf(1.08)))
            .into();
        assert!((exponent(&points) - 1.08).abs() < 1e-9);
    }
}
