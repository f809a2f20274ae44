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

    @Test func `a symbol that was expected is one only to its last byte`() {
        let table = SymbolTable(["A", "AB", "A,B", " C", "SEVEN77", "EIGHT888", "D"])
        func instruments(_ line: String) -> [Int] {
            let bytes = Array((line + "\n").utf8) + [UInt8](repeating: 0x41, count: PlainLine.padding)
            return bytes.withUnsafeBufferPointer { buffer in
                guard var cursor = buffer.baseAddress else { return [] }
                var found: [Int] = []
                while true {
                    let instrument: Int
                    (instrument, cursor) = table.view.read(cursor)
                    found.append(instrument)
                    guard cursor.pointee == CSVByte.comma else { return found }
                    cursor += 1
                }
            }
        }
        // In the order of the universe, again, backwards, and what only begins like one that is expected.
        #expect(instruments("A,AB,SEVEN77,EIGHT888,D,A,A,AB,A,D") == [0, 1, 4, 5, 6, 0, 0, 1, 0, 6])
        #expect(instruments("AB,A,B, C,C") == [1, 0, -1, -1, -1])
        #expect(instruments("EIGHT888,DD,D,SEVEN777,SEVEN7,SEVEN77, EIGHT888 ") == [5, -1, 6, -1, -1, 4, 5])
    }
}
