import SluiceKit
import Testing

@testable import DataSources

@Suite struct SymbolTableTests {
    @Test func `every symbol is found and no other`() {
        let symbols =
            (0..<2_000).map { "S\($0)" } + ["", "BRK.B", "BRK B", "0700", "ON", "ÄÖ", "A-LONGER-NAME/USD"]
        let table = SymbolTable(symbols)
        for (index, symbol) in symbols.enumerated() { #expect(table.instrument(of: symbol) == index) }
        for other in ["S2000", "s1", "S", "BRK", "S1 2", "A,B", "X\n"] {
            #expect(table.instrument(of: other) == SymbolTable.unknown)
        }
    }

    @Test func `spaces around a symbol do not count`() {
        let table = SymbolTable(["AAA"])
        #expect(table.instrument(of: "  AAA ") == 0)
    }

    @Test func `an empty universe knows nothing`() {
        #expect(SymbolTable([]).instrument(of: "AAA") == SymbolTable.unknown)
    }
}
