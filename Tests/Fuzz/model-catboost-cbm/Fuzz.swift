import SluiceModels

/// Reads whatever comes as CatBoost's binary form.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    ModelFuzz.read(data, size) { bytes throws(ModelError) in try CatBoostModel.read(binary: bytes) }
    return 0
}
