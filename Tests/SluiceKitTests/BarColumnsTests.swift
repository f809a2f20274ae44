import SluiceKit
import Testing

@Suite struct BarColumnsTests {
    @Test func `quotes without sizes take no room for them`() throws {
        let prices = try #require(BarColumns(instruments: 2, rows: 4, quoteRoom: .prices, limit: 1 << 20))
        let all = try #require(BarColumns(instruments: 2, rows: 4, quoteRoom: .all, limit: 1 << 20))
        for columns in [prices, all] {
            for time in 1...6 as ClosedRange<Int64> {
                #expect(columns.begin(time))
                for instrument in 0..<2 {
                    for field in 0..<7 {
                        #expect(
                            columns.set(field, instrument, Double(time) + Double(10 * instrument + field)))
                    }
                }
            }
        }
        #expect(all.size - prices.size == 6 * 2 * 2 * 8)
        for instrument in 0..<2 {
            for field in 0..<7 {
                let (one, other) = (prices.column(field, instrument), all.column(field, instrument))
                #expect(try #require(one).elementsEqual(try #require(other)))
            }
            #expect(prices.column(7, instrument) == nil && prices.column(8, instrument) == nil)
            #expect(try #require(all.column(8, instrument)).allSatisfy(\.isNaN))
        }
        #expect(!prices.set(7, 1, 5) && !prices.isUsed(7))
        #expect(all.set(7, 1, 5) && all.isUsed(7))
    }

    @Test func `room for quotes is made at the first of them`() throws {
        let columns = try #require(BarColumns(instruments: 1, rows: 4, quoteRoom: .none, limit: 1 << 20))
        #expect(columns.begin(1) && columns.begin(2))
        #expect(columns.quote(0) == nil && columns.column(5, 0) == nil)
        #expect(columns.set(8, 0, 100))
        #expect(columns.quoteRoom == .all)
        #expect(try #require(columns.column(8, 0))[1] == 100)
        #expect(try #require(columns.column(8, 0))[0].isNaN)
    }
}
