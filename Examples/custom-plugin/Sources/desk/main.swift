import DeskPlugins
import SluiceBuiltins
import SluiceCLI
import SluiceKit

SluiceProgram(registry: .builtins + [LunchGate.self]).main()
