/// Seeded dice: the same seed gives the same throws on every machine.
///
/// xoshiro256++ of Blackman and Vigna (2019), seeded through SplitMix64 as its authors advise.
public struct Dice: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// Creates dice from a seed.
    public init(seed: UInt64) {
        var seed = seed
        func mixed() -> UInt64 {
            seed &+= 0x9E37_79B9_7F4A_7C15
            var word = seed
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
        state = (mixed(), mixed(), mixed(), mixed())
    }

    /// Creates dice of one stage of a run.
    public init(seed: UInt64, stage: String) {
        var digest = Digest()
        digest.add(seed)
        digest.add(stage)
        self.init(seed: digest.value)
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }
        let result = rotated(state.0 &+ state.3, 23) &+ state.0
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, 45)
        return result
    }

    /// A number from 0 up to but not including 1, with 53 random bits.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number of the standard normal distribution (Marsaglia's polar method).
    public mutating func normal() -> Double {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            if square > 0, square < 1 { return x * polarFactor(square) }
        }
    }

    /// Writes the state of the dice.
    public func remember(into memory: inout MemoryWriter) {
        for word in [state.0, state.1, state.2, state.3] { memory.write(word) }
    }

    /// Takes the state of other dice.
    public mutating func recall(from memory: inout MemoryReader) throws(MemoryMismatch) {
        state = (try memory.word(), try memory.word(), try memory.word(), try memory.word())
    }
}
