import SluiceModels

/// What every fuzz target of a model's format asks of its reader.
enum ModelFuzz {
    /// Reads whatever comes, twice; what can be read predicts the same both times, for a row of all kinds of numbers.
    static func read(
        _ data: UnsafePointer<UInt8>?, _ size: Int,
        by reader: (UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model
    ) {
        let bytes = UnsafeBufferPointer(start: data, count: size)
        let (first, second) = (outcome(bytes, reader), outcome(bytes, reader))
        precondition(first == second, "reading is not deterministic")
        _ = ModelFile.format(of: bytes)
    }

    /// The bits of the predictions, or what was wrong.
    private static func outcome(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ reader: (UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model
    ) -> Outcome {
        do throws(ModelError) {
            let model = try reader(bytes)
            let width = model.evaluator.features
            precondition(width > 0 && model.evaluator.outputs > 0, "a model without numbers")
            precondition(model.features.isEmpty || model.features.count == width, "names do not fit")
            precondition(model.outputs.count == model.evaluator.outputs, "outputs are not all described")
            let kinds: [Double] = [.nan, 0, -1, 1, 0.5, 3, 1e30, -.infinity, .infinity, 33, -0.0, 1e-40]
            var bits: [UInt64] = []
            for shift in 0..<3 {
                let row = (0..<width).map { kinds[($0 + 5 * shift) % kinds.count] }
                bits += (model(row) + model.margins(row)).map { $0.isNaN ? 0x7FF8 << 48 : $0.bitPattern }
            }
            return .numbers(bits)
        } catch { return .fault(error.description) }
    }

    private enum Outcome: Equatable {
        case numbers([UInt64])
        case fault(String)
    }
}
