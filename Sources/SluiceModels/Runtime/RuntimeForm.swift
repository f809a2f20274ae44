/// What an evaluation of ONNX Runtime is given: rows, or windows of rows.
public enum RuntimeForm: Hashable, Sendable {
    /// The order of a window's dimensions in the model.
    public enum Layout: String, CaseIterable, Hashable, Sendable {
        /// Rows x features, as recurrent networks and transformers take them.
        case timeFirst = "time_first"
        /// Features x rows, as convolutions take them.
        case featuresFirst = "features_first"
    }

    /// A row of features; how many, where the model leaves it open.
    case row(features: Int? = nil)
    /// A window of rows, oldest first; how many rows and features, where the model leaves them open.
    case window(length: Int? = nil, features: Int? = nil, Layout = .timeFirst)
}
