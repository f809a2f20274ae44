import SluiceHistory

/// What a sweep runs on, told by fingerprints of contents: the file with all that it includes, and the data.
package struct SweepOrigin: Hashable, Sendable {
    /// A data file and the fingerprint of its content.
    package struct Data: Hashable, Sendable {
        /// The path, as the pipeline names it.
        package let path: String
        /// 32 hexadecimal digits.
        package let digest: String

        /// Creates a note of a file.
        package init(path: String, digest: String) { (self.path, self.digest) = (path, digest) }
    }

    /// The version of the program, whose figures may differ from another's.
    package let program: String
    /// The fingerprint of the effective file: profile, overrides, variables and what it includes taken in.
    package let file: String
    /// Every file that bars come from in any cell, sorted by path.
    package let data: [Data]

    /// Creates a note of contents.
    package init(program: String, file: String, data: [Data]) {
        (self.program, self.file, self.data) = (program, file, data)
    }

    /// One fingerprint of it all.
    ///
    /// A file counts by its content and not by where it lies, so that two machines agree.
    var digest: String {
        ContentDigest(of: [program, file] + data.map(\.digest)).description
    }
}
