import Foundation

/// A TLS server by the `openssl` command, with a certificate of its own making.
final class OpenSSLServer {
    /// Whether the command is there.
    static let isAvailable = program != nil

    /// The certificate, which signs itself.
    let certificate: String
    /// The port on 127.0.0.1 it listens on.
    let port: Int

    private let directory: URL
    private let server: ChildProcess

    private static let program = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Makes a certificate for these names and starts the server with further options of `openssl s_server`.
    init(subjectAltName: String, options: [String] = []) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "sluice-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        certificate = directory.appending(path: "certificate.pem").path
        let key = directory.appending(path: "key.pem").path
        guard let program = Self.program else { throw ChildProcess.Failure(text: "no openssl") }
        let making = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2",
            "-subj", "/CN=Sluice tests", "-addext", "subjectAltName=\(subjectAltName)", "-keyout", key,
            "-out",
            certificate,
        ]
        _ = try ChildProcess(program, making).readToEnd()
        let serving = ["s_server", "-www", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key]
        server = try ChildProcess(program, serving + options)
        port = try Self.port(saidBy: server)
    }

    deinit {
        server.kill()
        try? FileManager.default.removeItem(at: directory)
    }

    /// The port from the line `ACCEPT 127.0.0.1:40123`, which comes once it listens.
    private static func port(saidBy server: ChildProcess) throws -> Int {
        while let line = server.readLine() {
            guard line.hasPrefix("ACCEPT ") else { continue }
            if let port = line.split(separator: ":").last.flatMap({ Int($0) }) { return port }
        }
        throw ChildProcess.Failure(text: "openssl s_server ended")
    }
}
