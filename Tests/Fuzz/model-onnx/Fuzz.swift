import SluiceModels

/// Reads whatever comes as an ONNX graph.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    ModelFuzz.read(data, size) { bytes throws(ModelError) in try ONNXModel.read(bytes) }
    return 0
}
