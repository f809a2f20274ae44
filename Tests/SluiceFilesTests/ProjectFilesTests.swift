import Foundation
import Glibc
import SluiceFiles
import SluiceKit
import TemporaryFolders
import Testing

@Suite struct ProjectFilesTests {
    private let folder: TemporaryFolder
    private let files: ProjectFiles

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("project/Pipelines/us/run.yaml")
        try folder.write("project/Data/bars.csv", Array("one\ntwo\n".utf8))
        try folder.write("secret.txt")
        try folder.write("other/open.txt")
        files = ProjectFiles(
            pipelineFile: "\(folder.path)/project/Pipelines/us/run.yaml", allowing: ["\(folder.path)/other"])
    }

    private func code(_ body: () throws -> Void) -> FileError.Code? {
        do { try body() } catch { return (error as? FileError)?.code }
        return nil
    }

    @Test(arguments: [
        ("/a/Pipelines/x.yaml", "/a"), ("/a/Pipelines/us/x.yaml", "/a"), ("/a/b/x.yaml", "/a/b"),
        ("/Pipelines/a/Pipelines/x.yaml", "/Pipelines/a"), ("/x.yaml", "/"), ("/a/../b/x.yaml", "/b"),
        ("/a/Pipelines", "/a"),
    ])
    func `the project is the parent of the nearest Pipelines, or the file's folder`(
        file: String, project: String
    ) {
        #expect(ProjectFiles.projectFolder(of: file) == project)
    }

    @Test func `a relative pipeline file lies in the current folder`() {
        #expect(
            ProjectFiles.projectFolder(of: "Pipelines/x.yaml") == FileManager.default.currentDirectoryPath)
    }

    @Test func `files of the project and of allowed folders are read`() throws {
        #expect(
            try files.readWhole("\(folder.path)/project/Data/bars.csv", limit: 8) == Array("one\ntwo\n".utf8))
        #expect(try files.readWhole("\(folder.path)/other/open.txt", limit: 100) == Array("text".utf8))
        let stream = try files.open("\(folder.path)/project/Data/bars.csv")
        #expect(try stream.text() == "one\ntwo\n")
    }

    @Test(arguments: [
        "/secret.txt", "/project/../secret.txt", "/project/out.txt", "/project/outside/secret.txt",
        "/project/Data/hop.csv",
    ])
    func `what lies outside is refused, however it is reached`(path: String) throws {
        try folder.link("project/out.txt", to: "\(folder.path)/secret.txt")
        try folder.link("project/outside", to: folder.path)
        try folder.link("project/Data/hop.csv", to: "../out.txt")
        #expect(code { _ = try files.open(folder.path + path) } == .outside)
        #expect(code { _ = try files.readWhole(folder.path + path, limit: 100) } == .outside)
        #expect(code { _ = try files.files(at: PipelinePath(folder.path + path)) } == .outside)
    }

    @Test func `a folder whose name only begins like the project's is outside`() throws {
        let path = try folder.write("project-two/bars.csv")
        #expect(code { _ = try files.open(path) } == .outside)
    }

    @Test func `a link that stays inside is followed`() throws {
        let link = try folder.link("project/latest.csv", to: "Data/bars.csv")
        #expect(try files.open(link).text() == "one\ntwo\n")
    }

    @Test func `a link out of a folder is refused with the folder`() throws {
        try folder.link("project/Data/z.csv", to: "\(folder.path)/secret.txt")
        #expect(code { _ = try files.files(at: PipelinePath("\(folder.path)/project/Data")) } == .outside)
    }

    @Test(arguments: ["/project/none.csv", "/project/Data/bars.csv/x", "/project/a\0b", ""])
    func `what is not there is missing`(path: String) {
        #expect(code { _ = try files.open(path.isEmpty ? "" : folder.path + path) } == .missing)
    }

    @Test func `only ordinary files are opened, and at once`() throws {
        #expect(mkfifo("\(folder.path)/project/pipe", 0o600) == 0)
        #expect(code { _ = try files.open("\(folder.path)/project/pipe") } == .unreadable)
        #expect(code { _ = try files.open("\(folder.path)/project/Data") } == .unreadable)
        try folder.link("project/circle", to: "circle")
        #expect(code { _ = try files.open("\(folder.path)/project/circle") } == .unreadable)
    }

    @Test func `a file larger than the limit is refused`() throws {
        let path = "\(folder.path)/project/Data/bars.csv"
        #expect(code { _ = try files.readWhole(path, limit: 7) } == .tooLarge)
        #expect(code { _ = try ProjectFiles.readAnywhere(path, limit: 7) } == .tooLarge)
        #expect(try ProjectFiles.readAnywhere("\(folder.path)/secret.txt", limit: 4) == Array("text".utf8))
        #expect(code { _ = try ProjectFiles.readAnywhere("\(folder.path)/none", limit: 4) } == .missing)
    }

    @Test func `time zones of the system are readable by name only`() throws {
        let zone = "/usr/share/zoneinfo/Europe/Berlin"
        try #require(access(zone, R_OK) == 0, "the system has time zone data")
        #expect(try files.open(zone).text().hasPrefix("TZif"))
        let names = [
            "/usr/share/zoneinfo/../../../etc/hostname", "/usr/share/zoneinfo/tzdata.zi", "/etc/hostname",
        ]
        for name in names where access(name, R_OK) == 0 {
            #expect(code { _ = try files.open(name) } == .outside, "\(name)")
        }
    }

    @Test func `an error names the path as the user wrote it`() throws {
        let path = folder.path + "/project/Data/../../secret.txt"
        let error = #expect(throws: FileError.self) { try files.open(path) }
        #expect(
            error?.description
                == "\(path): it lies outside the project; --allow-folder opens a further folder")
    }

    @Test func `more files than a shell allows may be open`() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            limit.rlim_cur = 24
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            let folder = try TemporaryFolder()
            let path = try folder.write("bars.csv")
            let files = ProjectFiles(pipelineFile: path)
            let open = try (0..<64).map { _ in try files.open(path) }
            precondition(open.count == 64)
        }
    }
}

extension FileStream {
    /// All that is left, as text.
    func text(chunk: Int = 4_096) throws -> String {
        String(decoding: try bytes(chunk: chunk), as: UTF8.self)
    }

    /// All that is left.
    func bytes(chunk: Int = 4_096) throws -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 1)
        defer { buffer.deallocate() }
        var bytes: [UInt8] = []
        while case let count = try read(into: buffer), count > 0 {
            bytes.append(contentsOf: buffer[..<count])
        }
        return bytes
    }
}
