import SluiceMarket
import Testing

@Suite struct FeeTableTests {
    private static let tiers = [
        FeeTable.Tier(name: "1", minVolume: .zero, maker: "0.004", taker: "0.006"),
        FeeTable.Tier(name: "2", minVolume: "100000", maker: "-0.0001", taker: "0.0025"),
    ]

    @Test func `the highest tier whose least volume is reached decides`() throws {
        let table = try #require(FeeTable(Self.tiers))
        #expect(table.tier(volume: "99999.99").name == "1" && table.tier(volume: "100000").name == "2")
        #expect(table.tier(volume: "-5").name == "1")
        #expect(
            try table.fee(on: "45256.8", volume: "100000.01", isMaker: false, discount: "0.2") == "90.5136")
        #expect(try table.fee(on: "-100", volume: "100000", isMaker: true) == "-0.01")
        #expect(try table.rate(volume: .zero, isMaker: false, discount: "7") == .zero)
        #expect(try table.rate(volume: .zero, isMaker: false, discount: "-7") == "0.006")
    }

    @Test func `a table begins at zero, rises, and has rates that are none beyond the trade itself`() {
        #expect(FeeTable([]) == nil)
        #expect(FeeTable([Self.tiers[1]]) == nil)
        #expect(FeeTable([Self.tiers[0], Self.tiers[0]]) == nil)
        #expect(FeeTable([.init(name: "", minVolume: .zero, maker: "2", taker: .zero)]) == nil)
    }
}
