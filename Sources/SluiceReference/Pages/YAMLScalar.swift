import SluiceDocument

/// A text as YAML writes it: plain where that reads back as the same text, else in double quotes.
package enum YAMLScalar {
    /// The text as it stands in a flow collection, or anywhere else.
    package static func text(_ text: String) -> String {
        if isPlain(text) { return text }
        // JSON leaves some characters as they are that YAML wants escaped.
        return JSONValue.string(text).description.unicodeScalars.reduce(into: "") { written, scalar in
            let digits = String(scalar.value, radix: 16)
            written +=
                isVisible(scalar)
                ? String(scalar) : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
            && ![0x2028, 0x2029, 0xFEFF].contains(scalar.value)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, text != "~", text != "null" else {
            return false
        }
        let opening = Array("-?:".utf8)
        if opening.contains(first) {
            guard let second = text.utf8.dropFirst().first, second > 0x20, !opening.contains(second) else {
                return false
            }
        }
        guard !"!&*%@`|>#\"'".utf8.contains(first), last != UInt8(ascii: ":"), last != 0x20, first != 0x20
        else {
            return false
        }
        guard !text.contains(": "), !text.contains(" #") else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            !",[]{}".unicodeScalars.contains(scalar) && isVisible(scalar)
        }
    }
}
