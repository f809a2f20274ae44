/// Takes lines for the person who watches a run; never part of what a run decides.
public protocol StageLog: Sendable {
    /// Writes one line, without a line break at its end; it returns at once, and a full log drops lines.
    func write(_ line: String)
}
