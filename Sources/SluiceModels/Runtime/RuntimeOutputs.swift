import CONNXRuntime

/// Which outputs of a model are evaluated, and how many numbers each has for a row; found by trial runs over zeros.
struct RuntimeOutputs {
    /// One output.
    struct Output {
        /// Its number among the model's.
        let index: Int
        let name: String
        let element: Int32
        /// How many numbers a row gives.
        let width: Int
        /// The dimensions behind the first.
        let dimensions: [Int]
    }

    let outputs: [Output]
    /// How many rows the model takes at once: exactly so many, or at most.
    let batch: Int
    /// Whether a run must have `batch` rows.
    let isFixed: Bool

    /// The outputs of single or double precision: a label has another type, and is not asked for.
    init(_ session: RuntimeSession, _ input: RuntimeInput, most: Int) throws(ModelError) {
        let wanted = session.outputs.indices.filter { session.outputs[$0].isReal }
        guard !wanted.isEmpty else {
            throw ModelError(
                .unsupported,
                "no output of the model is a tensor of numbers; a classifier is exported with 'zipmap' off")
        }
        guard wanted.count <= 64 else {
            throw ModelError(.tooLarge, "the model has \(wanted.count) outputs; 64 are evaluated")
        }
        if let rows = input.batch {
            outputs = try Self.trial(session, input, wanted, rows: rows)
            (batch, isFixed) = (rows, true)
            return
        }
        outputs = try Self.trial(session, input, wanted, rows: 1)
        // A file may say that its rows are open and yet have their number built in.
        let several = try? Self.trial(session, input, wanted, rows: 3)
        let isOpen = several?.map(\.dimensions) == outputs.map(\.dimensions)
        let room = max(1, min(most, (1 << 24) / input.width))
        (batch, isFixed) = isOpen ? (room, room == 1) : (1, true)
    }

    private static func trial(
        _ session: RuntimeSession, _ input: RuntimeInput, _ wanted: [Int], rows: Int
    ) throws(ModelError) -> [Output] {
        let bytes = rows * input.width * 8
        let zeros = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        zeros.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        defer { zeros.deallocate() }
        let tensor = try session.tensor(over: zeros, input.element, [rows] + input.dimensions)
        defer { connx_lift(session.handle, tensor) }
        var outputs: [Output] = []
        var total = 0
        for index in wanted {
            let shape = try session.shape(of: index, input: tensor)
            guard shape.isReal, let element = shape.element, let all = shape.dimensions,
                let first = all.first, first == rows
            else {
                throw ModelError(
                    .unsupported, "the output '\(session.outputs[index].name)' has not one part for each row")
            }
            let dimensions = all.dropFirst().map { $0 ?? 0 }
            var width = 1
            for size in dimensions { width *= size }
            total += width
            guard (1...10_000).contains(width), total <= 10_000 else {
                throw ModelError(.tooLarge, "the model gives \(total) numbers for a row")
            }
            outputs.append(
                Output(
                    index: index, name: session.outputs[index].name, element: element, width: width,
                    dimensions: dimensions))
        }
        return outputs
    }
}
