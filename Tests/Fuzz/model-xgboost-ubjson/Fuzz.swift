import SluiceModels

/// Reads whatever comes as XGBoost's UBJSON.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    ModelFuzz.read(data, size) { bytes throws(ModelError) in try XGBoostModel.read(ubjson: bytes) }
    return 0
}
