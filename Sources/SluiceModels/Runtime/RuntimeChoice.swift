/// Which ONNX Runtime a user wants; it is opened when a model first needs it.
public struct RuntimeChoice: Hashable, Sendable {
    /// The path of the library; nil for its usual names.
    public var path: String?
    /// The name of the setting that holds the path, for errors.
    public var setting: String
    /// How many rows or windows are evaluated at a time, at most.
    public var batch: Int

    /// Chooses a library.
    public init(path: String? = nil, setting: String = "onnx_runtime", batch: Int = 64) {
        (self.path, self.setting, self.batch) = (path, setting, batch)
    }

    /// Opens the library; equal paths are one.
    /// - Throws: `ModelError` with the code `unavailable`.
    public func open() throws(ModelError) -> ONNXRuntimeLibrary {
        try ONNXRuntimeLibrary.open(path: path, setting: setting)
    }
}

extension ModelFile {
    /// Reads a model natively where that is possible, and else by ONNX Runtime.
    ///
    /// A window is ONNX Runtime's business, and so is what the native reader of ONNX files refuses as `unsupported`. Without
    /// a choice of a library that refusal stands, with what would help.
    public static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, form: RuntimeForm, runtime: RuntimeChoice?
    ) throws(ModelError) -> Model {
        guard format(of: bytes) == .onnx else {
            guard case .row = form else {
                throw ModelError(.unsupported, "only an ONNX file can be a model of windows")
            }
            return try read(bytes)
        }
        var reason = "the model takes windows of rows"
        if case .row = form {
            do throws(ModelError) { return try read(bytes) } catch {
                guard error.code == .unsupported else { throw error }
                reason = error.message
            }
        }
        guard let runtime else {
            throw ModelError(.unsupported, "\(reason); ONNX Runtime would evaluate it, and is not set up")
        }
        return try ONNXModel.read(bytes, with: runtime.open(), form: form, batch: runtime.batch)
    }
}
