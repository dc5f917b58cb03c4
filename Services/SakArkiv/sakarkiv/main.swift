import Foundation
import SakArkivCommand

let code = await SakArkiv.main(arguments: Array(CommandLine.arguments.dropFirst()))
exit(code.rawValue)
