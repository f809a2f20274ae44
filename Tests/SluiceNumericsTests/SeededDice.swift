import Foundation

/// Numbers that look random and are the same in every run (SplitMix64).
struct SeededDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// Between 0 and 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Standard normal, by Box and Muller.
    mutating func normal() -> Double {
        (-2 * Foundation.log(1 - unit())).squareRoot() * Foundation.cos(2 * Double.pi * unit())
    }

    /// A value that is absent now and then.
    mutating func gappy(_ absent: Double) -> Double { unit() < absent ? .nan : normal() }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
