import SluiceDocument
import SluiceFiles

/// A path that someone has named on the command line, and may therefore be read.
struct NamedPath {
    /// The path from the root, whatever the pipeline file stands in.
    let absolute: String

    /// Takes a path as it was written, from the folder that the program runs in.
    init(_ written: String) {
        absolute = written.hasPrefix("/") ? written : RealPath.currentFolder + "/" + written
    }

    /// The folder to open: the path's own where it is one or does not say otherwise, else the one that holds it.
    var folder: String {
        let isFolder = absolute.hasSuffix("/") || RealPath.isFolder(absolute)
        guard !isFolder, let slash = absolute.lastIndex(of: "/") else { return absolute }
        return slash == absolute.startIndex ? "/" : String(absolute[..<slash])
    }

    /// The path as a YAML scalar.
    var quoted: String { JSONValue.string(absolute).description }
}
