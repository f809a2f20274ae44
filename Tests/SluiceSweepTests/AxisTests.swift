import SluiceKit
import Testing

@testable import SluiceSweep

@Suite struct AxisTests {
    private func values(_ word: String) throws -> [String] {
        guard case .list(let values) = try SweepAxis.grid(word).form else { return [] }
        return values
    }

    @Test func `values are parted at commas outside brackets and quotes`() throws {
        #expect(try values("stages.trend.with.fast=5,10, 20") == ["5", "10", "20"])
        #expect(try values("stages.trend.with.horizons=[5m, 15m],[60m]") == ["[5m, 15m]", "[60m]"])
        #expect(try values("x.y={ a: [1, 2], b: 3 },4") == ["{ a: [1, 2], b: 3 }", "4"])
        #expect(try values(#"name='a,b',"c,\"d",e"#) == ["'a,b'", #""c,\"d""#, "e"])
        #expect(try values("path=it's,fine") == ["it's", "fine"])
        #expect(try values("formula=a=b,c") == ["a=b", "c"])
    }

    @Test(arguments: [
        "fast", "=5", "a b=5", "fast=", "fast=5,", "fast=,5", "fast=[5", "fast='5,6", "fast={a: 1,2",
    ])
    func `an axis that is none is a usage error`(word: String) {
        let error = #expect(throws: SweepError.self) { try SweepAxis.grid(word) }
        #expect(error?.code == .usage)
    }

    @Test(arguments: [
        ("5..50", 0.0, "5"), ("5..50", 0.5, "28"), ("5..50", 0.999_999, "50"), ("-3..3", 0.5, "0"),
        ("1%..10%", 0.5, "6%"), ("1.0%..10%", 0.5, "5.5%"), ("0.01..1:log", 0.5, "0.1"),
        ("1e-3..1e-1:log", 0.25, "0.00316228"), ("5bps..20bps:log", 0.0, "5bps"),
        ("0.1..0.5", 0.123_456_789, "0.149383"),
    ])
    func `a share of a range has a value with its unit`(range: String, share: Double, value: String) throws {
        #expect(try #require(SweepRange(range)).value(at: share) == value)
    }

    @Test(arguments: [
        "5", "5..", "..5", "5..5", "6..5", "1%..2bps", "a..b", "0..1:log", "-1..1:log", "1..2:lin", "nan..1",
        "1..inf",
        "1...2",
    ])
    func `a range that is none is a usage error`(range: String) {
        #expect(SweepRange(range) == nil)
        #expect(throws: SweepError.self) { try SweepAxis.range("x.y=\(range)") }
    }

    @Test func `cells are the product of the lists with every draw, the first list slowest`() throws {
        let axes = [
            try SweepAxis.grid("a.x=1,2"), try SweepAxis.range("b.y=0..9"), try SweepAxis.grid("c.z=p,q"),
        ]
        let cells = try SweepGrid(axes: axes, draws: 2, seed: 7).cells
        #expect(cells.count == 8)
        #expect(cells.allSatisfy { $0.map(\.path) == ["a.x", "b.y", "c.z"] })
        #expect(cells.map { $0[0].value } == ["1", "1", "1", "1", "2", "2", "2", "2"])
        #expect(cells.map { $0[2].value } == ["p", "p", "q", "q", "p", "p", "q", "q"])
        #expect(Set(cells.map { $0[1].value }).count <= 2)
    }

    @Test func `the same seed draws the same, more draws keep the first, another axis changes none`() throws {
        let range = try SweepAxis.range("b.y=0.0..9")
        let few = try SweepGrid(axes: [range], draws: 10, seed: 7).cells
        #expect(try SweepGrid(axes: [range], draws: 10, seed: 7).cells == few)
        #expect(try SweepGrid(axes: [range], draws: 10, seed: 8).cells != few)
        #expect(try SweepGrid(axes: [range], draws: 20, seed: 7).cells.prefix(10) == few[...])
        let both = try SweepGrid(axes: [try .range("a.x=0..1000"), range], draws: 10, seed: 7).cells
        #expect(both.map { $0[1] } == few.map { $0[0] })
    }

    @Test func `ranges need draws, draws need ranges, a path varies once, and there is a limit`() throws {
        let (list, range) = (try SweepAxis.grid("a=1,2"), try SweepAxis.range("b=1..2"))
        for (axes, draws) in [([list], 3), ([range], 0), ([list, list], 0), ([], 0), ([range], 2_000_000)] {
            #expect(throws: SweepError.self) { try SweepGrid(axes: axes, draws: draws, seed: 1) }
        }
    }

    /// Words of characters that mean something, from seed 11: 20,000 of them.
    @Test func `any word is read or refused, and what is read says itself again`() throws {
        let alphabet = Array("abc.=,[]{}'\"\\ 09%-e:")
        var dice = Dice(seed: 11)
        var read = 0
        for _ in 0..<20_000 {
            let word = String(
                (0..<Int(dice.next() % 24)).map { _ in alphabet[Int(dice.next() % UInt64(alphabet.count))] })
            if let axis = try? SweepAxis.grid(word), case .list(let values) = axis.form {
                read += 1
                #expect(!values.isEmpty && !values.contains(""))
                let again = try SweepAxis.grid("\(axis.path)=\(values.joined(separator: ","))")
                #expect(again == axis, "\(word)")
            }
            if let axis = try? SweepAxis.range(word), case .range(let range) = axis.form {
                let value = range.value(at: dice.uniform())
                #expect(
                    value.hasSuffix(range.unit) && Double(value.dropLast(range.unit.count)) != nil, "\(word)")
            }
        }
        #expect(read > 200)
    }
}
