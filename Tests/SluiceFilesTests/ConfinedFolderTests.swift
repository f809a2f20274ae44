import SluiceFiles
import SluiceKit
import TemporaryFolders
import Testing

@Suite struct ConfinedFolderTests {
    private let folder: TemporaryFolder
    private let run: any FolderAccess

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("project/Pipelines/p.yaml")
        try folder.write("project/runs/one/b.txt")
        try folder.write("project/runs/one/a/inner.gz")
        try folder.write("project/runs/one/.hidden")
        try folder.write("project/runs/other.txt")
        try folder.write("secret.txt")
        try folder.link("project/runs/one/near.txt", to: "../other.txt")
        try folder.link("project/runs/one/far", to: folder.path)
        try folder.link("project/runs/one/within.txt", to: "b.txt")
        run = try ProjectFiles(pipelineFile: "\(folder.path)/project/Pipelines/p.yaml")
            .folder(at: PipelinePath("../runs/one", in: "\(folder.path)/project/Pipelines/p.yaml"))
    }

    private func code(_ body: () throws -> Void) -> FileError.Code? {
        do { try body() } catch { return (error as? FileError)?.code }
        return nil
    }

    @Test func `names are listed, hidden ones left out`() throws {
        #expect(
            try run.entries(of: "") == [
                FolderEntry("a", isFolder: true), FolderEntry("b.txt", isFolder: false),
                FolderEntry("far", isFolder: true), FolderEntry("near.txt", isFolder: false),
                FolderEntry("within.txt", isFolder: false),
            ])
        #expect(try run.entries(of: "a") == [FolderEntry("inner.gz", isFolder: false)])
    }

    @Test func `files are read as they are, up to a limit`() throws {
        #expect(try run.contents(of: "a/inner.gz", limit: 4) == Array("text".utf8))
        #expect(try run.contents(of: "within.txt", limit: 4) == Array("text".utf8))
        #expect(code { _ = try run.contents(of: "b.txt", limit: 3) } == .tooLarge)
        #expect(code { _ = try run.contents(of: "none.txt", limit: 3) } == .missing)
        #expect(code { _ = try run.contents(of: "a", limit: 3) } == .unreadable)
        #expect(code { _ = try run.entries(of: "b.txt") } == .unreadable)
    }

    @Test func `a version changes when the file is written, replaced or another is linked to`() throws {
        var seen: [UInt64] = [try run.version(of: "b.txt")]
        #expect(try run.version(of: "within.txt") == seen[0] && run.version(of: "b.txt") == seen[0])
        try folder.write("project/runs/one/b.txt", Array("longer text".utf8))
        seen.append(try run.version(of: "b.txt"))
        try folder.remove("project/runs/one/b.txt")
        #expect(code { _ = try run.version(of: "b.txt") } == .missing)
        try folder.link("project/runs/one/b.txt", to: "a/inner.gz")
        seen.append(try run.version(of: "b.txt"))
        #expect(Set(seen).count == 3)
        #expect(code { _ = try run.version(of: "near.txt") } == .outside)
    }

    @Test(arguments: ["near.txt", "far/secret.txt", "../other.txt", "../../../secret.txt"])
    func `what leads out of the folder is outside, also where the project allows it`(path: String) {
        #expect(code { _ = try run.contents(of: path, limit: 100) } == .outside)
    }

    @Test(arguments: ["far", "..", "far/project"])
    func `a folder outside is not listed`(path: String) {
        #expect(code { _ = try run.entries(of: path) } == .outside)
    }

    @Test func `a folder outside the project, a file and nothing are no folders of it`() throws {
        let files = ProjectFiles(pipelineFile: "\(folder.path)/project/Pipelines/p.yaml")
        func open(_ path: String) -> FileError.Code? { code { _ = try files.folder(at: PipelinePath(path)) } }
        #expect(open(folder.path) == .outside)
        #expect(open("\(folder.path)/project/runs/one/far") == .outside)
        #expect(open("\(folder.path)/project/runs/other.txt") == .unreadable)
        #expect(open("\(folder.path)/project/none") == .missing)
        #expect(code { _ = try NoFiles().folder(at: PipelinePath("x")) } == .missing)
    }
}
