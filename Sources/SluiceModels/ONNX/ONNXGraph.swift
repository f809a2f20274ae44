/// The graph of an ONNX file: nodes in an order in which they can run, constants, inputs and outputs.
struct ONNXGraph {
    /// One operation.
    struct Node {
        var operation = ""
        var domain = ""
        var inputs: [String] = []
        var outputs: [String] = []
        var attributes: [String: ONNXAttribute] = [:]
    }

    private(set) var nodes: [Node] = []
    private(set) var constants: [String: ONNXTensor] = [:]
    /// The names of the inputs that are no constants, with how many numbers a row has; nil when the file does not say.
    ///
    /// What has more dimensions than rows and numbers, and not of size 1, holds windows of rows.
    private(set) var inputs: [(name: String, width: Int?, isWindow: Bool)] = []
    /// The names of the outputs, with whether they are numbers of single or double precision, and no label.
    private(set) var outputs: [(name: String, isReal: Bool)] = []

    /// Reads the graph of a model's bytes.
    init(model bytes: ProtobufFields.Bytes) throws(ModelError) {
        guard let graph = try Self.inner(7, of: bytes) else {
            throw ModelError(.malformed, "the file has no graph")
        }
        try read(graph)
        inputs.removeAll { constants[$0.name] != nil }
    }

    private mutating func read(_ bytes: ProtobufFields.Bytes) throws(ModelError) {
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.field() {
            switch number {
            case 1: nodes.append(try Self.node(value.raw()))
            case 5:
                let tensor = try ONNXTensor(value.raw())
                constants[tensor.name] = tensor
            case 11: inputs.append(try Self.input(value.raw()))
            case 12: outputs.append(try Self.output(value.raw()))
            default: break
            }
        }
    }

    private static func node(_ bytes: ProtobufFields.Bytes) throws(ModelError) -> Node {
        var node = Node()
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.field() {
            switch number {
            case 1: node.inputs.append(try value.text())
            case 2: node.outputs.append(try value.text())
            case 4: node.operation = try value.text()
            case 7: node.domain = try value.text()
            case 5:
                let attribute = try ONNXAttribute(value.raw())
                node.attributes[attribute.name] = attribute
            default: break
            }
        }
        return node
    }

    /// A value's name and, of a table, the number of its columns: type, tensor type, shape, dimensions.
    private static func input(
        _ bytes: ProtobufFields.Bytes
    ) throws(ModelError) -> (name: String, width: Int?, isWindow: Bool) {
        var (name, sizes): (String, [Int?]) = ("", [])
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.field() {
            if number == 1 { name = try value.text() }
            guard number == 2, let tensor = try inner(1, of: value.raw()),
                let shape = try inner(2, of: tensor)
            else {
                continue
            }
            var dimensions = ProtobufFields(shape)
            while let (number, value) = try dimensions.field() {
                guard number == 1 else { continue }
                var size: Int?
                var dimension = ProtobufFields(try value.raw())
                while let (number, value) = try dimension.field() {
                    if number == 1 { size = try value.integers().first.map { Int(clamping: $0) } }
                }
                sizes.append(size)
            }
        }
        return (name, sizes.last ?? nil, sizes.dropFirst().dropLast().contains { $0 != 1 })
    }

    /// A value's name, and whether its tensor's element type is `FLOAT` or `DOUBLE`.
    private static func output(
        _ bytes: ProtobufFields.Bytes
    ) throws(ModelError) -> (name: String, isReal: Bool) {
        var (name, isReal) = ("", false)
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.field() {
            if number == 1 { name = try value.text() }
            guard number == 2, let tensor = try inner(1, of: value.raw()) else { continue }
            var parts = ProtobufFields(tensor)
            while let (number, value) = try parts.field() {
                if number == 1 { isReal = [1, 11].contains(try value.integers().first) }
            }
        }
        return (name, isReal)
    }

    private static func inner(
        _ wanted: Int, of bytes: ProtobufFields.Bytes
    ) throws(ModelError) -> ProtobufFields.Bytes? {
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.field() {
            if number == wanted { return try value.raw() }
        }
        return nil
    }
}

/// An attribute of a node.
struct ONNXAttribute {
    private(set) var name = ""
    private(set) var float: Float?
    private(set) var integer: Int64?
    private(set) var text: String?
    private(set) var floats: [Float] = []
    private(set) var integers: [Int64] = []
    private(set) var texts: [String] = []
    private(set) var tensor: ONNXTensor?

    init(_ bytes: ProtobufFields.Bytes) throws(ModelError) {
        var fields = ProtobufFields(bytes)
        while let (number, value) = try fields.field() {
            switch number {
            case 1: name = try value.text()
            case 2: float = try value.floats().first
            case 3: integer = try value.integers().first
            case 4: text = try value.text()
            case 5: tensor = try ONNXTensor(value.raw())
            case 7: floats += try value.floats()
            case 8: integers += try value.integers()
            case 9: texts.append(try value.text())
            default: break
            }
        }
    }
}

/// Numbers in a block, row by row.
struct ONNXTensor {
    private(set) var name = ""
    private(set) var dimensions: [Int] = []
    /// The numbers in single precision.
    private(set) var floats: [Float] = []
    /// The numbers as whole ones; empty when they are none.
    private(set) var integers: [Int64] = []
    /// What stands in the place of numbers in a block of text.
    private(set) var texts: [String] = []

    init(_ bytes: ProtobufFields.Bytes) throws(ModelError) {
        var fields = ProtobufFields(bytes)
        var type: Int64 = 1
        var raw: ProtobufFields.Bytes?
        while let (number, value) = try fields.field() {
            switch number {
            case 1: dimensions += try value.integers().map { Int(clamping: $0) }
            case 2: type = try value.integers().first ?? 1
            case 4: floats += try value.floats()
            case 5, 7: integers += try value.integers()
            case 6: texts.append(try value.text())
            case 8: name = try value.text()
            case 9: raw = try value.raw()
            case 10: floats += try value.doubles().map { Float($0) }
            case 13, 14: throw ModelError(.unsupported, "numbers in a further file are not read")
            default: break
            }
        }
        if let raw { try take(raw, type) }
        var size = 1
        for dimension in dimensions {
            let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
            guard dimension >= 0, !overflows else { throw ModelError(.malformed, "a block has no size") }
            size = product
        }
        guard [floats.count, integers.count, texts.count].contains(size) else {
            throw ModelError(
                .inconsistent, "a block of \(dimensions) has \(floats.count + integers.count) numbers")
        }
        if floats.isEmpty { floats = integers.map { Float($0) } }
    }

    private mutating func take(_ raw: ProtobufFields.Bytes, _ type: Int64) throws(ModelError) {
        switch type {
        case 1: floats = try ProtobufFields.Value.bytes(raw).floats()
        case 11: floats = try ProtobufFields.Value.bytes(raw).doubles().map { Float($0) }
        case 6:
            integers = try ProtobufFields.Value.bytes(raw).floats().map {
                Int64(Int32(bitPattern: $0.bitPattern))
            }
        case 7:
            integers = try ProtobufFields.Value.bytes(raw).doubles().map { Int64(bitPattern: $0.bitPattern) }
        default: throw ModelError(.unsupported, "numbers of the type \(type) are not read")
        }
    }
}
