import Foundation

/// The bars that the peers are measured on: integers and SplitMix64 only, byte for byte what their generator writes.
///
/// A tick is 0.01. A bar opens at the close before, or with gaps up to three ticks beside it.
struct PeerData {
    private static let seed: UInt64 = 42
    private static let begin = 1_704_067_200

    let symbols: Int
    let bars: Int
    let hasGaps: Bool

    /// The file.
    var csv: String {
        var states = (0..<symbols).map { Series(symbol: $0, hasGaps: hasGaps) }
        var text = "ts,symbol,open,high,low,close,volume\n"
        text.reserveCapacity(symbols * bars * 56)
        for bar in 0..<bars {
            for symbol in 0..<symbols {
                let row = states[symbol].next()
                let prices = row.prices.map { "\($0 / 100).\($0 % 100 < 10 ? "0" : "")\($0 % 100)" }
                let name = "SYM\(symbol < 10 ? "0" : "")\(symbol)"
                text += "\(Self.begin + 60 * bar),\(name),\(prices.joined(separator: ",")),\(row.volume)\n"
            }
        }
        return text
    }

    /// The bars of one symbol, one after the other.
    private struct Series {
        private let base: Int
        private let hasGaps: Bool
        private var state: UInt64
        private var bar = 0
        private var before: Int
        private var drift = 0

        init(symbol: Int, hasGaps: Bool) {
            (base, before) = (100_000 + 5_000 * symbol, 100_000 + 5_000 * symbol)
            (self.hasGaps, state) = (hasGaps, PeerData.seed + UInt64(symbol) * 1_000_003)
        }

        private mutating func draw(_ sides: UInt64) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % sides)
        }

        mutating func next() -> (prices: [Int], volume: Int) {
            let step = draw(41) + draw(41) - 40
            var raw = self
            let (gap, volume) = (raw.draw(7) - 3, 10_000 + draw(90_000))
            let (up, down, regime) = (draw(11), draw(11), draw(5))
            if bar.isMultiple(of: 240) { drift = regime - 2 }
            let open = before + (hasGaps ? gap : 0)
            let close = max(100, open + step + drift + (base - before) / 2_000)
            (before, bar) = (close, bar + 1)
            return ([open, max(open, close) + up, min(open, close) - down, close], volume)
        }
    }
}
