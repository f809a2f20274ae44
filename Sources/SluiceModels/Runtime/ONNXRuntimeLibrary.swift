import CONNXRuntime

/// ONNX Runtime, which evaluates the ONNX files that are not evaluated here: networks over sequences.
///
/// It is no part of the program. It is opened when a model first needs it, by the path that a user gives or by its usual
/// names, and stays open until the program ends; equal paths are one library. Its telemetry is off, and it logs nothing.
/// Any 1.x from 1.14 serves: the functions that are called stand in a table that only ever grows.
public struct ONNXRuntimeLibrary: @unchecked Sendable {
    /// The names that are tried when no path is given.
    public static let names = ["libonnxruntime.so.1", "libonnxruntime.so"]

    /// Where it was found.
    public let path: String
    /// The version that the library reports, such as 1.32.0.
    public let version: String
    // The library belongs to the process, and may be used by any thread.
    let handle: OpaquePointer

    /// Opens the library at a path, or by its usual names; `setting` is the user's setting that holds the path, and is
    /// named by the error.
    ///
    /// - Throws: `ModelError` with the code `unavailable`, which says what to install.
    public static func open(
        path: String? = nil, setting: String = "onnx_runtime"
    ) throws(ModelError) -> ONNXRuntimeLibrary {
        var reasons: [String] = []
        for name in path.map({ [$0] }) ?? names {
            var handle: OpaquePointer?
            guard let reason = connx_open(name, &handle) else {
                guard let handle else { break }
                return ONNXRuntimeLibrary(
                    path: name, version: String(cString: connx_version(handle)), handle: handle)
            }
            reasons.append(String(cString: reason))
        }
        throw ModelError(
            .unavailable,
            """
            ONNX Runtime is needed and was not opened (\(reasons.joined(separator: "; "))). Install libonnxruntime, or \
            the package onnxruntime of PyPI, and give the path of its library, as .../onnxruntime/capi/\
            libonnxruntime.so.1.32.0, in the setting '\(setting)'
            """)
    }
}
