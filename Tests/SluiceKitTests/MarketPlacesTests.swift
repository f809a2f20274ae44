import SluiceMarket
import SluiceNumerics
import Testing

@testable import SluiceKit

@Suite struct MarketPlacesTests {
    /// Prices, and now and then what is none.
    private static func number(_ dice: inout Dice) -> Double {
        let odd: [Double] = [.nan, 0, -1, .infinity, .greatestFiniteMagnitude]
        let draw = dice.uniform()
        return draw < 0.02 ? odd[Int(draw * 250)] : 100 + dice.uniform()
    }

    @Test func `the marks of many places are those of each, and it is told whether all are prices`() {
        var dice = Dice(seed: 5)
        var (whole, lacking) = (0, 0)
        for places in 0..<120 {
            let frame = MarketFrame(count: max(places, 1), barMinutes: 1)
            for place in 0..<places {
                for column in [frame.close, frame.bid, frame.ask] { column[place] = Self.number(&dice) }
            }
            var marks = [Double](repeating: -7, count: places + 1)
            let arePrices = marks.withUnsafeMutableBufferPointer { marks in
                marks.baseAddress.map { frame.marks(places, into: $0) } ?? true
            }
            for place in 0..<places {
                #expect(marks[place].bitPattern == frame.mark(place).bitPattern, "\(place) of \(places)")
            }
            #expect(marks[places] == -7, "nothing behind the last place is written")
            #expect(arePrices == (0..<places).allSatisfy { frame.mark($0) > 0 && frame.mark($0) < .infinity })
            if arePrices { whole += 1 } else { lacking += 1 }
        }
        #expect(whole > 10 && lacking > 10)
    }

    @Test func `new bars are counted in any number of places`() {
        var dice = Dice(seed: 6)
        for places in 0..<40 {
            let frame = MarketFrame(count: 40, barMinutes: 1)
            for place in 0..<40 { frame.fresh[place] = dice.uniform() < 0.6 ? 1 : 0 }
            #expect(frame.freshBars(places) == (0..<places).count { frame.isFresh($0) })
        }
    }

    @Test func `one absent number is found at every place`() {
        for count in 0..<20 {
            var numbers = [Double](repeating: 1, count: count)
            #expect(Self.isWhole(numbers) && Self.isAny(numbers) == (count > 0))
            for place in numbers.indices {
                numbers[place] = .nan
                #expect(!Self.isWhole(numbers) && Self.isAny(numbers) == (count > 1))
                numbers[place] = 1
            }
            numbers = Array(repeating: .nan, count: count)
            #expect(Self.isWhole(numbers) == (count == 0) && !Self.isAny(numbers))
            for place in numbers.indices {
                numbers[place] = .infinity
                #expect(Self.isAny(numbers) && Self.isWhole(numbers) == (count == 1))
                numbers[place] = .nan
            }
        }
    }

    private static func isWhole(_ numbers: [Double]) -> Bool {
        numbers.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { PresentNumbers.isWhole($0, buffer.count) } ?? true
        }
    }

    private static func isAny(_ numbers: [Double]) -> Bool {
        numbers.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { PresentNumbers.isAny($0, buffer.count) } ?? false
        }
    }
}
