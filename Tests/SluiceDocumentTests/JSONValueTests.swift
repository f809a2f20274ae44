import Foundation
import SluiceDocument
import Testing

@Suite struct JSONValueTests {
    @Test func `members keep their order`() {
        let value: JSONValue = ["z": 1, "a": [true, nil, "x"], "m": [:], "e": []]
        #expect(value.text() == #"{"z":1,"a":[true,null,"x"],"m":{},"e":[]}"#)
    }

    @Test func `an indented text has each member on its line`() {
        let value: JSONValue = ["a": [1, 2], "b": ["c": "d"], "e": []]
        #expect(
            value.text(indented: true) == """
                {
                  "a": [
                    1,
                    2
                  ],
                  "b": {
                    "c": "d"
                  },
                  "e": []
                }
                """
        )
    }

    @Test(
        arguments: [
            ("plain ü 漢 😀", #""plain ü 漢 😀""#),
            ("\"\\/", #""\"\\/""#),
            ("\n\r\t", #""\n\r\t""#),
            ("\0\u{8}\u{1F}\u{7F}", "\"\\u0000\\u0008\\u001f\u{7F}\""),
        ]
    )
    func `text is escaped where it must be`(_ text: String, _ json: String) {
        #expect(JSONValue.string(text).text() == json)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
            (1.0 / 3, "0.3333333333333333"), (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
        ] as [(Double, String)]
    )
    func `a number is written with the fewest digits that read back`(_ number: Double, _ json: String) {
        #expect(JSONValue.double(number).text() == json)
        if number.isFinite { #expect(Double(json) == number) }
    }

    @Test func `whole numbers reach to both ends`() {
        #expect(
            JSONValue.array([.int(.min), .int(.max)]).text() == "[-9223372036854775808,9223372036854775807]")
    }

    @Test func `another reader reads what was written`() throws {
        let strings = (0..<0x3000).compactMap(Unicode.Scalar.init).map { JSONValue.string("a\($0)b") }
        let value: JSONValue = ["strings": .array(strings), "numbers": [1, -2.5e-7, 1e21]]
        for text in [value.text(), value.text(indented: true)] {
            let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            #expect(read?["numbers"] as? [Double] == [1, -2.5e-7, 1e21])
            let expected = (0..<0x3000).compactMap(Unicode.Scalar.init).map { "a\($0)b" }
            #expect(read?["strings"] as? [String] == expected)
        }
    }
}
