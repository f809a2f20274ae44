/// SplitMix64: the same numbers in every run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number whose count of digits is as random as they are, of either sign.
    mutating func wide(bits: Int) -> Int128 {
        let raw = UInt128(next()) << 64 | UInt128(next())
        let magnitude = Int128(raw >> UInt128(128 - Int(next() % UInt64(bits)) - 1) & UInt128(Int128.max))
        return next() & 1 == 0 ? magnitude : -magnitude
    }
}
