/// Whether a value is above a limit by more than rounding: by a part in 10^12 of the limit.
///
/// Prices and sizes are decimals; a difference of two that is 10 bps to the last digit may be 10.00000000000001 in
/// binary. A value on its limit has not broken it. False when either is NaN.
@inlinable
public func exceeds(_ value: Double, _ limit: Double) -> Bool { value > limit + limit.magnitude * 1e-12 }

/// Whether a value is below a limit by more than rounding; see `exceeds`.
@inlinable
public func fallsShort(_ value: Double, of limit: Double) -> Bool { value < limit - limit.magnitude * 1e-12 }
