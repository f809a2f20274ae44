/// Writes Protocol Buffers messages, and with them small ONNX files.
enum ONNXWriter {
    static func number(_ value: UInt64) -> [UInt8] {
        var (bytes, rest): ([UInt8], UInt64) = ([], value)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    static func field(_ number: UInt64, _ value: UInt64) -> [UInt8] {
        self.number(number << 3) + self.number(value)
    }

    static func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
        self.number(number << 3 | 2) + self.number(UInt64(bytes.count)) + bytes
    }

    static func field(_ number: UInt64, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

    static func tensor(_ name: String, _ dimensions: [UInt64], _ numbers: [Float]) -> [UInt8] {
        let raw = numbers.flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
        }
        return dimensions.flatMap { field(1, $0) } + field(2, 1) + field(8, name) + field(9, raw)
    }

    /// An input or output of so many columns; an element type of 1 is single precision, 7 whole numbers.
    static func value(_ name: String, columns: UInt64, element: UInt64 = 1) -> [UInt8] {
        let shape = field(1, field(2, "rows")) + field(1, field(1, columns))
        return field(1, name) + field(2, field(1, field(1, element) + field(2, shape)))
    }

    static func node(_ operation: String, _ inputs: [String], _ output: String) -> [UInt8] {
        inputs.flatMap { field(1, $0) } + field(2, output) + field(4, operation)
    }

    static func model(graph: [UInt8]) -> [UInt8] { field(1, 8) + field(2, "test") + field(7, graph) }

    /// Two features; `mean` is a + 2 b, `risk` is (a, b), and `label` is whole.
    static func heads() -> [UInt8] {
        let nodes = [
            node("MatMul", ["x", "w"], "mean"), node("MatMul", ["x", "one"], "risk"),
            node("Neg", ["x"], "label"),
        ]
        let tables = [tensor("w", [2, 1], [1, 2]), tensor("one", [2, 2], [1, 0, 0, 1])]
        return model(
            graph: nodes.flatMap { field(1, $0) } + tables.flatMap { field(5, $0) }
                + field(11, value("x", columns: 2)) + field(12, value("label", columns: 2, element: 7))
                + field(12, value("mean", columns: 1)) + field(12, value("risk", columns: 2)))
    }
}
