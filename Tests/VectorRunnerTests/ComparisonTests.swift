import Testing

@testable import VectorRunner

@Suite struct ComparisonTests {
    @Test(arguments: [
        // got, want, agrees
        (#"{"a": 1.5, "b": 2}"#, #"{"a": 1.5}"#, true),
        (#"{"b": 2}"#, #"{"a": 1.5}"#, false),
        ("1.05", "1.0", true),
        ("1.15", "1.0", false),
        ("105.0", "100.0", true),
        ("111.0", "100.0", false),
        ("0.05", "0.0", true),
        ("3.0", "3", true),
        ("3.05", "3", false),
        ("[1, 2]", "[1, 2]", true),
        ("[1, 2, 3]", "[1, 2]", false),
        (#""NaN""#, #""NaN""#, true),
        ("1", #""NaN""#, false),
        (#""a""#, #""a""#, true),
        (#""a""#, #""b""#, false),
        ("true", "true", true),
        ("true", "1", false),
        ("null", "null", true),
        ("0", "null", false),
        ("null", "0.0", false),
        (#"{"a": {"b": [0.5]}}"#, #"{"a": {"b": [0.9]}}"#, false),
    ])
    func `numbers have a tolerance, everything else is exact`(got: String, want: String, agrees: Bool) throws
    {
        let comparison = Comparison(tolerance: .scaled(0.1))
        #expect(comparison.differences(try read(got), try read(want)).isEmpty == agrees)
    }

    @Test func `a number that JSON cannot write agrees with its name`() throws {
        let comparison = Comparison(tolerance: .scaled(0.1))
        #expect(comparison.differences(.number(.nan), .text("NaN")).isEmpty)
        #expect(comparison.differences(.number(.infinity), .text("Infinity")).isEmpty)
        #expect(comparison.differences(.number(-.infinity), .text("-Infinity")).isEmpty)
        #expect(!comparison.differences(.number(.infinity), .text("-Infinity")).isEmpty)
        #expect(!comparison.differences(.number(.nan), .number(0)).isEmpty)
        #expect(!comparison.differences(.number(1e300), .text("Infinity")).isEmpty)
    }

    @Test func `a difference says where it is`() throws {
        let found = Comparison(tolerance: .scaled(0)).differences(
            try read(#"{"steps": [{"x": 1}, {"x": 2}]}"#), try read(#"{"steps": [{"x": 1}, {"x": 3}]}"#))
        #expect(found == [Difference(path: "steps[1].x", got: "2", want: "3")])
    }

    @Test(arguments: [
        (#"{"abs": 0.5, "rel": 0.01}"#, 101.4, 100.0, true),
        (#"{"abs": 0.5, "rel": 0.01}"#, 101.6, 100.0, false),
        (#"{"abs": "0", "rel": "1e-12"}"#, 1 + 1e-13, 1.0, true),
        (#"{"abs": "0", "rel": "0"}"#, 1 + 1e-13, 1.0, false),
        ("{}", 1.0, 1.0, true),
        ("{}", 1 + 1e-13, 1.0, false),
        ("1e-9", 1e6 + 1e-4, 1e6, true),
        ("1e-9", 1e-8, 0.0, false),
    ])
    func `a tolerance is a factor or a pair`(
        tolerance: String, got: Double, want: Double, agrees: Bool
    ) throws {
        #expect(try Tolerance(read(tolerance)).allows(got, for: want) == agrees)
    }

    @Test(arguments: [
        ("5.490", "5.49", "0", true),
        ("5.4900000000000000000000000001", "5.49", "0", false),
        ("5.4900000000000000000000000001", "5.49", "1e-9", true),
        ("0.1", "0.10000000000000000555", "0", false),
        ("abc", "5.49", "1e-9", false),
        ("nan", "inf", "1e-9", false),
    ])
    func `numbers written as text are compared to their last digit`(
        got: String, want: String, tolerance: String, agrees: Bool
    ) throws {
        let comparison = Comparison(tolerance: try Tolerance(read(#"{"abs": "\#(tolerance)", "rel": "0"}"#)))
        #expect(comparison.differences(.text(got), .text(want)).isEmpty == agrees)
    }

    private func read(_ text: String) throws -> JSON { try JSONReader.read([UInt8](text.utf8)) }
}
