import Glibc

/// The variables of the environment, read once.
enum ProjectEnvironment {
    /// The path of DuckDB's library, which reads Parquet files: `SLUICE_DUCKDB`.
    static var duckDB: String? {
        getenv("SLUICE_DUCKDB").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Every variable by its name.
    static func variables() -> [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            if let equals = strchr(entry, Int32(UInt8(ascii: "="))) {
                let name = UnsafeRawBufferPointer(start: entry, count: equals - entry)
                variables[String(decoding: name, as: UTF8.self)] = String(cString: equals + 1)
            }
            next += 1
        }
        return variables
    }
}
