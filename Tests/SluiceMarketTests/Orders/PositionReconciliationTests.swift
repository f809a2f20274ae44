import SluiceMarket
import Testing

@Suite struct PositionReconciliationTests {
    private func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }

    private func round(
        _ local: [String: Amount], _ venue: [String: Amount], _ mode: PositionReconciliation.Mode,
        cash: String = "10000"
    ) throws -> PositionReconciliation {
        try PositionReconciliation(
            local: local, localCash: Amount(10_000), venue: venue, venueCash: amount(cash), mode: mode,
            quantityTolerance: amount("0.01"), cashTolerance: Amount(1))
    }

    @Test func `what is different is named and, when adopted, taken`() throws {
        let (local, venue) = (
            ["A": Amount(28), "B": Amount(5)], ["A": try amount("28.02"), "C": Amount(-7)]
        )
        let result = try round(local, venue, .adopt, cash: "9998.41")
        #expect(result.differences.map(\.instrument) == ["A", "B", "C"])
        #expect(result.differences.map(\.kind) == [.quantityMismatch, .missingBroker, .missingLocal])
        #expect(result.cashDifference == (try amount("-1.59")))
        #expect(result.cash == (try amount("9998.41")))
        #expect(result.holdings == venue)
        #expect(result.isPassed)
    }

    @Test(arguments: [(PositionReconciliation.Mode.strict, false), (.warn, true)])
    func `otherwise nothing changes, and strict does not pass`(
        mode: PositionReconciliation.Mode, isPassed: Bool
    ) throws {
        let result = try round(["A": Amount(1)], [:], mode, cash: "9000")
        #expect(result.holdings == ["A": Amount(1)])
        #expect(result.cash == Amount(10_000))
        #expect(result.isPassed == isPassed)
    }

    @Test func `what is within the tolerance is no difference, and is not taken`() throws {
        let result = try round(["A": Amount(28)], ["A": amount("28.01")], .adopt, cash: "10001")
        #expect(result.differences.isEmpty)
        #expect(result.cashDifference == nil)
        #expect(result.holdings == ["A": Amount(28)])
        #expect(try round([:], [:], .strict).isPassed)
    }

    @Test func `cash alone stops a strict one`() throws {
        #expect(try !round([:], [:], .strict, cash: "10001.000001").isPassed)
    }

    @Test func `a difference that no amount can hold is an error`() {
        #expect(throws: AmountOverflow.self) {
            try round(["A": .greatest], ["A": Amount.greatest.negated], .warn)
        }
    }
}
