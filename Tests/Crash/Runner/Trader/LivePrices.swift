import Glibc
import SluiceKit
import SluiceMarket

/// What instruments cost at a moment: the same whoever asks, in whatever process.
enum LivePrices {
    /// The price that a symbol has on average.
    static func base(of symbol: String) -> Double { 50 + Double(hash(symbol, 0) % 100) }

    /// The price at a moment: two waves around the average, some seconds long.
    static func price(of symbol: String, at time: Timestamp) -> Double {
        let seconds = Double(time.nanoseconds % 86_400_000_000_000) / 1e9
        let phase = Double(hash(symbol, 1) % 628) / 100
        return base(of: symbol) * (1 + 0.001 * sin(seconds / 3 + phase) + 0.0005 * sin(seconds * 2 + phase))
    }

    /// What is expected of a symbol at a moment, from -1 to 1; another number every 300 milliseconds.
    static func mood(of symbol: String, at time: Timestamp) -> Double {
        var dice = Dice(seed: hash(symbol, UInt64(bitPattern: time.nanoseconds / 300_000_000)))
        return 2 * dice.uniform() - 1
    }

    private static func hash(_ symbol: String, _ salt: UInt64) -> UInt64 {
        var digest = Digest()
        digest.add(salt)
        digest.add(symbol)
        return digest.value
    }
}
