import SluiceFiles
import Testing

@Suite struct ProjectFilesTests {
    @Test func `the project is the parent of Pipelines`() {
        #expect(ProjectFiles.projectFolder(of: "/a/Pipelines/x.yaml") == "/a")
        #expect(ProjectFiles.projectFolder(of: "/a/b/x.yaml") == "/a/b")
    }
}
