/// The time zone files of the system, which may be read though they lie outside every project.
enum SystemZones {
    private static let folder = "/usr/share/zoneinfo"

    /// Whether a path names a time zone, such as `/usr/share/zoneinfo/Europe/Berlin`, and its file is the system's.
    ///
    /// The name has letters, digits, `_`, `+` and `-` only, so nothing climbs out of the folder; the real path is
    /// compared too, because some systems link the folder's entries elsewhere.
    static func holds(_ path: String, real: String) -> Bool {
        guard path.hasPrefix(folder + "/"), let root = RealPath.of(folder) else { return false }
        let names = path.dropFirst(folder.count + 1).split(separator: "/", omittingEmptySubsequences: false)
        let isName = names.allSatisfy { name in
            !name.isEmpty
                && name.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"),
                        UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
        return isName && real.hasPrefix(root + "/")
    }
}
