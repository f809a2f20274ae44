import Foundation
import SluiceNumerics
import Testing

@Suite struct SequenceNormalizationTests {
    /// The window after it was scaled, or nil where it could not be.
    private func scaled(_ method: SequenceNormalization.Method, _ rows: [[Float]]) throws -> [[Float]]? {
        let features = rows[0].count
        var window = rows.flatMap { $0 }
        let rule = try SequenceNormalization(method, length: rows.count, features: features)
        guard rule.apply(&window) else { return nil }
        return stride(from: 0, to: window.count, by: features).map { Array(window[$0..<$0 + features]) }
    }

    private static let bars: [[Float]] = [[9, 12, 8, 10, 200], [10, 11, 10, 11, 100]]

    @Test func `closes 10 and 11 are 0 and 0,1 as returns`() throws {
        let rows = try #require(try scaled(.returns, Self.bars))
        #expect(rows.map { $0[3] } == [0, 11 / Float(10) - 1])
        #expect(rows.map { $0[4] } == [0, -0.5])
        #expect(rows[0][0] == 9 / Float(10) - 1)
    }

    @Test func `logarithms are of the ratio to the first close and the first volume`() throws {
        let rows = try #require(try scaled(.logReturns, Self.bars))
        #expect((rows[1][3] - Float(log(1.1))).magnitude < 1e-7)
        #expect((rows[1][4] - Float(log(0.5))).magnitude < 1e-7)
        let silent = try #require(try scaled(.logReturns, [[1, 1, 1, 1, 5], [1, 1, 1, 1, 0]]))
        #expect((silent[1][4] - Float(log(1e-8))).magnitude < 1e-5)
    }

    @Test func `a column lies between its least and its greatest number, and at 0 where it never moves`()
        throws
    {
        let rows = try #require(try scaled(.minmax, [[1, 7], [3, 7], [2, 7]]))
        #expect(rows == [[0, 0], [1, 0], [0.5, 0]])
        #expect(try scaled(.none, [[1, 7], [3, 7]]) == [[1, 7], [3, 7]])
    }

    @Test(arguments: [SequenceNormalization.Method.returns, .logReturns])
    func `a zero first volume or close is missing`(method: SequenceNormalization.Method) throws {
        #expect(try scaled(method, [[10, 10, 10, 10, 0], [10, 10, 10, 10, 1_000]]) == nil)
        #expect(try scaled(method, [[10, 10, 10, 0, 5], [10, 10, 10, 10, 1_000]]) == nil)
        #expect(try scaled(method, [[10, 10, 10, -1, 5], [10, 10, 10, 10, 1_000]]) == nil)
        #expect(try scaled(method, [[10, 10, 10, .infinity, 5], [10, 10, 10, 10, 1_000]]) == nil)
    }

    @Test(arguments: SequenceNormalization.Method.allCases)
    func `what is not finite spoils the window wherever it stands`(
        method: SequenceNormalization.Method
    ) throws {
        for place in 0..<10 {
            for wrong in [Float.nan, .infinity, -.infinity] {
                var rows = Self.bars
                rows[place / 5][place % 5] = wrong
                #expect(try scaled(method, rows) == nil)
            }
        }
    }

    /// Rows that were scaled when they came have another base each: the window is raw, and is scaled as a whole.
    @Test func `a window has one base, whichever rows came before it`() throws {
        var dice = SeededDice(seed: 32)
        var bank = try SequenceBank(series: 1, length: 4, features: 5)
        let rule = try SequenceNormalization(.returns, length: 4, features: 5)
        var closes: [Double] = []
        for time in 0..<50 {
            closes.append(100 + 10 * dice.unit())
            let row = [closes[time], closes[time], closes[time], closes[time], 1_000.0]
            #expect(bank.push(row.span, series: 0, at: Int64(time)) == true)
            guard bank.isReady(series: 0, at: Int64(time)) else { continue }
            var window = [Float](repeating: 0, count: 20)
            bank.copy(series: 0, into: &window)
            #expect(rule.apply(&window))
            for row in 0..<4 {
                let want = closes[time - 3 + row] / closes[time - 3] - 1
                #expect((Double(window[row * 5 + 3]) - want).magnitude < 1e-6)
            }
        }
    }

    @Test func `a comparison with the first row asks for five columns`() throws {
        #expect(throws: InvalidParameter.self) { try SequenceNormalization(.returns, length: 2, features: 4) }
        #expect(throws: InvalidParameter.self) { try SequenceNormalization(.minmax, length: 0, features: 4) }
        #expect(throws: InvalidParameter.self) { try SequenceNormalization(.none, length: 2, features: 0) }
    }
}
