//! The smuggling market: prices, providers, tolls and what people choose to buy.
//!
//! A price answers to enforcement pressure with an elasticity and to use above the usual:
//! `p = p0 (1 + pressure)^e (1 + m (use - 1))`. Violence answers to pressure in the same form. Pressure
//! makes providers fewer and larger, with a delay.
//!
//! Source: the elasticity from a border elsewhere (tripled enforcement raised prices by 17 to 30 per
//! cent), all else assumed (`market.*`). Limit: providers have no names, memory or rivalry.

/// Numbers of the market in one replication.
#[derive(Clone, Copy, Debug)]
pub struct TradeNumbers {
    /// Elasticity of price to enforcement pressure.
    pub elasticity: f64,
    /// Rise of price at twice the usual use.
    pub markup: f64,
    /// Concentration per unit of pressure.
    pub concentration: f64,
    /// Days until providers have adjusted.
    pub concentration_days: f64,
    /// Log rise of tolls per unit of concentration.
    pub toll: f64,
    /// Log rise of abandonment by guides per unit of concentration.
    pub abandonment: f64,
    /// Elasticity of violence with guides to pressure.
    pub quality: f64,
}

/// Lowest pressure that still has a price, and the widest range of use that moves one.
const LOWEST: f64 = -0.9;
const USE_RANGE: (f64, f64) = (0.0, 3.0);

/// Log of violence with guides relative to the usual: worse boats and guides, or better ones, under
/// pressure.
pub fn violence(numbers: &TradeNumbers, pressure: f64) -> f64 {
    numbers.quality * libm::log(1.0 + pressure.max(LOWEST))
}

/// Price relative to the usual one.
pub fn price_index(numbers: &TradeNumbers, pressure: f64, usage: f64) -> f64 {
    let usage = usage.clamp(USE_RANGE.0, USE_RANGE.1);
    libm::pow(1.0 + pressure.max(LOWEST), numbers.elasticity)
        * (1.0 + numbers.markup * (usage - 1.0)).max(0.0)
}

/// Concentration of providers after `days` under a pressure, 0 (many) to 1 (one).
pub fn concentration(numbers: &TradeNumbers, before: f64, pressure: f64, days: f64) -> f64 {
    let target = (numbers.concentration * pressure).clamp(0.0, 1.0);
    let left = libm::exp(-days / numbers.concentration_days.max(f64::MIN_POSITIVE));
    target + left * (before - target)
}

/// What a package is worth to somebody with this budget: money, time and the harm it promises.
pub fn package_value(
    per_usd: f64,
    price: f64,
    day_value: f64,
    believed_days: f64,
    harm: f64,
    quality_weight: f64,
) -> f64 {
    -per_usd * (price + day_value * believed_days) - quality_weight * libm::log2(harm.max(1e-3))
}

/// Debt after `days` at this interest per day.
pub fn owed(debt: f32, interest: f64, days: f32) -> f32 {
    (f64::from(debt) * libm::exp(interest * f64::from(days))) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: TradeNumbers = TradeNumbers {
        elasticity: 0.19,
        markup: 0.2,
        concentration: 0.3,
        concentration_days: 90.0,
        toll: 0.5,
        abandonment: 0.0,
        quality: 0.0,
    };

    #[test]
    fn tripled_enforcement_raises_prices_by_about_a_quarter_and_use_by_its_markup() {
        assert!((price_index(&NUMBERS, 0.0, 1.0) - 1.0).abs() < 1e-12);
        let tripled = price_index(&NUMBERS, 2.0, 1.0);
        assert!((1.17..=1.30).contains(&tripled), "{tripled}");
        assert!((price_index(&NUMBERS, 0.0, 2.0) - 1.2).abs() < 1e-12);
        assert!(price_index(&NUMBERS, -5.0, 0.0) > 0.0);
    }

    #[test]
    fn violence_answers_to_pressure_as_the_price_does_and_either_way() {
        let of = |quality| TradeNumbers { quality, ..NUMBERS };
        assert!(violence(&of(0.5), 0.0).abs() < 1e-12);
        let [worse, better] = [0.5, -0.5].map(|it| libm::exp(violence(&of(it), 5.25)));
        assert!((worse - 2.5).abs() < 1e-12 && (worse * better - 1.0).abs() < 1e-12);
        assert!(violence(&of(0.5), -5.0).is_finite());
    }

    #[test]
    fn providers_concentrate_with_a_delay_and_spread_again() {
        let soon = concentration(&NUMBERS, 0.0, 2.0, 7.0);
        let late = concentration(&NUMBERS, 0.0, 2.0, 900.0);
        assert!(soon < 0.1 && (late - 0.6).abs() < 1e-3);
        assert!(concentration(&NUMBERS, 0.6, 0.0, 90.0) < 0.25);
    }

    #[test]
    fn dearer_packages_are_worth_it_to_those_with_money() {
        let value = |per_usd: f64, price: f64, harm: f64| {
            package_value(per_usd, price, 12.0, 2.5, harm, 0.5)
        };
        let rich = 2.0 / 5_000.0;
        let poor = 2.0 / 200.0;
        assert!(value(rich, 1_200.0, 0.4) > value(rich, 320.0, 1.0));
        assert!(value(poor, 1_200.0, 0.4) < value(poor, 320.0, 1.0));
    }

    #[test]
    fn debt_grows_by_a_tenth_a_month() {
        assert!((owed(100.0, 0.003_177, 30.0) - 110.0).abs() < 0.05);
    }
}
