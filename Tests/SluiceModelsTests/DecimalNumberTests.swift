import Foundation
import Testing

@testable import SluiceModels

/// Numbers as text are read to the nearest double.
@Suite struct DecimalNumberTests {
    private func read(_ text: String) -> Double? {
        Array(text.utf8).withUnsafeBufferPointer { DecimalNumber.double($0) }
    }

    @Test(arguments: [
        "0", "-0", "1", "-1.5", "0.1", "2.8939892015295472e-05", "1e22", "1E+3", "123456789012345678", "0.3",
        "9007199254740993", "1.7976931348623157e308", "5e-324", "2.2250738585072014e-308", "1e-35", "1e400",
        "1.e5",
        "0.000000000000000000000000000001", "9999999999999999999", "18446744073709551615",
        "7205759403792793.5",
    ])
    func `a number is what the C library makes of it`(text: String) {
        #expect(read(text)?.bitPattern == strtod(text, nil).bitPattern)
    }

    @Test(arguments: ["", " ", "-", ".", "1e", "1e+", "1x", "1 ", " 1", "--1", "1.2.3", "e5", "1e5.0"])
    func `what is no number is refused`(text: String) { #expect(read(text) == nil) }

    @Test func `infinities and absent numbers are read`() {
        #expect(read("inf") == .infinity)
        #expect(read("-inf") == -.infinity)
        #expect(read("nan")?.isNaN == true)
    }

    @Test func `100,000 numbers of seed 5 are read as the C library reads them`() {
        var state: UInt64 = 5
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
        for _ in 0..<100_000 {
            let digits = String(next() % [10, 100_000, 10_000_000_000, .max].randomElementBySeed(next()))
            let exponent = Int(next() % 50) - 42
            let text = next() % 2 == 0 ? "\(digits)e\(exponent)" : "0.\(digits)e\(exponent)"
            #expect(read(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
        }
    }
}

extension Array {
    fileprivate func randomElementBySeed(_ seed: UInt64) -> Element { self[Int(seed % UInt64(count))] }
}
