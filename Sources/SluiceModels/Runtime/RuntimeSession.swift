import CONNXRuntime

/// A model that ONNX Runtime has loaded, with what it says of its inputs and outputs.
final class RuntimeSession {
    /// An input or an output.
    struct Value {
        let name: String
        /// `CONNX_FLOAT`, `CONNX_DOUBLE` or another number of the library; nil of what is no tensor.
        let element: Int32?
        /// The dimensions, nil where the file leaves one open; nil where there are too many.
        let dimensions: [Int?]?

        /// Whether the numbers are of single or double precision.
        var isReal: Bool {
            element == Int32(CONNX_FLOAT.rawValue) || element == Int32(CONNX_DOUBLE.rawValue)
        }
    }

    let handle: OpaquePointer
    let inputs: [Value]
    let outputs: [Value]

    /// Loads a model; the bytes are not kept.
    init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ library: ONNXRuntimeLibrary
    ) throws(ModelError) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            throw ModelError(.truncated, "the file is empty")
        }
        try ONNXExternalData.refuse(in: bytes)
        var loaded: OpaquePointer?
        if let reason = connx_load(library.handle, base, bytes.count, &loaded) {
            throw ModelError(.malformed, Self.text(reason))
        }
        guard let loaded else { throw ModelError(.malformed, "ONNX Runtime gives no model") }
        handle = loaded
        inputs = (0..<connx_input_count(loaded)).map { Value(connx_input(loaded, $0).pointee) }
        outputs = (0..<connx_output_count(loaded)).map { Value(connx_output(loaded, $0).pointee) }
    }

    deinit { connx_unload(handle) }

    /// The first line of what the library says; it may quote the file, so it is kept short.
    static func text(_ reason: UnsafePointer<CChar>) -> String {
        let line = String(cString: reason).prefix { !$0.isNewline }
        return String(line.prefix(400))
    }

    /// Lays a tensor over memory that outlives it.
    func tensor(
        over numbers: UnsafeMutableRawPointer, _ element: Int32, _ dimensions: [Int]
    ) throws(ModelError) -> OpaquePointer {
        var tensor: OpaquePointer?
        let reason = connx_lay(
            handle, numbers, element, dimensions.map { Int64($0) }, Int32(dimensions.count), &tensor)
        if let reason { throw ModelError(.inconsistent, Self.text(reason)) }
        guard let tensor else { throw ModelError(.inconsistent, "ONNX Runtime gives no tensor") }
        return tensor
    }

    /// The shape of an output after a run, and what its numbers are.
    func shape(of output: Int, input: OpaquePointer) throws(ModelError) -> Value {
        var shape = connx_value()
        if let reason = connx_shape(handle, input, output, &shape) {
            throw ModelError(.malformed, Self.text(reason))
        }
        return Value(shape)
    }
}

extension RuntimeSession.Value {
    /// Copies what the library says.
    init(_ value: connx_value) {
        name = value.name.map { String(cString: $0) } ?? ""
        element = value.is_tensor == 1 ? value.element : nil
        let all = withUnsafeBytes(of: value.dimensions) { Array($0.bindMemory(to: Int64.self)) }
        dimensions =
            value.rank < 0
            ? nil : all.prefix(Int(value.rank)).map { $0 < 0 ? nil : Int(clamping: $0) }
    }
}
