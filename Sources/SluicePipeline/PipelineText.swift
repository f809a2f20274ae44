import SluiceDocument

/// A pipeline file as it was read, with what it includes put in.
package struct PipelineText: Sendable {
    /// The tree before profile, overrides and references; nil when there is none.
    let root: Node?
    /// What is wrong with it as a document.
    let issues: [Diagnostic]
    /// The files that it came from.
    let files: SourceFiles
    /// What stages' settings were read as, for the next time that the file is planned; nil when there is none.
    let readings: ReadingMemory?
}
