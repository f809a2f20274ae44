import SluiceModels

/// Reads whatever comes as LightGBM's text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    ModelFuzz.read(data, size) { bytes throws(ModelError) in try LightGBMModel.read(bytes) }
    return 0
}
