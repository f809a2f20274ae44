import SluiceFiles
import SluiceKit
import TemporaryFolders
import Testing

@Suite struct ListingTests {
    private let folder: TemporaryFolder
    private let files: ProjectFiles

    init() throws {
        folder = try TemporaryFolder()
        for name in [
            "b.csv", "a.csv", "A.csv", "a10.csv", "a2.csv.gz", ".hidden.csv", "notes.txt", "sub/deep.csv",
            "sub/.deep.csv", "sub2/deep.csv", ".git/deep.csv", "literal*.csv", "ä.csv",
        ] {
            try folder.write("Data/" + name)
        }
        try folder.write("run.yaml")
        files = ProjectFiles(pipelineFile: "\(folder.path)/run.yaml")
    }

    private func names(_ path: String) throws -> [String] {
        let found = try files.files(at: PipelinePath(path, in: "\(folder.path)/run.yaml"))
        return found.map { String($0.dropFirst(folder.path.count + 1)) }
    }

    @Test(arguments: [
        ("Data/a.csv", ["Data/a.csv"]),
        (
            "Data",
            [
                "Data/A.csv", "Data/a.csv", "Data/a10.csv", "Data/a2.csv.gz", "Data/b.csv",
                "Data/literal*.csv",
                "Data/notes.txt", "Data/ä.csv",
            ]
        ),
        ("Data/sub/", ["Data/sub/deep.csv"]),
        ("./Data/../Data/sub", ["Data/sub/deep.csv"]),
        ("Data/a*.csv", ["Data/a.csv", "Data/a10.csv"]),
        ("Data/a*", ["Data/a.csv", "Data/a10.csv", "Data/a2.csv.gz"]),
        ("Data/?.csv", ["Data/A.csv", "Data/a.csv", "Data/b.csv", "Data/ä.csv"]),
        ("Data/*1*.csv", ["Data/a10.csv"]),
        ("Data/*/deep.csv", ["Data/sub/deep.csv", "Data/sub2/deep.csv"]),
        ("Data/sub?/*", ["Data/sub2/deep.csv"]),
        ("Data/.*.csv", ["Data/.hidden.csv"]),
        ("*/notes.txt", ["Data/notes.txt"]),
        ("Data/literal*.csv", ["Data/literal*.csv"]),
        ("Data/**.gz", ["Data/a2.csv.gz"]),
    ])
    func `files are listed in the order of their bytes`(path: String, expected: [String]) throws {
        #expect(try names(path) == expected)
    }

    @Test(arguments: ["Data/c*.csv", "Data/none", "Data/a.csv/*", "none/*.csv", "Data/.hidden?", "Data/sub?"])
    func `no match is an error`(path: String) {
        let error = #expect(throws: FileError.self) { try names(path) }
        #expect(error?.code == .missing)
    }

    @Test func `an empty folder is an error`() throws {
        try folder.write("empty/.keep")
        let error = #expect(throws: FileError.self) { try names("empty") }
        #expect(error?.code == .missing)
    }

    @Test func `a pattern does not look into folders outside`() throws {
        let outside = try TemporaryFolder()
        try outside.write("x/deep.csv")
        try folder.link("Data/way", to: outside.path)
        #expect(try names("Data/s*/deep.csv").count == 2)
        #expect(throws: FileError.self) { try names("Data/way/*/deep.csv") }
        #expect(throws: FileError.self) { try names("Data/w*/x/deep.csv") }
    }
}
