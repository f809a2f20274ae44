import Foundation
import Glibc

/// A file of events that only grows, one in a line; what was appended is on the disk when the call returns.
final class BookFile {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Opens a file or makes it, and reads what is in it; a last line that was cut off is cut away.
    static func open(_ path: String) throws -> (file: BookFile, events: [BookEvent]) {
        let bytes = (try? Data(contentsOf: URL(filePath: path))) ?? Data()
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[...$0] } ?? Data()
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, off_t(whole.count)) == 0 else { throw failure(path) }
        return (BookFile(descriptor), try events(in: whole))
    }

    /// Reads the events of a file that someone else may be writing.
    static func read(_ path: String) throws -> [BookEvent] {
        let bytes = try Data(contentsOf: URL(filePath: path))
        return try events(in: bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[...$0] } ?? Data())
    }

    private static func events(in bytes: Data) throws -> [BookEvent] {
        let decoder = JSONDecoder()
        return try bytes.split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(BookEvent.self, from: Data($0))
        }
    }

    /// Appends events, and waits until they are on the disk.
    func append(_ events: [BookEvent]) throws {
        guard !events.isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var bytes: [UInt8] = []
        for event in events { bytes += try encoder.encode(event) + [UInt8(ascii: "\n")] }
        let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fdatasync(descriptor) == 0 else {
            throw Self.failure("the venue's book")
        }
    }

    private static func failure(_ path: String) -> Failure {
        Failure(description: "\(path): \(String(cString: strerror(errno)))")
    }
}
