/// Reads LightGBM's text form, of versions 3 and 4: the file that `save_model` writes.
///
/// Every objective of LightGBM has its output transform; missing values, zeros that count as missing, categories, linear
/// leaves and averaged forests are evaluated as the library does, so that sums are equal to the last bit.
public enum LightGBMModel {
    /// Reads a model from the bytes of its file.
    /// - Throws: `ModelError` with the line.
    public static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) -> Model {
        var reader = LightGBMReader(bytes)
        try reader.read()
        let header = reader.header
        let transform = try header.transform()
        let choice = ForestChoice(reader.forest)
        // A raw score is the sum, also of a forest whose output is the mean.
        let isPlain = transform == .identity && reader.forest.divisor == 1
        return Model(
            features: header.names, evaluator: choice.evaluator(transform),
            sums: isPlain ? nil : choice.evaluator(.identity, divisor: 1),
            outputs: header.outputs(alpha: reader.alpha), ranges: header.ranges)
    }
}
