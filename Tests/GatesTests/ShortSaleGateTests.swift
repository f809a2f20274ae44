import SluiceKit
import SluiceMarket
import SluiceTestKit
import Testing

@testable import Gates

@Suite struct ShortSaleGateTests {
    private static let borrow = "symbol,rate,shares\nA,3,500\nB,25,500\nC,3,99\n"
    private let context = StageContext.letters(
        4,
        files: MemoryFiles(bytes: ["borrow.csv": Array(borrow.utf8), "bad.csv": Array("symbol,rate\n".utf8)]))
    private let market = MarketFrame.test((0..<4).map { _ in MarketBar(100) })

    @Test func `a short must be on a list or in the borrow file`() throws {
        let gate = try ShortSaleGate.test("{ price_test: false, borrow_file: borrow.csv }", in: context)
        let left = try gate.left(of: [-1, -1, -1, -1], in: market)
        #expect(left.map(\.reason) == ["", "borrow_too_dear", "borrow_too_small", "not_shortable"])
        #expect(left[1].observed == 25 && left[1].limit == 20)
        #expect(left[2].observed == 99 && left[2].limit == 100)
        #expect(try gate.words(of: [1, 1, 1, 1], in: market) == ["", "", "", ""])
        let listed = try ShortSaleGate.test("{ price_test: false, shortable: [D] }", in: context)
        #expect(try listed.words(of: [-1, 0, 0, -1], in: market) == ["not_shortable", "", "", ""])
        let free = try ShortSaleGate.test(
            "{ price_test: false, require_borrow: false, borrow_file: borrow.csv, max_rate: 30%, min_shares: 1 }",
            in: context)
        #expect(try free.words(of: [-1, -1, -1, -1], in: market) == ["", "", "", ""])
    }

    @Test func `a fall restricts for the session and the next one`() throws {
        let gate = try ShortSaleGate.test("require_borrow: false", in: .letters(1))
        func word(_ day: Int, low: Double, close: Double) throws -> Left {
            let now = Timestamp.test("2024-01-0\(day)T16:00:00Z")
            return try gate.left(of: [-1], in: .one(close, low: low), at: now)[0]
        }
        #expect(try word(2, low: 100, close: 100).reason == "previous_close_unknown")
        #expect(try word(3, low: 90.01, close: 95).passes)
        let fallen = try word(3, low: 90, close: 97)
        #expect(fallen.reason == "short_restricted" && fallen.observed == 90 && fallen.limit == 90)
        #expect(try word(3, low: 96, close: 97).reason == "short_restricted")
        #expect(try word(4, low: 96, close: 97).reason == "short_restricted")
        let other = try recalled(gate, "require_borrow: false", in: .letters(1))
        let now = Timestamp.test("2024-01-04T17:00:00Z")
        #expect(try other.words(of: [-1], in: .one(97, low: 97), at: now) == ["short_restricted"])
        #expect(try word(5, low: 96, close: 97).passes)
    }

    @Test func `the drop is a setting`() throws {
        let gate = try ShortSaleGate.test("{ require_borrow: false, price_test_drop: 2% }", in: .letters(1))
        _ = try gate.left(of: [-1], in: .one(100), at: .test("2024-01-02T16:00:00Z"))
        #expect(
            try gate.words(of: [-1], in: .one(99, low: 98), at: .test("2024-01-03T16:00:00Z"))
                == ["short_restricted"])
    }

    @Test func `a price that is none restricts nothing and is no close`() throws {
        let gate = try ShortSaleGate.test("require_borrow: false", in: .letters(1))
        _ = try gate.left(of: [-1], in: .one(100), at: .test("2024-01-02T16:00:00Z"))
        for bad in [Double.nan, 0, -1, .infinity] {
            #expect(
                try gate.words(of: [-1], in: .one(bad, low: bad), at: .test("2024-01-03T16:00:00Z")) == [""])
        }
    }

    @Test func `a borrow file that cannot be read is an error`() {
        #expect(throws: EventFileError.self) { try ShortSaleGate.test("borrow_file: bad.csv", in: context) }
        #expect(throws: FileError.self) { try ShortSaleGate.test("borrow_file: none.csv", in: context) }
    }

    @Test(arguments: ["min_shares: -1", "max_rate: -1%", "price_test_drop: 100%"])
    func `settings have bounds`(yaml: String) { #expect(!ShortSaleGate.issues(yaml).isEmpty) }
}
