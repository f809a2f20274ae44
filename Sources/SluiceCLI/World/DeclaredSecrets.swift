import SluiceKit
import SluicePipeline

/// The values of the secrets that a file declares, from the environment or from files outside the project.
struct DeclaredSecrets: SecretSource {
    let origins: [String: SecretOrigin]
    let environment: [String: String]
    let read: @Sendable (String) throws(FileError) -> [UInt8]

    func value(of name: String) throws -> String {
        switch origins[name] {
        case .environment(let variable):
            guard let value = environment[variable], !value.isEmpty else {
                throw CommandError(.environment, "[secret \(name)]: the variable \(variable) is not set")
            }
            return value
        case .file(let path):
            let bytes = try read(path)
            let text = String(decoding: bytes, as: UTF8.self)
            return String(text.hasSuffix("\n") ? text.dropLast() : text[...])
        case nil: throw CommandError(.environment, "[secret \(name)] is not declared")
        }
    }
}
