import SluiceEngine
import SluiceKit
import SluiceMarket
import SluicePipeline

/// Surroundings in which nothing can be reached.
enum Nowhere {
    static let surroundings = Surroundings(
        files: NoFiles(), transport: NoTransport(), secrets: NoSecrets(), log: NoLog()
    ) { print($0) }

    struct NoFiles: FileAccess {
        func files(at path: PipelinePath) throws(FileError) -> [String] {
            throw FileError(.missing, path.written, "none")
        }
        func open(_ path: String) throws(FileError) -> any FileStream {
            throw FileError(.missing, path, "none")
        }
    }
    struct NoTransport: Transport {
        func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
            throw TransportError("no network", isTransient: false)
        }
    }
    struct NoSecrets: SecretSource { func value(of name: String) throws -> String { "" } }
    struct NoLog: StageLog { func write(_ line: String) {} }
    struct StillClock: StageClock {
        var now: Timestamp { .distantPast }
        func sleep(for span: Span) async throws {}
    }
}
