import SluiceMarket
import Testing

@testable import Executions

@Suite struct OrderSizingTests {
    private func quantity(
        _ current: String, _ target: String, equity: String = "197000", price: String = "351.79",
        lot: String = "1", minValue: String = "0"
    ) throws -> String {
        func amount(_ text: String) throws -> Amount { try #require(Amount(parsing: text)) }
        let sizing = OrderSizing(lot: try amount(lot), minValue: try amount(minValue))
        return try sizing.quantity(
            from: amount(current), to: amount(target), equity: amount(equity), price: amount(price)
        ).description
    }

    @Test func `a difference of weights is a quantity in whole lots, toward zero`() throws {
        #expect(try quantity("-0.026", "-0.0404") == "-8")
        #expect(try quantity("-0.0404", "-0.026") == "8")
        #expect(
            try quantity("0.0623", "-0.1673", equity: "52000", price: "37.54", lot: "0.001") == "-318.039")
        #expect(try quantity("0.05", "0.05") == "0")
    }

    @Test func `less than a lot or the smallest value is nothing`() throws {
        #expect(try quantity("0", "0.01", lot: "100") == "0")
        #expect(try quantity("0", "0.01", minValue: "1760") == "0")
        #expect(try quantity("0", "0.01", minValue: "1758.95") == "5")
    }

    @Test(arguments: ["0", "-1"])
    func `no price or no equity is nothing`(nothing: String) throws {
        #expect(try quantity("0", "0.01", price: nothing) == "0")
        #expect(try quantity("0", "0.01", equity: nothing) == "0")
    }
}
