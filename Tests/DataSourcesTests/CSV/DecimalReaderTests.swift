import Glibc
import SluiceKit
import SluiceTestKit
import Testing

@testable import DataSources

@Suite struct DecimalReaderTests {
    /// Reads a field that stands in a line before another, and checks where the cursor stops.
    private func read(_ text: String, before end: String = ",") -> Double {
        let bytes = Array((text + end + "7\n").utf8) + [UInt8](repeating: 0, count: PlainLine.padding)
        return bytes.withUnsafeBufferPointer { buffer in
            guard var cursor = buffer.baseAddress else { return -1 }
            let value = DecimalReader().read(&cursor).value
            #expect(buffer.baseAddress.map { cursor - $0 } == text.utf8.count, "\(text)")
            return value
        }
    }

    @Test(arguments: [
        "0", "1", "12", "1234567", "12345678", "123456789", "0.5", "1.25", "167.74", "1234.567", "1234.5678",
        "12345.67", "0.000001", "00012.50", "1.", ".5", "9007199254740991", "9007199254740992",
        "9007199254740993", "9007199254740995", "18446744073709551615", "9999999999999999999",
        "33.35399601000002", "2.5833652000000003", "45.668712883501", "0.1234567890123456789",
        "123456789012345678901234567890", "0.000000000000000000000001", "1e3", "1E3", "1.5e-3", "-1", "-0.25",
        "+7", "1e22", "1e23", "8.5e-324", "1.7976931348623157e308", "2.2250738585072011e-308", "-0",
        "0.30000000000000004", "6.02214076e23", "1e-400", "0e999",
    ])
    func `a number is the nearest double`(text: String) throws {
        let expected = try #require(Double(text))
        for end in [",", "\n", "\r\n"] { #expect(read(text, before: end).bitPattern == expected.bitPattern) }
    }

    @Test(arguments: [" 1.5", "1.5 ", "  12345.678901  "])
    func `spaces around a number are left out`(text: String) {
        #expect(read(text) == Double(String(text.filter { $0 != " " })))
    }

    @Test(arguments: ["", " ", "nan", "NaN", "null", "NULL"])
    func `an absent number is NaN`(text: String) {
        #expect(read(text).isNaN)
    }

    @Test(arguments: [
        "abc", "1,", "1.2.3", "1a", "0x10", "inf", "-inf", "infinity", "1e", "1e+", "--1", "+-1", "1_000",
        "-", ".",
        "1 2", "1e999", "-1e999", "12345678x", "1.2345678x", "1234567.x", "$5", "٣", "1\u{0}", "1e5.5",
    ])
    func `anything else is malformed`(text: String) {
        let value = read(text.replacing(",", with: ";"))
        #expect(value.isInfinite, "\(text)")
    }

    @Test func `random numbers of every length are the nearest doubles`() {
        var dice = Dice(seed: 20)
        for _ in 0..<60_000 {
            let digits = Int(dice.next() % 22) + 1
            var text = (0..<digits).map { _ in String(dice.next() % 10) }.joined()
            let point = Int(dice.next() % UInt64(digits + 2))
            if point <= digits { text.insert(".", at: text.index(text.startIndex, offsetBy: point)) }
            let value = read(text)
            guard value.bitPattern == Double(text)?.bitPattern else {
                Issue.record("\(text) was read as \(value)")
                return
            }
        }
    }

    @Test func `numbers halfway between two doubles go to the even one`() {
        var dice = Dice(seed: 21)
        for _ in 0..<2_000 {
            // An odd number of 2^53 to 2^54 lies halfway; so do its halves, quarters and so on.
            let odd = (1 << 53) + (dice.next() % (1 << 52)) * 2 + 1
            for decimals in 0...3 {
                let text = "\(odd)" + (decimals == 0 ? "" : "." + String(repeating: "0", count: decimals))
                #expect(read(text).bitPattern == Double(text)?.bitPattern)
            }
        }
    }

    @Test func `an exact quotient is rounded once`() {
        var dice = Dice(seed: 22)
        for _ in 0..<20_000 {
            let mantissa = dice.next() >> (dice.next() % 40)
            let decimals = Int(dice.next() % 20)
            guard mantissa < 10_000_000_000_000_000_000 else { continue }
            let value = DecimalReader.quotient(mantissa, decimals: decimals)
            #expect(value.bitPattern == Double("\(mantissa)e-\(decimals)")?.bitPattern)
        }
    }

    #if DEBUG
    private static let texts = 100_000
    #else
    private static let texts = 1_000_000
    #endif

    /// Compares with the system's reader, text by text.
    private func differences(
        _ count: Int, _ read: (inout UnsafePointer<UInt8>) -> Double
    ) -> Int {
        var dice = Dice(seed: 23)
        var differences = 0
        let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)
        text.initialize(repeating: 0x39, count: 128)
        defer { text.deallocate() }
        for _ in 0..<count {
            let digits = Int(dice.next() % 20) + 1
            let point = Int(dice.next() % UInt64(2 * digits + 1))
            var length = 0
            for place in 0..<digits {
                if place == point {
                    text[length] = UInt8(ascii: ".")
                    length += 1
                }
                // Zeros and nines come in runs more often than chance has them.
                let digit = dice.next() % 14
                text[length] = UInt8(ascii: "0") + UInt8(digit > 9 ? (digit > 11 ? 9 : 0) : digit)
                length += 1
            }
            text[length] = 0
            let expected = UnsafeRawPointer(text).withMemoryRebound(to: CChar.self, capacity: 128) {
                strtod($0, nil)
            }
            text[length] = CSVByte.comma
            var cursor = UnsafePointer(text)
            if read(&cursor).bitPattern != expected.bitPattern || cursor != text + length { differences += 1 }
        }
        return differences
    }

