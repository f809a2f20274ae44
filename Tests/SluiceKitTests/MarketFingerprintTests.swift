import SluiceMarket
import Testing

@testable import SluiceKit

@Suite struct MarketFingerprintTests {
    private static func frame(_ cycles: Int, seed: UInt64) -> MarketFrame {
        var dice = Dice(seed: seed)
        let frame = MarketFrame(count: 3 * cycles, barMinutes: 1)
        for place in 0..<frame.count {
            for column in 0..<9 { frame.values[column][place] = dice.uniform() }
            frame.barTime[place] = Timestamp(nanoseconds: Int64(place / 3) * 60_000_000_000)
            frame.quoteTime[place] = frame.barTime[place]
        }
        return frame
    }

    private static func fingerprint(_ frame: MarketFrame, _ parts: [Range<Int>]) -> UInt64 {
        var fingerprint = MarketFingerprint()
        for part in parts {
            let piece = MarketFrame(count: 3 * part.count, barMinutes: 1)
            piece.take(frame, from: 3 * part.lowerBound)
            fingerprint.add(piece, instruments: 3, cycles: part.count)
        }
        return fingerprint.value
    }

    @Test func `cycles at once are cycles one by one`() {
        let frame = Self.frame(10, seed: 1)
        let whole = Self.fingerprint(frame, [0..<10])
        #expect(whole == Self.fingerprint(frame, (0..<10).map { $0..<$0 + 1 }))
        #expect(whole == Self.fingerprint(frame, [0..<3, 3..<4, 4..<10]))
        #expect(whole != Self.fingerprint(frame, [0..<9]))
        #expect(whole != Self.fingerprint(Self.frame(10, seed: 2), [0..<10]))
    }

    @Test func `each bit of each number and time counts, two of them together too`() {
        let whole = Self.fingerprint(Self.frame(2, seed: 1), [0..<2])
        for column in 0..<9 {
            for bit in [0, 1, 31, 32, 51, 52, 62, 63] {
                for other in [(column + 1) % 9, column] {
                    let frame = Self.frame(2, seed: 1)
                    Self.flip(bit, frame.values[column], 4)
                    // The same bit of another number, or of the same one in another cycle.
                    Self.flip(bit, frame.values[other], other == column ? 1 : 4)
                    #expect(Self.fingerprint(frame, [0..<2]) != whole, "\(column) \(bit) \(other)")
                    Self.flip(bit, frame.values[other], other == column ? 1 : 4)
                    #expect(Self.fingerprint(frame, [0..<2]) != whole, "\(column) \(bit)")
                }
            }
        }
        for times in [\MarketFrame.barTime, \.quoteTime] {
            let frame = Self.frame(2, seed: 1)
            frame[keyPath: times][5] = frame[keyPath: times][5] + .nanoseconds(1)
            #expect(Self.fingerprint(frame, [0..<2]) != whole)
        }
    }

    @Test
    func `two instruments that change places do not look alike, and what follows from bars does not count`() {
        let frame = Self.frame(1, seed: 3)
        let whole = Self.fingerprint(frame, [0..<1])
        frame.volatility.fill(1)
        #expect(Self.fingerprint(frame, [0..<1]) == whole)
        for column in 0..<9 {
            let values = frame.values[column]
            (values[0], values[1]) = (values[1], values[0])
        }
        #expect(Self.fingerprint(frame, [0..<1]) != whole)
    }

    private static func flip(_ bit: Int, _ column: Column, _ place: Int) {
        column[place] = Double(bitPattern: column[place].bitPattern ^ (1 << UInt64(bit)))
    }
}
