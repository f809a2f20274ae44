import SluiceBuiltins
import SluiceCLI

SluiceProgram(registry: .builtins).main()
