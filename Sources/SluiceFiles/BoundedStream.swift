import SluiceKit

/// Refuses a packed file that unpacks to far more than history ever does.
///
/// A few kilobytes may be made to unpack for days. Up to 256 MiB any ratio passes; from there on what comes out may be
/// at most 400 times what the file has: prices in text pack to a fifth or a tenth.
final class BoundedStream: FileStream {
    static let freely = 1 << 28
    static let ratio = 400

    private let stream: any FileStream
    private let path: String
    private let limit: Int
    private var count = 0

    init(_ stream: any FileStream, packedSize: Int, path: String, freely: Int = freely) {
        (self.stream, self.path) = (stream, path)
        let (product, isTooLarge) = packedSize.multipliedReportingOverflow(by: Self.ratio)
        limit = max(freely, isTooLarge ? .max : product)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        let more = try stream.read(into: buffer)
        count += more
        guard count <= limit else {
            throw FileError(
                .tooLarge, path, "it unpacks to more than \(limit) bytes, \(Self.ratio) times its size")
        }
        return more
    }
}
