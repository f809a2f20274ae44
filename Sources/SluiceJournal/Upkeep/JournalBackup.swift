/// Copies a journal into another folder while the pipeline runs.
public enum JournalBackup {
    /// Copies the ledger, the archive, what a person has said, and the trace when that is wanted; the copies are checked.
    ///
    /// - Parameters:
    ///   - folder: The folder of the pipeline's state.
    ///   - target: A folder that is made for it; one that holds anything of that kind is refused.
    ///   - includesTrace: Whether the trace is copied too.
    /// - Throws: `missing` without a ledger, `duplicate` for a target in use, `corrupt` when a copy is damaged.
    public static func make(
        of folder: String, in target: String, includesTrace: Bool = false
    ) throws(JournalError) {
        guard Folder.exists("\(folder)/\(LedgerFile.name)") else {
            throw JournalError(.missing, "there is no ledger", at: folder)
        }
        guard !Folder.exists("\(target)/\(LedgerFile.name)"), !Folder.exists("\(target)/identity.json") else {
            throw JournalError(.duplicate, "there is a journal already", at: target)
        }
        try Folder.makePrivate(target)
        let files = [LedgerFile.name, LedgerFile.archiveName] + (includesTrace ? [TraceFile.name] : [])
        for name in files where Folder.exists("\(folder)/\(name)") {
            try Database.open("\(folder)/\(name)", .read).copy(to: "\(target)/\(name)")
            try Database.open("\(target)/\(name)", .read).requireIntegrity()
        }
        for name in ["identity.json", ControlFile.name] {
            guard let bytes = try Folder.read("\(folder)/\(name)") else { continue }
            try Folder.write(String(decoding: bytes, as: UTF8.self), to: name, in: target)
        }
        try Folder.sync(target)
    }
}
