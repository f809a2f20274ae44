import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct CSVBarsTests {
    @Test func `a bar is seen at its end`() throws {
        let file = """
            time,open,high,low,close,volume,bid,ask,bid_size,ask_size
            2024-01-02T00:00:00Z,1,4,0.5,2,10,1.9,2.1,100,200
            2024-01-02T00:01:00Z,2,5,1.5,3,20,2.9,3.1,300,400

            """
        let played = try Played.csv(["AAA.csv": file], "{ path: AAA.csv, interval: 1m }")
        #expect(played.rows.map(\.now) == ["2024-01-02T00:01:00Z", "2024-01-02T00:02:00Z"])
        #expect(
            played.rows.map(\.bars) == [
                [[1, 4, 0.5, 2, 10, 1.9, 2.1, 100, 200]], [[2, 5, 1.5, 3, 20, 2.9, 3.1, 300, 400]],
            ])
        #expect(played.rows.map(\.isFresh) == [[true], [true]])
        #expect(played.times() == ["2024-01-02T00:01:00Z", "2024-01-02T00:02:00Z"])
        #expect(played.rows.map(\.quoteTimes) == [["2024-01-02T00:01:00Z"], ["2024-01-02T00:02:00Z"]])
        #expect(played.codes == [])
        #expect(played.remarks == [])
    }
}
