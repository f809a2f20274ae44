import Glibc

/// The natural logarithm, under a name that no test module has twice.
func logarithm(_ value: Double) -> Double { log(value) }

/// The exponential function.
func exponential(_ value: Double) -> Double { exp(value) }
