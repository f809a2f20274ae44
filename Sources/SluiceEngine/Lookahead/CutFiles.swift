import SluiceKit

/// Files of which some end after so many lines, as if the rest had not been written yet.
struct CutFiles: FileAccess {
    let files: any FileAccess
    /// How many lines are left, by path; a file without a number is whole.
    let lines: [String: Int]

    func files(at path: PipelinePath) throws(FileError) -> [String] { try files.files(at: path) }

    func open(_ path: String) throws(FileError) -> any FileStream {
        let stream = try files.open(path)
        return lines[path].map { CutStream(stream, lines: $0) } ?? stream
    }

    func folder(at path: PipelinePath) throws(FileError) -> any FolderAccess { try files.folder(at: path) }
}

/// The first lines of a stream.
private final class CutStream: FileStream {
    private let stream: any FileStream
    private var left: Int

    init(_ stream: any FileStream, lines: Int) { (self.stream, left) = (stream, lines) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard left > 0 else { return 0 }
        let count = try stream.read(into: buffer)
        for place in 0..<count where buffer[place] == 0x0A {
            left -= 1
            if left == 0 { return place + 1 }
        }
        return count
    }
}
