import SluiceEngine
import SluiceFiles
import SluiceKit
import SluicePipeline

extension LoadedPipeline {
    /// What the stages of the file meet the world with from the command line.
    func surroundings(
        of plan: Plan, _ console: Console, files: (any FileAccess)? = nil, notices: StageNotices?
    ) -> Surroundings {
        let secrets = DeclaredSecrets(origins: plan.secrets, environment: ProjectEnvironment.variables()) {
            (path) throws(FileError) in try ProjectFiles.readAnywhere(path, limit: 65_536)
        }
        return Surroundings(
            files: files ?? self.files, transport: CurlTransport(), secrets: secrets,
            log: ConsoleLog(console: console)
        ) { notices?.report($0) }
    }
}