    @Test func `a million texts of seed 23, a tenth of them in debug builds, are what the system reads`() {
        let reader = DecimalReader()
        #expect(differences(Self.texts) { reader.read(&$0).value } == 0)
    }

    /// The columns of a file with the usual header.
    private func plan() throws -> ColumnPlan {
        let settings: CSVSettings = try .test("{ path: a.csv, interval: 1m }")
        let header = try CSVHeader(
            ["time", "open", "high", "low", "close", "volume"], file: "a.csv", settings: settings)
        return ColumnPlan(header, settings: settings)
    }

    @Test func `what is read by the shape of the number before is what the system reads`() throws {
        let (reader, plan) = (DecimalReader(), try plan())
        let columns = plan.view
        let wrong = differences(Self.texts) { cursor in
            // Two columns, each with the shape of its own last number.
            let field = Int(bitPattern: UInt(cursor.pointee)) % 2
            let next = reader.take(
                cursor, field, columns.values, columns.divisors, columns.shapes, columns.wides)
            guard let next else { return -1 }
            cursor = next - 1
            return columns.values[field] / columns.divisors[field]
        }
        #expect(wrong == 0)
        withExtendedLifetime(plan) {}
    }

    @Test func `whole and other numbers are read alike at the end of a line and within it`() {
        let (reader, number) = (DecimalReader(), UnsafeMutablePointer<Double>.allocate(capacity: 2))
        defer { number.deallocate() }
        let wrong = differences(Self.texts) { cursor in
            let field = cursor
            cursor = reader.takeWhole(field, number, number + 1)
            let value = number[0] / number[1]
            let isSame = reader.take(field, number, number + 1) == cursor && number[0] / number[1] == value
            return isSame ? value : -1
        }
        #expect(wrong == 0)
    }

    @Test(arguments: [
        "1.5x", "1..5", "1.5.", "a.5", "1.a", ".5", "5.", "\u{80}.5", "1.\u{E9}", "-1.5", "",
        "1234567.5", "123456.x", "12345678.9x", "1234567890.12345", "1234567890.123456", "1.23456789",
        "1.2345678x", "12345678", "12345678.", "0.00000001", "123456789.", "12.34567.8", "65432.1\u{E9}",
    ])
    func `a field with the shape of a number before it and other bytes is read as ever`(text: String) throws {
        let (reader, plan) = (DecimalReader(), try plan())
        let columns = plan.view
        for before in ["1.5,", "12.5,", "1.25,", "1.125,", "65432.10,", "12345678.90,", "1.23456789,"] {
            for field in [before, text + ","] {
                let bytes = Array(field.utf8) + [UInt8](repeating: 0x41, count: PlainLine.padding)
                let (value, length) = bytes.withUnsafeBufferPointer { buffer in
                    let start = buffer.baseAddress.map { $0 }
                    let next = start.flatMap {
                        reader.take($0, 0, columns.values, columns.divisors, columns.shapes, columns.wides)
                    }
                    let length = next.flatMap { next in start.map { next - $0 } } ?? -1
                    return (columns.values[0] / columns.divisors[0], length)
                }
                let expected = read(String(field.dropLast()))
                #expect(value.bitPattern == expected.bitPattern, "\(field) after \(before)")
                #expect(length == field.utf8.count)
            }
        }
        withExtendedLifetime(plan) {}
    }

    @Test func `a reader that rounds twice is found out`() {
        // Ten times the number, then a tenth of it.
        let reader = DecimalReader()
        #expect(differences(10_000) { reader.read(&$0).value * 10 / 10 } > 100)
    }
}
